"""The pipeline: what load() and spacy.load give, its layers, and the calls that run it."""

import csv
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

import zhclaims
from zhclaims import components, language
from zhclaims.entities.lexicon import COLUMNS
from zhclaims.records import Claim

TEXT = """2023年，美团营收达到2767亿元，同比增长26%。

据IDC数据，2023年小米手机出货量为1.5亿台。该公司预计明年净利润增长20%—30%。
京东和美团均增长10%；拼多多（PDD）营收約１５０億美元。"""
PIPES = ["sentences", "quantities", "periods", "companies", "metrics", "claims"]
# fmt: off
ODD_TEXTS = [
    "", " ", "\n\n\t\u3000", "\x00", "\ud800", "\udfff\ud800", "\ud800\udc00美团营收100亿元\x00", "美团营收\ud800100亿元",
    "美团营收100亿元\udcff", "😀美团营收100亿元😀", "👨‍👩‍👧营收1亿元", "\ufeff美团营收100亿元", "美团\u200b营收\u200b100亿元", "e\u0301 10%",
    "10%", "100亿元", "2023年", "增长", "、、、", "）（", "%%%", "1" * 500, "一" * 300, "（" * 200 + "10%", "营收10%、" * 40,
    "\r\n美团\r\n营收100亿元\r\n", "这里只有文字。", "The revenue of PDD rose 10% to $5bn.", "a\x85b\u2028c 10%",
]
# fmt: on


@pytest.fixture(scope="module")
def nlp():
    return zhclaims.load()


def _spans(claim):
    """Every span of a claim, with the name of its field."""
    for name in ("subject", "metric", "item", "value", "period", "source", "evidence"):
        span = getattr(claim, name)
        if span is not None and span.start is not None:
            yield name, span


def _check(text, claims):
    """What must hold of the claims of any text, whatever the weights are."""
    assert [c.value.start for c in claims] == sorted(c.value.start for c in claims)
    assert len({c.id for c in claims}) == len(claims)
    for claim in claims:
        for name, span in _spans(claim):
            assert 0 <= span.start < span.end <= len(text), name
            assert text[span.start : span.end] == span.text, name
        assert claim.evidence.start <= claim.value.start
        assert claim.value.end <= claim.evidence.end
        assert claim.evidence.text == claim.evidence.text.strip()
        assert (claim.change is not None) == (claim.kind == "change")
        assert (claim.value.number is None) <= (
            claim.value.qualifier in ("range", "several") or claim.value.low is None
        )
        low, high = claim.value.low, claim.value.high
        assert low is None or high is None or low <= high
        if claim.period is not None and claim.period.from_ and claim.period.to:
            assert claim.period.from_ <= claim.period.to
        assert 0 <= claim.confidence <= 1


# --- the shipped pipeline ---------------------------------------------------------------------------------------------


def test_both_ways_of_loading_give_the_same(nlp):
    other = spacy.load(zhclaims.model_path())
    assert nlp.pipe_names == other.pipe_names == PIPES
    assert nlp.meta["name"] == other.meta["name"]
    one, two = nlp(TEXT), other(TEXT)
    assert [token.text for token in one] == [token.text for token in two]
    for layer in components.LAYERS:
        assert getattr(one._, layer) == getattr(two._, layer)
    assert one._.claims == two._.claims == zhclaims.extract(TEXT)


def test_the_text_is_kept_as_it_was_given(nlp):
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert components.source_text(doc) == TEXT
    odd = "\ud800美团\x00营收１００亿元\udfff"
    doc = nlp(odd)
    assert components.source_text(doc) == odd
    assert doc.text == odd.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    assert len(doc.text) == len(odd)


@pytest.mark.parametrize("layer", components.LAYERS)
def test_each_layer_holds_its_mentions_twice_over(nlp, layer):
    doc = nlp(TEXT)
    mentions, spans = getattr(doc._, layer), doc.spans[layer]
    assert len(mentions) == len(spans) > 0
    for mention, span in zip(mentions, spans, strict=True):
        where = mention.value if layer == "claims" else mention
        assert span.start_char <= where.start < where.end <= span.end_char
        assert span.label_
        if layer != "clauses":
            assert TEXT[where.start : where.end] == where.text


