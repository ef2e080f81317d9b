"""Which of its readings an ambiguous form has: 苹果 before 发布 is the company, before 期货 the fruit."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from math import exp

from zhclaims.entities.cues import Cues, cues_of, guarded
from zhclaims.entities.entity import COMPANY_TYPES, Name
from zhclaims.entities.industries import COMPANY, TRADE, vocabulary
from zhclaims.entities.lexicon import Match, Reading
from zhclaims.entities.persons import is_person
from zhclaims.entities.surroundings import NO_COMPANY, Sentence, Surroundings

_GENERAL = "*"
_WEAK = "**"
# Evidence in log-odds, as calibrated on sentences with ambiguous names: one sure sign outweighs the usual prior.
_PRIOR_AMBIGUOUS = -2.0
_PRIOR_SURE = 2.0
_WEIGHTS = {
    "ticker": 6.0,
    "beside": 3.0,
    "not_beside": 3.6,
    "general_beside": 1.8,
    "general_not_beside": 3.0,
    "weak_beside": 0.8,
    "own_word": 3.3,
    "common_word": 3.4,
    "company_word": 1.0,
    "most_company_words": 2.2,
    "trade_word": 0.4,
    "most_trade_words": 0.8,
    "industry_word": 1.3,
    "most_industry_words": 4.2,
    "named": 4.5,
    "companion": 1.8,
    "unsure_companion": 0.7,
    "most_companions": 3.6,
    "other_company": 0.3,
    "listed": 2.0,
    "within_word": 3.0,
    "across_words": 1.0,
    "title": 5.0,
    "topic": 0.4,
    "most_by_topic": 3.0,
    "no_company_topic": 0.3,
    "neighbours": 0.5,
    "most_by_neighbours": 4.0,
}
_MOST_LEARNED = 4.1  # about what `_learned` may add or take
_HOPELESS = -7.5  # so low that words of the sentence make no name of it
# 南方天天利货币B, 嘉实中证500ETF: the form opens the name of a fund, which is not the company
_FUND = re.compile(
    r"[^的凭把在和与让向将为了是从对拟旗,，。、;；:：()\s]{1,16}?(?:证券投资基金|混合|货币|指数|债券|ETF|LOF)"
    r"(?![的和与份市场规模净值申购])"
)
_NEAR = 30  # characters between a word and the form it speaks for
_FAR_FACTOR = 0.6
_NO_SURNAMES = frozenset("和于向与从由给同等对被在让把比跟将会有及用还是或连应则都又为如后前经当而才再")  # or rarely
_LISTING = frozenset(("、", "和", "与", "及", "跟", "同", "或", ",", "以及", "还有", "/"))
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


def choose(
    around: Surroundings,
    match: Match,
    named: AbstractSet[str],
) -> tuple[Reading, float] | None:
    """Choose the reading of a form that the context speaks for.

    Evidence for each company that the form may mean is summed up as log-odds: how usual it is, cues that touch the
    form, words of its industry and its companies in the sentence, what the document names elsewhere. Evidence for a
    common word counts against all of them.

    Args:
        around: The text and its names.
        match: The form and its readings.
        named: Canonical names of what the document names without ambiguity.

    Returns:
        The reading and how sure it is; None where the form is no name here.
    """
    companies = [(r, r.name) for r in match.readings if r.name is not None and r.name.type in COMPANY_TYPES]
    if companies and (best := _best(around, match, companies, named)) is not None:
        return best
    for reading in match.readings:
        name = reading.name
        if name is None or name.type in COMPANY_TYPES:
            continue
        if not reading.ambiguous:
            return reading, 0.95
        if score := _support(around.folded, match, reading.form, name, named, alone=not companies):
            return reading, score
    return None


def _best(
    around: Surroundings,
    match: Match,
    companies: Sequence[tuple[Reading, Name]],
    named: AbstractSet[str],
) -> tuple[Reading, float] | None:
    """The company that there is most evidence for; None where it is less than that for a common word."""
    sentence = around.sentence(match.start)
    shared = _of_neighbours(around.folded, match)
    shared -= _of_words(sentence, match, cues_of(match.readings[0].form).words, _WEIGHTS["common_word"])
    scores = [shared + _of_itself(around.folded, match, reading, name, named) for reading, name in companies]
    if max(scores) <= _HOPELESS:
        return None
    shared = _of_industry(sentence, match, COMPANY, _WEIGHTS["company_word"], _WEIGHTS["most_company_words"])
    shared += _of_industry(sentence, match, TRADE, _WEIGHTS["trade_word"], _WEIGHTS["most_trade_words"])
    scores = [
        score + shared + _of_sentence(around.folded, sentence, match, reading.form, name)
        for score, (reading, name) in zip(scores, companies, strict=True)
    ]
    if max(scores) <= -_MOST_LEARNED:
        return None
    if max(scores) < _MOST_LEARNED or len(companies) > 1:  # else what was learned can't turn it
        learned = _learned(around, match, [name for _, name in companies])
        scores = [score + more for score, more in zip(scores, learned, strict=True)]
    best = max(scores)
    if best <= 0 or (score := best - _within_a_word(around, match)) <= 0:
        return None
    return companies[scores.index(best)][0], max(0.5, min(0.95, 1 / (1 + exp(-score))))


def _learned(around: Surroundings, match: Match, names: Sequence[Name]) -> list[float]:
    """What real text has taught of such contexts: whether a company stands there, and of which industry."""
    shared = _WEIGHTS["neighbours"] * _clipped(around.company(match), _WEIGHTS["most_by_neighbours"])
    if len(names) == 1:  # the trade is worth its price only where companies compete
        return [shared]
    topic = around.topic(match)
    shared -= _WEIGHTS["no_company_topic"] * _clipped(topic.gain(NO_COMPANY), _WEIGHTS["most_by_topic"])
    gains = (topic.gain(vocabulary().industry_of(name.industry)) for name in names)
    return [shared + _WEIGHTS["topic"] * _clipped(gain, _WEIGHTS["most_by_topic"]) for gain in gains]


def _clipped(value: float, most: float) -> float:
    """Within bounds: what was learned is one witness among others."""
    return max(-most, min(most, value))


def _beside(folded: str, match: Match, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    return folded.startswith(after, match.end) or folded.endswith(before, 0, match.start)


def _against(folded: str, match: Match, cues: Cues, *others: Cues) -> bool:
    """Whether a cue against a form touches it, and none that is longer on its side speaks for it: 苹果干, but 苹果干了八年."""
    if folded.startswith(cues.not_after, match.end):
        speaking = (word for other in others for word in other.after)
        if _longest(folded, match.end, cues.not_after) >= _longest(folded, match.end, speaking):
            return True
    if not folded.endswith(cues.not_before, 0, match.start):
        return False
    speaking = (word for other in others for word in other.before)
    return _longest_to(folded, match.start, cues.not_before) >= _longest_to(folded, match.start, speaking)


def _longest(folded: str, at: int, words: Iterable[str]) -> int:
    return max((len(word) for word in words if folded.startswith(word, at)), default=0)


def _longest_to(folded: str, at: int, words: Iterable[str]) -> int:
    return max((len(word) for word in words if folded.endswith(word, 0, at)), default=0)


def _of_neighbours(folded: str, match: Match) -> float:
    """What touches a form and speaks for its being the name of a company, whichever, or against it."""
    own, strong, weak = cues_of(match.readings[0].form), cues_of(_GENERAL), cues_of(_WEAK)
    score = _WEIGHTS["ticker"] if TICKER.match(folded, match.end) else 0.0
    if _against(folded, match, own, own, strong):
        score -= _WEIGHTS["not_beside"]
    elif _beside(folded, match, own.before, own.after):
        score += _WEIGHTS["beside"]
    elif _against(folded, match, strong, strong):
        score -= _WEIGHTS["general_not_beside"]
    elif _beside(folded, match, strong.before, strong.after):
        score += _WEIGHTS["general_beside"]
    if _beside(folded, match, weak.not_before, weak.not_after):
        score -= _WEIGHTS["weak_beside"]
    elif _beside(folded, match, weak.before, weak.after):
        score += _WEIGHTS["weak_beside"]
    return score


def _within_a_word(around: Surroundings, match: Match) -> float:
    """How much it counts that a form is a piece of a longer word (国泰民安, 许中兴) or a title."""
    start, end = match.start, match.end
    if around.folded[start - 1 : start] == "《" and around.folded[end : end + 1] == "》":
        return _WEIGHTS["title"]
    if _FUND.match(around.folded, end):
        return _WEIGHTS["within_word"]
    first, last = around.word(start), around.word(end - 1)
    if first == last and (first[0] < start or first[1] > end):
        return _WEIGHTS["within_word"]
    if first[0] < start or last[1] > end:
        return _WEIGHTS["across_words"]
    surname = around.folded[start - 1 : start]
    if surname and surname not in _NO_SURNAMES and is_person(surname + around.folded[start:end]):
        return _WEIGHTS["within_word"] if around.word(start - 1) == (start - 1, start) else 0.0
    return 0.0


def _of_itself(folded: str, match: Match, reading: Reading, name: Name, named: AbstractSet[str]) -> float:
    """How usual one reading of a form is, and what touches the form or stands elsewhere that speaks for it."""
    own, general = cues_of(reading.form, name.id), cues_of(reading.form)
    usual = _PRIOR_AMBIGUOUS if reading.ambiguous else _PRIOR_SURE
    score = next((prior for prior in (own.prior, general.prior) if prior is not None), usual)
    if _beside(folded, match, own.not_before, own.not_after):
        score -= _WEIGHTS["not_beside"]
    elif _beside(folded, match, own.before, own.after):
        score += _WEIGHTS["beside"]
    return score + (_WEIGHTS["named"] if name.id in named else 0.0)


def _of_sentence(folded: str, sentence: Sentence, match: Match, form: str, name: Name) -> float:
    """What speaks for one reading of a form in its sentence."""
    score = _of_words(sentence, match, cues_of(form, name.id).words, _WEIGHTS["own_word"])
    industry = vocabulary().industry_of(name.industry)
    if industry is not None:
        score += _of_industry(sentence, match, industry, _WEIGHTS["industry_word"], _WEIGHTS["most_industry_words"])
    return score + _of_companions(folded, sentence, match, industry)


def _of_words(sentence: Sentence, match: Match, words: tuple[str, ...], weight: float) -> float:
    """The weight of the first word that is there, and half as much for a second one."""
    if not words:
        return 0.0
    at = match.start - sentence.start
    text = f"{sentence.text[:at]}\n{sentence.text[at + match.end - match.start :]}"
    found = sum(word in text for word in words)
    return weight * min(1.5, (found + 1) / 2) if found else 0.0


def _of_industry(sentence: Sentence, match: Match, industry: str, weight: float, most: float) -> float:
    """The weight of an industry's words in a sentence, each once; the first counts most, distant ones less."""
    seen: dict[str, float] = {}
    for hit in sentence.hits:
        if industry in hit.industries and not (hit.start < match.end and match.start < hit.end):
            near = match.start - hit.end <= _NEAR and hit.start - match.end <= _NEAR
            word = sentence.text[hit.start - sentence.start : hit.end - sentence.start]
            seen[word] = max(seen.get(word, 0.0), 1.0 if near else _FAR_FACTOR)
    return min(most, weight * (sum(seen.values()) + 0.4 * max(seen.values(), default=0.0)))


