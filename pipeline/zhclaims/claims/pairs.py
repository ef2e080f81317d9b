"""Pairs: whom 前者, 后者, 双方, 二者 and 两者 stand for, of two names or noun phrases that come before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import between
from zhclaims.claims.phrases import coordinated, phrase_after
from zhclaims.claims.reading import Reading
from zhclaims.entities import COMPANY_TYPES, Entity
from zhclaims.entities.entity import EntityType
from zhclaims.entities.names import forms
from zhclaims.metrics import Metric
from zhclaims.text.parts import part_of_speech

FORMER: Final = "前者"
LATTER: Final = "后者"
BOTH: Final = frozenset(("双方", "二者", "两者"))
_PAIRED = BOTH | {FORMER, LATTER}
_PAIR = 2
_BACK = 400  # characters before a word that are searched for its two
_SENTENCES = 2  # sentences before its own
_JOINT = re.compile(r"\s?(?:[和与及跟、/]|以及)\s?[“「《\"]?")
_TIES = re.compile("[和与及跟]")
_NAME = 10  # characters of a name that nobody knows
_DIGIT = re.compile(r"\d")
_CLOSING = '”」》"'
_AFTER_PHRASES = "，,。;；:： \n等" + _CLOSING
_QUOTED = re.compile(
    r"[“「《](?P<one>[^“”「」《》，。；\n]{2,12})[”」》][和与及、][“「《](?P<other>[^“”「」《》，。；\n]{2,12})[”」》]"
)
_PHRASE = 20  # characters of two noun phrases with their joint
_CLASSES: dict[EntityType, str] = dict.fromkeys(COMPANY_TYPES, "firm")
_CLASSES |= dict.fromkeys(("sector", "commodity", "market", "group", "phrase"), "thing")
_ACTORS = frozenset(("firm", "person"))
_CREDITED = re.compile(r".{0,6}?(?:显示|获悉|报道|讯|数据|表示|指出|认为|称|说)")
_CREDITS = re.compile(r"(?:据|根据|按照|援引)\s?\Z")
_SHARED = re.compile(r"均|都(?!市)|皆|各自?(?!种|项|类|地|方)|分别|双双")
_OPENING = frozenset(("其中", "此外"))
_SAYS = re.compile("表示|认为|预计|预测|指出|称|说")
_BETWEEN = frozenset(("的", "则", "也", "却", "均", "都", "皆", "各", "各自", "分别", "双双", "同比", "环比"))


def _kind(name: Entity) -> str:
    return _CLASSES.get(name.type, name.type)


def _is_credited(reading: Reading, name: Entity) -> bool:
    """Whether a name only says what is told: 据企查查, 天眼查显示."""
    folded = reading.folded
    if _CREDITS.search(folded, max(name.start - 4, 0), name.start):
        return True
    return name.type in ("institution", "person") and _CREDITED.match(folded, name.end) is not None


def _names(reading: Reading, start: int, end: int, history: Sequence[Link]) -> list[Entity]:
    """What may be one of two, in order: names outside brackets, and noun phrases that were subjects."""
    named = [
        name
        for name in between(reading.entities, start, end)
        if name.end <= end
        and name.type not in ("pronoun", "document")
        and not reading.depth(name.start)
        and not _is_credited(reading, name)
    ]
    named = _with_partners(reading, named, end)
    taken = {at for name in named for at in range(name.start, name.end)}
    for quoted in _QUOTED.finditer(reading.folded, start, end):
        spans = [quoted.span("one"), quoted.span("other")]
        named += [_phrase(reading, *span) for span in spans if taken.isdisjoint(range(*span))]
    taken = {at for name in named for at in range(name.start, name.end)}
    spoken = {
        (link.subject.start, link.subject.end): link.subject
        for link in history[-6:]
        if link.subject is not None and link.subject.type == "phrase" and start <= link.subject.start < end
    }
    named += [phrase for phrase in spoken.values() if taken.isdisjoint(range(phrase.start, phrase.end))]
    return sorted(named, key=lambda name: name.start)


def _with_partners(reading: Reading, named: Sequence[Entity], end: int) -> list[Entity]:
    """The names and what a joint ties to a company's and nobody knows: 沧岭科技与枫桥饮料."""
    found = list(named)
    for name in named:
        joint = _TIES.match(reading.folded, name.end, end) if _kind(name) == "firm" else None
        span = phrase_after(reading, joint.end(), end) if joint else None
        if joint is None or span is None or span[0] != joint.end() or not 1 < span[1] - span[0] <= _NAME:
            continue
        partner = replace(_phrase(reading, span[0], _name_end(reading, *span)), type=name.type)
        inside = [other for other in found if other.start < partner.end and partner.start < other.end]
        if _measured(reading, partner) or any(_kind(other) != "thing" or other.end > partner.end for other in inside):
            continue
        found = [other for other in found if other not in inside] + [partner]
    return sorted(found, key=lambda name: name.start)