def test_the_layers_are_labelled(nlp):
    doc = nlp("2023年，美团营收达到2767亿元。")
    assert {layer: [(span.text, span.label_) for span in doc.spans[layer]] for layer in components.LAYERS} == {
        "clauses": [("2023年，", "CLAUSE"), ("美团营收达到2767亿元。", "CLAUSE")],
        "quantities": [("2767亿元", "MONEY")],
        "periods": [("2023年", "YEAR")],
        "companies": [("美团", "COMPANY")],
        "metrics": [("营收", "revenue")],
        "claims": [("2767亿元", "AMOUNT")],
    }


def test_sentences_begin_where_the_layout_says(nlp):
    doc = nlp(TEXT)
    assert "".join(sentence.text for sentence in doc.sents) == TEXT
    assert [sentence.text for sentence in nlp("增长3.5%。下降").sents] == ["增长3.5%。", "下降"]


def test_tokens_keep_to_figures_and_names(nlp):
    doc = nlp("2020年6月，打多多订单1,234.5万件，58同城、1688上涨３．５％，三分之一来自拼多多")
    edges = {token.idx for token in doc} | {len(doc.text)}
    assert {"打多多", "58同城", "1,234.5", "３．５", "拼多多"} <= {token.text for token in doc}
    assert all({quantity.start, quantity.end} <= edges for quantity in doc._.quantities)
    assert {"1,234.5万件", "３．５％", "三分之一"} <= {span.text for span in doc.spans["quantities"]}


# fmt: off
DISABLED = [
    # the stage, layers that are then not there, and what no claim then has
    ("sentences", ["clauses"], None),
    ("periods", ["periods"], "period"),
    ("companies", ["companies"], None),
    ("metrics", ["metrics"], None),
    ("claims", ["claims"], None),
]
# fmt: on


@pytest.mark.parametrize(("stage", "layers", "field"), DISABLED)
def test_a_stage_can_be_switched_off(nlp, stage, layers, field):
    with nlp.select_pipes(disable=[stage]):
        doc = language.read(TEXT, nlp=nlp)
        claims = zhclaims.extract(TEXT, nlp=nlp)
    assert all(getattr(doc._, layer) is None and layer not in doc.spans for layer in layers)
    assert all(layer in doc.spans for layer in components.LAYERS if layer not in layers)
    _check(TEXT, claims)
    assert bool(claims) == (stage != "claims")
    if field is not None:
        assert {getattr(claim, field) for claim in claims} == {None}


def test_without_quantities_only_dates_can_be_claims(nlp):
    with nlp.select_pipes(disable=["quantities"]):
        assert {claim.kind for claim in zhclaims.extract(TEXT, nlp=nlp)} <= {"date"}


def test_stages_left_out_while_loading_stay_out():
    nlp = spacy.load(zhclaims.model_path(), exclude=["claims", "metrics"])
    doc = nlp(TEXT)
    assert set(doc.spans) == set(components.LAYERS) - {"claims", "metrics"}


def test_stages_can_be_removed_renamed_and_replaced():
    nlp = zhclaims.load()
    nlp.remove_pipe("periods")
    nlp.rename_pipe("quantities", "numbers")
    nlp.replace_pipe("metrics", "zhclaims_metrics")
    assert nlp.pipe_names == ["sentences", "numbers", "companies", "metrics", "claims"]
    assert set(nlp(TEXT).spans) == set(components.LAYERS) - {"periods"}


