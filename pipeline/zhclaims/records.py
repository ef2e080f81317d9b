"""The record: a claim and its parts, as ``corpus/GUIDELINE.md`` defines them.

Every mention is a half-open span ``[start, end)`` of character offsets into the text as it was given, and
``text[start:end] == mention.text``. Numbers are ``Decimal`` inside and plain numbers in JSON.
"""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, model_validator
from pydantic_core import PydanticSerializationError

Kind = Literal["change", "share", "amount", "count", "measure", "ratio", "rank", "date", "duration"]
Qualifier = Literal["exact", "about", "nearly", "over", "under", "at_least", "at_most", "several", "range"]
Modality = Literal["actual", "target", "forecast", "hypothetical"]
Direction = Literal["up", "down", "flat"]
Basis = Literal["yoy", "qoq", "mom", "since", "versus", "none"]
Form = Literal["percent", "points", "absolute", "multiple"]

_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile(r"[\ud800-\udfff]")
_DOUBLE_DIGITS = 15  # decimal digits that survive decimal -> IEEE double -> decimal


def _representable(number: Decimal) -> Decimal:
    """Round what a JSON number can't carry (100/3), so that every number read back equals the one written."""
    digits, exponent = len(number.as_tuple().digits), int(number.as_tuple().exponent)
    if exponent >= 0 or digits <= _DOUBLE_DIGITS or number == number.to_integral_value():
        return number
    return Decimal(f"{number:.{_DOUBLE_DIGITS}g}")


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[
    Decimal, AfterValidator(_representable), PlainSerializer(_json_number, int | float, when_used="json")
]


def json_text(data: Any, **options: Any) -> str:
    r"""Write JSON that UTF-8 can hold, with Chinese as it is.

    Args:
        data: Plain data, whose strings may hold lone surrogates; those are escaped (``\ud800``).
        options: As for :func:`json.dumps`.

    Returns:
        The JSON.
    """
    written = json.dumps(data, ensure_ascii=False, **options)
    # High beside low would read back as one character and shift what follows, so such a pair can't be kept.
    written = _PAIR.sub("\ufffd\ufffd", written)
    return _LONE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", written)


class Record(BaseModel):
    """Base of all records: immutable, no unknown fields, written under the names of the guideline."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    def model_dump_json(self, **options: Any) -> str:
        r"""Write JSON, whatever the text holds.

        A lone surrogate, which UTF-8 can't hold, is escaped (``\ud800``), so that the text read back is the same and its
        offsets hold.

        Args:
            options: As for pydantic's method of this name.

        Returns:
            The JSON.

        >>> print(Mention.of("\ud800营收", 0, 3).model_dump_json())
        {"start":0,"end":3,"text":"\ud800营收","id":null}
        """
        try:
            return super().model_dump_json(**options)
        except PydanticSerializationError:
            indent = options.pop("indent", None)
            options.pop("ensure_ascii", None)
            separators = (",", ":") if indent is None else (",", ": ")
            data = self.model_dump(mode="json", **options)
            return json_text(data, indent=indent, separators=separators)


class Span(Record):
    """A half-open span of character offsets into the text as it was given, and the characters it covers."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int, **fields: Any) -> Self:
        """Cut a span out of a text, so that ``text[start:end] == span.text`` holds by construction.

        >>> Mention.of("阿里营收增长", 2, 4, id="revenue").text
        '营收'
        """
        return cls(start=start, end=end, text=text[start:end], **fields)

    @model_validator(mode="after")
    def _covers_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"the span {self.start}–{self.end} is not as long as its text {self.text!r}")
        return self


class Mention(Span):
    """A mention of a subject, metric, item or source.

    Attributes:
        id: The canonical name or concept, null where no lexicon has it.
    """

    id: str | None = None


class Subject(Mention):
    """A subject: what a claim is about.

    Attributes:
        parent: Canonical name of the company that a brand, division or product belongs to.
        ticker: Stock code with exchange suffix (``600519.SH``), where the lexicon or the document says so.
    """

    parent: str | None = None
    ticker: str | None = None


class Value(Span):
    """How much: the number with its unit and the qualifiers that touch it.

    Attributes:
        number: In the base unit (万, 亿 multiplied out; % in percent); null for ranges and 数亿.
        low: Lower bound that the words give, null where open.
        high: Upper bound that the words give, null where open.
        unit: ``%``, ``pp``, ISO 4217 code, classifier, physical symbol, or null for a bare number.
        qualifier: How exact the words are.
    """

    number: Number | None
    low: Number | None
    high: Number | None
    unit: str | None
    qualifier: Qualifier = "exact"


class Change(Record):
    """How a ``change`` claim moves: its direction, what it is measured against, and in what form."""

    direction: Direction
    basis: Basis = "none"
    form: Form = "percent"


class Period(Record):
    """In or until when.

    Attributes:
        start: Offset of the expression; null where it was taken over from an earlier sentence.
        end: End offset of the expression, exclusive.
        text: The expression.
        value: TIMEX3-like: ``2013``, ``2018-09``, ``2020-Q3``, ``2019-06-18``, ``XXXX-09``.
        from_: First day, inclusive; null where open or not known. Written as ``from``.
        to: Last day, inclusive; null where open or not known.
        inferred: True where the year came from outside the expression.
    """

    start: int | None = None
    end: int | None = None
    text: str | None = None
    value: str | None = None
    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None
    inferred: bool = False


class Claim(Record):
    """One numeric statement that a text makes about one subject."""

    id: str
    doc_id: str
    kind: Kind
    subject: Subject | None
    metric: Mention | None
    item: Mention | None
    value: Value
    change: Change | None
    period: Period | None
    modality: Modality
    negated: bool
    source: Mention | None
    evidence: Span
    confidence: Annotated[float, Field(ge=0, le=1)]
