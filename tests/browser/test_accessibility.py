"""axe-core finds nothing serious on the page, however it is looked at."""

import pytest

from zhclaims.resources import corpus_path
from zhclaims.review import report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    out = tmp_path_factory.mktemp("page") / "page.html"
    gold = corpus_path() / "gold" / "c2m.jsonl"
    report(gold, out, gold=gold)
    return out.as_uri()


@pytest.mark.parametrize("view", ["table", "charts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, "zh-CN"), (1400, "en-US"), (400, "zh-CN")])
def test_axe_finds_nothing_serious(view, scheme, size, tab, address):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 # where there is no Chromium it is not wanted

    width, locale = size
    page = tab(address, color_scheme=scheme, locale=locale, viewport={"width": width, "height": 900})
    if view == "charts":
        page.click("#tab-charts")
    else:
        page.locator("#grid-body tr.claim").nth(1).click()
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["impact"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
