from __future__ import annotations

from datetime import date

import pytest

from workbench.core.dates import first_last
from workbench.core.extraction import ReadArticle
from workbench.ingest.decode import FoundName
from workbench.ingest.feasts import easter
from workbench.ingest.times import date_values, find_dates, joined, latest_day, read

FRIDAY = date(2024, 6, 21)


@pytest.mark.parametrize(("words", "value"), [
    ("today", "2024-06-21"), ("this morning", "2024-06-21"), ("yesterday", "2024-06-20"), ("last night", "2024-06-20"),
    ("tomorrow night", "2024-06-22"),
    ("yesterday overnight", "2024-06-20"), ("overnight", "2024-06-20/2024-06-21"), ("Thursday", "2024-06-20"), ("Thursday night", "2024-06-20"),
    ("Friday", "2024-06-21"), ("last Friday", "2024-06-14"), ("next Monday", "2024-06-24"), ("Thursday (Jun 20)", "2024-06-20"),
    ("Wednesday, June 19", "2024-06-19"), ("Friday next week", "2024-06-28"), ("this week", "2024-06-17/2024-06-23"),
    ("last week’s", "2024-06-10/2024-06-16"),
    ("next week", "2024-06-24/2024-06-30"), ("the weekend", "2024-06-15/2024-06-16"), ("Last month", "2024-05"), ("this month", "2024-06"),
    ("Earlier this month", "2024-06"), ("last year", "2023"), ("the start of this year", "2024-01"), ("the end of the year", "2024-12"),
    ("March", "2024-03"),
    ("last March", "2024-03"), ("last August", "2023-08"), ("mid-May", "2024-05"), ("June 19", "2024-06-19"), ("19 June", "2024-06-19"),
    ("1st of July", "2024-07-01"),
    ("December 30", "2023-12-30"), ("Feb. 24, 2022", "2022-02-24"), ("24 February 2022", "2022-02-24"), ("February 2022", "2022-02"),
    ("2022", "2022"),
    ("in 2019", "2019"), ("the third day of the war in 2022", "2022"), ("the 1990s", "1990/1999"), ("2012 and 2015", "2012/2015"),
    ("2022-23", "2022/2023"),
    ("two days ago", "2024-06-19"), ("three weeks ago", "2024-05-31"), ("a year ago", "2023-06"), ("ten years ago", "2014"),
    ("nine months ago", "2023-09"),
    ("17-19 June", "2024-06-17/2024-06-19"), ("June 17–19, 2024", "2024-06-17/2024-06-19"), ("last winter", "2023-12/2024-02"),
    ("this summer", "2024-06/2024-08"),
    ("the second quarter", "2024-04/2024-06"), ("Q3 2023", "2023-07/2023-09"), ("May and August 2015", "2015-05/2015-08"),
    ("early 2017", "2017-01/2017-03"),
    ("the 15th", "2024-06-15"), ("the 25th", "2024-05-25"), ("Easter", "2024-03-31"), ("the last week of May", "2024-05-27/2024-05-31"),
    ("2024-06-19", "2024-06-19"),
    ("spring 2023", "2023-03/2023-05"), ("winter 2022", "2022-12/2023-02"), ("the rest of the month", "2024-06-21/2024-06-30")])
def test_values_counted_from_a_friday_in_june(words: str, value: str) -> None:
    assert first_last(read(words, FRIDAY)[0]) == first_last(value)


@pytest.mark.parametrize("words", ["three days", "recent weeks", "now", "at the time", "the same day", "31 June", "the day", "June 99",
        "a while ago", "29 February 2023", ""])
def test_what_is_on_no_calendar_has_no_value(words: str) -> None:
    assert read(words, FRIDAY) == ("", "")


