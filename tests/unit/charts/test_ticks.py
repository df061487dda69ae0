from __future__ import annotations

from datetime import UTC, datetime

import pytest

from workbench.charts import ticks


def days(iso: str) -> float:
    return ticks.to_days(datetime.fromisoformat(iso).replace(tzinfo=UTC))


def labels(left: str, right: str, room: int = 7, zone: str = "UTC") -> list[str]:
    return [tick.label for tick in ticks.ticks(days(left), days(right), room, zone)]


def test_days_read_as_words():
    assert labels("2024-06-17T12:00", "2024-06-21T12:00") == ["Tue 18 Jun", "Wed 19 Jun", "Thu 20 Jun", "Fri 21 Jun"]


def test_the_year_stands_once_beneath_and_again_when_it_changes():
    found = ticks.ticks(days("2023-12-30"), days("2024-01-02"), 4)
    assert [tick.under for tick in found] == ["2023", "", "2024", ""]


def test_hours_have_their_day_beneath():
    found = ticks.ticks(days("2024-06-18T20:00"), days("2024-06-19T05:00"), 9)
    assert [(tick.label, tick.under) for tick in found][3:5] == [("23:00", ""), ("00:00", "Wed 19 Jun 2024")]


@pytest.mark.parametrize(("left", "right"), [("2024-06-18T10:00", "2024-06-18T10:20"), ("2024-06-18", "2024-06-19"), ("2024-06-01", "2024-07-01"),
                                             ("2024-01-01", "2026-01-01"), ("1950-01-01", "2024-01-01"), ("0001-01-03", "9000-01-01")])
@pytest.mark.parametrize("room", [3, 7, 12])
def test_there_are_never_more_ticks_than_room_and_they_lie_in_view(left, right, room):
    found = ticks.ticks(days(left), days(right), room)
    assert len(found) <= room + 1
    assert all(days(left) <= tick.at <= days(right) for tick in found)


def test_days_begin_at_midnight_of_the_zone_also_when_clocks_change():
    found = ticks.ticks(days("2024-03-29T12:00"), days("2024-04-01T12:00"), 4, "Europe/Berlin")
    assert [ticks.to_moment(tick.at, UTC).hour for tick in found] == [23, 23, 22]


def test_times_beyond_the_calendar_do_not_break_it():
    assert len(ticks.ticks(-1e9, 1e9, 7)) <= 40


def test_an_interval_reads_as_day_moment_or_stretch():
    assert ticks.interval_words(days("2024-06-20T14:39"), days("2024-06-20T14:39")) == "Thu 20 Jun 2024, 14:39"
    assert ticks.interval_words(days("2024-06-20"), days("2024-06-21")) == "Thu 20 Jun 2024"
    assert ticks.interval_words(days("2024-06-17"), days("2024-06-22")) == "Mon 17 Jun 2024 to Fri 21 Jun 2024"
