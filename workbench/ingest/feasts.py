"""Feast days that news texts use as dates."""
from __future__ import annotations

from datetime import date, timedelta

FIXED = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas": (12, 25), "christmas day": (12, 25),
         "christmas eve": (12, 24), "boxing day": (12, 26), "halloween": (10, 31), "valentine's day": (2, 14), "may day": (5, 1)}
AROUND_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2}


def feast(name: str, year: int) -> date | None:
    """The feast's day in that year; None for one whose day depends on the country."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in AROUND_EASTER:
        return easter(year) + timedelta(days=AROUND_EASTER[name])
    if name == "thanksgiving":  # of the United States: the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return None


def easter(year: int) -> date:
    """Western Easter, by the anonymous Gregorian reckoning (Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