def _name_end(reading: Reading, start: int, end: int) -> int:
    """Where a name ends, at the latest: after the word for a trade that it ends with (枫桥饮料 in 枫桥饮料先后)."""
    trades = [name.end for name in between(reading.entities, start + 2, end) if _kind(name) == "thing"]
    suffixes = forms().suffixes
    ends = [right for left, right in reading.words_between(start + 2, end) if reading.folded[left:right] in suffixes]
    return min([*trades, *ends, end])


def _lists(reading: Reading, names: Sequence[Entity]) -> Iterator[Sequence[Entity]]:
    """Runs of names of one kind with nothing but a joint between them: A和B."""
    run: list[Entity] = []
    for name in names:
        joined = run and _kind(run[-1]) == _kind(name) and run[-1].id != name.id
        if not joined or not _JOINT.fullmatch(reading.folded[run[-1].end : name.start].lstrip(_CLOSING)):
            if len(run) > 1:
                yield run
            run = []
        run.append(name)
    if len(run) > 1:
        yield run


def _phrases(reading: Reading, start: int, end: int) -> tuple[Entity, Entity] | None:
    """Two noun phrases that close what is said before: 业务分为线上直销和线下批发."""
    closed = len(reading.folded[:end].rstrip(_AFTER_PHRASES))
    for joint in _JOINT.finditer(reading.folded, max(start, closed - _PHRASE), closed):
        left = len(reading.folded[: joint.start()].rstrip(_CLOSING))
        found = coordinated(reading, (start, left), (joint.end(), closed))
        if found is not None and not _DIGIT.search(reading.folded, found[0][0], closed):
            return _phrase(reading, *found[0]), _phrase(reading, *found[1])
    return None


def _phrase(reading: Reading, start: int, end: int) -> Entity:
    text = reading.text[start:end]
    return Entity(start, end, text, text, "phrase", score=0.5, source="grammar")


def _last_two(names: Sequence[Entity], history: Sequence[Link]) -> tuple[Entity, Entity] | None:
    """The last two companies, or two others of one kind that had a figure each, in the order in which they are named last."""
    subjects = {link.subject.start for link in history if link.subject is not None}
    for kind in dict.fromkeys(["firm", *(_kind(name) for name in reversed(names))]):
        last = {name.id: name for name in names if _kind(name) == kind and (kind in _ACTORS or name.start in subjects)}
        two = sorted(last.values(), key=lambda name: name.start)[-2:]
        if len(two) > 1:
            return two[0], two[1]
    return None


def _measured(reading: Reading, one: Entity) -> bool:
    """Whether a phrase names what is measured, and nobody: 收入和利润都在下降,前者…."""
    return any(m.type == "noun" and m.end == one.end for m in between(reading.metrics, one.start, one.end))


def _windows(reading: Reading, word: Entity) -> Iterator[int]:
    """Where to begin to look: its sentence, then one more and another."""
    sentence, floor = reading.layout.sentence(word.start), max(word.start - _BACK, 0)
    for back in range(min(_SENTENCES, sentence) + 1):
        yield max(reading.layout.sentences[sentence - back].start, floor)


def _two(reading: Reading, word: Entity, history: Sequence[Link]) -> Sequence[Entity]:
    """The two before a word: the last list of two, two noun phrases that close what is said, or the last two names."""
    for start in _windows(reading, word):
        names = _names(reading, start, word.start, history)
        phrases = _phrases(reading, start, word.start)
        if phrases is not None and (not names or names[-1].start < phrases[0].start):
            return () if any(_measured(reading, phrase) for phrase in phrases) else phrases
        if runs := list(_lists(reading, names)):
            return runs[-1] if len(runs[-1]) == _PAIR else ()
        if found := _last_two(names, history):
            return found
    return ()


def _nearest(reading: Reading, word: Entity, history: Sequence[Link]) -> Sequence[Entity]:
    """The one that was named last before the clause of a lone 后者: 甲收购了乙,后者…."""
    clause = reading.layout.clauses[reading.layout.clause(word.start)].start
    for start in _windows(reading, word):
        names = _names(reading, start, clause, history)
        phrases = _phrases(reading, start, clause)
        if phrases is not None and (not names or names[-1].start < phrases[0].start):
            return () if any(_measured(reading, phrase) for phrase in phrases) else phrases[1:]
        runs = list(_lists(reading, names))
        if runs and runs[-1][-1] is names[-1]:
            return runs[-1][-1:]
        if actors := [name for name in names if _kind(name) in _ACTORS]:
            return actors[-1:]
        if found := _last_two(names, history):
            return found[1:]
    return _two(reading, word, history)[1:]