def test_the_pipeline_can_be_saved(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.claims == nlp(TEXT)._.claims


def test_docs_go_through_in_a_stream(nlp):
    texts = [TEXT, "", "美团营收100亿元。"]
    assert [doc._.claims for doc in nlp.pipe(texts)] == [zhclaims.extract(text) for text in texts]


def test_a_doc_can_be_told_its_date_before_the_stages_run(nlp):
    doc = nlp.make_doc("去年美团营收100亿元。")
    doc._.published, doc._.doc_id = date(2024, 3, 1), "d"
    [claim] = nlp(doc)._.claims
    assert claim == zhclaims.extract("去年美团营收100亿元。", published="2024-03-01", doc_id="d")[0]
    assert (claim.period.value, claim.doc_id) == ("2023", "d")


# --- vocabularies of one's own ----------------------------------------------------------------------------------------


def _table(path, columns, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


METRIC_COLUMNS = ("id", "parent", "kinds", "units", "polarity", "names")


@pytest.mark.parametrize("as_text", [False, True])
def test_own_companies_are_found_and_stay_whole(tmp_path, nlp, as_text):
    row = {"name": "青柠岛", "type": "company", "ticker": "099999.SZ", "aliases": "柠岛三号", "parent": "美团"}
    path = _table(tmp_path / "own.csv", COLUMNS, row)
    own = zhclaims.load(companies=str(path) if as_text else path)
    doc = own("2023年，柠岛三号营收达到5亿元，美团增长10%。")
    assert "柠岛三号" in {token.text for token in doc}
    assert [(e.text, e.id, e.ticker, e.parent) for e in doc._.companies if e.id == "青柠岛"] == [
        ("柠岛三号", "青柠岛", "099999.SZ", "美团")
    ]
    assert "美团" in {e.id for e in doc._.companies}  # the shipped names are still there
    claim = zhclaims.extract("2023年，柠岛三号营收达到5亿元。", nlp=own)[0]
    assert (claim.subject.id, claim.subject.ticker, claim.subject.parent) == ("青柠岛", "099999.SZ", "美团")
    assert "青柠岛" not in {e.id for e in nlp("2023年，柠岛三号营收达到5亿元。")._.companies}  # nor elsewhere


def test_own_metrics_are_found(tmp_path, nlp):
    row = {"id": "sweetness", "kinds": "ratio share", "units": "", "polarity": "good", "names": "甜蜜指数|甜蜜度"}
    own = zhclaims.load(metrics=_table(tmp_path / "own.csv", METRIC_COLUMNS, row))
    text = "2023年，美团甜蜜度达到35%，营收100亿元。"
    assert [metric.id for metric in own(text)._.metrics if metric.id] == ["sweetness", "revenue"]
    assert "sweetness" not in {metric.id for metric in nlp(text)._.metrics}
    assert zhclaims.extract(text, nlp=own)[0].metric.id == "sweetness"


# fmt: off
BAD_TABLES = [
    # table, text of the file, line of the fault
    ("companies", "name,type\n", 1),
    ("companies", "", 1),
    ("companies", ",".join(COLUMNS) + "\n青柠岛,company,,,,,,,\n,company,,,,,,,\n", 3),
    ("companies", ",".join(COLUMNS) + "\n青柠岛,planet,,,,,,,\n", 2),
    ("companies", ",".join(COLUMNS) + "\n青柠岛,company\n", 2),
    ("metrics", "id,names\n", 1),
    ("metrics", ",".join(METRIC_COLUMNS) + "\nsweetness,,share,,fine,甜蜜度\n", 2),
    ("metrics", ",".join(METRIC_COLUMNS) + "\nsweetness,,portion,,good,甜蜜度\n", 2),
    ("metrics", ",".join(METRIC_COLUMNS) + "\nsweetness,no_such_parent,share,,good,甜蜜度\n", 2),
    ("metrics", ",".join(METRIC_COLUMNS) + "\n# own\nsweetness,,share,,good,\n", 3),
]
# fmt: on


@pytest.mark.parametrize(("table", "content", "line"), BAD_TABLES)
def test_a_bad_row_is_told_by_file_and_line(tmp_path, table, content, line):
    path = tmp_path / "own.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(zhclaims.TableError) as caught:
        zhclaims.load(**{table: path})
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize("table", ["companies", "metrics"])
def test_a_missing_or_undecodable_table_is_told(tmp_path, table):
    for path in (tmp_path / "none.csv", tmp_path, tmp_path / "gbk.csv"):
        (tmp_path / "gbk.csv").write_bytes("名称".encode("gb18030"))
        with pytest.raises(zhclaims.TableError) as caught:
            zhclaims.load(**{table: path})
        assert caught.value.path == str(path)


# --- extract ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_are_read_without_a_fault(text):
    claims = zhclaims.extract(text)
    _check(text, claims)
    assert claims == zhclaims.extract(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\t\u3000", "\x00", "\ud800", "这里只有文字。", "增长", "58同城、C2M、5G"]
)
def test_a_text_without_figures_has_no_claims(text):
    assert zhclaims.extract(text) == []


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "😀", "\u3000"])
def test_odd_characters_between_sentences_move_nothing(odd):
    [plain] = zhclaims.extract("美团营收100亿元。")
    claims = zhclaims.extract(f"{odd}。美团营收100亿元。{odd}")
    assert [(c.value.start, c.value.text, c.subject.text, c.metric.id) for c in claims] == [
        (plain.value.start + 2, "100亿元", "美团", "revenue")
    ]


