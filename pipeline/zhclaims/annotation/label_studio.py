"""Label Studio's JSON: an array of tasks, whose results are labelled regions, controls of them and relations.

Number, unit, modality and the like are controls of each region, to be set in Label Studio with the labelling
configuration that is written beside the tasks; what has no control stands in the region's ``meta``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from xml.sax.saxutils import quoteattr

from zhclaims.annotation.regions import (
    CHOICES,
    FLAGS,
    KINDS,
    NUMBERS,
    ROLES,
    TEXTS,
    Annotated,
    Region,
    fields_of,
    to_regions,
)
from zhclaims.annotation.tasks import Placed
from zhclaims.documents import read_text, replacing
from zhclaims.errors import DocumentError, GoldError
from zhclaims.records import json_text

_Result: TypeAlias = dict[str, Any]
_NOTE = "zhclaims "
_COLOURS = ("#b45309", "#1d4ed8", "#047857", "#7c3aed", "#be123c")


def write(rows: Iterable[Mapping[str, Any]], out: Path, *, predicted: bool = False) -> int:
    """Write gold rows as tasks, and beside them the labelling configuration (``.xml``) of the project.

    Args:
        rows: The gold rows.
        out: The file of tasks.
        predicted: Whether the claims are predictions, to be corrected, and no annotation yet.

    Returns:
        How many documents were written.

    Raises:
        GoldError: The file of tasks has the name of the configuration.
    """
    if out.suffix == ".xml":
        raise GoldError("is where the labelling configuration would go; name the tasks .json", path=out)
    count = 0
    with replacing(out) as file:
        file.write(b"[")
        for count, row in enumerate(rows, start=1):
            file.write((",\n" if count > 1 else "\n").encode() + json_text(_task(to_regions(row), predicted)).encode())
        file.write(b"\n]\n")
    with replacing(out.with_suffix(".xml")) as file:
        file.write(configuration().encode())
    return count


def _task(annotated: Annotated, predicted: bool) -> dict[str, Any]:  # noqa: FBT001 # private
    results = [result for region in annotated.regions for result in _results(region, annotated.text)]
    labels = {region.id: region.label for region in annotated.regions}
    results += [
        {"type": "relation", "from_id": value, "to_id": mention, "direction": "right", "labels": [labels[mention]]}
        for value, mention in annotated.relations
    ]
    done = {"model_version": "zhclaims", "result": results} if predicted else {"result": results, "ground_truth": True}
    return {
        "data": {"text": annotated.text, **annotated.head},
        "annotations": [] if predicted else [done],
        "predictions": [done] if predicted else [],
    }


def _results(region: Region, text: str) -> Iterator[_Result]:
    covered = text[region.start : region.end]
    span = {"start": region.start, "end": region.end}
    shown = set(fields_of(region.label))
    note = {"text": covered} | {name: value for name, value in region.fields.items() if name not in shown}
    yield {
        **_control(region, "label", "labels"),
        "value": {**span, "text": covered, "labels": [region.label]},
        "meta": {"text": [_NOTE + json.dumps(note, ensure_ascii=False)]},
    }
    for name, value in region.fields.items():
        if name in shown and name in CHOICES:
            yield {**_control(region, name, "choices"), "value": {**span, "text": covered, "choices": [value]}}
        elif name in shown and name in TEXTS:
            written = json.dumps(value) if name in NUMBERS else value
            yield {**_control(region, name, "textarea"), "value": {**span, "text": [written]}}
    if flags := [name for name in FLAGS if name in shown and region.fields.get(name)]:
        yield {**_control(region, "flags", "choices"), "value": {**span, "text": covered, "choices": flags}}


def _control(region: Region, name: str, kind: str) -> _Result:
    return {"id": region.id, "from_name": name, "to_name": "text", "type": kind, "origin": "manual"}


def configuration() -> str:
    """Write the labelling configuration for the project in Label Studio.

    Returns:
        XML, to be pasted in Settings, Labeling Interface, Code.
    """
    lines = ["<View>", '  <Labels name="label" toName="text">']
    lines += [f'    <Label value="{kind}" background="#525252"/>' for kind in KINDS]
    lines += [
        f'    <Label value="{role}" background="{colour}"/>' for role, colour in zip(ROLES, _COLOURS, strict=True)
    ]
    lines += ["  </Labels>", "  <Relations>", *(f'    <Relation value="{role}"/>' for role in ROLES), "  </Relations>"]
    lines += ['  <Text name="text" value="$text" granularity="symbol"/>']
    for name, labels in TEXTS.items():
        lines.append(f'  <Header value="{name}" size="5"/>')
        when = f'whenTagName="label" whenLabelValue={quoteattr(",".join(labels))}'
        lines.append(
            f'  <TextArea name="{name}" toName="text" perRegion="true" maxSubmissions="1" editable="true" {when}/>'
        )
    for name, words in (*CHOICES.items(), ("flags", tuple(FLAGS))):
        choice = "multiple" if name == "flags" else "single"
        lines.append(f'  <Choices name="{name}" toName="text" perRegion="true" choice="{choice}" showInline="true">')
        lines += [*(f'    <Choice value="{word}"/>' for word in words), "  </Choices>"]
    return "\n".join((*lines, "</View>", ""))


def read(path: Path) -> Iterator[Placed]:
    """Read an export of Label Studio (JSON).

    A task with several annotations gives the one marked as ground truth, else the latest; a task without any is a
    problem, as its predictions have not been looked at.

    Args:
        path: The file: an array of tasks, or a task.

    Yields:
        A document a task.

    Raises:
        GoldError: The file can't be read, or is no JSON.
    """
    try:
        tasks = json.loads(read_text(path.read_bytes()))
    except OSError as error:
        raise GoldError(f"can't be read: {error.strerror or error}", path=path) from error
    except DocumentError as error:
        raise GoldError(error.message, path=path) from error
    except (ValueError, RecursionError) as error:
        raise GoldError(f"no JSON: {error}", path=path) from error
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], start=1):
        try:
            yield _placed(task, path)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            yield Placed(None, path, {}, [(None, f"task {number}: not the form of Label Studio's JSON: {error!r}")])


def _placed(task: dict[str, Any], path: Path) -> Placed:
    head = {name: value for name, value in task["data"].items() if name != "text"}
    annotated = Annotated(task["data"]["text"], (), (), head)
    done = [each for each in task.get("annotations") or () if not each.get("was_cancelled")]
    if not done:
        return Placed(annotated, path, {}, [(None, "has no annotation; submit its predictions, or leave the task out")])
    latest = max(done, key=lambda each: (bool(each.get("ground_truth")), str(each.get("updated_at") or "")))
    return Placed(_read(latest["result"], annotated), path, {}, [])


def _read(results: list[_Result], empty: Annotated) -> Annotated:
    controls: dict[str, dict[str, Any]] = {}
    for result in results:
        if result["type"] == "relation":
            continue
        fields = controls.setdefault(result["id"], {})
        match result["type"]:
            case "choices" if result["from_name"] == "flags":
                fields |= dict.fromkeys(result["value"]["choices"], True)
            case "choices":
                fields[result["from_name"]] = result["value"]["choices"][0]
            case "textarea":
                fields[result["from_name"]] = _typed(result["from_name"], " ".join(result["value"]["text"]).strip())
    regions = tuple(
        _region(result, controls[result["id"]], empty.text) for result in results if result["type"] == "labels"
    )
    relations = tuple((each["from_id"], each["to_id"]) for each in results if each["type"] == "relation")
    return Annotated(empty.text, regions, relations, empty.head)


def _region(result: _Result, controls: dict[str, Any], text: str) -> Region:
    value = result["value"]
    notes = [each for each in (result.get("meta") or {}).get("text") or () if each.startswith(_NOTE)]
    note = json.loads(notes[0].removeprefix(_NOTE)) if notes else {}
    read_from = note.pop("text", None)
    start, end = value["start"], value["end"]
    if isinstance(value.get("text"), str) and text[start:end] != value["text"]:
        start, end = (_code_points(text, offset) for offset in (start, end))
        if text[start:end] != value["text"]:
            raise ValueError(f"text[{value['start']}:{value['end']}] is not {value['text']!r}")
    fields = note | {name: each for name, each in controls.items() if each != ""}
    return Region(result["id"], value["labels"][0], start, end, fields, read_from)


def _typed(name: str, written: str) -> Any:
    if name not in NUMBERS or not written:
        return written
    try:
        return json.loads(written.replace(",", ""))
    except ValueError:
        return written  # no number: the record says so, and where


def _code_points(text: str, utf16: int) -> int:
    """Count characters where a tool counted UTF-16 units, as JavaScript does."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * utf16].decode("utf-16-le", "surrogatepass"))
