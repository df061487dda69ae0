from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.dates import BadDate, DateValue, day_number, first_last, from_days, interval, parse, show

JUNE = date(2024, 6, 21)
DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(("typed", "stored"), [
    ("", ""), ("  ", ""), ("19 June", "2024-06-19"), ("June 19", "2024-06-19"), ("19 June 2023", "2023-06-19"), ("Jun 19th, 2023", "2023-06-19"),
    ("June 2024", "2024-06"), ("June", "2024-06"), ("Sept. 2022", "2022-09"), ("2024", "2024"), ("2024-06", "2024-06"), ("2024-6-9", "2024-06-09"),
    ("17-21 Jun 2024", "2024-06-17/2024-06-21"), ("17–21 June", "2024-06-17/2024-06-21"), ("June 17-21, 2024", "2024-06-17/2024-06-21"),
    ("30 May - 2 June 2024", "2024-05-30/2024-06-02"), ("28 Dec 2023 to 3 Jan 2024", "2023-12-28/2024-01-03"),
    ("May to June 2024", "2024-05-01/2024-06-30"),
    ("2024-06-17/2024-06-21", "2024-06-17/2024-06-21"), ("2022-12/2023-02", "2022-12-01/2023-02-28"), ("2022/2023", "2022-01-01/2023-12-31"),
    ("before 2024-06-20", "../2024-06-19"), ("until 20 June", "../2024-06-20"), ("after 20 June", "2024-06-21/.."),
    ("since March 2024", "2024-03-01/.."),
    ("../2024-06-20", "../2024-06-20"), ("2024-06-21/..", "2024-06-21/.."), ("2024-06-21T08:39", "2024-06-21T08:39"),
    ("2024-06-21 08:39+0200", "2024-06-21T08:39+02:00"), ("2024-06-21T08:39:45Z", "2024-06-21T08:39+00:00"), ("Friday 21 June 2024", "2024-06-21"),
    ("21 Jun 2024 08:39", "2024-06-21T08:39"), ("June 21, 2024, 8:39 UTC", "2024-06-21T08:39+00:00"),
    ("21.06.2024", "2024-06-21"), ("06/21/2024", "2024-06-21"), ("05/05/2024", "2024-05-05"), ("29 February 2024", "2024-02-29")])
def test_what_is_typed_and_what_is_stored(typed: str, stored: str) -> None:
    assert str(parse(typed, JUNE)) == stored


@pytest.mark.parametrize(("typed", "reason"), [
    ("31 June", "31 June: June has 30 days"), ("29 Feb 2023", "29 February: February in 2023 has 28 days"), ("0 June 2024", "June has 30 days"),
    ("2024-13-01", "months go from 1 to 12"), ("21 to 17 June", "the earlier date comes first"), ("12/06/2024", "write the month as a word"),
    ("soon", "is no date"), ("2024-06-21T25:00", "is no time of day"), ("before", "is no date"), ("before before June", "must be one date"),
    ("2024-06-21T08:39+99:00", "time zone"), ("after 31 December 9999", "no day beyond"), ("0000", "years go from 1"), ("🎈", "is no date")])
def test_what_is_refused_and_why(typed: str, reason: str) -> None:
    with pytest.raises(BadDate, match=reason.replace("(", r"\(")):
        parse(typed, JUNE)


def test_without_a_day_to_count_from_a_year_is_asked_for() -> None:
    with pytest.raises(BadDate, match="needs a year"):
        parse("19 June")


@pytest.mark.parametrize(("stored", "shown"), [
    ("2024", "2024"), ("2024-06", "Jun 2024"), ("2024-06-19", "19 Jun 2024"), ("2024-06-17/2024-06-21", "17–21 Jun 2024"), ("", ""),
    ("2024-05-30/2024-06-02", "30 May – 2 Jun 2024"), ("2023-12-28/2024-01-03", "28 Dec 2023 – 3 Jan 2024"), ("../2024-06-19", "before 20 Jun 2024"),
    ("2024-06-20/..", "since 20 Jun 2024"), ("2024-06-21T08:39", "21 Jun 2024 08:39"), ("2024-06-21T08:39+00:00", "21 Jun 2024 08:39 UTC"),
    ("2022-12/2023-02", "Dec 2022 – Feb 2023"), ("2022/2023", "2022–2023")])
def test_how_a_value_is_shown(stored: str, shown: str) -> None:
    assert show(stored) == shown


@pytest.mark.parametrize(("stored", "days"), [
    ("2024", (date(2024, 1, 1), date(2024, 12, 31))), ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
    ("2022-12/2023-02", (date(2022, 12, 1), date(2023, 2, 28))),
    ("../2024-06-19", (date.min, date(2024, 6, 19))), ("2024-06-21T08:39+02:00", (JUNE, JUNE)), ("", None), ("nonsense", None), ("2024-13", None)])
def test_the_days_of_a_stored_value(stored: str, days: tuple[date, date] | None) -> None:
    assert first_last(stored) == days


def test_a_day_is_as_wide_as_the_day_in_its_zone_and_a_minute_has_no_width() -> None:
    assert interval("1970-01-02") == (1.0, 2.0)
    assert interval("1970-01-02", "Asia/Seoul") == (0.625, 1.625)
    assert interval("1970-01-01T12:00", "Asia/Seoul") == (0.125, 0.125)
    assert interval("1970-01-01T12:00+00:00", "Asia/Seoul") == (0.5, 0.5)
    assert interval("../1970-01-01") == (float("-inf"), 1.0)


def test_a_zone_that_does_not_exist_is_named() -> None:
    with pytest.raises(BadDate, match="Nowhere"):
        day_number("2024-06-21", "Nowhere/Atall")


def test_the_ends_of_the_calendar_do_not_break_the_count() -> None:
    assert interval("9999-12-31")[1] > interval("0001-01-01")[0]


@given(DAYS, DAYS)
def test_days_are_stored_shown_and_typed_back(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    stored = from_days(first, last)
    assert first_last(stored) == (first, last)
    assert first_last(str(parse(stored))) == (first, last)
    assert first_last(str(parse(show(stored)))) == (first, last)


@given(DAYS)
def test_open_ends_are_typed_back(day: date) -> None:
    for stored in (f"../{day}", f"{day}/.."):
        assert str(parse(show(stored))) == stored


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with suppress(BadDate):
        assert isinstance(parse(text, JUNE), DateValue)


@given(st.text("0123456789-/T:. +ZJunetoMay,", max_size=24))
def test_what_looks_like_a_date_is_a_date_or_refused(text: str) -> None:
    try:
        value = parse(text, JUNE)
    except BadDate:
        return
    assert str(value) == "" or first_last(str(value))
