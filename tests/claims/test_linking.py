"""Linking: the walk over the figures, by a decider that is told what to choose."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhclaims.claims.assembly import claims
from zhclaims.claims.choice import Choice
from zhclaims.claims.figures import figures
from zhclaims.claims.linking import links
from zhclaims.entities import Entity
from zhclaims.metrics import Metric
from zhclaims.periods import PeriodExpression

ORDER = ["claim", "kind", "metric", "subject", "period", "modality", "source"]


def _said(outcome):
    return getattr(outcome, "text", outcome)


class Wish:
    """Chooses the option whose outcome, or its text, is wished for; else the first or the last."""

    def __init__(self, *, last=False, **wishes):
        self.at = -1 if last else 0
        self.wishes = wishes
        self.asked = []

    def decide(self, decision, options, figure):
        self.asked.append((decision, options, figure))
        if decision in self.wishes:
            wish = self.wishes[decision]
            chosen = next(o for o in options if _said(o.outcome) == wish)
        else:
            chosen = options[self.at]
        return Choice(chosen.outcome, 0.5)


def test_the_decisions_come_in_order(read):
    decider = Wish()
    reading = read("京东营收增长10%")
    [link] = links(reading, decider)
    assert [decision for decision, _, _ in decider.asked] == ORDER
    assert link.confidence == pytest.approx(0.5**6)  # the source is no part of it


def test_a_date_has_itself_as_period(read):
    reading = read("2018年5月京东上市")
    decider = Wish()
    [link] = links(reading, decider)
    assert [decision for decision, _, _ in decider.asked] == [name for name in ORDER if name != "period"]
    assert link.kind == "date"
    assert (link.period.start, link.period.value) == (0, "2018-05")
    assert link.confidence == pytest.approx(0.5**5)


def test_what_is_no_claim_is_asked_no_further(read):
    decider = Wish(claim=None)
    assert list(links(read("京东营收增长10%、20%"), decider)) == []
    assert [decision for decision, _, _ in decider.asked] == ["claim", "claim"]


# fmt: off
REACHABLE = [
    # text, what is decided about its only figure
    ("京东2023年营收达到100亿元", {"kind": "amount", "subject": "京东", "metric": "营收", "period": "2023年"}),
    ("2023年，据京东公告，拼多多推出150款产品", {"kind": "count", "subject": "拼多多", "metric": "推出", "source": "京东"}),
    ("营收为100亿元。", {"subject": None, "metric": "营收", "period": None, "source": None}),
    ("家用吸尘器业务营收为100亿元。", {"metric": "业务营收", "subject": "家用吸尘器"}),  # of no lexicon
    ("2023年，京东上市。营收为100亿元。", {"subject": "京东", "period": "2023年"}),  # from the sentence before
    ("京东表示增长。\n\n营收为100亿元。", {"subject": "京东", "source": "京东"}),  # and from the paragraph before
    ("若营收为100亿元", {"modality": "hypothetical"}),
    ("排定71个", {"metric": "排定"}),  # a verb of no lexicon
]
# fmt: on


@pytest.mark.parametrize(("text", "wishes"), REACHABLE)
def test_what_is_right_is_among_the_options(read, text, wishes):
    reading = read(text)
    [link] = links(reading, _Only(Wish(**wishes)))
    for name, wish in wishes.items():
        assert _said(getattr(link, name)) == wish


class _Only:
    """Passes on what is asked about quantities, and lets dates be."""

    def __init__(self, decider):
        self.decider = decider

    def decide(self, decision, options, figure):
        if figure.type == "date":
            return Choice(None, 1.0)
        return self.decider.decide(decision, options, figure)


def test_a_pronoun_may_stand_for_who_was_spoken_of(read):
    reading = read("京东营收增长10%。该公司净利润增长20%。")
    decider = Wish(source=None)
    found = list(links(reading, decider))
    assert len(found) == 2
    outcomes = [option.outcome for option in decider.asked[-4][1] if option.outcome is not None]
    assert ("该公司", "京东") in {(entity.text, entity.id) for entity in outcomes}


def test_two_figures_of_a_span_of_years_may_have_an_end_each(read):
    reading = read("2015年至2020年，销量由5万辆增至9万辆")
    decider = _Only(Wish())
    list(links(reading, decider))
    periods = [options for decision, options, _ in decider.decider.asked if decision == "period"]
    assert len(periods) == 2
    for options in periods:
        assert {"2015", "2020"} <= {
            str(option.outcome.from_.year) for option in options if option.outcome and option.outcome.from_
        }


LISTED = [
    # text, and the years that its figures may be of
    ("2022-2024年利润分别为5亿元、6亿元、7亿元", [2022, 2023, 2024]),  # a year each of the span
    ("2022、2023年利润分别为5亿元、6亿元", [2022, 2023]),  # the members of one list go to those of the other
]


@pytest.mark.parametrize(("text", "years"), LISTED)
def test_the_figures_of_a_list_may_have_a_year_each(read, text, years):
    decider = _Only(Wish())
    list(links(read(text), decider))
    asked = [options for decision, options, _ in decider.decider.asked if decision == "period"]
    assert len(asked) == len(years)
    for options, year in zip(asked, years, strict=True):
        single = {p.from_.year for p in (o.outcome for o in options) if p and p.from_ and p.from_.year == p.to.year}
        assert year in single
        if "、2023年" in text:
            assert single == {year}


PIECES = st.sampled_from(
    ["京东", "美团", "营收", "净利润", "增长", "下降", "10%", "20亿元", "2023年", "去年", "，", "。", "、", "和", "其", "\n", "表示", "据IDC", "分别", "（", "）", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=16).map("".join), st.booleans())
@example(text="2023年京东表示", last=False)  # who acts is certain there
@settings(max_examples=60)
def test_every_question_is_well_put(read, text, last):
    reading = read(text)
    decider = Wish(last=last, claim="claim")
    found = list(links(reading, decider))
    assert len(found) == len(figures(reading))
    asked = Counter(figure for decision, _, figure in decider.asked if decision == "claim")
    assert set(asked.values()) <= {1}
    types = {"metric": Metric, "subject": Entity, "period": PeriodExpression, "source": Entity}
    for decision, options, _ in decider.asked:
        assert options
        outcomes = [option.outcome for option in options]
        if decision in types:
            mentions = outcomes if len(outcomes) == 1 and outcomes[0] is not None else outcomes[:-1]
            assert (
                outcomes[-1] is None or mentions is outcomes
            )  # nothing is a choice, but where the grammar leaves none
            assert all(isinstance(outcome, types[decision]) for outcome in mentions)
            assert all(text[o.start : o.end] == o.text for o in mentions)
        assert all(isinstance(name, str) for option in options for name in option.features)
    made = list(claims(reading, found, doc_id="d"))
    assert len(made) >= len(found)
    assert len({claim.id for claim in made}) == len(made)
