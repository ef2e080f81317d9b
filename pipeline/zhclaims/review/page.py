"""The HTML of the review page: one file, no network, and a policy that lets nothing in but our own script and style."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from string import Template
from typing import NamedTuple

from zhclaims.records import json_text
from zhclaims.review.payload import Payload

_SCRIPTS = ("labels", "model", "table", "article", "detail", "charts", "serve", "main")


class _Assets(NamedTuple):
    frame: Template
    style: str
    script: str


def page(data: Payload) -> str:
    """Write the page.

    Args:
        data: What it shows; see :func:`zhclaims.review.payload.payload`.

    Returns:
        The HTML. What articles hold is in it as JSON only, which the script shows as text.
    """
    assets = _assets()
    return assets.frame.substitute(
        policy=policy(serving=data["mode"] == "serve"),
        style=assets.style,
        script=assets.script,
        data=_inert(json_text(data, separators=(",", ":"))),
    )


def policy(*, serving: bool = False) -> str:
    """Write the Content Security Policy of the page.

    Args:
        serving: Whether the page may ask the server that it came from.

    Returns:
        The policy: nothing is loaded, and no script or style runs but those whose hash it names.
    """
    assets = _assets()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(assets.script)}'",
            f"style-src '{_hash(assets.style)}'",
            "connect-src 'self'" if serving else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _inert(data: str) -> str:
    """Keep the parser of HTML from finding a tag in JSON, and that of JavaScript a line end."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _assets() -> _Assets:
    folder = files("zhclaims.review") / "assets"
    scripts = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    return _Assets(
        frame=Template((folder / "page.html").read_text(encoding="utf-8")),
        style=(folder / "page.css").read_text(encoding="utf-8"),
        script=f'(() => {{\n"use strict";\n{scripts}}})();\n',
    )