def _of_companions(folded: str, sentence: Sentence, match: Match, industry: str | None) -> float:
    """The weight of the other names in a sentence: companies of the same industry, and those in one list with it."""
    same = others = unsure = listed = 0
    for name in sentence.names:
        if name.start == match.start or name.readings == match.readings:
            continue
        companies = [r.name for r in name.readings if r.name is not None and r.name.type in COMPANY_TYPES]
        if not companies:
            continue
        alike = industry is not None and any(vocabulary().industry_of(c.industry) == industry for c in companies)
        if guarded(name):
            unsure += alike
            continue
        same += alike
        others += not alike
        listed += _in_one_list(folded, name, match)
    score = min(_WEIGHTS["most_companions"], same * _WEIGHTS["companion"] + unsure * _WEIGHTS["unsure_companion"])
    return score + min(listed, 1) * _WEIGHTS["listed"] + min(others, 2) * _WEIGHTS["other_company"]


def _in_one_list(folded: str, one: Match, other: Match) -> bool:
    """Whether two names stand side by side: 华为和中兴."""
    between = folded[min(one.end, other.end) : max(one.start, other.start)]
    return between in _LISTING


def _support(folded: str, match: Match, form: str, name: Name, named: AbstractSet[str], *, alone: bool) -> float:
    """How strongly the context speaks for an ambiguous place, good or person; 0.0 where it doesn't.

    `alone` says that the form is no company's too, so that the form's own cues are of this reading.
    """
    own = cues_of(form) if alone else cues_of(form, name.id)
    general = cues_of(_GENERAL) if alone else Cues()
    score = 0.0
    if TICKER.match(folded, match.end):
        score = 0.95
    elif _beside(folded, match, own.not_before, own.not_after):
        score = 0.0
    elif _beside(folded, match, own.before, own.after):
        score = 0.85
    elif _beside(folded, match, general.not_before, general.not_after):
        score = 0.0
    elif name.id in named:
        score = 0.85
    elif _beside(folded, match, general.before, general.after):
        score = 0.75
    return score
