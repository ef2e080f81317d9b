"""The command ``zhclaims evaluate``: scores, comparisons and agreement."""

# ruff: noqa: PLC0415 # commands import what they need, so that --help and --version start at once

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhclaims.cli_common import errors_told, fail

if TYPE_CHECKING:
    from zhclaims.evaluation import Evaluation


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Documents with the claims that they make.")],
    predicted: Annotated[
        Path | None,
        typer.Option(metavar="CLAIMS.jsonl", help="Claims to score; by default those extracted from the gold's texts."),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="A.jsonl B.jsonl", help="Two files of claims: what B won and lost against A."),
    ] = None,
    agreement: Annotated[
        Path | None,
        typer.Option(metavar="OTHER_GOLD.jsonl", help="Gold of another annotator: how far the two agree."),
    ] = None,
    *,
    errors: Annotated[
        bool, typer.Option("--errors", help="List each mistake by field and cause, with its sentence.")
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a page of Markdown: also kinds, calibration, causes.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON, at full precision.")] = False,
) -> None:
    """Score claims against a gold file: precision, recall and F1 of each field and of whole claims."""
    if sum(option is not None for option in (predicted, compare, agreement)) > 1:
        fail("--predicted, --compare and --agreement exclude one another; give one")
    with errors_told():
        if agreement is not None:
            page, data = _agreement(gold, agreement)
        elif compare is not None:
            page, data = _comparison(gold, *compare)
        else:
            page, data = _evaluation(gold, predicted, errors=errors, markdown=markdown)
        typer.echo(json.dumps(data) if as_json else page)


def _evaluation(gold: Path, predicted: Path | None, *, errors: bool, markdown: bool) -> tuple[str, dict[str, Any]]:
    from zhclaims.evaluation import evaluate as score
    from zhclaims.evaluation.markdown import calibration_section, evaluation_page, mistake_list

    evaluation = score(gold, predicted)
    _tell_left_out(evaluation)
    if markdown:
        page = evaluation_page(evaluation, listed=errors)
    elif errors:
        listed = mistake_list(evaluation.mistakes())
        page = "\n\n".join((evaluation.render(), calibration_section(evaluation.calibration()), listed)).rstrip()
    else:
        page = evaluation.render()
    return page, evaluation.details()


def _comparison(gold: Path, before: Path, after: Path) -> tuple[str, dict[str, Any]]:
    from zhclaims.evaluation import compare, read_gold
    from zhclaims.evaluation import evaluate as score
    from zhclaims.evaluation.markdown import comparison_page

    documents = read_gold(gold)
    evaluations = [score(documents, path) for path in (before, after)]
    for evaluation in evaluations:
        _tell_left_out(evaluation)
    comparison = compare(*evaluations)
    return comparison_page(comparison), comparison.to_dict()


def _agreement(gold: Path, other: Path) -> tuple[str, dict[str, Any]]:
    from zhclaims.evaluation import agreement, read_gold
    from zhclaims.evaluation.markdown import agreement_page

    result = agreement(read_gold(gold), read_gold(other))
    return agreement_page(result), result.to_dict()


def _tell_left_out(evaluation: "Evaluation") -> None:
    for names, said in (
        (evaluation.unknown, "left out: claims of {} documents without gold ({})"),
        (
            evaluation.silent,
            "no claims were predicted for {} of the documents with gold ({}); all of theirs count as missed",
        ),
    ):
        if names:
            named = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")
            typer.echo(said.format(len(names), named), err=True)
