"""What a person corrects in the tool is in the gold that comes back; what can't be used is named."""

import json
from xml.etree import ElementTree as ET

import pytest

from zhclaims.annotation import export_annotations, import_annotations
from zhclaims.annotation.regions import CHOICES, FLAGS, KINDS, ROLES, TEXTS
from zhclaims.errors import GoldError


@pytest.fixture
def doccano(row, tmp_path):
    path = tmp_path / "doccano.jsonl"
    export_annotations([row], path, "doccano")

    def change(edit):
        line = json.loads(path.read_text(encoding="utf-8"))
        edit(line)
        path.write_text(json.dumps(line))
        return import_annotations(path, "doccano")

    return change


def _entity(line, label, number=0):
    return [each for each in line["entities"] if each["label"] == label][number]


def _add(line, label, text, value=None):
    start = line["text"].index(text)
    line["entities"].append({"id": 99, "label": label, "start_offset": start, "end_offset": start + len(text)})
    if value is not None:
        line["relations"].append({"id": 99, "from_id": 99, "to_id": value["id"], "type": "x"})


def test_a_value_is_relabelled(doccano, row):
    [found] = doccano(lambda line: _entity(line, "count").update(label="measure")).rows
    assert found["claims"][3] == {**row["claims"][3], "kind": "measure"}


def test_a_value_that_was_moved_is_read_anew(doccano, row):
    def edit(line):
        _entity(line, "amount")["start_offset"] += 1  # 约3亿元 → 3亿元

    [found] = doccano(edit).rows
    value = found["claims"][0]["value"]
    assert (value["text"], value["number"], value["low"], value["qualifier"]) == (
        "3亿元",
        300000000,
        300000000,
        "exact",
    )
    assert found["claims"][1:] == row["claims"][1:]


def test_a_decline_that_was_moved_stays_negative(doccano):
    def edit(line):
        for each in line["zhclaims"]:
            if each["label"] == "change":
                each["fields"]["direction"] = "down"
        for number in (0, 1):
            _entity(line, "change", number)["start_offset"] -= 2  # 增长10%

    [found] = doccano(edit).rows
    assert [claim["value"]["number"] for claim in found["claims"]] == [300000000, -10, -10, 50]


def test_a_relation_is_redrawn(doccano):
    def edit(line):
        subject, amount = _entity(line, "subject", 1), _entity(line, "amount")
        for each in line["relations"]:
            if each["from_id"] == amount["id"] and each["type"] == "subject":
                each["to_id"] = subject["id"]

    [found] = doccano(edit).rows
    assert found["claims"][0]["subject"]["text"] == "乙"


def test_a_relation_and_its_mention_are_removed(doccano):
    def edit(line):
        line["entities"].remove(source := _entity(line, "source"))
        line["relations"] = [each for each in line["relations"] if each["to_id"] != source["id"]]

    [found] = doccano(edit).rows
    assert found["claims"][0]["source"] is None


def test_a_new_value_and_a_new_period_are_read(doccano):
    def edit(line):
        _add(line, "share", "10%")
        _add(line, "period", "2020年", _entity(line, "change"))

    [found] = doccano(edit).rows
    assert len(found["claims"]) == 5
    assert found["claims"][1]["period"]["text"] == "2020年"
    assert found["claims"][1]["period"]["from"] == "2020-01-01"
    [new] = [claim for claim in found["claims"] if claim["kind"] == "share"]
    assert (new["value"]["number"], new["value"]["unit"], new["modality"]) == (10, "%", "actual")


def test_ids_and_order_are_doccanos_own(doccano, row):
    def edit(line):
        for each in line["entities"]:
            each["id"] += 1000
        for each in line["relations"]:
            each.update(from_id=each["from_id"] + 1000, to_id=each["to_id"] + 1000)
        line["entities"].reverse()
        line["meta"] = {"zhclaims": line.pop("zhclaims"), "doc_id": line.pop("doc_id")}

    [found] = doccano(edit).rows
    assert found["claims"] == row["claims"]


