"""The metric lexicon: every word the metric grammar knows, in one automaton."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, Self, cast, get_args

import ahocorasick_rs

from zhclaims.errors import TableError
from zhclaims.metrics.concepts import Concept, read_concepts
from zhclaims.metrics.directions import read_cues
from zhclaims.metrics.verbs import Verb, read_verbs
from zhclaims.resources import model_path, read_table
from zhclaims.text.folding import fold

Takes = Literal["base", "own"]
Follows = Literal["any", "word", "noun"]

# The 年 of 2018年薪酬 belongs to the period: no word (年薪, 年收入, 季度) may start with it.
_CALENDAR_UNIT = re.compile(
    r"(?:(?<=[0-9零〇一二三四五六七八九十百千两半几数前后今去明上下本当每近历同次全])|(?<=[0-9] ))[年月日周季](?!期|年化)"
)

_LATIN = re.compile("[a-z]")
_MONEY = re.compile("[A-Z]{3}")  # ISO 4217


class Match(NamedTuple):
    """A word of the lexicon found in a text, and its half-open span."""

    word: "Word"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """What the grammar knows of a word; one word can be several things at once (投资 is a noun, a modifier, a verb).

    Attributes:
        key: The word as it is looked up: folded, small letters.
        concept: The concept it names by itself, if it does.
        takes: Of a head that may follow another metric noun (占比, 金额): whether the whole keeps the id of that noun
            (``base``: 净利润增速 is still of net profit) or takes the head's (``own``: 收入占比 is a share).
        follows: What such a head needs before it: ``any`` nothing (比例 is a metric noun by itself), ``word`` a metric
            noun or a modifier (额, 量), ``noun`` a metric noun (目标, 数据).
        modifies: Whether it may stand before a metric noun as a part of it (累计, 海外, 单季度).
        starts: Whether such a modifier may be the first word of the name, or only stand inside (中标总合计金额).
        verb: The verb it is, if it is one.
    """

    key: str
    concept: Concept | None = None
    takes: Takes | None = None
    follows: Follows = "any"
    modifies: bool = False
    starts: bool = True
    verb: Verb | None = None


def key_of(text: str) -> str:
    """Fold a text for look-up: width, numerals and case, one character to one character.

    >>> key_of("ＧＭＶ")
    'gmv'
    """
    folded = fold(text)
    lowered = folded.lower()
    # Some capitals (İ) become two characters; a text that has one is lowered character by character.
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def _inside_latin(key: str, start: int, end: int) -> bool:
    """Whether a span of Latin letters is cut out of a longer word (the PS of PS5 and CAPS, the M2 of M20)."""
    first, last = key[start], key[end - 1]
    before, after = key[start - 1 : start], key[end : end + 1]
    if first.isascii() and first.isalnum() and before.isascii() and before.isalpha():
        return True
    return (
        last.isascii()
        and last.isalnum()
        and after.isascii()
        and (after.isalpha() or (last.isdigit() and after.isdigit()))
    )


class MetricLexicon:
    """Concepts, heads, modifiers, verbs and shadows, compiled for look-up. Immutable once built.

    Args:
        folder: Folder with ``metrics.csv``, ``heads.csv``, ``modifiers.csv``, ``verbs.csv``, ``shadows.csv``,
            ``directions.csv`` and ``senses.csv``.
        additions: A user's file of the form of ``metrics.csv``. A row with a known id adds names to that concept; a
            name that is taken already goes to the user's concept.

    Attributes:
        concepts: Concept by id.

    Raises:
        TableError: A table is missing or a row of it can't be used.

    >>> lexicon = default_lexicon()
    >>> lexicon.concepts["gmv"].kinds >= {"amount", "change"}
    True
    >>> lexicon.concept_of("归母净利")
    'net_profit_attributable'
    """

    def __init__(self, folder: Path, *, additions: Path | None = None) -> None:
        self.concepts: dict[str, Concept] = {}
        self.compounds: dict[tuple[str, str], Concept] = {}
        self._words: dict[str, Word] = {}
        self._senses: dict[tuple[str, str | None], str] = {}
        self._add_concepts(folder / "metrics.csv", replacing=False)
        if additions is not None:
            self._add_concepts(additions, replacing=True)
        self._add_heads(folder / "heads.csv")
        self._add_modifiers(folder / "modifiers.csv")
        self._add_verbs(folder / "verbs.csv")
        self._add_shadows(folder)
        self._add_senses(folder / "senses.csv")
        self._table = tuple(self._words.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(self._words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @classmethod
    def default(cls, *, additions: Path | None = None) -> Self:
        """Build the lexicon of the shipped model, with a user's additions.

        Args:
            additions: A file of the form of ``metrics.csv``.

        Returns:
            The lexicon.
        """
        return cls(model_path() / "metrics", additions=additions)

    def concept_of(self, name: str) -> str | None:
        """Give the id of the concept that a name has in the tables, word for word.

        >>> default_lexicon().concept_of("营业收入")
        'revenue'
        """
        word = self._words.get(key_of(name))
        return word.concept.id if word and word.concept else None

    def sense(self, concept: str, unit: str | None) -> str:
        """Give the concept that a name with several senses has beside a value of some unit.

        Args:
            concept: Id of the usual sense (成交 is ``trading_value``).
            unit: Unit of the value, as the guideline writes it.

        Returns:
            The id of the sense that the unit tells, or the usual one.

        >>> default_lexicon().sense("trading_value", "股"), default_lexicon().sense("sales_volume", "CNY")
        ('trading_volume', 'sales_amount')
        """
        if unit is not None and _MONEY.fullmatch(unit):
            unit = "money"
        return self._senses.get((concept, unit), concept)

    def matches(self, key: str) -> list[Match]:
        """Find the lexicon's words in a folded text, leftmost longest.

        Args:
            key: The text as ``key_of`` gives it.

        Returns:
            The words in order; they do not overlap.
        """
        table = self._table
        found = self._automaton.find_matches_as_indexes(_CALENDAR_UNIT.sub("\0", key))
        matches = [Match(table[index], start, end) for index, start, end in found]
        if _LATIN.search(key) is None:
            return matches
        return [match for match in matches if not _inside_latin(key, match.start, match.end)]

    def _change(self, key: str, **parts: object) -> None:
        self._words[key] = replace(self._words.get(key) or Word(key), **parts)  # type: ignore[arg-type]

    def _add_concepts(self, path: Path, *, replacing: bool) -> None:
        rows = list(read_concepts(path))
        own: set[str] = set()
        for line, concept, _ in rows:
            if concept.id in own or (concept.id in self.concepts and not replacing):
                raise TableError(f"the id {concept.id} is defined twice", path=path, line=line)
            own.add(concept.id)
            self.concepts.setdefault(concept.id, concept)
        for line, concept, names in rows:
            if concept.parent is not None and concept.parent not in self.concepts:
                raise TableError(f"no concept has the id of the parent {concept.parent}", path=path, line=line)
            for name in names:
                self._add_name(key_of(name), self.concepts[concept.id], path, line, replacing=replacing)

    def _add_name(self, key: str, concept: Concept, path: Path, line: int, *, replacing: bool) -> None:
        first, star, last = key.partition("*")
        if star:
            if not first or not last:
                raise TableError(f"{key!r} needs a word on both sides of *", path=path, line=line)
            self._change(first, modifies=True)
            self.compounds[first, last] = concept
            return
        known = self._words.get(key)
        if known and known.concept and known.concept is not concept and not replacing:
            raise TableError(f"{key!r} is a name of {known.concept.id} already", path=path, line=line)
        self._change(key, concept=concept)

    def _add_heads(self, path: Path) -> None:
        for line, row in read_table(path, ("head", "takes", "follows")):
            if row["takes"] not in get_args(Takes) or row["follows"] not in get_args(Follows):
                raise TableError("takes is base or own; follows is any, word or noun", path=path, line=line)
            takes, follows = cast("Takes", row["takes"]), cast("Follows", row["follows"])
            self._change(key_of(row["head"]), takes=takes, follows=follows)

    def _add_modifiers(self, path: Path) -> None:
        for line, row in read_table(path, ("modifier", "starts")):
            if row["starts"] not in ("yes", "no"):
                raise TableError("starts is yes or no", path=path, line=line)
            self._change(key_of(row["modifier"]), modifies=True, starts=row["starts"] == "yes")

    def _add_verbs(self, path: Path) -> None:
        for line, verb in read_verbs(path):
            if verb.id is not None and verb.id not in self.concepts:
                raise TableError(f"no concept has the id {verb.id}", path=path, line=line)
            self._change(key_of(verb.text), verb=verb)

    def _add_shadows(self, folder: Path) -> None:
        """Add the words that only keep shorter ones from being found inside them (价格战; 提升, which is no 升)."""
        shadows = [row["word"] for _, row in read_table(folder / "shadows.csv", ("word",))]
        shadows += [cue for cue, _ in read_cues(folder / "directions.csv")]
        for key in map(key_of, shadows):
            self._words.setdefault(key, Word(key))

    def _add_senses(self, path: Path) -> None:
        for line, row in read_table(path, ("id", "unit", "becomes")):
            if unknown := {row["id"], row["becomes"]} - self.concepts.keys():
                raise TableError(f"no concept has the id {', '.join(sorted(unknown))}", path=path, line=line)
            self._senses[row["id"], row["unit"]] = row["becomes"]


@cache
def default_lexicon() -> MetricLexicon:
    """Give the lexicon of the shipped model, built once."""
    return MetricLexicon.default()
