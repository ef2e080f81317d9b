"""Ambiguous names: which of its readings a form has, by what stands around it."""

import csv
import json
from pathlib import Path

import pytest

from zhclaims.entities import companies, default_lexicon
from zhclaims.entities.context import choose
from zhclaims.entities.cues import CUE_COLUMNS, guarded, read_cues
from zhclaims.entities.finder import known
from zhclaims.entities.industries import INDUSTRY_COLUMNS, Vocabulary, vocabulary
from zhclaims.entities.lexicon import Lexicon, plain
from zhclaims.entities.surroundings import Surroundings
from zhclaims.errors import TableError
from zhclaims.resources import model_path, read_table

SENTENCES = Path(__file__).with_name("ambiguous.jsonl")
ACCURACY = 0.99

# fmt: off
READINGS = [
    # text, form, id or None where it is no company; a block for each kind of evidence
    # cues that touch the form
    ("理想汽车之外，理想ONE已停售", "理想", "理想汽车"),
    ("店里卖的是阳山水蜜桃和洛川苹果", "苹果", None),
    ("投资回报并不理想", "理想", None),
    ("让人联想到十年前的行情", "联想", None),
    ("借政策东风，销量回升", "东风", None),
    ("从长江中游运来的黄砂", "长江", None),
    # a stock code
    ("平安（601318.SH）收报50元", "平安", "中国平安"),
    # the vocabulary of the industry
    ("净息差收窄，民生的拨备覆盖率也降了", "民生", "民生银行"),
    ("入梅以来南方持续降雨", "南方", None),
    ("机队里有两成是宽体机，南方的国际航线恢复最快", "南方", "南航"),
    ("规模第三的ETF管理人仍是南方", "南方", "南方基金"),
    ("皮卡出口翻番，长城在泰国扩产", "长城", "长城汽车"),
    ("干红库存高，长城的宴席渠道承压", "长城", "长城葡萄酒"),
    ("年轻人爱上夜爬长城", "长城", None),
    ("水电来水改善，长江的股息率仍有吸引力", "长江", "长江电力"),
    ("券商研究所分仓佣金下滑，长江却升了两位", "长江", "长江证券"),
    ("赌收回暖，银河在路氹的酒店住满", "银河", "银河娱乐"),
    ("券商合并传闻之下，银河的两融余额上升", "银河", "银河证券"),
    ("夏夜的银河吸引了大批摄影爱好者", "银河", None),
    # companies of the same industry
    ("易方达、华夏同日上报新产品", "华夏", "华夏基金"),
    ("蔚来、小鹏和理想都下调了指引", "理想", "理想汽车"),
    ("方太与老板争第一", "老板", "老板电器"),
    ("罗森、全家在县城加密开店", "全家", "全家便利店"),
    ("国航、东方双双涨停", "东方", "东航"),
    # words of one reading
    ("固安园区停摆，华夏的美元债展期", "华夏", "华夏幸福"),
    ("狼堡的谈判破裂，大众宣布关厂", "大众", "大众集团"),
    ("史玉柱说巨人不再买量", "巨人", "巨人网络"),
    # words of the common reading anywhere in the sentence
    ("果农说今年苹果个头小，套袋也贵了", "苹果", None),
    ("核磁共振的场强为3特斯拉", "特斯拉", None),
    ("亚马逊雨林的砍伐面积下降", "亚马逊", None),
    ("物业把小区绿地改成车位", "绿地", None),
    ("缝纫车间招熟手、快手", "快手", None),
    # usual for the company without further evidence
    ("昨天亚马逊又来深圳了", "亚马逊", "亚马逊"),
    # a piece of a longer word, of a person's name, of a fund's name
    ("门口贴着国泰民安四个字", "国泰", None),
    ("村民许中兴种了二十亩沃柑", "中兴", None),
    ("增持者还有南方天天利货币基金", "南方", None),
    # what another sentence makes clear
    ("理想汽车交付新车。有人问起理想，他没有回答。", "理想", "理想汽车"),
    ("有人问起理想，他没有回答。", "理想", None),
]
BAD_CUES = [
    ({"form": ""}, "the form is empty"),
    ({"form": "苹果", "prior": "高"}, "no number"),
    ({"form": "美的"}, "there already"),
]
BAD_INDUSTRIES = [
    ({"industry": "", "words": "不良率"}, "needs a name and words"),
    ({"industry": "酒"}, "needs a name and words"),
    ({"industry": "券商", "labels": "银行", "words": "两融"}, "银行 is there already"),
]
# fmt: on