# fmt: off
BAD = [
    # what was done, the cause
    (lambda line: _entity(line, "count").update(label="sum"), "新闻/1: 9 '50家': the label 'sum' is not known"),
    (lambda line: _entity(line, "count").update(end_offset=900), "34–900 is no span of the text, which has 38 characters"),
    (lambda line: _add(line, "source", "甲和"), "99 '甲和': the source belongs to no value"),
    (lambda line: _add(line, "count", "目标"), "99 '目标': no number is given, and none can be read"),
    (lambda line: _add(line, "subject", "乙", _entity(line, "amount")), "'约3亿元': the value has two subjects"),
    (lambda line: _add(line, "count", "50家", _entity(line, "amount")), "a relation ties count to amount"),
    (lambda line: line["relations"][0].update(to_id=77), "a relation leads to '77', which is no region"),
    (lambda line: line.update(published="soon"), 'published is "soon"; give an ISO date'),
    (lambda line: line.pop("doc_id"), "doc_id: Input should be a valid string"),
    (lambda line: line.pop("entities"), "not the form of doccano's JSONL(relation): KeyError('entities')"),
    (lambda line: line.update(text="短"), "is no span of the text"),
]
# fmt: on


@pytest.mark.parametrize(("edit", "cause"), BAD)
def test_what_can_not_be_used_is_named(edit, cause, doccano, tmp_path):
    imported = doccano(edit)
    assert imported.rows == ()
    assert any(cause in str(problem) for problem in imported.problems), [str(each) for each in imported.problems]
    assert {(problem.path, problem.line) for problem in imported.problems} == {(str(tmp_path / "doccano.jsonl"), 1)}


def test_a_document_stands_once(row, tmp_path):
    export_annotations([row, row], tmp_path / "x.jsonl", "doccano")
    imported = import_annotations(tmp_path / "x.jsonl", "doccano")
    assert len(imported.rows) == 1
    assert str(imported.problems[0]).endswith(":2: 新闻/1: the doc_id '新闻/1' was already used")


@pytest.fixture
def brat(row, tmp_path):
    folder = tmp_path / "brat"
    export_annotations([row], folder, "brat")

    def change(old, new):
        path = folder / "新闻_1.ann"
        lines = path.read_text(encoding="utf-8")
        assert old in lines
        path.write_text(lines.replace(old, new, 1), encoding="utf-8")
        return import_annotations(folder, "brat")

    return change


def test_an_attribute_and_a_note_are_changed_in_brat(brat, row):
    [found] = brat("modality T1 actual", "modality T1 forecast").rows
    assert found["claims"][0] == {**row["claims"][0], "modality": "forecast"}
    [found] = brat('"number": 300000000', '"number": 400000000').rows
    assert found["claims"][0]["value"]["number"] == 400000000


# fmt: off
BAD_LINES = [
    ("T1\tamount", "T1\tamount 0 1;", ": no line of a text-bound annotation"),
    ("T1\tamount 15 19", "T1\tamount 15 16;17 19", ": a span in several pieces"),
    ("T1\tamount 15 19", "T1\tamount 16 19", ": text[16:19] is '3亿元', not '约3亿元'; was the .txt changed?"),
    ("T1\tamount", "T1\tsum", ": 新闻/1: T1 '约3亿元': the label 'sum' is not known"),
    ('{"text": "约3亿元"', "seen", ": the note is no JSON"),
    ("modality T1 actual", "modality T1 wish", ": 新闻/1: claims[0].modality: Input should be"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "cause"), BAD_LINES)
def test_each_bad_line_of_brat_is_named(old, new, cause, brat, tmp_path):
    [problem] = brat(old, new).problems
    assert cause in str(problem)
    lines = (tmp_path / "brat" / "新闻_1.ann").read_text(encoding="utf-8").splitlines()
    assert problem.line is None or new in lines[problem.line - 1]
    assert (problem.line is None) == ("modality" in new)


