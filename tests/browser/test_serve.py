"""A text is pasted into the served page, and read."""

import pytest

from zhclaims.serving import create_app

pytestmark = pytest.mark.browser
TEXT = "😀<b>蓝天公司</b>去年营收100亿元，同比增长20%。"


@pytest.fixture(scope="module")
def address(serving):
    with serving(create_app(characters=100)) as port:
        yield f"http://127.0.0.1:{port}/"


def _paste(page, text, published=""):
    page.fill("#paste-text", text)
    page.fill("#paste-date", published)
    page.click("#paste-submit")
    page.wait_for_selector("#paste-submit:not([disabled])")
    return page.text_content("#paste-status")


def test_a_pasted_text_is_read(browser, address):
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(address)
    assert page.is_visible("#paste-text")
    assert _paste(page, TEXT, "2021-03-01") == "1 article, 2 claims"
    assert page.text_content("#article") == TEXT
    assert page.locator("#article .m.value").all_text_contents() == ["100亿元", "20%"]
    assert "2020" in page.text_content("#grid-body")
    assert _paste(page, "没有数字") == "1 article, 0 claims"
    assert _paste(page, "长" * 101) == "Not extracted: the text has 101 characters; at most 100 are read"
    context.close()


def test_axe_finds_nothing_serious_on_the_served_page(tab, address):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 # where there is no Chromium it is not wanted

    page = tab(address)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["impact"]) for each in found] == []
