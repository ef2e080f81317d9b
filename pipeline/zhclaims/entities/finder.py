"""Named things in a text: the lexicon's, those that the text itself makes known, and those of a telling form."""

from collections.abc import Iterable

from zhclaims.entities.context import choose
from zhclaims.entities.document import introduced, linked
from zhclaims.entities.entity import COMPANY_TYPES, Entity, Name
from zhclaims.entities.guesses import guessed
from zhclaims.entities.lexicon import Lexicon, Match, default_lexicon, plain
from zhclaims.entities.names import unknown
from zhclaims.entities.persons import persons
from zhclaims.entities.subjects import patterned_subjects, widened

_COUNTED = frozenset("0123456789亿万千百十多余几数")  # before a currency that is a unit


def entities(text: str, *, lexicon: Lexicon | None = None) -> list[Entity]:
    """Find what a text names: companies, brands, institutions, people, regions, sectors, markets, goods.

    Args:
        text: Any string; offsets are into it as it is.
        lexicon: The names to look for; the shipped ones by default.

    Returns:
        The mentions in order, none over another, the longest where several begin together. Pronouns are left out,
        see `pronouns`.

    >>> [(entity.text, entity.id, entity.type) for entity in entities("淘宝和京东的用户数都在增长")]
    [('淘宝', '淘宝', 'brand'), ('京东', '京东', 'company')]
    """
    lexicon = default_lexicon() if lexicon is None else lexicon
    folded = plain(text)
    found = known(text, folded, lexicon)
    formed = [*unknown(text, folded, found), *persons(text, folded, lexicon), *patterned_subjects(text, folded)]
    found = longest([*found, *formed])
    found = fill(found, guessed(text, folded, found, lexicon))
    found = longest([*introduced(text, folded, found, lexicon), *found])
    return linked(folded, widened(text, folded, found))


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


def known(text: str, folded: str, lexicon: Lexicon) -> list[Entity]:
    """Find the names of the lexicon, ambiguous ones where the context speaks for them."""
    matches = lexicon.matches(folded)
    named = {m.readings[0].name.id for m in matches if m.readings[0].name and not m.readings[0].ambiguous}
    found = []
    for match in matches:
        first = match.readings[0]
        if (
            first.name is not None
            and first.name.type == "currency"
            and folded[match.start - 1 : match.start] in _COUNTED
        ):
            continue
        if first.name is not None and not first.ambiguous:
            found.append(_entity(text, match, first.name, 0.95))
            continue
        chosen = choose(folded, match, named)
        if chosen is not None and chosen[0].name is not None:
            found.append(_entity(text, match, chosen[0].name, chosen[1]))
        elif match.end - match.start > 2:
            for inner in lexicon.inner_matches(folded, match.start, match.end):
                chosen = choose(folded, inner, named)
                if chosen is not None and chosen[0].name is not None:
                    found.append(_entity(text, inner, chosen[0].name, chosen[1]))
    return found


def _entity(text: str, match: Match, name: Name, score: float) -> Entity:
    start, end = match.start, match.end
    return Entity(start, end, text[start:end], name.id, name.type, name.ticker, name.parent, score)


def longest(found: list[Entity]) -> list[Entity]:
    """Keep the leftmost and longest of overlapping mentions."""
    kept: list[Entity] = []
    for entity in sorted(found, key=lambda entity: (entity.start, -entity.end)):
        if not kept or entity.start >= kept[-1].end:
            kept.append(entity)
        elif entity.end - entity.start > kept[-1].end - kept[-1].start:
            kept[-1] = entity
    return kept


def fill(found: list[Entity], guesses: Iterable[Entity]) -> list[Entity]:
    """Add guesses where nothing is found yet but a place that opens the name or a sector within it."""
    weak = {"region", "sector", "commodity", "market"}
    held = {at for entity in found if entity.type not in weak for at in range(entity.start, entity.end)}
    return longest([*found, *(guess for guess in guesses if held.isdisjoint(range(guess.start, guess.end)))])
