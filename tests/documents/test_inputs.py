"""Every form of input: what documents come out, with which names, dates and titles, and what stands for the bad ones."""

import csv
import ctypes
import gzip
import io
import json
import tarfile
import zipfile
from datetime import date, datetime

import docx
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pypdfium2
import pytest

from zhclaims.documents import read
from zhclaims.documents.items import find_items
from zhclaims.documents.pages import html_page
from zhclaims.documents.rows import NAMES, Columns
from zhclaims.documents.sources import Selection
from zhclaims.errors import DocumentError

TEXT = "蓝天公司2020年营收达到100亿元，同比增长20%。"
PAGE = f"""<html><head><meta charset="{{charset}}"><title>蓝天公司年报 - 某网站</title>
<meta property="og:title" content="蓝天公司年报"><meta property="article:published_time" content="2021-03-05T08:00:00+08:00"></head>
<body><nav><a href="/">首页</a><a href="/x">行情</a></nav><article><h1>蓝天公司年报</h1>
<p>{TEXT}公司表示，这一增长主要来自海外市场的扩张，以及新产品的推出。</p>
<p>公司董事长在业绩说明会上说，今年将继续加大研发投入，力争营收再上新台阶。</p></article><footer>版权所有</footer></body></html>"""
ROWS = [{"doc_id": "甲", "text": TEXT, "published": "2021-03-01", "title": "题"}, {"text": "乙营收3亿元"}]