@pytest.mark.parametrize(("before", "words", "after", "value"), [
    ("The summit will open on ", "Tuesday", " in Hanoi.", "2024-06-25"), ("The two men met on ", "Tuesday", " in Hanoi.", "2024-06-18"),
    ("They have until ", "Monday", " to answer.", "2024-06-24"), ("The treaty, signed in ", "September", ", was kept secret.", "2023-09"),
    ("The law will be passed by ", "September", ".", "2024-09"), ("He must go before ", "winter", ".", "2024-12/2025-02"),
    ("Rain will fall ", "overnight", ".", "2024-06-21/2024-06-22"), ("He has waited since ", "Christmas", ".", "2023-12-25")])
def test_the_sentence_tells_whether_it_looks_back_or_ahead(before: str, words: str, after: str, value: str) -> None:
    assert first_last(read(words, FRIDAY, before, after)[0]) == first_last(value)


def test_the_reason_names_the_day_that_was_counted_from() -> None:
    assert read("Wednesday", FRIDAY) == ("2024-06-19", "counted from Friday 21 June")
    assert read("June 2022", FRIDAY) == ("2022-06", "as written")
    assert read("Wednesday", None) == ("", "")


def test_each_story_counts_from_its_own_day() -> None:
    text = "He left on Monday.\nShe left on Monday."
    articles = [ReadArticle("post", (0, 18), published_at="2024-06-21T08:00"), ReadArticle("post", (19, 38), published_at="2024-06-12")]
    assert [value for value, _ in date_values(text, [(11, 17), (31, 37)], articles)] == ["2024-06-17", "2024-06-10"]


def test_dates_are_found_by_their_form() -> None:
    text = "On Friday, June 7, 2024, he said last week’s deal of May 2023 would end in 2025; the march in May was two days ago. He may march on."
    assert [text[slice(*span)] for span in find_dates(text)] == ["Friday, June 7, 2024", "last week", "May 2023", "2025", "May", "two days ago"]


def test_an_undated_story_is_dated_by_the_latest_day_that_it_tells_of() -> None:
    text = "He spoke on Thursday (Jun 20). On Friday the envoy was summoned. Talks will open on Sunday."
    assert latest_day(text, (0, len(text)), date(2026, 1, 1)) == "2024-06-21"
    assert latest_day("He spoke on Thursday.", (0, 21), date(2026, 1, 1)) == ""
    assert latest_day("It was 31 June 2024.", (0, 20), date(2026, 1, 1)) == ""


def test_a_dateline_and_its_weekday_give_the_year_away() -> None:
    text = "SEOUL, June 21 (Reuters) - The envoy was summoned on Friday, two days after the pact was signed on Wednesday."
    assert latest_day(text, (0, len(text)), date(2026, 1, 1)) == "2024-06-21"
    assert latest_day(text.replace("Friday", "Sunday"), (0, len(text)), date(2026, 1, 1)) == ""


def test_without_any_date_the_weekdays_count_from_the_company() -> None:
    text = "He spoke on Thursday. On Friday the envoy was summoned."
    assert latest_day(text, (0, len(text)), date(2026, 1, 1), near="2024-06-20") == "2024-06-21"
    assert latest_day("He spoke.", (0, 9), date(2026, 1, 1), near="2024-06-20") == "2024-06-20"


def test_easter_falls_when_it_does() -> None:
    assert [easter(year) for year in (2019, 2024, 2025, 2038)] == [date(2019, 4, 21), date(2024, 3, 31), date(2025, 4, 20), date(2038, 4, 25)]


@pytest.mark.parametrize(("text", "pieces", "wanted"), [
    ("in May 2018 it", ["May", "2018"], ["May 2018"]), ("on Friday next week", ["Friday", "next week"], ["Friday next week"]),
    ("between 2012 and 2015", ["2012", "2015"], ["2012", "2015"])])
def test_a_date_that_was_read_in_pieces_is_one(text: str, pieces: list[str], wanted: list[str]) -> None:
    names = [FoundName((text.index(piece), text.index(piece) + len(piece)), "DATE", .9) for piece in pieces]
    assert [text[slice(*name.span)] for name in joined(text, names)] == wanted