def test_files_that_are_missing_are_named(brat, tmp_path):
    (tmp_path / "brat" / "新闻_1.txt").unlink()
    [problem] = brat("T1", "T1").problems
    assert "has no .txt beside it" in str(problem)
    for path in (tmp_path / "brat").iterdir():
        path.unlink()
    for source, cause in ((tmp_path / "brat", "has no .ann file"), (tmp_path / "none", "is no folder")):
        with pytest.raises(GoldError, match=cause):
            import_annotations(source, "brat")


@pytest.fixture
def studio(row, tmp_path):
    path = tmp_path / "tasks.json"
    export_annotations([row], path, "label-studio")

    def change(edit):
        tasks = json.loads(path.read_text(encoding="utf-8"))
        edit(tasks[0], tasks[0]["annotations"][0]["result"])
        path.write_text(json.dumps(tasks))
        return import_annotations(path, "label-studio")

    return change


def _result(results, region, control):
    return next(each for each in results if each.get("id") == region and each["from_name"] == control)


def test_controls_are_set_in_label_studio(studio, row):
    def edit(_, results):
        _result(results, "T1", "number")["value"]["text"] = ["400,000,000.5"]
        _result(results, "T1", "modality")["value"]["choices"] = ["target"]
        _result(results, "T2", "id")["value"]["text"] = ["甲"]
        results.remove(_result(results, "T1", "unit"))

    [found] = studio(edit).rows
    claim = found["claims"][0]
    assert (claim["value"]["number"], claim["value"]["unit"]) == (400000000.5, None)
    assert (claim["modality"], claim["subject"]["id"]) == ("target", "甲")
    assert found["claims"][1]["subject"]["id"] == "甲"  # one mention, one name
    assert found["claims"][3] == row["claims"][3]


def test_offsets_in_utf_16_are_understood(studio, row):
    def edit(_, results):
        for each in results:
            if each["type"] != "relation":
                each["value"]["start"] += 1  # 😀 is two units
                each["value"]["end"] += 1

    assert studio(edit).rows == (row,)


# fmt: off
BAD_TASKS = [
    (lambda task, _: task.update(annotations=[]), "has no annotation; submit its predictions"),
    (lambda task, _: task["annotations"][0].update(was_cancelled=True), "has no annotation"),
    (lambda task, _: task.pop("data"), "task 1: not the form of Label Studio's JSON"),
    (lambda _, results: _result(results, "T1", "number")["value"].update(text=["many"]), "claims[0].value.number"),
    (lambda _, results: _result(results, "T1", "label")["value"].update(text="别的"), "text[15:19] is not '别的'"),
]
# fmt: on


@pytest.mark.parametrize(("edit", "cause"), BAD_TASKS)
def test_each_bad_task_of_label_studio_is_named(edit, cause, studio):
    [problem] = studio(edit).problems
    assert cause in str(problem)


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_a_file_that_is_no_json_is_named(tool, tmp_path):
    (tmp_path / "x.json").write_text("{")
    for path, cause in ((tmp_path / "x.json", "no JSON"), (tmp_path / "none.json", "can't be read")):
        with pytest.raises(GoldError, match=cause):
            import_annotations(path, tool)


def test_the_labelling_configuration_has_all_labels_and_controls(row, tmp_path):
    export_annotations([row], tmp_path / "tasks.json", "label-studio")
    view = ET.parse(tmp_path / "tasks.xml").getroot()  # noqa: S314 # our own
    assert {each.get("value") for each in view.iter("Label")} == {*KINDS, *ROLES}
    controls = {each.get("name") for name in ("TextArea", "Choices") for each in view.iter(name)}
    assert controls == {*TEXTS, *CHOICES, "flags"}
    assert {each.get("value") for each in view.iter("Choice")} >= {*CHOICES["modality"], *FLAGS}
