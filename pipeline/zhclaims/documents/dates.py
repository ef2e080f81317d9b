"""When a document was published, as its front matter or its file name says."""

import re
from datetime import date
from typing import NamedTuple

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,8000}?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_\u4e00-\u9fff]{2,20})[ \t]*[:：][ \t]*(.*?)[ \t]*$", re.MULTILINE)
_IN_NAME = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:[-_./年]?)(0[1-9]|1[0-2]|[1-9](?=[-_./月]))(?:[-_./月]?)"
    r"(0[1-9]|[12][0-9]|3[01]|[1-9](?=日))(?![0-9])"
)
_DAY = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")

PUBLISHED = ("published", "date", "publish_date", "published_at", "pub_date", "pubdate", "publish_time", "发布时间", "发布日期", "日期")  # fmt: skip
"""Names under which a date of publication is looked for, in that order."""
TITLE = ("title", "标题")
"""Names under which a title is looked for, in that order."""


class FrontMatter(NamedTuple):
    """What stands before the text of a file.

    Attributes:
        title: The title it gives.
        published: The date of publication it gives.
        body: The text after it.
    """

    title: str | None
    published: date | None
    body: str


def front_matter(text: str) -> FrontMatter:
    r"""Part the front matter of a Markdown or text file from its body.

    Only lines ``key: value`` are read. A parser of the whole of YAML would bring nothing that is wanted here, and
    aliases that multiply.

    Args:
        text: The file.

    Returns:
        What was found; the body is the whole text where there is no front matter.

    >>> front_matter("---\ntitle: 三季报\ndate: 2024-10-26\n---\n营收1亿元").published
    datetime.date(2024, 10, 26)
    """
    block = _FRONT.match(text)
    fields = {} if block is None else {key.lower(): value.strip("'\" \r") for key, value in _FIELD.findall(block[1])}
    if block is None or not fields:
        return FrontMatter(None, None, text)
    title = next((fields[name] for name in TITLE if fields.get(name)), None)
    published = next((day for name in PUBLISHED if (day := day_in(fields.get(name, ""))) is not None), None)
    return FrontMatter(title, published, text[block.end() :])


def day_in(text: str) -> date | None:
    """The first day that a field writes with year, month and day, in whatever form.

    >>> day_in("2024年3月5日 08:30"), day_in("Tue")
    (datetime.date(2024, 3, 5), None)
    """
    return _day(_DAY.search(text))


def day_in_name(name: str) -> date | None:
    """The day that a file name or path has in it: the last one, with two digits a month and a day, or with 年月日.

    >>> day_in_name("2024/03/05/story-1001"), day_in_name("jd_20240305_2"), day_in_name("600519202")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    days = [day for found in _IN_NAME.finditer(name) if (day := _day(found)) is not None]
    return days[-1] if days else None


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