def write(path, columns, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def linked(text, start, end):
    """The company that a text is read to name at a span, None for none; a longer name around it is another one."""
    found = [entity for entity in companies(text) if entity.start < end and start < entity.end]
    return found[0].id if found and found[0].start == start else None


def canonical(name):
    """The lexicon's id for a company's usual name."""
    lexicon = default_lexicon()
    return name if name is None or name in lexicon else lexicon.readings(name)[0].name.id


def test_ambiguous_names_in_sentences():
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    right = [linked(row["text"], row["start"], row["start"] + len(row["form"])) == canonical(row["id"]) for row in rows]
    assert len(right) == 240
    assert sum(right) / len(right) >= ACCURACY


@pytest.mark.parametrize(("text", "form", "name"), READINGS)
def test_the_context_decides(text, form, name):
    start = text.rindex(form)
    assert linked(text, start, start + len(form)) == name


@pytest.mark.parametrize(
    ("text", "form", "probability", "name"),
    [
        ("有人提起理想", "理想", 0.99, None),  # a tagger alone doesn't outweigh so common a word
        ("有人提起贝壳", "贝壳", 0.99, "贝壳"),
        ("有人提起贝壳", "贝壳", None, None),
        ("有人提起小米", "小米", 0.01, None),
        ("有人提起小米", "小米", None, "小米"),
    ],
)
def test_a_tagger_is_one_witness(text, form, probability, name):
    found = known(text, plain(text), default_lexicon(), chance=lambda *_: probability)
    assert [entity.id for entity in found if entity.text == form] == ([] if name is None else [name])


def test_a_users_own_ambiguous_name_draws_on_its_industry(tmp_path):
    columns = ("name", "type", "ticker", "full", "english", "aliases", "ambiguous", "parent", "industry")
    row = {"name": "晨曦商业银行", "type": "company", "ambiguous": "晨曦", "industry": "银行"}
    lexicon = Lexicon.read(write(tmp_path / "mine.csv", columns, row))
    for text, expected in (("不良率和净息差都优于同业的是晨曦", ["晨曦商业银行"]), ("晨曦照进山谷", [])):
        folded = plain(text)
        matches = lexicon.matches(folded)
        around = Surroundings(folded, matches)
        chosen = [choose(around, match, frozenset()) for match in matches]
        assert [reading.name.id for reading, _ in filter(None, chosen)] == expected


def test_every_row_of_a_reading_is_of_a_form_that_has_it():
    lexicon = default_lexicon()
    for line, row in read_table(model_path() / "companies" / "cues.csv", CUE_COLUMNS):
        if row["name"]:
            names = {reading.name.id for reading in lexicon.readings(row["form"]) if reading.name}
            assert row["name"] in names, (line, row["form"])


def test_a_name_without_cues_is_not_guarded():
    [match] = default_lexicon().matches("宁德时代")
    assert not guarded(match)


def test_words_of_names_are_no_evidence():
    folded = "招商银行与华夏"
    around = Surroundings(folded, default_lexicon().matches(folded))
    assert around.sentence(5).hits == ()


def test_industries_of_the_lexicon_are_known():
    labels = {name.industry for name in default_lexicon() if name.type == "company" and name.industry}
    assert {label for label in labels if label not in vocabulary()} <= {
        "信托",
        "行业协会",
        "媒体",
        "研究机构",
        "监管机构",
    }


@pytest.mark.parametrize(("row", "message"), BAD_CUES)
def test_a_bad_row_of_cues_is_told(tmp_path, row, message):
    path = write(tmp_path / "cues.csv", CUE_COLUMNS, {"form": "美的"}, row)
    with pytest.raises(TableError, match=message) as error:
        read_cues(path)
    assert (error.value.path, error.value.line) == (str(path), 3)


@pytest.mark.parametrize(("row", "message"), BAD_INDUSTRIES)
def test_a_bad_row_of_industries_is_told(tmp_path, row, message):
    path = write(tmp_path / "industries.csv", INDUSTRY_COLUMNS, {"industry": "银行", "words": "存单"}, row)
    with pytest.raises(TableError, match=message) as error:
        Vocabulary(path)
    assert (error.value.path, error.value.line) == (str(path), 3)
