"""Which of its readings an ambiguous form has: 苹果 before 发布 is the company, before 期货 the fruit."""

import re
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from zhclaims.entities.lexicon import Match, Reading
from zhclaims.resources import model_path, read_table

CUE_COLUMNS = ("form", "before", "after", "not_before", "not_after")
_GENERAL = "*"
# A stock code in brackets: 平安（601318.SH）, 小米(01810), 苹果（AAPL.US）
TICKER = re.compile(
    r"\((?:[股证][票券]代码|股票简称)?[:：]?\s?"
    r"(?:(?P<lead>SH|SZ|BJ|HK)[.:：]?)?(?P<code>\d{5,6})(?:[.,，]?\s?(?P<market>SH|SZ|HK|BJ|SS|OC|NQ))?\)"
    r"|\((?:(?:NYSE|NASDAQ|纽交所|纳斯达克|美股)[:：]?\s?)(?P<us>[A-Z]{1,5})\)"
    r"|\((?P<dotted>[A-Z]{1,5})\.(?:US|N|O|NYSE)\)",
    re.IGNORECASE,
)


def ticker_of(match: re.Match[str]) -> str:
    """The stock code that `TICKER` matched, with its exchange.

    Where the text has none, six digits are of the mainland exchange that their first digit says, five of Hong Kong.

    >>> ticker_of(TICKER.match("(600519)"))
    '600519.SH'
    """
    if code := match["code"]:
        market = (match["market"] or match["lead"] or "").upper().replace("SS", "SH")
        if not market:
            market = "HK" if len(code) == 5 else {"6": "SH", "0": "SZ", "3": "SZ", "9": "SH"}.get(code[0], "BJ")
        return f"{code}.{market}"
    return f"{(match['us'] or match['dotted']).upper()}.US"


class Cues(NamedTuple):
    """Words beside a form: before it, after it, and those that speak against it."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@cache
def _cues() -> dict[str, Cues]:
    table = {}
    for _, cells in read_table(model_path() / "companies" / "cues.csv", CUE_COLUMNS):
        lists = (tuple(part for part in cells[column].split("|") if part) for column in CUE_COLUMNS[1:])
        table[cells["form"]] = Cues(*lists)
    return table


def choose(folded: str, match: Match, named: AbstractSet[str]) -> tuple[Reading, float] | None:
    """Choose the reading of a form that the context speaks for.

    Args:
        folded: The folded text.
        match: The form and its readings.
        named: Canonical names of what the document names without ambiguity.

    Returns:
        The reading and how sure it is; None where the form is no name here.
    """
    for reading in match.readings:
        if not reading.ambiguous:
            return reading, 0.95
        if reading.name is not None and (score := _support(folded, match, reading, named)):
            return reading, score
    return None


def _support(folded: str, match: Match, reading: Reading, named: AbstractSet[str]) -> float:
    """How strongly the context speaks for an ambiguous reading; 0.0 where it doesn't."""
    start, end = match.start, match.end
    own, general = _cues().get(reading.form, Cues()), _cues().get(_GENERAL, Cues())
    named_elsewhere = reading.name is not None and reading.name.id in named

    def beside(after: tuple[str, ...], before: tuple[str, ...]) -> bool:
        return folded.startswith(after, end) or folded.endswith(before, 0, start)

    score = 0.0
    if TICKER.match(folded, end):
        score = 0.95
    elif beside(own.not_after, own.not_before):
        score = 0.0
    elif beside(own.after, own.before):
        score = 0.85
    elif beside(general.not_after, general.not_before):
        score = 0.0
    elif named_elsewhere:
        score = 0.85
    elif beside(general.after, general.before):
        score = 0.75
    return score
