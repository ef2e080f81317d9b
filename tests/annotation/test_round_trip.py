"""Gold goes to each tool and back without loss."""

import json
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhclaims.annotation import TOOLS, export_annotations, import_annotations, read_gold_rows, write_gold
from zhclaims.annotation.regions import CHOICES, KINDS, to_claim, to_regions
from zhclaims.errors import GoldError
from zhclaims.resources import corpus_path

GOLD = sorted((corpus_path() / "gold").glob("*.jsonl"))


def test_there_is_gold():
    assert len(GOLD) >= 4


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_the_gold_of_the_corpus_comes_back_byte_for_byte(gold, tool, tmp_path):
    rows = read_gold_rows(gold)
    assert export_annotations(rows, tmp_path / "out.json", tool) == len(rows)
    imported = import_annotations(tmp_path / "out.json", tool)
    assert imported.problems == ()
    write_gold(imported.rows, tmp_path / "gold.jsonl")
    assert (tmp_path / "gold.jsonl").read_bytes() == gold.read_bytes()


@pytest.mark.parametrize("predicted", [False, True])
@pytest.mark.parametrize("tool", TOOLS)
def test_all_fields_come_back(tool, predicted, row, tmp_path):
    export_annotations([row], tmp_path / "out.json", tool, predicted=predicted)
    if predicted and tool == "label-studio":  # what a person submits is an annotation
        [task] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        task["annotations"] = task.pop("predictions")
        (tmp_path / "out.json").write_text(json.dumps(task))
    assert import_annotations(tmp_path / "out.json", tool).rows == (row,)


def test_fields_that_the_record_may_come_to_have_are_kept():
    text = "甲营收3亿元"
    value = {
        "start": 3,
        "end": 6,
        "text": "3亿元",
        "number": 3e8,
        "low": None,
        "high": None,
        "unit": "CNY",
        "qualifier": "exact",
    }
    subject = {"start": 0, "end": 1, "text": "甲", "id": None, "parent": None, "ticker": None, "lei": "X", "old": None}
    claim = dict.fromkeys(
        ("kind", "subject", "metric", "item", "value", "change", "period", "modality", "negated", "source")
    )
    claim |= {
        "kind": "amount",
        "subject": subject,
        "value": {**value, "scale": None},
        "modality": "actual",
        "negated": False,
    }
    claim |= {"note": None, "seen": False}
    annotated = to_regions({"doc_id": "d", "text": text, "claims": [claim]})
    [mention] = [each for each in annotated.regions if each.label == "subject"]
    assert to_claim(annotated.regions[0], {"subject": mention}, text) == claim


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_lone_surrogates_come_back(tool, row, tmp_path):
    row = {**row, "text": row["text"] + "\ud800，\udc00"}
    export_annotations([row], tmp_path / "out.json", tool)
    assert import_annotations(tmp_path / "out.json", tool).rows == (row,)


def test_a_text_that_no_file_can_hold_is_refused(row, tmp_path):
    with pytest.raises(GoldError, match=r"新闻_1\.txt: character 38 of its text is a lone surrogate"):
        export_annotations([{**row, "text": row["text"] + "\ud800"}], tmp_path / "out", "brat")


def test_a_folder_with_files_is_left_alone(row, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(GoldError, match="is no empty folder"):
        export_annotations([row], tmp_path, "brat")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_tasks_do_not_take_the_name_of_their_configuration(row, tmp_path):
    with pytest.raises(GoldError, match="would go; name the tasks"):
        export_annotations([row], tmp_path / "tasks.xml", "label-studio")


def test_documents_whose_names_are_alike_get_files_of_their_own(row, tmp_path):
    rows = [{**row, "doc_id": name} for name in ("a/b", "a_b", "A_B", "..", "")]
    export_annotations(rows, tmp_path / "out", "brat")
    files = {path.name.lower() for path in (tmp_path / "out").glob("*.ann")}
    assert files == {"a_b.ann", "a_b-2.ann", "a_b-3.ann", "_..ann", "_.ann"}  # on any file system
    assert import_annotations(tmp_path / "out", "brat").rows == tuple(rows)


def test_brat_can_come_without_our_index(row, tmp_path):
    export_annotations([row], tmp_path / "out", "brat")
    (tmp_path / "out" / "documents.jsonl").unlink()
    [found] = import_annotations(tmp_path / "out", "brat").rows
    assert (found["doc_id"], found["published"]) == ("新闻_1", None)
    assert found["claims"] == row["claims"]


@st.composite
def _documents(draw):
    """Any text with any claims that the record allows, placed anywhere."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))

    def span(**fields):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "text": text[start:end], **fields}

    # Label Studio's fields know no difference between nothing and an empty text, nor of blanks around one.
    words = st.none() | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5)
    claims = []
    for _ in range(draw(st.integers(0, 4))):
        number = draw(st.integers(-(10**12), 10**12) | st.just(0.1))
        value = span(number=number, low=number, high=None, unit=draw(words), qualifier="exact")
        period = {
            "start": None,
            "end": None,
            "text": None,
            "value": draw(words),
            "from": None,
            "to": None,
            "inferred": draw(st.booleans()),
        }
        claims.append(
            {
                "kind": draw(st.sampled_from(KINDS)),
                "subject": draw(st.none() | st.builds(lambda: span(id=draw(words), parent=None, ticker=None))),
                "metric": draw(st.none() | st.builds(lambda: span(id=draw(words)))),
                "item": None,
                "value": value,
                "change": draw(st.none() | st.just({"direction": "up", "basis": "yoy", "form": "percent"})),
                "period": draw(st.none() | st.just(period)),
                "modality": draw(st.sampled_from(CHOICES["modality"])),
                "negated": draw(st.booleans()),
                "source": None,
            }
        )
    claims.sort(key=lambda claim: claim["value"]["start"])
    return {"doc_id": draw(st.text(max_size=5)), "published": None, "text": text, "claims": claims}


@given(_documents(), st.sampled_from(TOOLS))
@settings(max_examples=150)
def test_whatever_the_record_allows_comes_back(row, tool):
    with tempfile.TemporaryDirectory() as folder:
        export_annotations([row], f"{folder}/out.json", tool)
        imported = import_annotations(f"{folder}/out.json", tool)
    assert (imported.problems, imported.rows) == ((), (row,))
