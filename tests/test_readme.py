"""The examples of the READMEs are run, so that they stay true.

Python examples are doctests. A ``console`` block is run line by line in a folder of its own, where ``corpus`` is the
corpus: ``$ cat FILE`` makes the file that it shows, and any other command must print what stands below it (seconds
may differ). ``python tests/test_readme.py`` writes what the commands print now into the READMEs.
"""

import doctest
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
READMES = [README, *sorted(ROOT.glob("[a-z]*/README.md"))]

_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_SECONDS = re.compile(r"\d+\.\d s\b")


def _run_block(block, folder):
    """Give the block as it would read if it were run now."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    written = [parts[0]]
    for command, shown in zip(parts[1::2], parts[2::2], strict=True):
        if match := re.fullmatch(r"cat ([\w.-]+)", command):
            (folder / match[1]).write_text(shown, encoding="utf-8")
            written.append(f"$ {command}\n{shown}")
            continue
        # Both streams in the order they come, as on a terminal that is wide enough for what is shown.
        environment = {**os.environ, "COLUMNS": "120", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        run = subprocess.run(  # noqa: S603 # our own
            ["/bin/bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = "\n".join(line.rstrip() for line in run.stdout.decode().splitlines())
        written.append(f"$ {command}\n{printed}\n" if printed else f"$ {command}\n")
    return "".join(written)


def _blocks(path):
    return _BLOCK.findall(path.read_text(encoding="utf-8"))


def _folder(path):
    (path / "corpus").symlink_to(ROOT / "corpus", target_is_directory=True)
    return path


@pytest.mark.parametrize("readme", [path for path in READMES if _blocks(path)], ids=lambda path: path.parent.name)
def test_console_examples(readme, tmp_path):
    folder = _folder(tmp_path)
    for block in _blocks(readme):
        assert _SECONDS.sub("0.0 s", _run_block(block, folder)) == _SECONDS.sub("0.0 s", block)


def test_python_examples():
    results = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert results.attempted > 3
    assert results.failed == 0


def test_the_quick_start_opens_with_two_commands():
    section = README.read_text(encoding="utf-8").split("## Quick start", 1)[1]
    block = re.search(r"```\w*\n(.*?)```", section, re.DOTALL)
    assert block is not None
    assert len(block[1].splitlines()) == 2


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_links_lead_somewhere(readme):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", readme.read_text(encoding="utf-8")):
        assert (readme.parent / target).exists(), target


def _rewrite():
    for readme in READMES:
        with tempfile.TemporaryDirectory() as name:
            folder = _folder(Path(name))
            text = readme.read_text(encoding="utf-8")
            for block in _BLOCK.findall(text):
                text = text.replace(block, _run_block(block, folder), 1)
            readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _rewrite()
