"""Claims as a table to read on a terminal."""

from collections.abc import Iterable
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from zhclaims.documents.printable import mention_name, printable
from zhclaims.records import Claim, Period

_SIGNS = {"about": "≈", "nearly": "≲", "over": ">", "under": "<", "at_least": "≥", "at_most": "≤"}


def table(claims: Iterable[Claim]) -> Table:
    """Lay claims out for reading: who, what, how much, in when, as what, said by whom.

    Args:
        claims: The claims.

    Returns:
        The table, with a column of document names where the claims are of several.
    """
    claims = list(claims)
    several = len({claim.doc_id for claim in claims}) > 1
    result = Table(caption=f"{len(claims)} claim{'s' * (len(claims) != 1)}", caption_justify="left")
    if several:
        result.add_column("document")
    result.add_column("subject", overflow="fold")
    result.add_column("metric, item", overflow="fold")
    # A figure is read at a glance or not at all: it is never cut, the names give way.
    result.add_column("value", justify="right", no_wrap=True)
    result.add_column("period", no_wrap=True)
    result.add_column("modality", no_wrap=True)
    result.add_column("source", overflow="fold")
    for claim in claims:
        cells = _cells(claim)
        result.add_row(*(Text(printable(cell)) for cell in ((claim.doc_id, *cells) if several else cells)))
    return result


def _cells(claim: Claim) -> tuple[str, ...]:
    return (
        mention_name(claim.subject),
        " · ".join(filter(None, (mention_name(claim.metric), "" if claim.item is None else claim.item.text))),
        _figure(claim),
        _when(claim.period),
        f"not {claim.modality}" if claim.negated else claim.modality,
        "" if claim.source is None else claim.source.text,
    )


def _figure(claim: Claim) -> str:
    value, change = claim.value, claim.change
    bounds = f"{_plain(value.low)}–{_plain(value.high)}"
    if claim.kind == "date":
        return value.text  # 2013年底 says more than the year alone
    parts = [bounds if value.number is None else _SIGNS.get(value.qualifier, "") + _plain(value.number), value.unit]
    if change is not None and change.basis != "none":
        parts.append(change.basis)
    return " ".join(part for part in parts if part)


def _plain(number: Decimal | None) -> str:
    """Write a number in 万 and 亿, as its readers count, where that is exact in four digits after the point."""
    if number is None:
        return ""
    for scale, name in ((8, "亿"), (4, "万")):
        scaled = number.scaleb(-scale)
        if abs(scaled) >= 1 and scaled == round(scaled, 4):
            return f"{scaled.normalize():,f}{name}"
    return f"{number.normalize():,f}"


def _when(period: Period | None) -> str:
    if period is None:
        return ""
    if period.value:
        return period.value
    return f"{period.from_ or ''}–{period.to or ''}"
