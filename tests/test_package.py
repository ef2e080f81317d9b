"""The package: its public names, and how cheap they are."""

import pickle
import subprocess
import sys
from importlib import import_module

import pytest

import zhclaims
from zhclaims import errors


def _python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)  # noqa: S603


def test_the_public_names_are_sorted_and_all_there():
    assert zhclaims.__all__ == sorted(zhclaims.__all__)
    assert len(set(zhclaims.__all__)) == len(zhclaims.__all__)
    assert dir(zhclaims) == zhclaims.__all__
    assert {name for name in zhclaims.__all__ if not hasattr(zhclaims, name)} == set()
    assert set(zhclaims._HOME) == set(zhclaims.__all__) - {"__version__"}


@pytest.mark.parametrize("name", [name for name in zhclaims.__all__ if name != "__version__"])
def test_a_public_name_is_what_its_home_has(name):
    home = import_module(f"zhclaims.{zhclaims._HOME[name]}")
    assert getattr(zhclaims, name) is getattr(home, name)
    assert callable(getattr(zhclaims, name))
    assert (getattr(zhclaims, name).__doc__ or "").strip()


def test_another_name_is_none():
    with pytest.raises(AttributeError, match="no attribute 'recognise'"):
        zhclaims.recognise  # noqa: B018
    assert not hasattr(zhclaims, "_nothing")


def test_every_error_is_of_one_family():
    raised = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert len(raised) > 3
    assert all(issubclass(value, zhclaims.ZhclaimsError) for value in raised)


# fmt: off
WHERE = [
    ({}, "太短"),
    ({"path": "a.csv"}, "a.csv: 太短"),
    ({"path": "a.csv", "line": 3}, "a.csv:3: 太短"),
]
# fmt: on


@pytest.mark.parametrize(("where", "said"), WHERE)
def test_an_error_says_where(where, said):
    error = zhclaims.TableError("太短", **where)
    assert (str(error), error.message, error.path, error.line) == (said, "太短", where.get("path"), where.get("line"))


def test_importing_the_package_is_cheap():
    heavy = {"spacy", "pandas", "numpy", "jieba", "sklearn", "scipy", "pyarrow", "pydantic", "rich", "typer"}
    run = _python(f"import sys, zhclaims; sys.exit(' '.join({heavy} & sys.modules.keys()) or 0)")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_reading_quantities_and_periods_needs_no_spacy():
    code = (
        "import sys, zhclaims; zhclaims.quantities('100亿元'); zhclaims.periods('2020年');"
        "sys.exit(' '.join({'spacy', 'pandas', 'sklearn', 'scipy'} & sys.modules.keys()) or 0)"
    )
    run = _python(code)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


ROOMS = [
    ("quantities", "quantities.numerals"),
    ("periods", "periods.calendar"),
    ("batch", "batch.local"),
]


@pytest.mark.parametrize(("name", "room"), ROOMS)
@pytest.mark.parametrize("order", ["before", "after"])
def test_a_room_never_hides_the_function_of_its_name(name, room, order):
    first = f"zhclaims.{name}('')" if order == "after" and name != "batch" else f"zhclaims.{name}" * (order == "after")
    run = _python(f"import zhclaims; {first}\nimport zhclaims.{room}\nraise SystemExit(not callable(zhclaims.{name}))")
    assert (run.returncode, run.stderr) == (0, "")


def test_it_can_be_sent_with_a_function_that_uses_it():
    assert pickle.loads(pickle.dumps(zhclaims)) is zhclaims  # noqa: S301 # our own


def test_the_shipped_folders_are_there():
    assert (zhclaims.model_path() / "meta.json").is_file()
    assert (zhclaims.corpus_path() / "gold").is_dir()