# fmt: off
PIECES = [
    "京东", "美团", "营收", "净利润", "为", "达到", "10%", "约20亿元", "三成", "2023年", "去年", "6月末", "同比增长", "下降", "近", "预计", "若",
    "，", "。", "、", "和", "分别", "均", "（", "）", "；", "\n", "其", "公司", "表示", "据IDC", "第一", "1亿件", "翻一番", "至", "１", "\x00",
    "\ud800", "😀", " ", "的", "：", "“", "”", "產品", "未", "超过", "倍", "%", "——",
]
# fmt: on
JUMBLED = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@given(
    JUMBLED | st.text(st.characters(codec=None, exclude_categories=()), max_size=40),
    st.sampled_from([None, date(2024, 2, 29)]),
)
@example("京东、美团分别增长10%、20%", None)
@example("京东、美团和1亿件均下降10%", date(2024, 2, 29))
@settings(max_examples=250)
def test_the_claims_of_any_text_stand_in_it(text, published):
    claims = zhclaims.extract(text, published=published, doc_id="d")
    _check(text, claims)
    assert claims == zhclaims.extract(text, published=published, doc_id="d")


@given(JUMBLED)
@settings(max_examples=50)
def test_the_layers_of_any_text_stand_in_it(text):
    doc = language.read(text)
    assert "".join(token.text_with_ws for token in doc) == doc.text
    assert len(doc.text) == len(text)
    for layer in ("quantities", "periods", "companies", "metrics"):
        mentions = getattr(doc._, layer)
        assert all(text[m.start : m.end] == m.text for m in mentions)
        assert all(left.end <= right.start for left, right in pairwise(mentions)) or layer == "metrics"


# fmt: off
PUBLISHED = [
    ("2024-03-01", "2023"), (date(2024, 3, 1), "2023"), (datetime(2024, 3, 1, 23, 59, tzinfo=UTC), "2023"),
    (datetime(2020, 1, 1), "2019"), (date(1, 1, 2), None),  # noqa: DTZ001
]
# fmt: on


@pytest.mark.parametrize(("published", "value"), PUBLISHED)
def test_a_date_of_publication_comes_in_several_forms(published, value):
    [claim] = zhclaims.extract("去年美团营收100亿元。", published=published)
    if value is not None:
        assert (claim.period.value, claim.period.inferred) == (value, True)
        assert claim.period.from_ == date(int(value), 1, 1)


def test_without_a_date_of_publication_the_year_stays_open():
    [claim] = zhclaims.extract("去年美团营收100亿元。", published=None)
    assert claim.period is None or (claim.period.from_, claim.period.to) == (None, None)


@pytest.mark.parametrize(
    "published", ["", "昨天", "2020-13-01", "2020-02-30", "30.11.2020", 20201130, 0, b"2020-11-30", []]
)
def test_a_bad_date_is_told(published):
    with pytest.raises(zhclaims.DocumentError, match="expected a date such as 2020-11-30"):
        zhclaims.extract("去年美团营收100亿元。", published=published)


@pytest.mark.parametrize("text", [None, 1, 1.5, b"\xe7", ["10%"], object()])
def test_what_is_no_text_is_told(text):
    with pytest.raises(zhclaims.DocumentError, match=f"of type {type(text).__name__}; expected str"):
        zhclaims.extract(text)


def test_many_texts_are_read_lazily_and_in_order():
    seen = []

    def documents():
        for document in (
            "京东营收100亿元。",
            {"text": "去年营收1亿元。", "published": "2020-01-01", "doc_id": "b"},
            {"text": ""},
        ):
            seen.append(document)
            yield document

    found = zhclaims.extract_many(documents())
    assert seen == []
    assert next(found) == zhclaims.extract("京东营收100亿元。")
    assert len(seen) == 1
    rest = list(found)
    assert rest == [zhclaims.extract("去年营收1亿元。", published="2020-01-01", doc_id="b"), []]
    assert {claim.doc_id for claim in rest[0]} == {"b"}


# fmt: off
BAD_DOCUMENTS = [
    ({}, "without text; its fields are none"),
    ({"title": "标题", "body": "正文"}, "without text; its fields are title, body"),
    ({"text": None}, "of type NoneType"),
    ({"text": "10%", "published": "2020"}, "published is '2020'"),
]
# fmt: on