def _said_before(reading: Reading, word: Entity) -> Entity | None:
    """The word that speaks of the same two earlier on: 前者…,后者…."""
    *_, sentence, start = 0, *reversed([*_windows(reading, word)][:2])
    here = between(reading.entities, sentence, word.start)
    if sentence == start or any(e.type != "pronoun" and e.start >= start for e in here):
        here = between(reading.entities, start, word.start)
    said = [e for e in here if is_paired(e) and (word.text in BOTH or e.text != word.text)]
    return said[0] if said else None


def is_paired(word: Entity) -> bool:
    """Whether a mention is a word that speaks of two: 前者, 后者, 双方, 二者, 两者."""
    return word.type == "pronoun" and word.text in _PAIRED


def stands_for(reading: Reading, word: Entity, history: Sequence[Link] = ()) -> Sequence[Entity]:
    """Whom a word that speaks of two stands for.

    前者 is the first and 后者 the second of a list of two (甲和乙), or of the last two names; a lone 后者 is who was named
    last.

    Args:
        reading: The text.
        word: 前者, 后者, 双方, 二者 or 两者.
        history: The links before, whose subjects may be noun phrases that no table has.

    Returns:
        One for 前者 and 后者, two for the others; none where the text doesn't say clearly.
    """
    first = _said_before(reading, word)
    if word.text == LATTER and first is None:
        return _nearest(reading, word, history)
    two = _two(reading, first or word, history)
    if word.text in BOTH:
        return two
    return two[:1] if word.text == FORMER else two[1:]


def each(reading: Reading, word: Entity, figure: Figure, history: Sequence[Link] = ()) -> Sequence[Entity]:
    """Those of whom each has a figure that is said of both: 双方均增长10%; 二者分别增长10%、20% has one for each.

    Args:
        reading: The text.
        word: 双方, 二者 or 两者.
        figure: The figure.
        history: The links before.

    Returns:
        Both, the one whose turn it is, or none where they have the figure together (双方合计) or that isn't clear.
    """
    clause = reading.layout.clauses[reading.layout.clause(word.start)]
    shared = _SHARED.search(reading.folded, word.end, min(clause.end, figure.start))
    if shared is None or reading.layout.sentence(word.start) != figure.sentence:
        return ()
    two = stands_for(reading, word, history)
    if figure.of == 1 or len(two) != _PAIR:
        return two if figure.of == 1 and shared.group() != "分别" else ()
    return two[figure.nth : figure.nth + 1] if figure.of == _PAIR and shared.group() == "分别" else ()


def acts(reading: Reading, figure: Figure, metric: Metric | None) -> Entity | None:
    """The word that speaks of two and opens the clause of a figure, or one before it, where nobody else comes between."""
    before = between(reading.entities, figure.sentence_start, figure.start)
    if not before or not is_paired(before[-1]):
        return None
    word = before[-1]
    clauses = reading.layout.clauses
    at = reading.layout.clause(word.start)
    opening = reading.words_between(max(clauses[at].start, figure.sentence_start), word.start)
    if not all(_leads_in(reading, *span) for span in opening):
        return None
    if at < figure.clause:  # 前者交付2万辆,同比增长30%
        said = reading.folded[word.end : clauses[at].end]
        if word.text in BOTH or _SAYS.search(said) or not _acts(reading, figure.clause_start, figure.start, metric):
            return None
        return word
    return word if _acts(reading, word.end, figure.start, metric) else None


def _acts(reading: Reading, start: int, end: int, metric: Metric | None) -> bool:
    """Whether a verb, a figure or what is measured comes next, and no noun: 前者的客户 is somebody else."""
    for left, right in reading.words_between(start, end):
        word = reading.folded[left:right]
        if metric is not None and metric.start <= left < metric.end:
            return True
        if word in _BETWEEN or part_of_speech(word) == "d" or _in_period(reading, left):
            continue
        return part_of_speech(word) in "vp"
    return True


def _leads_in(reading: Reading, start: int, end: int) -> bool:
    """Whether a word may come before the subject of a clause and belong to nobody: 其中, 但, 2023年."""
    word = reading.folded[start:end]
    return word in _OPENING or part_of_speech(word) in "cd" or not word.strip() or _in_period(reading, start)


def _in_period(reading: Reading, at: int) -> bool:
    near = between(reading.periods, max(at - 24, 0), at + 1)
    return bool(near) and near[-1].end > at
