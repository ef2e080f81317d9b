"""Options for the metric: what a figure may measure."""

from collections.abc import Iterator, Sequence

from zhclaims.claims.choice import Option
from zhclaims.claims.features import around, bucket, place
from zhclaims.claims.figures import Figure
from zhclaims.claims.link import Link, parallel, positions, previous_link
from zhclaims.claims.reading import Reading, between
from zhclaims.metrics import Metric
from zhclaims.text.parts import part_of_speech

_METRICS_BEFORE, _METRICS_AFTER, _WORDS = 8, 4, 4


def _word_metrics(reading: Reading, figure: Figure, taken: set[int]) -> Iterator[Metric]:
    """Words near the figure that may name an act no lexicon has: 排定71个, 围绕五大产业."""
    before = reading.words_between(figure.clause_start, figure.start)[-_WORDS * 2 :]
    after = reading.words_between(figure.end, figure.clause_end)[:_WORDS]
    for start, end in (*before, *after):
        word = reading.folded[start:end]
        if start not in taken and end - start > 1 and part_of_speech(word) == "v":
            yield Metric(start, end, reading.text[start:end], None, "verb", frozenset(), frozenset())


def _fit(metric: Metric, kind: str) -> str:
    if not metric.kinds:
        return "open"
    return "fits" if kind in metric.kinds else "misfits"


def metric_options(reading: Reading, figure: Figure, kind: str, history: Sequence[Link]) -> list[Option]:
    """What may be measured: metrics of the sentence, words near the figure, the metric before, or nothing."""
    inside = between(reading.metrics, figure.sentence_start, figure.sentence_end)
    before = [m for m in inside if m.end <= figure.start][-_METRICS_BEFORE:]
    after = [m for m in inside if m.start >= figure.end][:_METRICS_AFTER]
    over = [m for m in inside if m.start < figure.end and m.end > figure.start]
    taken = {at for m in inside for at in range(m.start, m.end)}
    where = positions(reading, inside)
    previous = previous_link(history, figure)
    options = []
    candidates = [*before, *after, *over, *_word_metrics(reading, figure, taken)]
    if previous and previous.metric and previous.metric.start < figure.sentence_start:
        candidates.append(previous.metric)
    for metric in candidates:
        known = metric.start in taken
        source = metric.type if known else "carried" if metric.start < figure.sentence_start else "word"
        nth = sum(metric.end <= other.start for other in before) if metric.end <= figure.start else 0
        fit = f"{source}:{_fit(metric, kind)}"
        place_names = list(place(reading, metric.start, metric.end, figure))
        names = [
            source, fit, f"{fit}:{kind}", f"nth={min(nth, 4)}:{source}", f"nth={min(nth, 4)}:{fit}",
            f"id={metric.id}:{kind}", f"id={metric.id}:{figure.unit}", f"text={metric.text}", f"tail={metric.text[-1:]}:{kind}",
            f"length={bucket(metric.end - metric.start)}",
            f"{source}:{parallel(figure, where.get(metric.start) if known else None)}",
            *(f"{source}:{name}" for name in place_names), *(f"{fit}:{name}" for name in place_names[:3]),
            *around(reading, metric.start, metric.end, floor=figure.sentence_start, ceiling=figure.sentence_end),
        ]  # fmt: skip
        if previous and previous.metric:
            same = metric.start == previous.metric.start
            near = figure.clause - previous.figure.clause
            names.append(f"previous={same}:{kind}:{previous.kind}:{min(near, 2)}")
            names.append(f"previous={same}:{source}")
        options.append(Option(metric, names))
    shape = f"{kind}:{figure.unit}"
    rest = around(reading, figure.start, figure.end, floor=figure.sentence_start, ceiling=figure.sentence_end)
    none = [
        "none",
        f"none:{shape}",
        f"none:{kind}",
        f"none:candidates={min(len(candidates), 3)}",
        *(f"none:{r}" for r in rest),
    ]
    options.append(Option(None, none))
    return options