@pytest.mark.parametrize(("document", "said"), BAD_DOCUMENTS)
def test_a_bad_document_is_told(document, said):
    with pytest.raises(zhclaims.DocumentError, match=said):
        list(zhclaims.extract_many([document]))


# --- ids, determinism, the record as JSON -----------------------------------------------------------------------------


def test_ids_are_stable_and_tell_claims_apart():
    one, again, other = zhclaims.extract(TEXT), zhclaims.extract(TEXT), zhclaims.extract(TEXT, doc_id="别的")
    assert [c.id for c in one] == [c.id for c in again]
    assert len({c.id for c in one + other}) == 2 * len(one)
    assert {c.doc_id for c in one} != {c.doc_id for c in other} == {"别的"}
    assert len({c.doc_id for c in one}) == 1
    assert zhclaims.extract("美团营收1亿元")[0].doc_id != zhclaims.extract("美团营收2亿元")[0].doc_id


def test_subjects_that_share_a_value_have_claims_of_their_own():
    claims = zhclaims.extract("2022年，京东、美团的营收均增长10%。")
    assert [(c.subject.text, c.value.start) for c in claims] == [("京东", 17), ("美团", 17)]
    assert claims[0].id != claims[1].id


def test_neither_the_hash_seed_nor_the_process_changes_a_byte():
    code = (
        "import sys, zhclaims; "
        "[sys.stdout.write(c.model_dump_json() + '\\n') for c in zhclaims.extract(sys.argv[1], published='2024-03-01')]"
    )
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, TEXT],
        env={"PYTHONHASHSEED": "1", "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        check=True,
    )
    here = [claim.model_dump_json() for claim in zhclaims.extract(TEXT, published="2024-03-01")]
    assert run.stdout.decode("utf-8").splitlines() == here != []


def test_the_order_of_documents_changes_nothing():
    texts = [TEXT, "美团营收100亿元。", "", "京东营收下降10%。"]
    assert list(zhclaims.extract_many(texts)) == list(zhclaims.extract_many(reversed(texts)))[::-1]


def test_claims_come_back_from_json_as_they_went():
    text = TEXT + "\n京东三分之一的营收来自美团，每股收益0.1元，市值1.23456789万亿元，占比1/3。"
    claims = zhclaims.extract(text, published="2024-03-01")
    for claim in claims:
        assert Claim.model_validate(json.loads(claim.model_dump_json())) == claim
        assert Claim.model_validate(json.loads(json.dumps(claim.model_dump(mode="json")))) == claim
        assert Claim.model_validate(claim.model_dump()) == claim
    numbers = {c.value.text: c.value.number for c in claims}
    assert numbers["2767亿元"] == Decimal(276700000000)
    assert numbers["1.23456789万亿元"] == Decimal(1234567890000)


def test_numbers_are_numbers_in_json():
    [claim] = zhclaims.extract("2023年，京东营收下降1.1%。")
    row = json.loads(claim.model_dump_json())
    assert (row["value"]["number"], type(row["value"]["number"])) == (-1.1, float)
    assert (row["period"]["from"], row["period"]["to"]) == ("2023-01-01", "2023-12-31")
    assert "from_" not in row["period"]
    [claim] = zhclaims.extract("2023年，京东营收1.1亿元。")
    number = json.loads(claim.model_dump_json())["value"]["number"]
    assert (number, type(number)) == (110000000, int)


def test_the_record_has_a_schema():
    schema = Claim.model_json_schema()
    assert set(schema["properties"]) == set(Claim.model_fields)
    assert set(schema["required"]) == set(Claim.model_fields)
    assert set(schema["$defs"]) == {"Change", "Mention", "Period", "Span", "Subject", "Value"}
    assert "from" in schema["$defs"]["Period"]["properties"]
    assert schema["properties"]["kind"]["enum"][:2] == ["change", "share"]
    json.dumps(Claim.model_json_schema(mode="serialization"))


def test_a_record_can_not_be_changed():
    claim = zhclaims.extract("美团营收100亿元。")[0]
    with pytest.raises(ValueError, match="frozen"):
        claim.kind = "share"


@pytest.mark.parametrize("code", [0xFFFD, 0xDFFF])
def test_what_could_not_be_read_ends_a_name_and_is_written(code):
    odd = chr(code)
    [claim] = zhclaims.extract(f"小云{odd}云海科技公司营收100亿元")
    assert odd not in claim.subject.text
    assert Claim.model_validate(json.loads(claim.model_dump_json())) == claim
