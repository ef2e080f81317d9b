"""Gold goes to each tool and back without loss."""

import json

import pytest

from zhclaims.annotation import TOOLS, export_annotations, import_annotations, read_gold_rows, write_gold
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
