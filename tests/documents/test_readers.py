"""Reading files, folders and rows: what can't be read is an error in its place."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.documents import Document, count, read, read_file, read_text
from zhclaims.documents.rows import parse_row
from zhclaims.documents.sources import Selection
from zhclaims.errors import DocumentError

# fmt: off
GOOD_BYTES = [
    (b"", ""),
    ("营收3亿元".encode(), "营收3亿元"),
    ("\ufeff营收3亿元".encode(), "营收3亿元"),
    ("营收3亿元".encode("gb18030"), "营收3亿元"),
    ("营收3亿元".encode("utf-16"), "营收3亿元"),
    ("营收\r\n3亿元\r".encode(), "营收\r\n3亿元\r"),  # offsets count the characters of the file
]
BAD_BYTES = [
    ("营收".encode() + b"\xff", "byte 6 is not UTF-8"),
    (b"\xed\xa0\x80", "byte 0 is not UTF-8"),  # a surrogate in UTF-8
    (b"PK\x03\x04\x00\x00", "byte 4 is NUL"),
]
GOOD_ROWS = [
    ('{"text": "甲"}', Document("f#7", "甲")),
    ('{"text": ""}', Document("f#7", "")),
    ('{"text": "甲", "doc_id": "a/1"}', Document("a/1", "甲")),
    ('{"text": "甲", "doc_id": 12}', Document("12", "甲")),
    ('{"text": "甲", "doc_id": null}', Document("f#7", "甲")),
    ('{"text": "甲", "doc_id": ""}', Document("f#7", "甲")),
    ('{"text": "甲", "published": "2021-03-01"}', Document("f#7", "甲", published=date(2021, 3, 1))),
    ('{"text": "甲", "published": "2021-03-01 08:30:00"}', Document("f#7", "甲", published=date(2021, 3, 1))),
    ('{"text": "甲", "published": "2021-03-01T23:30:00+08:00"}', Document("f#7", "甲", published=date(2021, 3, 1))),
    ('{"text": "甲", "published": null, "title": null}', Document("f#7", "甲")),
    ('{"text": "甲", "published": ""}', Document("f#7", "甲")),
    ('{"text": "甲", "title": "乙", "site": 1}', Document("f#7", "甲", title="乙")),
    (r'{"text": "\ud800\u0000"}', Document("f#7", "\ud800\0")),
]
BAD_ROWS = [
    ("", "no JSON"),
    ("{", "no JSON: Expecting property name"),
    ("[" * 100_000, "JSON nested too deep"),
    ('{"text": ' + "9" * 5_000 + "}", "JSON with a number of thousands of digits"),
    ("[1]", "[1] is no object"),
    ("{}", 'no "text"'),
    ('{"Text": "甲"}', 'no "text"'),
    ('{"text": null}', '"text" is null'),
    ('{"text": ["甲"]}', '"text" is ["甲"]'),
    ('{"text": "甲", "doc_id": true}', "doc_id is true"),
    ('{"text": "甲", "doc_id": 1.5}', "doc_id is 1.5"),
    ('{"text": "甲", "title": 3}', "title is 3"),
    ('{"text": "甲", "published": "昨天"}', 'published is "昨天"; give an ISO date'),
    ('{"text": "甲", "published": "2021-02-30"}', 'published is "2021-02-30"'),
    ('{"text": "甲", "published": 20210301}', "published is 20210301"),
    ('{"text": "甲", "published": "' + "长" * 99 + '"}', "长…; give an ISO date"),
]
# fmt: on


@pytest.mark.parametrize(("data", "text"), GOOD_BYTES)
def test_bytes_are_read(data, text):
    assert read_text(data) == text


@pytest.mark.parametrize(("data", "cause"), BAD_BYTES)
def test_bytes_that_are_no_text_are_named(data, cause):
    with pytest.raises(DocumentError) as caught:
        read_text(data, path=Path("a.txt"), line=3)
    assert cause in caught.value.message
    assert str(caught.value).startswith("a.txt:3: ")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_any_text_is_read_as_it_was_written(text):
    assert read_text(text.encode()) == text


@pytest.mark.parametrize(("row", "document"), GOOD_ROWS)
def test_rows_are_read(row, document):
    assert parse_row(row, default_id="f#7") == document


@pytest.mark.parametrize(("row", "cause"), BAD_ROWS)
def test_bad_rows_are_named(row, cause):
    with pytest.raises(DocumentError) as caught:
        parse_row(row, path=Path("f.jsonl"), line=7, default_id="f#7")
    assert cause in caught.value.message
    assert (caught.value.path, caught.value.line) == ("f.jsonl", 7)


@given(
    st.text()
    | st.fixed_dictionaries({"text": st.text() | st.none(), "doc_id": st.text() | st.integers()}).map(
        lambda row: str(row).replace("'", '"').replace("None", "null")
    )
)
def test_no_row_raises_anything_else(row):
    with suppress(DocumentError):
        assert parse_row(row, default_id="f#7").doc_id


def test_a_folder_is_read_in_order_of_names_and_below(tmp_path):
    for name in ("b.txt", "a/2.TXT", "a/1.txt", "a/notes.md", "a/notes.xlsx", ".hidden/x.txt", "a/._1.txt", "c.d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [document.doc_id for document in read([tmp_path])] == ["b", "c.d", "a/1", "a/2", "a/notes"]
    assert [document.path for document in read([tmp_path / "a" / "1.txt"])] == [tmp_path / "a" / "1.txt"]


def test_rows_without_a_name_are_named_by_file_and_line(tmp_path):
    (tmp_path / "news.jsonl").write_bytes(
        '\ufeff{"text": "甲"}\n\n \r\n{"text": "乙", "doc_id": "乙"}\r\n{"text": "丙"}'.encode()
    )
    documents = list(read([tmp_path]))
    assert [(d.doc_id, d.text, d.line) for d in documents] == [
        ("news#1", "甲", 1),
        ("乙", "乙", 4),
        ("news#5", "丙", 5),
    ]


def test_a_bad_row_does_not_end_the_file(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes('{"text": "甲"}\n'.encode() + b"\xff\n\0\n{\n" + '{"text": "乙"}\n'.encode())
    first, *errors, last = read([path])
    assert (first.text, last.text) == ("甲", "乙")
    assert [(type(error), error.line) for error in errors] == [
        (DocumentError, 2),
        (DocumentError, 3),
        (DocumentError, 4),
    ]


def test_a_line_separator_within_a_string_ends_no_row(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"text": "甲\u2028乙"}\n', encoding="utf-8", newline="\n")
    assert [document.text for document in read([tmp_path])] == ["甲\u2028乙"]


def test_what_is_not_there_is_named(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "table.xlsx").touch()
    (tmp_path / "good.txt").touch()
    inputs = [tmp_path / name for name in ("missing.txt", "empty", "table.xlsx", "good.txt")]
    *errors, good = read(inputs)
    assert good.text == ""
    assert [error.message.partition(";")[0] for error in errors] == [
        "no such file or folder",
        "no file to read in this folder",
        "can't read .xlsx",
    ]
    assert [error.cause for error in errors] == ["missing", "missing", "unsupported"]
    assert [error.path for error in errors] == [str(path) for path in inputs[:3]]


def test_what_is_no_file_is_named(tmp_path):
    [error] = read_file(tmp_path)
    assert isinstance(error, DocumentError)
    assert "can't be read" in error.message


def test_a_name_is_used_once(tmp_path):
    for name in ("2020/jd.txt", "2021/jd.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(name)
    first, second = read([tmp_path / "2020", tmp_path / "2021"])
    assert first.text == "2020/jd.txt"
    assert isinstance(second, DocumentError)
    assert "'jd' was already used" in second.message
    assert [document.doc_id for document in read([tmp_path])] == ["2020/jd", "2021/jd"]


def test_the_output_of_an_earlier_run_is_left_out(tmp_path):
    (tmp_path / "a.txt").touch()
    (tmp_path / "claims.jsonl").write_text("{}")
    selection = Selection(leave_out=(tmp_path / "." / "claims.jsonl",))
    assert [d.doc_id for d in read([tmp_path], selection=selection)] == ["a"]
    assert list(read([tmp_path / "claims.jsonl"], selection=selection)) == []


def test_a_file_name_that_is_no_utf8_is_spelt_out(tmp_path):
    (tmp_path / "a.txt").touch()
    [document] = read_file(tmp_path / "a.txt", doc_id="\udcbe\udca9")
    assert document.doc_id == "\\udcbe\\udca9"


def test_the_count_is_what_will_be_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.jsonl").write_text('{"text": ""}\n\nx\n{"text": ""}')
    inputs = [tmp_path, tmp_path / "missing"]
    assert count(inputs) == len(list(read(inputs))) == 5
