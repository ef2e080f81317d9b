"""The metric tables: whole, consistent, open to a user's additions, and strict with bad rows."""

import shutil

import pytest

from zhclaims.errors import TableError
from zhclaims.metrics import MetricLexicon, default_lexicon, metrics
from zhclaims.metrics.concepts import read_concepts
from zhclaims.metrics.lexicon import key_of
from zhclaims.metrics.verbs import read_verbs
from zhclaims.resources import model_path

FOLDER = model_path() / "metrics"
HEADER = "id,parent,kinds,units,polarity,names\n"
# fmt: off
STABLE = frozenset((  # the list of the guideline
    "revenue", "net_profit", "net_profit_attributable", "net_loss", "gross_profit", "gross_margin", "net_margin",
    "operating_profit", "ebitda", "eps", "cost", "expense", "rd_expense", "capex", "gmv", "sales_amount",
    "sales_volume", "shipments", "deliveries", "production", "output_value", "capacity", "installed_capacity",
    "orders", "contract_value", "users", "mau", "dau", "paying_users", "members", "active_buyers", "downloads",
    "stores", "employees", "customers", "market_share", "penetration_rate", "market_size", "market_cap",
    "share_price", "price", "average_price", "trading_value", "trading_volume", "total_assets", "liabilities",
    "net_assets", "cash", "debt", "debt_ratio", "funding", "investment", "valuation", "ipo_proceeds", "dividend",
    "repurchase", "shareholding", "shares", "pledge", "fine", "loan", "deposit", "npl_ratio", "interest_rate",
    "exchange_rate", "yield", "roe", "pe_ratio", "gdp", "cpi", "ppi", "pmi", "exports", "imports", "trade_volume",
    "fdi", "retail_sales", "fixed_asset_investment", "floor_area_sold", "fund_size", "net_inflow", "score", "rank",
))
BAD_CONCEPTS = [
    ("x,,amount,money,fine,甲", 2, "polarity"),
    ("x,,amout,money,good,甲", 2, "no such kind: amout"),
    ("x,,amount,monney,good,甲", 2, "no such unit class: monney"),
    ("x,,amount,money,good,甲||乙", 2, "names without gaps"),
    (",,amount,money,good,甲", 2, "needs an id"),
    ("x,nowhere,amount,money,good,甲", 2, "nowhere"),
    ("x,,amount,money,good,甲\nx,,amount,money,good,乙", 3, "defined twice"),
    ("x,,amount,money,good,*金额", 2, "both sides"),
    ("x,,amount,money,good", 2, "5 cells"),
]
BAD_ROWS = [  # table, row, what is said
    ("verbs.csv", "飞,shout,,change,,no,no", "role"),
    ("verbs.csv", "飞,move,,change,left,no,no", "direction"),
    ("verbs.csv", "飞,move,,change,up,maybe,no", "yes or no"),
    ("verbs.csv", "飞,move,nowhere,change,up,no,no", "nowhere"),
    ("heads.csv", "度,none,any", "base or own"),
    ("modifiers.csv", "大,perhaps", "yes or no"),
    ("directions.csv", "飞,left", "up, down or flat"),
    ("senses.csv", "revenue,kg,nowhere", "nowhere"),
    ("metrics.csv", "x,,amount,money,good,营业收入", "a name of revenue already"),
]
# fmt: on


def test_the_guidelines_ids_are_kept_and_many_are_added():
    concepts = default_lexicon().concepts
    assert concepts.keys() >= STABLE
    assert len(concepts) >= 300


def test_every_parent_leads_to_a_root():
    concepts = default_lexicon().concepts
    for concept in concepts.values():
        seen = set()
        while concept.parent is not None:
            assert concept.id not in seen
            seen.add(concept.id)
            concept = concepts[concept.parent]  # noqa: PLW2901


@pytest.mark.parametrize("row", [row for row in read_concepts(FOLDER / "metrics.csv") if "*" not in row.names[0]])
def test_a_concepts_usual_name_is_found_by_itself(row):
    found = metrics(row.names[0])
    assert [(metric.text, metric.id) for metric in found] == [(row.names[0], row.concept.id)]


def test_a_verb_stands_in_its_table_once():
    verbs = [key_of(verb.text) for _, verb in read_verbs(FOLDER / "verbs.csv")]
    assert len(verbs) == len(set(verbs))


def test_a_saying_is_never_a_metric():
    sayings = [verb.text for _, verb in read_verbs(FOLDER / "verbs.csv") if verb.role == "saying"]
    assert len(sayings) > 20
    assert [metric for saying in sayings for metric in metrics(f"他{saying},")] == []


@pytest.mark.parametrize(("rows", "line", "message"), BAD_CONCEPTS)
def test_a_bad_row_of_a_user_is_named(tmp_path, rows, line, message):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + rows + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=message) as caught:
        MetricLexicon(FOLDER, additions=path)
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize(("table", "row", "message"), BAD_ROWS)
def test_a_bad_row_of_a_table_is_named(tmp_path, table, row, message):
    folder = shutil.copytree(FOLDER, tmp_path / "metrics")
    with (folder / table).open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(TableError, match=message) as caught:
        MetricLexicon(folder)
    assert caught.value.path == str(folder / table)
    assert caught.value.line == len((folder / table).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("concept", "unit", "sense"),
    [
        ("trading_value", "股", "trading_volume"),
        ("trading_value", "CNY", "trading_value"),
        ("revenue", None, "revenue"),
    ],
)
def test_the_unit_tells_the_sense(concept, unit, sense):
    assert default_lexicon().sense(concept, unit) == sense


def test_a_missing_table_is_an_error(tmp_path):
    with pytest.raises(TableError, match="can't be read"):
        MetricLexicon(tmp_path)


def test_a_user_adds_concepts_names_and_compounds(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        f"{HEADER}star_index,score,ratio,,good,星辰指数\nrevenue,,amount,money,good,进账\nprice,,amount,money,neutral,市值\n"
        "tea_orders,orders,count,杯,good,奶茶*单量\n",
        encoding="utf-8",
    )
    lexicon = MetricLexicon.default(additions=path)
    text = "星辰指数为8.5,进账3亿元,市值9元,奶茶平均单量200杯"
    found = [(metric.text, metric.id) for metric in metrics(text, lexicon=lexicon)]
    assert found == [("星辰指数", "star_index"), ("进账", "revenue"), ("市值", "price"), ("奶茶平均单量", "tea_orders")]
    assert "share" not in lexicon.concepts["revenue"].kinds
    assert default_lexicon().concept_of("市值") == "market_cap"
    assert default_lexicon().concept_of("星辰指数") is None


@pytest.mark.parametrize("text", ["ＧＭＶ", "İ营收", "淨利潤"])
def test_a_key_is_as_long_as_its_text(text):
    assert len(key_of(text)) == len(text)
