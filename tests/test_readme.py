"""The examples of the README are run, so that they stay true."""

import doctest
import re
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
# Tests may be run away from the checkout, on the installed package alone; then there is no README to check.
FILES = [README] if README.is_file() else []


def pytest_generate_tests(metafunc):
    metafunc.parametrize("path", FILES, ids=lambda path: path.name)


def test_python_examples(path):
    results = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert results.attempted > 3
    assert results.failed == 0


def test_the_quick_start_opens_with_two_commands(path):
    section = path.read_text(encoding="utf-8").split("## Quick start", 1)[1]
    block = re.search(r"```\w*\n(.*?)```", section, re.DOTALL)
    assert block is not None
    assert len(block[1].splitlines()) == 2
