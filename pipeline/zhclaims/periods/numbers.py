"""The small numbers of dates: days, months and years in Arabic and Chinese writing."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_FIXED = {"首": 1, "正": 1, "半": 0, "天": 7, "日": 7}


def number(word: str) -> int:
    """A number below 1000 as dates write it.

    Args:
        word: Arabic or Chinese digits; two Chinese digits in a row are read as digits (一五 is 15).

    >>> number("二十一"), number("廿三"), number("08"), number("三十")
    (21, 23, 8, 30)
    """
    if word.isascii():
        return int(word) if word.isdigit() else 0
    if word in _FIXED:
        return _FIXED[word]
    word = word.replace("廿", "二十")
    if "十" in word:
        tens, _, ones = word.partition("十")
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    value = 0
    for char in word:
        value = 10 * value + (int(char) if char.isdecimal() and char.isascii() else _DIGITS.get(char, 0))
    return value


def year_of(word: str, near: int) -> int:
    """A year written with two or four digits.

    Args:
        word: The digits.
        near: The year that two digits are completed to: at most 69 years before it or 30 after it.

    >>> year_of("07", 2017), year_of("98", 1997), year_of("二〇一六", 2020), year_of("24", 2021)
    (2007, 1998, 2016, 2024)
    """
    value = number(word)
    if len(word) > 2:
        return value
    century = near - near % 100
    return next(year for year in (century + value + 100, century + value, century + value - 100) if year <= near + 30)
