"""Sources: to whom the text credits a claim."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zhclaims.claims.choice import Group, Option, speller
from zhclaims.claims.features import bucket
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link
from zhclaims.claims.ordered import Ordered, between
from zhclaims.claims.reading import Reading
from zhclaims.entities import Entity
from zhclaims.resources import model_path, read_table

_DOCUMENTS = "数据|财报|年报|半年报|中报|一季报|三季报|季报|公告|报告|白皮书|招股书|招股说明书|业绩预告|业绩快报|统计|方案|通知|规定|消息|文件|披露|调查"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Whoever says (X表示, X数据显示), and whom it is according to (据X, 根据X)."""
    rows = read_table(model_path() / "claims" / "sayings.csv", ("verb",))
    verbs = "|".join(sorted((row["verb"] for _, row in rows), key=len, reverse=True))
    says = re.compile(rf"(?P<document>(?:[一-龥A-Za-z]{{0,6}}?(?:{_DOCUMENTS}))?)(?P<verb>{verbs})")
    according = re.compile(r"(?:根据|据|按照|依据|来自|援引)(?!点|此|悉|说|守|理|以)")
    return says, according


def _named(reading: Reading, start: int, end: int) -> Entity | None:
    """The last name in a span."""
    names = [e for e in between(reading.entities, start, end) if e.end <= end and e.type != "pronoun"]
    return names[-1] if names else None


def _mention(reading: Reading, start: int, end: int) -> Entity:
    text = reading.text[start:end]
    return Entity(start, end, text, text, "phrase", score=0.5, source="grammar")


def sources(reading: Reading) -> Ordered[Entity]:
    """Mentions that a text credits something to, in order."""
    says, according = _patterns()
    found: dict[int, Entity] = {}
    for match in says.finditer(reading.folded):
        clause = reading.layout.clauses[reading.layout.clause(match.start())]
        sentence = reading.layout.sentences[reading.layout.sentence(match.start())]
        at = match.start("verb")
        name = _named(reading, clause.start, at)
        if name is not None and at - name.end <= 12:
            found[name.start] = name
        elif match["document"]:
            found[match.start("document")] = _mention(reading, match.start("document"), match.end("document"))
        elif (name := _named(reading, sentence.start, at)) is not None and reading.layout.clause(
            name.start
        ) >= reading.layout.clause(at) - 1:
            found[name.start] = name
    for match in according.finditer(reading.folded):
        clause = reading.layout.clauses[reading.layout.clause(match.start())]
        names = [e for e in between(reading.entities, match.end(), clause.end) if e.type != "pronoun"]
        if names:
            found.setdefault(names[0].start, names[0])
        else:
            document = re.compile(_DOCUMENTS).search(reading.folded, match.end(), clause.end)
            if document is not None:
                found.setdefault(document.start(), _mention(reading, *document.span()))
    return Ordered(found[at] for at in sorted(found))


def _candidates(figure: Figure, found: Ordered[Entity], history: Sequence[Link]) -> Iterator[tuple[str, Entity]]:
    inside = [
        s
        for s in between(found, figure.sentence_start, figure.sentence_end)
        if s.start < figure.start or s.start >= figure.end
    ]
    yield from (("inside", s) for s in inside)
    if history and history[-1].source and history[-1].source.start < figure.sentence_start:
        yield "carried", history[-1].source
    earlier = between(found, 0, figure.sentence_start)
    if earlier:
        yield "earlier", earlier[-1]


def source_options(
    reading: Reading, figure: Figure, subject: Entity | None, found: Ordered[Entity], history: Sequence[Link]
) -> list[Option]:
    """To whom a claim may be credited: who speaks in its sentence, who spoke before, or nobody."""
    options: list[Option] = []
    seen: set[int] = set()
    quoted = reading.depth(figure.start) > 0
    for source, mention in _candidates(figure, found, history):
        if mention.start in seen:
            continue
        seen.add(mention.start)
        sentences = figure.sentence - reading.sentence_at[mention.start]
        traits: list[str | Group] = [
            (
                _speaker, source, mention.type, subject is not None and subject.id == mention.id, quoted,
                mention.start > figure.start, bucket(sentences),
                reading.paragraph_at[figure.start] == reading.paragraph_at[mention.start],
                min(abs(figure.clause - reading.clause_at[mention.start]), 6),
            ),
            f"right={reading.folded[mention.end : mention.end + 2]}",
        ]  # fmt: skip
        if history:
            before = history[-1].source
            traits.append(f"{source}:previous={before is not None and before.id == mention.id}")
        options.append(Option(mention, traits))
    none = ["none", f"none:candidates={min(len(options), 3)}"]
    if history:
        none.append(f"none:previous={history[-1].source is None}:{figure.sentence == history[-1].figure.sentence}")
    options.append(Option(None, none))
    return options


@speller
def _speaker(
    source: str,
    kind: str,
    same: bool,
    quoted: bool,
    after: bool,
    sentences: str,
    paragraph: bool,
    clauses: int,
) -> Iterator[str]:
    """Who it is, and where the one stands."""
    yield from (source, f"{source}:{kind}", f"{source}:subject={same}", f"{source}:quoted={quoted}", f"after={after}")
    yield f"{source}:sentences={sentences}"
    yield f"{source}:paragraph={paragraph}"
    yield f"{source}:clauses={clauses}"
