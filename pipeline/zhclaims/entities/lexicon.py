"""The lexicon: which names there are, and where they stand in a text."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self, cast

from ahocorasick_rs import AhoCorasick, MatchKind

from zhclaims.entities.entity import ENTITY_TYPES, EntityType, Name
from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold
from zhclaims.text.layout import Span

COLUMNS = ("name", "type", "ticker", "full", "english", "aliases", "ambiguous", "parent", "industry")
TABLES = ("shadows.csv", "companies.csv", "organisations.csv", "subjects.csv")
_NOTHING = "none"  # type of a shadow: a common word that hides the names in it (其中信息 hides 中信)
_LOWER = {code: code + 32 for code in range(0x41, 0x5B)}
_SHORT = 3  # Latin names up to this length have to be written as the table has them (IT is not it)


class Reading(NamedTuple):
    """What a form may mean.

    Attributes:
        name: The thing, or None for a common word that is no name.
        ambiguous: Whether the form is also a common word or another's name, so that only context makes it this name.
        form: The form as the table writes it.
    """

    name: Name | None
    ambiguous: bool
    form: str


class Match(NamedTuple):
    """A form of the lexicon in a folded text, leftmost and longest."""

    start: int
    end: int
    readings: tuple[Reading, ...]


class Scan(NamedTuple):
    """What of the lexicon stands in a text: names, and common words in which there is none."""

    matches: Sequence[Match]
    shadows: Sequence[Span]


def plain(text: str) -> str:
    """Fold a text for names, one to one: as `fold` does, and full width brackets too.

    >>> plain("阿里巴巴（中国）")
    '阿里巴巴(中国)'
    """
    return fold(text).replace("（", "(").replace("）", ")")


def lower(folded: str) -> str:
    """Lower the letters of a folded text, one to one: the form in which names are looked up.

    >>> lower("iPhone和İ")
    'iphone和İ'
    """
    lowered = folded.lower()  # four times as fast, but İ becomes two characters
    return lowered if len(lowered) == len(folded) else folded.translate(_LOWER)


class Lexicon:
    """An immutable set of names with all their forms, matched in one pass over the text.

    Forms that several names share keep all readings: the ambiguous ones first, since they are believed only where
    the context is for them, then the one that holds otherwise (苹果: the company, else the fruit).

    Args:
        rows: Pairs of a name (None for a common word that hides the names in it) and its forms, each with whether it
            is ambiguous. Later rows win where two unambiguous ones share a form.
    """

    __slots__ = ("_forms", "_last", "_matcher", "_names", "_readings", "_rows")

    def __init__(self, rows: Iterable[tuple[Name | None, tuple[tuple[str, bool], ...]]]) -> None:
        self._rows = tuple(rows)
        self._last: tuple[str, Scan] | None = None
        self._names = {name.id: name for name, _ in self._rows if name is not None}
        sure: dict[str, Reading] = {}
        unsure: dict[str, tuple[Reading, ...]] = {}
        for name, forms in self._rows:
            for form, ambiguous in forms:
                folded = plain(form)
                key, reading = lower(folded), Reading(name, ambiguous, folded)
                if ambiguous:
                    unsure[key] = (*unsure.get(key, ()), reading)
                else:
                    sure[key] = reading
        self._forms = {key: (reading,) for key, reading in sure.items()}
        for key, readings in unsure.items():
            self._forms[key] = (*readings, *self._forms.get(key, ()))
        self._readings = tuple(self._forms.values())
        self._matcher = AhoCorasick(list(self._forms), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    @classmethod
    def read(cls, *paths: str | Path) -> Self:
        """Read tables of names.

        A table is a CSV with the columns ``name,type,ticker,full,english,aliases,ambiguous,parent,industry``. Lists
        (``ticker``, ``aliases``, ``ambiguous``) are parted by ``|``; a form in ``ambiguous`` counts only where the
        context speaks for it. The type ``none`` is for common words that hide a name in them.

        Args:
            paths: The files; a later one wins where two name the same form.

        Raises:
            TableError: A file can't be read, or a row has no name, an unknown type or an ambiguous form twice.
        """
        return cls(row for path in paths for row in _read(Path(path)))

    def add(self, *paths: str | Path) -> "Lexicon":
        """A new lexicon with the names of more tables, which win over those of this one.

        Args:
            paths: Files of the form that `read` tells.

        Raises:
            TableError: As in `read`.
        """
        return Lexicon((*self._rows, *(row for path in paths for row in _read(Path(path)))))

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names.values())

    def get(self, name: str) -> Name | None:
        """The thing of that canonical name.

        >>> default_lexicon().get("贵州茅台").ticker
        '600519.SH'
        """
        return self._names.get(name)

    def readings(self, form: str) -> tuple[Reading, ...]:
        """What a form may mean, () where the lexicon hasn't got it.

        >>> [reading.name.id for reading in default_lexicon().readings("阿里")]
        ['阿里巴巴']
        """
        return self.meanings(plain(form))

    def meanings(self, folded: str) -> tuple[Reading, ...]:
        """As `readings`, of a form that is folded already."""
        return self._forms.get(lower(folded), ())

    def matches(self, folded: str) -> Sequence[Match]:
        """Where forms of the lexicon stand in a text: leftmost, longest, none over another.

        Args:
            folded: The text, folded by `plain`.

        Returns:
            The matches in order. Latin names stand free of other letters and digits; shadows are left out, as is what
            they hide.
        """
        return self.scan(folded).matches

    def scan(self, folded: str) -> Scan:
        """As `matches`, and where shadows stand: common words in which there is no name."""
        last = self._last
        if last is None or last[0] != folded:  # the tokenizer and the search for names read the same text
            last = self._last = folded, self._scan(folded)
        return last[1]

    def _scan(self, folded: str) -> Scan:
        readings = self._readings
        matches, shadows = [], []
        for index, start, end in self._matcher.find_matches_as_indexes(lower(folded)):
            meanings = readings[index]
            if meanings[0].name is None:
                shadows.append(Span(start, end))
                continue
            if (folded[start].isascii() or folded[end - 1].isascii()) and not stands_free(
                folded, start, end, meanings[0].form
            ):
                continue
            matches.append(Match(start, end, meanings))
        return Scan(matches, shadows)

    def inner_matches(self, folded: str, start: int, end: int) -> list[Match]:
        """Matches within a span that as a whole is no name: 中国 and 黄金 where 中国黄金 is not the company."""
        matches, at = [], start
        while at < end - 1:
            for stop in range(end - (at == start), at + 1, -1):
                meanings = self._forms.get(lower(folded[at:stop]), ())
                if meanings and meanings[0].name is not None and stands_free(folded, at, stop, meanings[0].form):
                    matches.append(Match(at, stop, meanings))
                    at = stop - 1
                    break
            at += 1
        return matches


def stands_free(folded: str, start: int, end: int, form: str) -> bool:
    """Whether a name that begins or ends with a Latin letter or digit is no piece of a longer word, and in its case."""
    if folded[start].isascii() and start and _is_word(folded[start]) and _is_word(folded[start - 1]):
        return False
    if folded[end - 1].isascii() and end < len(folded) and _is_word(folded[end - 1]) and _is_word(folded[end]):
        return False
    found = folded[start:end]
    if found == form or not form.isascii():
        return True
    return len(form) > _SHORT and not (found.islower() and not form.islower())


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _read(path: Path) -> Iterator[tuple[Name | None, tuple[tuple[str, bool], ...]]]:
    seen: set[str] = set()
    for line, cells in read_table(path, COLUMNS):
        name, kind = cells["name"], cells["type"]
        if not name:
            raise TableError("the name is empty", path=path, line=line)
        if kind == _NOTHING:
            yield None, ((name, False),)
            continue
        if kind not in ENTITY_TYPES or kind == "pronoun":
            raise TableError(f"{kind!r} is no type of entity", path=path, line=line)
        if name in seen:
            raise TableError(f"{name} is there already; give each name one row", path=path, line=line)
        seen.add(name)
        tickers, ambiguous = _parts(cells["ticker"]), _parts(cells["ambiguous"])
        sure = [name, *_parts(cells["aliases"])]
        sure += [form for form in (cells["full"], cells["english"]) if form]
        forms = dict.fromkeys(sure, False) | dict.fromkeys(ambiguous, True)
        thing = Name(
            id=name,
            type=cast("EntityType", kind),
            ticker=tickers[0] if tickers else None,
            parent=cells["parent"] or None,
            industry=cells["industry"] or None,
        )
        yield thing, tuple(forms.items())


def _parts(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split("|")) if part] if cell else []


@cache
def default_lexicon() -> Lexicon:
    """The shipped lexicon.

    >>> "宁德时代" in default_lexicon()
    True
    """
    folder = model_path() / "companies"
    return Lexicon.read(*(folder / table for table in TABLES))
