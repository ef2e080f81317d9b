"""The vocabulary of industries: 不良率 and 存单 speak for a bank, 交付 and 皮卡 for a carmaker."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table

INDUSTRY_COLUMNS = ("industry", "labels", "words")
COMPANY = "公司"  # the row of words that speak for a company of whatever industry: 股价, 财报
TRADE = "商业"  # the row of those that only say that the text is about business: 渠道, 订单


class Hit(NamedTuple):
    """A word of the vocabulary in a text, and the industries that it speaks for."""

    start: int
    end: int
    industries: frozenset[str]


class Vocabulary:
    """Industries with the words that speak for a company of theirs.

    Args:
        path: A CSV with the columns ``industry,labels,words``. ``labels`` and ``words``, parted by ``|``, are what a
            lexicon calls the industry in its own column and what is said where one talks of it.

    Raises:
        TableError: The table can't be read, or an industry is empty or has no words, or a label is there twice.
    """

    __slots__ = ("_industries", "_labels", "_matcher")

    def __init__(self, path: Path) -> None:
        words: dict[str, set[str]] = {}
        self._labels: dict[str, str] = {}
        for line, cells in read_table(path, INDUSTRY_COLUMNS):
            industry, listed = cells["industry"], _parts(cells["words"])
            if not industry or not listed:
                raise TableError("an industry needs a name and words", path=path, line=line)
            for label in (industry, *_parts(cells["labels"])):
                if label in self._labels:
                    raise TableError(f"{label} is there already", path=path, line=line)
                self._labels[label] = industry
            for word in listed:
                words.setdefault(word, set()).add(industry)
        self._industries = [frozenset(industries) for industries in words.values()]
        self._matcher = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def __contains__(self, industry: str) -> bool:
        return industry in self._labels

    def industry_of(self, label: str | None) -> str | None:
        """The industry that a lexicon's word for it belongs to; None where the table doesn't know it.

        >>> vocabulary().industry_of("化学制药")
        '医药'
        """
        return self._labels.get(label) if label else None

    def hits(self, folded: str) -> list[Hit]:
        """The words of the vocabulary in a folded text: leftmost, longest, none over another.

        >>> [sorted(hit.industries) for hit in vocabulary().hits("上季净息差收窄")]
        [['银行']]
        """
        return [
            Hit(start, end, self._industries[index])
            for index, start, end in self._matcher.find_matches_as_indexes(folded)
        ]


def _parts(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split("|")) if part]


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    return Vocabulary(model_path() / "companies" / "industries.csv")
