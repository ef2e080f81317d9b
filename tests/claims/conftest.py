"""Readings, figures and links for the tests of the claims."""

from dataclasses import replace
from datetime import date

import pytest

from zhclaims import components, language
from zhclaims.claims.figures import figures
from zhclaims.claims.link import Link


@pytest.fixture(scope="session")
def _pipeline():
    nlp = language.load()
    nlp.remove_pipe("claims")
    return nlp


@pytest.fixture(scope="session")
def read(_pipeline):
    """Read a text up to the claims."""

    def reading(text, published=date(2024, 1, 15)):
        return components.reading(language.read(text, published=published, nlp=_pipeline))

    return reading


@pytest.fixture(scope="session")
def figure_of():
    """The figure of a reading that has a text; the only one that is no date where none is given."""

    def find(reading, text=None):
        [found] = [
            figure
            for figure in figures(reading)
            if (figure.type != "date" if text is None else reading.text[figure.start : figure.end] == text)
        ]
        return found

    return find


@pytest.fixture(scope="session")
def link_of(figure_of):
    """A link decided by hand: mentions are named by their text."""

    def one(mentions, text):
        return None if text is None else next(mention for mention in mentions if mention.text == text)

    def link(reading, value=None, *, kind, subject=None, metric=None, period=None, source=None, **fields):
        return replace(
            Link(
                figure=figure_of(reading, value),
                kind=kind,
                metric=one(reading.metrics, metric),
                subject=one(reading.entities, subject),
                period=one(reading.periods, period),
                modality="actual",
                source=one(reading.entities, source),
                confidence=0.5,
            ),
            **fields,
        )

    return link
