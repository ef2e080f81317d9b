"""The lexicon: its tables, their checks, and a user's own names."""

import csv

import pytest

from zhclaims.entities import ENTITY_TYPES, Lexicon, default_lexicon, entities
from zhclaims.entities.lexicon import COLUMNS, TABLES
from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table


def write(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_shipped_tables_are_large_and_sound():
    lexicon = default_lexicon()
    assert len(lexicon) > 9_000
    assert {name.type for name in lexicon} <= ENTITY_TYPES
    assert all(name.parent != name.id for name in lexicon)


def test_no_form_is_sure_for_two_names():
    owners = {}
    folder = model_path() / "companies"
    for table in TABLES:
        for line, row in read_table(folder / table, COLUMNS):
            sure = {row["name"], *row["aliases"].split("|")} - set(row["ambiguous"].split("|")) - {""}
            for form in sure:
                assert owners.setdefault(form, row["name"]) == row["name"], (table, line, form)


def test_a_user_adds_names_that_win(tmp_path):
    path = write(
        tmp_path / "my.csv", {"name": "青岚云谷", "type": "company", "aliases": "青岚|贵州茅台", "ticker": "QLYG"}
    )
    lexicon = default_lexicon().add(path)
    assert [(e.text, e.id, e.ticker) for e in entities("青岚与贵州茅台合作", lexicon=lexicon)] == [
        ("青岚", "青岚云谷", "QLYG"),
        ("贵州茅台", "青岚云谷", "QLYG"),
    ]
    assert "青岚云谷" not in default_lexicon()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"name": "", "type": "company"}, "name is empty"),
        ({"name": "青岚", "type": "firm"}, "no type"),
        ({"name": "青岚", "type": "pronoun"}, "no type"),
    ],
)
def test_a_bad_row_is_told_with_file_and_line(tmp_path, row, message):
    path = write(tmp_path / "bad.csv", row)
    with pytest.raises(TableError, match=message) as error:
        Lexicon.read(path)
    assert (error.value.path, error.value.line) == (str(path), 2)


def test_a_name_twice_is_an_error(tmp_path):
    path = write(tmp_path / "twice.csv", {"name": "青岚", "type": "company"}, {"name": "青岚", "type": "brand"})
    with pytest.raises(TableError, match="already"):
        Lexicon.read(path)


def test_a_shadow_hides_the_name_in_it(tmp_path):
    path = write(tmp_path / "s.csv", {"name": "青岚山", "type": "none"}, {"name": "青岚", "type": "company"})
    assert [e.start for e in entities("青岚山下的青岚", lexicon=Lexicon.read(path))] == [5]
