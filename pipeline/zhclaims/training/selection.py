"""Training the selection of names: a logistic regression over candidates in texts whose names are all annotated."""

from collections.abc import Iterable

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from zhclaims.entities import COMPANY_TYPES, default_lexicon
from zhclaims.entities.document import introduced
from zhclaims.entities.finder import longest, proposed
from zhclaims.entities.lexicon import plain
from zhclaims.entities.selection import candidates, features, rivalries, traits
from zhclaims.entities.tagger import Tagger
from zhclaims.training.names import Annotated

_LEANING = 0.7
"""Log-odds by which what may be a company is rather taken than left: the linker can pass over a name, but not find one."""


def fit_selection(texts: Iterable[Annotated], tagger: Tagger) -> dict[str, float]:
    """Fit the weights of the selection.

    Args:
        texts: Texts that the tagger was not trained on.
        tagger: The tagger. Each text counts with its tags and without them, as where the tagger is not asked.

    Returns:
        Weight by feature.
    """
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for annotated in texts:
        gold = {(name.start, name.end): name.types for name in annotated.names}
        text, folded = annotated.text, plain(annotated.text)
        lexicon = default_lexicon()
        tags = tagger.tags(text, folded, lexicon.matches(folded))
        for asked in (tags, None):
            names, others = proposed(text, folded, lexicon, lexicon.scan(folded), asked)
            true = longest([entity for entity in names if (entity.start, entity.end) in gold])
            spans = candidates([*names, *introduced(text, folded, true, lexicon)])
            for candidate, rivals in zip(spans, rivalries(spans, others), strict=True):
                entity = candidate.entity
                types = gold.get((entity.start, entity.end), ())
                rows.append(dict.fromkeys(features(traits(candidate, asked, rivals)), 1.0))
                right.append(bool(types) and ("person" in types) == (entity.type == "person"))
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=0.3, max_iter=1000)
    model.fit(vectorizer.fit_transform(rows), right)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    for kind in (*COMPANY_TYPES, "person"):  # every candidate has one of them: they take the intercept
        weights[kind] = weights.get(kind, 0.0) + model.intercept_[0] + (_LEANING if kind != "person" else 0.0)
    return {name: round(float(weight), 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.005}
