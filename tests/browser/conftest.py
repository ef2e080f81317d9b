"""A headless Chromium, and review pages to look at."""

import os
import shutil

import pytest

from zhclaims.review import report

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser():
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        missing = f"no Chromium is installed (looked for {', '.join(_NAMES)})"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 # where there is no Chromium it is not wanted

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser):
    """Open a page; what it asks of the network, and what it complains of, is kept beside it and must stay empty."""
    contexts = []
    complaints = []

    def goto(address, **options):
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "locale": "en-US", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on(
            "request", lambda request: None if request.url.split("#")[0] == address else complaints.append(request.url)
        )
        page.goto(address)
        return page

    yield goto
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def review(tab, tmp_path):
    """Write the review page of texts by name, and open it."""

    def make(texts, *, predicted=None, **options):
        rows = tmp_path / "rows.jsonl"
        rows.write_text(texts, encoding="utf-8")
        summary = report(rows, tmp_path / "page.html", predicted=predicted)
        assert summary.failures == ()
        return tab((tmp_path / "page.html").as_uri(), **options)

    return make
