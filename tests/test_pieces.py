"""Long texts in pieces: offsets, names and dates as in the whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhclaims
from zhclaims import language
from zhclaims.pieces import LONG, extract_in_pieces, pieces


@given(st.text("一二\n。！x", max_size=300), st.integers(1, 40), st.integers(0, 50))
def test_pieces_follow_each_other_and_cover_the_text(text, size, before):
    cut = list(pieces(text, size=size, before=before))
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    for piece in cut:
        assert 0 < piece.end - piece.start <= size
        assert piece.start - before <= piece.context <= piece.start


def _long_text(paragraphs):
    head = "今年是2021年。宇瀚精密制造股份有限公司（以下简称“宇瀚”）今日公布年报。\n"
    filler = "市场各方对行业前景看法不一，有待观察。" * 20 + "\n"
    body = "".join(
        f"{filler}宇瀚第{number + 2}家工厂今年营收达到{number + 3}亿元，同比增长{number % 90 + 1}%。\n"
        for number in range(paragraphs)
    )
    return head + body


@pytest.fixture(scope="module")
def long_text():
    text = _long_text(700)
    assert len(text) > 2 * LONG
    return text


@pytest.fixture(scope="module")
def claims(long_text):
    return zhclaims.extract(long_text, published=date(2021, 12, 31), doc_id="长")


def test_every_offset_is_an_offset_into_the_whole(claims, long_text):
    assert claims[-1].value.start > 2 * LONG
    for claim in claims:
        parts = [part for _, part in claim if getattr(part, "start", None) is not None]
        assert claim.evidence in parts
        for part in parts:
            assert long_text[part.start : part.end] == part.text


def test_claims_are_there_once_and_in_order(claims):
    assert len({claim.id for claim in claims}) == len(claims)
    starts = [claim.value.start for claim in claims]
    assert starts == sorted(starts)
    assert {claim.doc_id for claim in claims} == {"长"}
    assert sum(claim.value.unit == "CNY" for claim in claims) == 700


def test_names_and_years_of_the_head_hold_to_the_end(long_text):
    [first] = [claim for claim in zhclaims.extract(_long_text(1)) if claim.value.unit == "CNY"]
    last = [claim for claim in zhclaims.extract(long_text) if claim.value.unit == "CNY"][-1]
    assert last.period.from_ is not None
    assert (last.subject.id, last.period.from_) == (first.subject.id, first.period.from_)


def test_a_text_in_one_piece_gives_what_the_whole_gives():
    text = _long_text(5)
    nlp = language.load()
    assert extract_in_pieces(text, published=None, doc_id="d", nlp=nlp) == zhclaims.extract(text, doc_id="d")
