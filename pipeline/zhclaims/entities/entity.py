"""What a named thing is: the record of the lexicon and the mention in a text."""

from dataclasses import dataclass
from typing import Literal, get_args

EntityType = Literal[
    "company",  # 贵州茅台, 小米, 常熟汽车饰件股份有限公司
    "brand",  # 淘宝, 飞天茅台, 京品家电: what a company trades or is known under
    "product",  # iPhone, Model Y, 源1.0: a product, a product line, a model
    "institution",  # 证监会, 乘联会, Gartner, 新华社, 清华大学: who governs, researches, teaches, reports
    "person",  # 黄铮, 鲍威尔
    "region",  # 中国, 全国, 欧元区, 长三角, 嘉兴市
    "sector",  # 新能源汽车, 光伏行业, 半导体板块
    "market",  # A股, 港股, 茶饮市场, 科创板
    "group",  # 百强房企, 规模以上工业企业, 上市公司
    "index",  # 沪指, 恒生指数, 标普500, CPI is none: that is a metric
    "commodity",  # 布伦特原油, 碳酸锂, 沪铜主力合约, 生猪
    "currency",  # 美元指数 is an index; 英镑兑美元, 离岸人民币
    "bond",  # 10年期美债, 英国10年期国债, 蒙娜转债
    "fund",  # 招商中证白酒指数基金, 大基金
    "document",  # 《上海市推动直播经济高质量发展三年行动计划》
    "phrase",  # 移动端游戏, 监管层: a noun phrase that is taken for a subject where it stands
    "pronoun",  # 该公司, 公司, 其, 双方: see zhclaims.entities.pronouns
]
ENTITY_TYPES: frozenset[str] = frozenset(get_args(EntityType))
COMPANY_TYPES: frozenset[EntityType] = frozenset({"company", "brand", "product", "institution"})


Source = Literal[
    "lexicon",  # a table of names
    "context",  # a table of names, and words around it that say which of its meanings it has
    "legal",  # the legal form that it ends with: 常熟汽车饰件股份有限公司
    "suffix",  # the word that it ends with: 灵均投资
    "ticker",  # the stock code behind it
    "quote",  # its quotation marks: “灵猴机器人”宣布
    "title",  # its title marks: 《…》
    "latin",  # its capital letter: Anysphere
    "role",  # a person's role or saying: 分析师谢云舟
    "act",  # what it does or what is done to it: 收购普莱德
    "document",  # where the document calls it so: 以下简称“常熟汽饰”
    "grammar",  # what it is made of: 中国新能源汽车市场, 英镑兑美元
    "tagger",  # the trained tagger
]


@dataclass(frozen=True, slots=True)
class Name:
    """One named thing of a lexicon.

    Attributes:
        id: Its canonical name.
        type: What it is.
        ticker: Stock code with exchange suffix (``600519.SH``), the main listing.
        parent: Canonical name of what it belongs to.
        industry: In a word or two.
    """

    id: str
    type: EntityType
    ticker: str | None = None
    parent: str | None = None
    industry: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a named thing: ``text[start:end] == entity.text`` in the text as it was given.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last.
        text: The characters.
        id: Canonical name of the lexicon, else the fullest form of the name in the document.
        type: What it is.
        ticker: Stock code with exchange suffix, where the lexicon or the document says so.
        parent: Canonical name of what it belongs to, where the lexicon says so.
        score: How sure that it is a name of that type, from 0 to 1.
        source: What found it.
    """

    start: int
    end: int
    text: str
    id: str
    type: EntityType
    ticker: str | None = None
    parent: str | None = None
    score: float = 1.0
    source: Source = "lexicon"
