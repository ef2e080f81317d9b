"""What speaks for and against each reading of an ambiguous form, as a table."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from zhclaims.entities.entity import COMPANY_TYPES
from zhclaims.entities.lexicon import Match, plain
from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table

CUE_COLUMNS = ("form", "name", "prior", "words", "before", "after", "not_before", "not_after")


class Cues(NamedTuple):
    """What speaks for and against a form, or for one reading of it.

    Attributes:
        prior: How likely the reading is before one looks at the context, as log-odds; None for the usual.
        words: Words anywhere in the sentence: those of a form speak for the common word (果园), those of a reading
            for that reading (狼堡).
        before: What stands right before a name.
        after: What stands right after a name.
        not_before: What stands right before the form where it is a common word.
        not_after: What stands right after the form where it is a common word.
    """

    prior: float | None = None
    words: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


_NO_CUES = Cues()


def read_cues(path: Path) -> dict[tuple[str, str], Cues]:
    """Read a table of cues.

    Args:
        path: A CSV with the columns ``form,name,prior,words,before,after,not_before,not_after``; lists are parted by
            ``|``. A row without a name is of the form, one with a name of that reading of it. The form ``*`` is for
            cues of all forms, ``**`` for their weaker ones.

    Returns:
        The cues by form and name.

    Raises:
        TableError: The table can't be read, or a row has no form, a prior that is no number, or is there twice.
    """
    table: dict[tuple[str, str], Cues] = {}
    for line, cells in read_table(path, CUE_COLUMNS):
        key = (plain(cells["form"]), cells["name"])
        if not key[0]:
            raise TableError("the form is empty", path=path, line=line)
        if key in table:
            raise TableError(f"{cells['form']} is there already; give each reading one row", path=path, line=line)
        try:
            prior = float(cells["prior"]) if cells["prior"] else None
        except ValueError:
            raise TableError(f"the prior {cells['prior']!r} is no number", path=path, line=line) from None
        lists = (tuple(part for part in plain(cells[column]).split("|") if part) for column in CUE_COLUMNS[3:])
        table[key] = Cues(prior, *lists)
    return table


@cache
def _cues() -> dict[tuple[str, str], Cues]:
    return read_cues(model_path() / "companies" / "cues.csv")


def cues_of(form: str, name: str = "") -> Cues:
    """The shipped cues of a form, or of one reading of it; none where there are no such ones.

    >>> cues_of("长城", "长城汽车").words[0]
    '皮卡'
    """
    return _cues().get((form, name), _NO_CUES)


@cache
def _guarded_forms() -> frozenset[str]:
    return frozenset(form for form, name in _cues() if not name)


def guarded(match: Match) -> bool:
    """Whether only the context says what a form means: it has several readings, or is a common word too."""
    first = match.readings[0]
    return first.ambiguous or first.form in _guarded_forms()


def is_company(match: Match) -> bool:
    """Whether a form is the name of a company or the like without a doubt."""
    name = match.readings[0].name
    return name is not None and name.type in COMPANY_TYPES and not guarded(match)
