"""Bytes to text: which encoding, tried in a fixed order, and which it was.

Pages of the Chinese web are UTF-8, GB18030 (GBK, GB2312) or Big5. Strict GB18030 reads nearly any Big5 text, as rare
characters that nobody writes, so where both read the bytes the one that gives common characters is taken.
"""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from zhclaims.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Names under which pages declare less than they use, as browsers read them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
_DETECTED = ("utf_16_le", "utf_16_be", "hz", "euc_jis_2004", "shift_jis_2004", "euc_kr", "cp1252", "cp1251")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""")
_HEAD = 2_048  # bytes in which HTML and XML must declare their encoding
_SAMPLE = 4_000  # characters that tell which of two encodings a text is in
_TELLING = 8  # characters below which a guess is luck
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


class Decoded(NamedTuple):
    """A text and the encoding its bytes were in, by Python's name for it."""

    text: str
    encoding: str


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text: by byte order mark, as declared, as UTF-8, GB18030, Big5, or as a detector says.

    Line ends stay as they are, so that offsets count the characters of the file; only a byte order mark is dropped.

    Args:
        data: The bytes.
        declared: The encoding that the caller, the page or the protocol names; passed over where the bytes are in
            another.

    Returns:
        The text and its encoding.

    Raises:
        DocumentError: The bytes hold a NUL as binary files do, or are in none of these encodings.

    >>> decode("营收".encode("gbk"))
    Decoded(text='营收', encoding='gb18030')
    >>> decode("營收增長".encode("big5")).text
    '營收增長'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark) and (text := _try(data, encoding)) is not None:
            return Decoded(text.removeprefix("\ufeff"), encoding)
    if declared is not None and (wider := _known(declared)) is not None and (text := _try(data, wider)) is not None:
        return Decoded(text, wider)
    if (nul := data.find(0)) >= 0:
        return _detected(data, f"byte {nul} is NUL, so this is no text (a binary file?)")
    if (text := _try(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if (chinese := _chinese(data)) is not None:
        return chinese
    return _detected(data, f"{_not_utf8(data)}, and it is in no other encoding that is known")


def declared_encoding(head: bytes) -> str | None:
    """The encoding that an HTML or XML file names in its head.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">')
    'GB2312'
    """
    found = _DECLARED.search(head[:_HEAD])
    return found[1].decode() if found else None


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return _WIDER.get(found.name, found.name) if found._is_text_encoding else None  # noqa: SLF001 # as bytes.decode asks


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _not_utf8(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not UTF-8 ({error.reason})"
    return "it is not UTF-8"


def _chinese(data: bytes) -> Decoded | None:
    simplified, traditional = _try(data, "gb18030"), _try(data, "big5hkscs")
    if simplified is None or _CONTROL.search(simplified):
        simplified = None
    if traditional is None or _CONTROL.search(traditional):
        traditional = None
    # Code rows 16–55 of GB 2312 and A4–C6 of Big5 hold the characters in common use.
    as_gb = -1.0 if simplified is None else _common(simplified, "gb2312", range(0xB0, 0xD8))
    as_big5 = -1.0 if traditional is None else _common(traditional, "big5", range(0xA4, 0xC7))
    if simplified is not None and as_gb >= min(as_big5, 0.9):
        return Decoded(simplified, "gb18030")
    return None if traditional is None else Decoded(traditional, "big5hkscs")


def _common(text: str, encoding: str, rows: range) -> float:
    """Share of the characters beyond ASCII that are in common use, punctuation apart."""
    common = others = 0
    for char in text[:_SAMPLE]:
        if char > "\u2e7f" and not "\u3000" <= char <= "\u303f" and not char >= "\uff00":
            code = char.encode(encoding, "ignore")
            common += bool(code) and code[0] in rows
            others += not (code and code[0] in rows)
        else:
            others += "\x7f" < char < "\u2000"  # accents and box drawing: what bytes of another encoding turn into
    return common / (common + others) if common + others else 0.5


def _detected(data: bytes, why_not: str) -> Decoded:
    best = from_bytes(data, cp_isolation=list(_DETECTED)).best()
    text = None if best is None else _try(data, best.encoding)
    if best is None or text is None or _CONTROL.search(text) or not _plausible(text, best.encoding):
        message = f"{why_not}; give it as UTF-8, e.g. iconv -f GB18030 -t UTF-8"
        raise DocumentError(message, cause="undecodable")
    return Decoded(text, best.encoding)


def _plausible(text: str, encoding: str) -> bool:
    """Whether a guess is believed: a Latin page is mostly ASCII, UTF-16 without a mark is Chinese or ASCII."""
    sample = text[:_SAMPLE]
    if len(sample) < _TELLING:
        return False
    ascii_ = sum(char <= "\x7f" for char in sample)
    if encoding.startswith("cp"):
        return 3 * ascii_ > 2 * len(sample)
    return not encoding.startswith("utf") or 10 * (ascii_ + sum(map(_is_chinese, sample))) > 9 * len(sample)


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u2010" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e"