def _jsonl(rows=ROWS):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _zstd(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


def _csv(delimiter=",", encoding="utf-8"):
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, ["doc_id", "text", "published", "title", "site"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return buffer.getvalue().encode(encoding)


def _parquet():
    buffer = io.BytesIO()
    rows = [{"published": None, "title": None, "doc_id": None} | row for row in ROWS]
    for row in rows:
        row["published"] = row["published"] and date.fromisoformat(row["published"])
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


# fmt: off
TABLES = [
    ("news.jsonl", _jsonl()),
    ("news.ndjson", _jsonl()),
    ("news.jsonl.gz", gzip.compress(_jsonl())),
    ("news.jsonl.zst", _zstd(_jsonl())),
    ("news.csv", _csv()),
    ("news.csv", _csv(";")),
    ("news.csv", _csv(encoding="gb18030")),
    ("news.csv", _csv(encoding="utf-8-sig")),
    ("news.tsv", _csv("\t")),
    ("news.csv.gz", gzip.compress(_csv())),
    ("news.parquet", _parquet()),
]
# fmt: on


@pytest.mark.parametrize(("name", "data"), TABLES)
def test_rows_of_any_table_are_the_same(name, data, tmp_path):
    (tmp_path / name).write_bytes(data)
    first, second = read([tmp_path / name])
    assert (first.doc_id, first.text, first.published, first.title) == ("甲", TEXT, date(2021, 3, 1), "题")
    assert first.published_from == "row"
    assert second.doc_id.startswith("news#")
    assert (second.text, second.published) == ("乙营收3亿元", None)


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_columns_can_be_named(form, tmp_path):
    row = {"正文": TEXT, "发布": "2021-03-01", "编号": 7, "标题": "题"}
    path = tmp_path / f"news.{form}"
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist([row | {"发布": datetime(2021, 3, 1, 8)}]), path)  # noqa: DTZ001 # Parquet has such
    else:
        path.write_bytes(
            _jsonl([row])
            if form == "jsonl"
            else ",".join(row).encode() + b"\n" + ",".join(map(str, row.values())).encode()
        )
    [document] = read([path], columns=Columns("正文", "编号", "发布", "标题"))
    assert (document.doc_id, document.text, document.published, document.title) == ("7", TEXT, date(2021, 3, 1), "题")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_table_without_texts_is_one_error(form, tmp_path):
    path = tmp_path / f"news.{form}"
    if form == "csv":
        path.write_text("a,b\n1,2\n3,4\n")
    else:
        pq.write_table(pa.table({"a": [1, 2], "b": [3, 4]}), path)
    [error] = read([path])
    assert error.message == 'no column "text" among a, b; say which one holds the texts'
    assert error.cause == "malformed"


def test_front_matter_and_names_give_dates(tmp_path):
    files = {
        "a.md": "---\ntitle: 年报\ndate: 2021-03-05 08:00\n---\n" + TEXT,
        "b.txt": "---\r\n标题：年报\r\n发布时间：2021年3月5日\r\n---\r\n" + TEXT,
        "2021/03/05/c.txt": TEXT,
        "d_20210305.txt": TEXT,
        "e.txt": "---\n" + TEXT,
        "f-600519.txt": TEXT,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    found = {
        d.doc_id: (d.text, d.title, d.published and d.published.isoformat(), d.published_from) for d in read([tmp_path])
    }
    assert found == {
        "a": (TEXT, "年报", "2021-03-05", "front matter"),
        "b": (TEXT, "年报", "2021-03-05", "front matter"),
        "2021/03/05/c": (TEXT, None, "2021-03-05", "name"),
        "d_20210305": (TEXT, None, "2021-03-05", "name"),
        "e": ("---\n" + TEXT, None, None, None),
        "f-600519": (TEXT, None, None, None),
    }


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_main_text_of_a_page_is_drawn(charset, tmp_path):
    page = PAGE.replace("{charset}", charset)
    (tmp_path / "page.html").write_bytes(page.encode(charset))
    [document] = read([tmp_path])
    assert TEXT in document.text
    assert not {"首页", "版权"} & set(document.text.split())
    assert document.encoding == {"gb2312": "gb18030"}.get(charset, charset)
    assert (document.published, document.published_from) == (date(2021, 3, 5), "html")
    assert document.title == "蓝天公司年报"


def test_word_files_are_read_with_their_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph(TEXT)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "营收", "100亿元"
    document.add_paragraph("完")
    document.save(str(tmp_path / "report.docx"))
    [read_back] = read([tmp_path])
    assert read_back.text == f"{TEXT}\n营收\t100亿元\n完"


def _pdf(path, text):
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(400, 200)
    raw = pypdfium2.raw
    font = raw.FPDFText_LoadStandardFont(pdf, b"Helvetica")
    written = raw.FPDFPageObj_CreateTextObj(pdf, font, 12.0)
    text = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(written, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPage_InsertObject(page, written)
    page.gen_content()
    pdf.save(str(path))
    pdf.close()


def test_pdf_files_are_read(tmp_path):
    _pdf(tmp_path / "report.pdf", "Revenue 2020: 100")
    [document] = read([tmp_path])
    assert document.text.strip() == "Revenue 2020: 100"


def test_archives_are_read_in_their_order(tmp_path):
    files = {
        "b/x.txt": TEXT.encode("gb18030"),
        "a.jsonl": _jsonl(),
        "a.html": PAGE.replace("{charset}", "utf-8").encode(),
        ".hidden.txt": b"no",
        "table.xlsx": b"no",
    }
    with zipfile.ZipFile(tmp_path / "pack.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    for name, mode in (("pack.tar", "w"), ("pack.tgz", "w:gz")):
        with tarfile.open(tmp_path / name, mode) as archive:
            for member, data in files.items():
                info = tarfile.TarInfo(member)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    for name in ("pack.zip", "pack.tar", "pack.tgz"):
        documents = list(read([tmp_path / name]))
        assert [d.doc_id for d in documents] == ["pack/b/x", "甲", "pack/a#2", "pack/a"]
        assert [d.encoding for d in documents] == ["gb18030", "utf-8", "utf-8", "utf-8"]


def test_patterns_choose_files(tmp_path):
    for name in ("2020/a.txt", "2020/b.md", "2021/c.txt", "draft/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [d.doc_id for d in read([f"{tmp_path}/202*/*.txt"])] == ["2020/a", "2021/c"]
    assert [d.doc_id for d in read([f"{tmp_path}/**/*.md"])] == ["2020/b"]
    chosen = Selection(include=("*.txt",), exclude=("draft/*", "c.*"))
    assert [d.doc_id for d in read([tmp_path], selection=chosen)] == ["2020/a"]
    [error] = read([f"{tmp_path}/*.csv"])
    assert error.cause == "missing"


def test_urls_are_read(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "news.jsonl").write_bytes(_jsonl())
    assert [d.doc_id for d in read([f"file://{tmp_path}"])] == ["甲", "news#2", "sub/a"]
    assert [d.doc_id for d in read([f"file://{tmp_path}/sub/*.txt"])] == ["a"]
    memory = fsspec.filesystem("memory")
    memory.pipe("/crawl/b.txt", TEXT.encode())
    [document] = read(["memory://crawl/b.txt"])
    assert (document.text, document.path) == (TEXT, "memory:///crawl/b.txt")


def _hostile(folder):
    (folder / "undecodable.txt").write_bytes(b"\x80\xff\xff\x01")
    (folder / "corrupt.pdf").write_bytes(b"%PDF-1.7\n" + b"\xde\xad" * 99)
    (folder / "corrupt.docx").write_bytes(b"PK\x03\x04" + b"\xde\xad" * 99)
    (folder / "corrupt.zip").write_bytes(b"PK\x03\x04" + b"\xde\xad" * 99)
    (folder / "corrupt.tar").write_bytes(b"\xde\xad" * 999)
    (folder / "corrupt.parquet").write_bytes(b"PAR1" + b"\xde\xad" * 99)
    (folder / "corrupt.jsonl.gz").write_bytes(gzip.compress(_jsonl())[:-12])
    (folder / "corrupt.jsonl.zst").write_bytes(b"\xde\xad" * 99)
    (folder / "corrupt.txt.gz").write_bytes(b"\xde\xad" * 99)
    (folder / "deep.html").write_text("<div>" * 100_000 + TEXT)
    (folder / "empty.html").touch()
    (folder / "empty.pdf").touch()
    (folder / "empty.csv").touch()
    (folder / "empty.parquet").touch()
    (folder / "quote.csv").write_text('text\n"never closed' + "x" * 3_000)
    return folder


def test_what_is_damaged_is_an_error_in_its_place(tmp_path):
    found = list(read([_hostile(tmp_path)]))
    errors = [document for document in found if isinstance(document, DocumentError)]
    causes = {error.path.rsplit("/", 1)[1]: error.cause for error in errors}
    assert causes == {
        "undecodable.txt": "undecodable",
        "corrupt.pdf": "malformed",
        "corrupt.docx": "malformed",
        "corrupt.zip": "unreadable",
        "corrupt.tar": "unreadable",
        "corrupt.parquet": "unreadable",
        "corrupt.jsonl.gz": "unreadable",
        "corrupt.jsonl.zst": "unreadable",
        "corrupt.txt.gz": "unreadable",
        "deep.html": "malformed",
        "empty.html": "empty",
        "empty.pdf": "malformed",
        "empty.csv": "malformed",
        "empty.parquet": "unreadable",
    }


def test_what_is_too_large_is_never_held(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 1_001)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 10_000_000))
    (tmp_path / "c.jsonl").write_bytes(b'{"text": "' + b"x" * 2_000_000 + b'"}\n{"text": "ok"}\n')
    (tmp_path / "d.csv").write_text("text\n" + "x" * 1_001 + "\nok\n")
    with zipfile.ZipFile(tmp_path / "e.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"x" * 10_000_000)
        archive.writestr("ok.txt", b"ok")
    items = list(find_items([tmp_path], columns=NAMES, max_bytes=1_000))
    assert [(item.doc_id, item.error and item.error[1]) for item in items] == [
        ("a", "large"),
        ("b", None),  # known when it is unpacked, in the worker
        ("c#1", "large"),
        ("c#2", None),
        ("d#1", "malformed"),
        ("d#2", None),
        ("e/bomb", "large"),
        ("e/ok", None),
    ]


def test_a_page_without_text_is_empty():
    with pytest.raises(DocumentError, match="no main text") as caught:
        html_page(b"<html><body><script>1</script></body></html>")
    assert caught.value.cause == "empty"
