"""Pronouns for companies: 该公司, 公司, 其, 双方, 前者. Which company they mean is for the claims to say."""

import re
from collections.abc import Iterable

from zhclaims.entities.entity import Entity
from zhclaims.entities.lexicon import plain

_PRONOUN = re.compile(
    r"(?:该|本|上述|前述|这家|此家)(?:上市)?(?:公司|集团|企业|机构|平台|品牌|基金|项目|银行|行|股|产品|车型|业务|地区|国|市|省)"
    r"|我司|我行|我们|双方|前者|后者|二者|两者|对方|他们|它们"
    r"|(?<=[内期年月日下后前时间度季的和与及对向为由是在使令给助让从将来,，。;；:：!！?？“\"\s0-9)）])(?:公司|集团)(?![法章债])"
    r"|\A公司"
    r"|(?<![尤极何与莫若更])其(?![中他它实余次间时一二三乐妙貌])"
    r"|(?<![其吉排])[他她它](?![们人方国日乡山])"
)


def pronouns(text: str, found: Iterable[Entity] = ()) -> list[Entity]:
    """Find the words that stand for a company named elsewhere.

    Args:
        text: Any string.
        found: Mentions of names, as of `entities`; no pronoun is looked for within them.

    Returns:
        The pronouns in order, as entities of the type ``pronoun`` whose id is their text.

    >>> [entity.text for entity in pronouns("其中,该公司营收增长,公司净利下降,双方均未回应其传闻")]
    ['该公司', '公司', '双方', '其']
    """
    covered = {at for entity in found for at in range(entity.start, entity.end)}
    result = []
    for match in _PRONOUN.finditer(plain(text)):
        start, end = match.span()
        if start not in covered and end - 1 not in covered:
            word = text[start:end]
            result.append(Entity(start, end, word, word, "pronoun", score=0.9, source="grammar"))
    return result
