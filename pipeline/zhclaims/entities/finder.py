"""Named things in a text: the lexicon's, those that the text itself makes known, those of a telling form, the tagger's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from zhclaims.entities.context import choose
from zhclaims.entities.cues import guarded
from zhclaims.entities.document import introduced, linked
from zhclaims.entities.entity import COMPANY_TYPES, Entity, Name, Source
from zhclaims.entities.guesses import guessed
from zhclaims.entities.lexicon import Lexicon, Match, Scan, default_lexicon, plain, stands_free
from zhclaims.entities.names import is_generic, unknown
from zhclaims.entities.persons import persons
from zhclaims.entities.selection import default_selector
from zhclaims.entities.subjects import patterned_subjects, widened
from zhclaims.entities.surroundings import Surroundings
from zhclaims.entities.tagger import Tagger, Tags, default_tagger
from zhclaims.text.layout import Span

_CLEAR = 0.9  # how sure a reading has to be to hold for the whole document
_NAMED = COMPANY_TYPES | {"person"}
_UNREAD = re.compile("[\ufffd\ud800-\udfff\n\r]")
_COUNTED = frozenset("0123456789亿万千百十多余几数")  # before a currency that is a unit


def entities(
    text: str,
    *,
    lexicon: Lexicon | None = None,
    tagger: Tagger | None = None,
    regions: Sequence[Span] | None = None,
) -> list[Entity]:
    """Find what a text names: companies, brands, institutions, people, regions, sectors, markets, goods.

    Args:
        text: Any string; offsets are into it as it is.
        lexicon: The names to look for; the shipped ones by default.
        tagger: Finds names that no table has; the shipped one by default.
        regions: The stretches of the text, in order, for which the tagger is asked; by default all of it.

    Returns:
        The mentions in order, none over another. Pronouns are left out, see `pronouns`.

    >>> [(entity.text, entity.id, entity.type) for entity in entities("淘宝和京东的用户数都在增长")]
    [('淘宝', '淘宝', 'brand'), ('京东', '京东', 'company')]
    """
    lexicon = default_lexicon() if lexicon is None else lexicon
    tagger = default_tagger() if tagger is None else tagger
    folded = plain(text)
    scan = lexicon.scan(folded)
    tags = tagger.tags(text, folded, scan.matches, regions)
    names, others = proposed(text, folded, lexicon, scan, tags)
    selector = default_selector()
    chosen = selector.select(names, others, tags)
    called = introduced(text, folded, chosen, lexicon)
    if called:
        names += called
        chosen = selector.select(names, others, tags)
    found = longest([*_with_parents(chosen, names), *beside(others, chosen)])
    return linked(folded, widened(text, folded, found))


def _with_parents(chosen: Iterable[Entity], names: Iterable[Entity]) -> Iterator[Entity]:
    """A name that no table has and that opens with one of a table belongs to it: 家乐福中国, 招商银行乐山分行."""
    owners = {name.start: name for name in names if name.source == "lexicon" and name.type in ("company", "brand")}
    for entity in chosen:
        owner = owners.get(entity.start)
        if owner and entity.id == entity.text and entity.parent is None and owner.end < entity.end:
            yield replace(entity, parent=owner.id)
        else:
            yield entity


def companies(text: str, *, lexicon: Lexicon | None = None) -> list[Entity]:
    """Find the companies, brands, products and institutions that a text names.

    Args:
        text: Any string.
        lexicon: The names to look for; the shipped ones by default.

    Returns:
        The mentions in order, as of `entities`.

    >>> [entity.ticker for entity in companies("贵州茅台去年在全国的营收增长")]
    ['600519.SH']
    """
    return [entity for entity in entities(text, lexicon=lexicon) if entity.type in COMPANY_TYPES]


def proposed(
    text: str, folded: str, lexicon: Lexicon, scan: Scan, tags: Tags | None
) -> tuple[list[Entity], list[Entity]]:
    """Candidates for names, and what else is found.

    Args:
        text: The text.
        folded: The text, folded by `plain`.
        lexicon: The names to look for.
        scan: Where they stand.
        tags: What the tagger says of the text; None to go without it.

    Returns:
        Companies, brands, products, institutions and people, some over others; and places, sectors, goods and the like.
    """
    found = known(text, folded, lexicon, scan.matches)
    formed = [*unknown(text, folded, found), *persons(text, folded, lexicon), *patterned_subjects(text, folded)]
    every = [*found, *formed, *guessed(text, folded, longest([*found, *formed]), lexicon)]
    names = [entity for entity in every if entity.type in _NAMED]
    if tags is not None:
        names += _sound(folded, tags.names, scan)
    return names, [entity for entity in every if entity.type not in _NAMED]


def _sound(folded: str, tagged: Iterable[Entity], scan: Scan) -> Iterator[Entity]:
    """What the tagger found, but for common words, and pieces of Latin words and of what could not be read.

    What a form of the lexicon means that is also a common word is settled by its context, and what is a place, a sector or
    a good by the lexicon.
    """
    settled = {at: match for match in scan.matches if _is_settled(match) for at in range(match.start, match.end)}
    places = {match.start: match.end for match in scan.matches if _is_place(match)}
    hidden = {at for shadow in scan.shadows for at in range(shadow.start, shadow.end)}
    for name in tagged:
        holder = settled.get(name.start)
        if holder is not None and name.end <= holder.end:
            continue
        if _UNREAD.search(folded, name.start, name.end) or not hidden.isdisjoint(range(name.start, name.end)):
            continue
        if is_generic(folded[name.start : name.end]) or _is_made_of_places(name, places):
            continue
        if stands_free(folded, name.start, name.end, name.text):
            yield name


def _is_made_of_places(name: Entity, places: Mapping[int, int]) -> bool:
    """Whether a name is nothing but several places: 上海北京."""
    at = name.start
    while at < name.end and at in places:
        at = places[at]
    return at == name.end


def _is_place(match: Match) -> bool:
    name = match.readings[0].name
    return name is not None and name.type == "region" and not guarded(match)


def _is_settled(match: Match) -> bool:
    name = match.readings[0].name
    return guarded(match) or (name is not None and name.type not in _NAMED)


def by_rules(text: str, *, lexicon: Lexicon | None = None) -> list[Entity]:
    """All that may be a name by tables and forms alone, some over others: where training must not look for other names."""
    lexicon = default_lexicon() if lexicon is None else lexicon
    folded = plain(text)
    return proposed(text, folded, lexicon, lexicon.scan(folded), None)[0]


def beside(others: Iterable[Entity], names: Iterable[Entity]) -> Iterator[Entity]:
    """What lies in no name and crosses none."""
    taken = {at for entity in names for at in range(entity.start, entity.end)}
    return (other for other in others if taken.isdisjoint(range(other.start, other.end)))


def known(
    text: str,
    folded: str,
    lexicon: Lexicon,
    matches: Sequence[Match],
) -> list[Entity]:
    """Find the names of the lexicon, ambiguous ones where the context speaks for them.

    Args:
        text: The text.
        folded: The text, folded by `plain`.
        lexicon: The names to look for.
        matches: Where they stand.
    """
    around, found, unsure, sure = Surroundings(folded, matches), [], [], set()
    for match in matches:
        name = match.readings[0].name
        if name is None or _is_unit(folded, match.start, name):
            continue
        if guarded(match):
            unsure.append(match)
        else:
            sure.add(name.id)
            found.append(_entity(text, match, name, 0.95))
    if not unsure:
        return found
    chosen, unclear = _chosen(text, around, unsure, sure)
    found += chosen
    clear = {entity.id for entity in chosen if entity.score >= _CLEAR}
    if unclear and not clear <= sure:  # what one sentence makes clear holds for the others
        found += _chosen(text, around, unclear, sure | clear)[0]
    taken = {entity.start for entity in found}
    for match in unclear:
        if match.start not in taken and match.end - match.start > 2:
            found += _chosen(text, around, lexicon.inner_matches(folded, match.start, match.end), sure)[0]
    return sorted(found, key=lambda entity: entity.start)


def _chosen(
    text: str,
    around: Surroundings,
    matches: Iterable[Match],
    named: AbstractSet[str],
) -> tuple[list[Entity], list[Match]]:
    """The matches that are names here, and those of which the context says nothing or that they are none."""
    found, unclear = [], []
    for match in matches:
        chosen = choose(around, match, named) if guarded(match) else (match.readings[0], 0.95)
        if chosen is not None and chosen[0].name is not None:
            found.append(_entity(text, match, chosen[0].name, chosen[1], "context"))
        else:
            unclear.append(match)
    return found, unclear


def _is_unit(folded: str, start: int, name: Name) -> bool:
    return name.type == "currency" and folded[start - 1 : start] in _COUNTED


def _entity(text: str, match: Match, name: Name, score: float, source: Source = "lexicon") -> Entity:
    start, end = match.start, match.end
    return Entity(start, end, text[start:end], name.id, name.type, name.ticker, name.parent, score, source)


def longest(found: list[Entity]) -> list[Entity]:
    """Keep the leftmost and longest of overlapping mentions."""
    kept: list[Entity] = []
    for entity in sorted(found, key=lambda entity: (entity.start, -entity.end)):
        if not kept or entity.start >= kept[-1].end:
            kept.append(entity)
        elif entity.end - entity.start > kept[-1].end - kept[-1].start:
            kept[-1] = entity
    return kept
