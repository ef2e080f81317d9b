"""The review page in a real browser: what people see, click and type."""

import json
import re
from pathlib import Path

import pytest

from zhclaims.documents import read_claims
from zhclaims.evaluation import evaluate
from zhclaims.resources import corpus_path

pytestmark = pytest.mark.browser

# Three articles and their claims, kept as they were once extracted: the page is tested here, not the extractor.
FOLDER = Path(__file__).parent
TEXTS = {
    row["doc_id"]: row["text"] for row in map(json.loads, (FOLDER / "articles.jsonl").read_text("utf-8").splitlines())
}
CLAIMS = FOLDER / "claims.jsonl"
HOSTILE = (
    "<script>window.hacked = 1</script><img src=x onerror=alert(1)> \"引号\" '单引号' </script> <!-- --> &lt; ]]> \\u003c "
    "蓝天公司\u202e2020年\u202c营收\u2066100亿元\u2069，\u200f𠮷野家\u20283家门店\ud800。"
)


def _rows(texts):
    return "".join(json.dumps({"doc_id": name, "text": text}) + "\n" for name, text in texts.items())


def _shown(page):
    return [
        cells[-8:]
        for cells in page.eval_on_selector_all(
            "#grid-body tr.claim", "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
        )
    ]


def _values(page):
    return [cells[2] for cells in _shown(page)]


@pytest.fixture
def page(review):
    return review(_rows(TEXTS), predicted=CLAIMS)


def test_every_claim_is_in_the_table_and_marked_in_its_article(page):
    for number, (name, text) in enumerate(TEXTS.items()):
        claims = [claim for claim in read_claims(CLAIMS) if claim.doc_id == name]
        assert [claim.value.text for claim in claims] == [
            value for value in _values(page) if any(value == claim.value.text for claim in claims)
        ]
        page.select_option("#pick", str(number))
        assert page.text_content("#article") == text
        assert page.locator("#article .m.value").all_text_contents() == [claim.value.text for claim in claims]


# fmt: off
FILTERS = [
    # field, what is chosen, the values that stay
    ("#f-company", "白云", ["5万辆", "12.5%"]),
    ("#f-metric", "营收", ["100亿元", "20%", "130亿元"]),
    ("#f-kind", "count", ["3000家", "5万辆"]),
    ("#f-modality", "forecast", ["约5亿元"]),
    ("#f-from", "2022", ["5万辆", "12.5%"]),
    ("#f-to", "2020", ["100亿元", "20%"]),
    ("#f-search", "idc", ["130亿元", "3000家"]),
    ("#f-confidence", "1", []),
]
# fmt: on


@pytest.mark.parametrize(("field", "chosen", "values"), FILTERS)
def test_claims_are_filtered(field, chosen, values, page):
    every = _values(page)
    if field in {"#f-kind", "#f-modality"}:
        page.select_option(field, chosen)
    else:
        page.fill(field, chosen)
    assert _values(page) == values
    assert page.text_content("#found") == f"{len(values)} of {len(every)}"
    page.click("#filters button[type=reset]")
    page.wait_for_function("n => document.querySelectorAll('#grid-body tr.claim').length === n", arg=len(every))


def test_claims_are_sorted_both_ways_and_back(page):
    every = _values(page)
    header = page.locator("#grid-head button", has_text="Value")
    header.click()
    rising = _values(page)
    assert rising[0] == "12.5%"
    assert rising[-1] == "130亿元"
    assert page.get_attribute("#grid-head th.c-value", "aria-sort") == "ascending"
    header.click()
    assert _values(page) == rising[::-1]
    header.click()
    assert _values(page) == every


def test_a_click_goes_to_the_sentence_and_back(page):
    page.locator("#grid-body tr.claim", has_text="3000家").click()
    assert page.input_value("#pick") == "1"
    on = page.locator("#article .m.on")
    assert "3000家" in on.all_text_contents()
    assert "3,000 家" in page.text_content("#detail")
    page.locator("#article .m.value", has_text="130亿元").click()
    chosen = page.locator("#grid-body tr[aria-selected=true]")
    assert "130亿元" in chosen.text_content()
    joined = page.locator("#joins path").evaluate_all("paths => paths.map(path => path.getAttribute('class'))")
    assert {"subject", "metric", "period", "source"} <= set(joined)


def test_hovering_joins_what_belongs_together(page):
    assert page.locator("#joins path").count() == 0
    page.locator("#article .m.value", has_text="100亿元").hover()
    assert page.locator("#joins path").count() >= 3
    assert {"蓝天公司", "2020年", "营收", "100亿元"} <= set(page.locator("#article .m.on").all_text_contents())
    page.mouse.move(5, 5)
    assert page.locator("#joins path").count() == 0


