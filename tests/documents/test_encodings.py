"""Which encoding bytes are in: Chinese ones are told apart though strict decoders read each other's bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhclaims.documents.encodings import declared_encoding, decode
from zhclaims.errors import DocumentError
from zhclaims.resources import corpus_path

SIMPLE = "蓝天公司2020年营收达到100亿元，同比增长20%，净利润却下降了。"
TRADITIONAL = "藍天公司2020年營收達到100億元，同比增長20%，淨利潤卻下降了。"
KOREAN = "회사의 매출은 지난해보다 크게 늘었다고 밝혔다. 영업이익은 줄었다."

# fmt: off
ENCODED = [
    # text, as encoded, as declared, found to be
    (SIMPLE, "utf-8", None, "utf-8"),
    (SIMPLE, "utf-8-sig", "gbk", "utf-8-sig"),
    (SIMPLE, "utf-16", None, "utf-16"),
    (SIMPLE, "utf-32", None, "utf-32"),
    (SIMPLE, "gb2312", None, "gb18030"),
    (SIMPLE, "gbk", None, "gb18030"),
    (SIMPLE, "gb18030", None, "gb18030"),
    (TRADITIONAL, "gb18030", None, "gb18030"),
    (TRADITIONAL, "big5", None, "big5hkscs"),
    (TRADITIONAL, "big5", "Big5", "big5hkscs"),
    (TRADITIONAL, "utf-8", "big5", "utf-8"),            # declared wrongly
    (SIMPLE, "gbk", "utf-8", "gb18030"),
    (SIMPLE, "gbk", "no-such-code", "gb18030"),
    (SIMPLE, "gbk", "gb2312", "gb18030"),
    (SIMPLE + "㐀", "gb18030", None, "gb18030"),          # four bytes a character
    (KOREAN, "euc_kr", "euc-kr", "euc_kr"),
    ("Le chiffre d’affaires a été publié à Paris.", "cp1252", None, "cp1252"),
    ("plain ASCII", "ascii", None, "utf-8"),
]
DECLARED = [
    (b"<meta charset=gbk>", "gbk"),
    (b'<?xml version="1.0" encoding="Big5"?>', "Big5"),
    (b'<meta http-equiv="content-type" content="text/html; charset=gb2312">', "gb2312"),
    (b"<p>no word of it</p>", None),
    (b" " * 3_000 + b"<meta charset=gbk>", None),
]
# fmt: on


@pytest.mark.parametrize(("text", "encoding", "declared", "found"), ENCODED)
def test_an_encoding_is_found(text, encoding, declared, found):
    assert decode(text.encode(encoding), declared=declared) == (text, found)


@pytest.mark.parametrize(("head", "encoding"), DECLARED)
def test_a_page_declares_its_encoding(head, encoding):
    assert declared_encoding(head) == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_every_article_of_the_corpus_survives(encoding):
    for path in sorted(corpus_path().glob("articles/*.txt")):
        text = path.read_text(encoding="utf-8")
        assert decode(text.encode(encoding)).text == text, path.name


@pytest.mark.parametrize(
    "data", [b"\0", b"\x80\xff\xff", bytes(range(128, 256)), b"\x89PNG\r\n\x1a\n\0\0", b"\0" * 999]
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.cause == "undecodable"


@given(st.binary(max_size=80))
def test_any_bytes_give_a_text_or_an_error(data):
    try:
        found = decode(data)
    except DocumentError:
        return
    assert found.text.encode(found.encoding.removesuffix("-sig"), "surrogatepass") is not None
