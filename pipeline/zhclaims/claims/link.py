"""Link: what has been decided about one figure, and how candidates for its roles stand to it and to each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhclaims.claims.figures import Figure, lists
from zhclaims.claims.ordered import Located
from zhclaims.claims.reading import Reading
from zhclaims.entities import Entity
from zhclaims.metrics import Metric
from zhclaims.periods import PeriodExpression
from zhclaims.records import Kind, Modality


@dataclass(frozen=True, slots=True)
class Link:
    """What has been decided about one figure."""

    figure: Figure
    kind: Kind
    metric: Metric | None
    subject: Entity | None
    period: PeriodExpression | None
    modality: Modality
    source: Entity | None
    confidence: float


def positions(reading: Reading, mentions: Sequence[Located]) -> dict[int, tuple[int, int]]:
    """Position of each mention in its list (营收、净利分别…, 2022、2023年…), by where it starts."""
    counted = (position for run in lists(reading, mentions) for position in run)
    return dict(zip((mention.start for mention in mentions), counted, strict=True))


def parallel(figure: Figure, position: tuple[int, int] | None) -> str:
    """Whether a candidate has the place in its list that the figure has in its own."""
    if position is None or (position[1] == 1 and figure.of == 1):
        return "parallel=none"
    if position[1] != figure.of:
        return f"parallel=unequal:{min(figure.of, 2)}:{min(position[1], 2)}"
    return f"parallel={position[0] == figure.nth}"


def misplaced(figure: Figure, position: tuple[int, int] | None) -> bool:
    """Whether a candidate belongs to another member of the figure's list: A、B分别增长10%、20% (guideline, Lists)."""
    return position is not None and figure.of > 1 and position[1] == figure.of and position[0] != figure.nth


def previous_link(history: Sequence[Link], figure: Figure) -> Link | None:
    """The link just before, where it stands near enough to be taken up."""
    return history[-1] if history and figure.sentence - history[-1].figure.sentence <= 2 else None