def test_all_of_it_can_be_done_by_keyboard(page):
    page.focus("#grid-body tr.claim[tabindex='0']")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.at") == "1"
    assert page.get_attribute("#grid-body tr[data-at='1']", "aria-selected") == "true"
    page.keyboard.press("End")
    last = page.evaluate("document.activeElement.children[2].textContent")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == last
    assert page.evaluate("document.activeElement.getAttribute('role')") == "button"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.children[2].textContent") == last
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#panel-charts figure")


def test_charts_lead_to_claims(page):
    page.click("#tab-charts")
    assert page.locator("#panel-charts figure").count() == 2
    assert page.input_value("#pick-company") == "蓝天公司"
    page.locator("#panel-charts circle.dot").last.click()
    assert page.input_value("#pick") == "1"
    page.locator("#panel-charts [role=button]", has_text="revenue").first.click()
    assert page.input_value("#f-metric") == "revenue"
    assert set(_values(page)) == {"100亿元", "20%", "130亿元"}


def test_two_languages_and_two_themes(page):
    assert page.get_attribute("html", "lang") == "en"
    page.click("#language")
    assert page.get_attribute("html", "lang") == "zh"
    assert page.text_content("#grid-head th") == "主体"
    assert page.get_attribute("html", "data-theme") == "light"
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_hostile_text_shows_as_text(review):
    page = review(_rows({HOSTILE: HOSTILE, "<b>": "<b>2020年</b>营收3亿元"}))
    assert page.evaluate("document.getElementById('article').textContent") == HOSTILE
    assert page.evaluate("window.hacked") is None
    assert page.locator("#article img, #article script, #grid img, #pick b").count() == 0
    # Marks of direction are shown by their code, and turn nothing but themselves.
    codes = page.locator("#article .ctl").evaluate_all("nodes => nodes.map(node => node.dataset.code)")
    assert codes == ["U+202E", "U+202C", "U+2066", "U+2069", "U+200F"]
    page.select_option("#pick", "1")
    assert page.text_content("#article-title") == "<b>"


def test_the_policy_lets_no_script_and_no_network_in(review, browser, tmp_path):
    review(_rows(TEXTS), predicted=CLAIMS)
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    said = page.evaluate(
        """async () => {
            const node = document.createElement("script");
            let typed = "";
            try { node.textContent = "window.hacked = 1"; document.body.append(node); } catch (error) { typed = error.name; }
            let net = "";
            try { await fetch("https://example.org/"); } catch (error) { net = error.name; }
            return [window.hacked, typed, net];
        }"""
    )
    context.close()
    assert said == [None, "TypeError", "TypeError"]


def test_only_the_rows_in_sight_are_in_the_page(review):
    text = "；".join(f"蓝天公司{2000 + number % 24}年营收{number + 1}亿元" for number in range(1500)) + "。"
    page = review(_rows({"a": text}))
    assert page.text_content("#found") == "1,500 of 1,500"
    assert page.locator("#grid-body tr.claim").count() < 100
    page.evaluate("document.getElementById('grid-scroll').scrollTop = 1e9")
    page.wait_for_function("[...document.querySelectorAll('#grid-body tr.claim')].at(-1).dataset.at === '1499'")
    assert page.locator("#grid-body tr.claim").count() < 100
    assert page.get_attribute("#grid", "aria-rowcount") == "1501"


@pytest.mark.parametrize("gold", ["c2m", "dev"])
def test_right_wrong_missed_and_spurious_stand_apart(gold, tab, tmp_path):
    from zhclaims.review import report  # noqa: PLC0415

    path = corpus_path() / "gold" / f"{gold}.jsonl"
    report(path, tmp_path / "page.html", gold=path)
    page = tab((tmp_path / "page.html").as_uri())
    judged = [each for _, claims in evaluate(path).judged for each in claims]
    for verdict in ("right", "wrong", "missed", "spurious", "optional"):
        page.select_option("#f-verdict", verdict)
        wanted = sum(each.verdict == verdict for each in judged)
        assert page.text_content("#found") == f"{wanted} of {len(judged)}"
    page.select_option("#f-verdict", "wrong")
    page.locator("#grid-body tr.claim").first.click()
    first = next(each for each in judged if each.verdict == "wrong")
    off = page.locator("#detail tr:has(td.off) th").all_text_contents()
    assert set(first.wrong) <= {each.lower() for each in off}
    page.click("#tab-charts")
    assert re.match(r"Reliability", page.locator("#panel-charts figcaption").last.text_content())


def test_the_narrow_page_does_not_scroll_sideways(review):
    page = review(_rows(TEXTS), predicted=CLAIMS, viewport={"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
