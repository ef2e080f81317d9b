"""Calendar and festival tables: facts, and what a bad row says."""

from datetime import date, timedelta

import pytest

from zhclaims.errors import TableError
from zhclaims.periods import calendar, festivals


@pytest.fixture
def model(tmp_path, monkeypatch):
    (tmp_path / "periods").mkdir()
    monkeypatch.setattr(festivals, "model_path", lambda: tmp_path)
    for table in (festivals.festivals, festivals.solar_terms, festivals.lunar_years):
        table.cache_clear()
    yield tmp_path / "periods"
    for table in (festivals.festivals, festivals.solar_terms, festivals.lunar_years):
        table.cache_clear()


def test_lunar_years_join_without_a_gap():
    years = festivals.lunar_years()
    for year in range(1901, 2099):
        assert years[year].new_year + timedelta(sum(years[year].month_days)) == years[year + 1].new_year


@pytest.mark.parametrize(
    ("year", "name", "expected"),
    [
        (2019, "春节", date(2019, 2, 5)),
        (2020, "除夕", date(2020, 1, 24)),
        (2020, "中秋节", date(2020, 10, 1)),
        (2023, "端午节", date(2023, 6, 22)),
        (2021, "冬至", date(2021, 12, 21)),
        (2024, "感恩节", date(2024, 11, 28)),
        (2024, "复活节", date(2024, 3, 31)),
        (2021, "小年", date(2021, 2, 4)),
        (1850, "春节", None),
        (0, "元旦", None),
    ],
)
def test_festivals_are_on_their_day(year, name, expected):
    assert festivals.festival_date(year, name) == expected


def test_every_festival_has_a_day_in_every_year_of_the_tables():
    for name in festivals.festivals():
        assert all(festivals.festival_days(year, name, season=True) for year in (1902, 1999, 2020, 2098)), name


@pytest.mark.parametrize(
    ("file", "content", "line", "reader"),
    [
        (
            "festivals.csv",
            "name,rule,month,day,from,to,season_from,season_to\n元旦,solar,1,x,0,0,0,0\n",
            2,
            "festivals",
        ),
        ("festivals.csv", "name,rule,month,day,from,to,season_from,season_to\n元旦,moon,1,1,0,0,0,0\n", 2, "festivals"),
        ("solar_terms.csv", "name,month,c20,c21,exceptions\n清明,4,5.59,4.81,2021\n", 2, "solar_terms"),
        ("lunar_years.csv", "year,new_year,leap_month,month_days\n2020,2020-13-01,0,30\n", 2, "lunar_years"),
        ("lunar_years.csv", "year,new_year,leap_month,month_days\n2020,2020-01-25,0,30 29\n", 2, "lunar_years"),
    ],
)
def test_a_bad_row_is_named(model, file, content, line, reader):
    (model / file).write_text(content, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        getattr(festivals, reader)()
    assert (caught.value.line, file in str(caught.value)) == (line, True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (calendar.months(9999, 12, 1), None),
        (calendar.years(0, 3), None),
        (calendar.day(2021, 2, 29), None),
        (calendar.shift(date.max, 1), None),
        (calendar.shift_months(date(9999, 12, 1), 1), None),
        (calendar.week(date.max, 1), None),
        (calendar.nth_weekday(2019, 4, -1, 1), date(2019, 4, 29)),
    ],
)
def test_the_calendar_has_ends(found, expected):
    assert found == expected
