"""Claims as a table to read on a terminal."""

import re
from collections.abc import Iterable
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from zhclaims.records import Claim, Mention, Period

# A terminal obeys control characters, and UTF-8 has no lone surrogates: an article may hold either.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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
    for name in ("subject", "metric", "item", "words"):
        result.add_column(name)
    result.add_column("value", justify="right")
    for name in ("period", "modality", "source"):
        result.add_column(name)
    for claim in claims:
        cells = _cells(claim)
        result.add_row(*(Text(_UNPRINTABLE.sub(" ", cell)) for cell in ((claim.doc_id, *cells) if several else cells)))
    return result


def _cells(claim: Claim) -> tuple[str, ...]:
    return (
        _name(claim.subject),
        _name(claim.metric),
        "" if claim.item is None else claim.item.text,
        claim.value.text,
        _figure(claim),
        _when(claim.period),
        f"not {claim.modality}" if claim.negated else claim.modality,
        "" if claim.source is None else claim.source.text,
    )


def _name(mention: Mention | None) -> str:
    if mention is None:
        return ""
    return mention.text if mention.id in {None, mention.text} else f"{mention.text} ({mention.id})"


def _figure(claim: Claim) -> str:
    value, change = claim.value, claim.change
    bounds = f"{_plain(value.low)}–{_plain(value.high)}"
    parts = [bounds if value.number is None else _plain(value.number), value.unit]
    if change is not None and change.basis != "none":
        parts.append(change.basis)
    return " ".join(part for part in parts if part)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():,f}"


def _when(period: Period | None) -> str:
    if period is None:
        return ""
    if period.value:
        return period.value
    return f"{period.from_ or ''}–{period.to or ''}"
