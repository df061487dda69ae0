from __future__ import annotations

import numpy as np
import pytest

from workbench.core import timeline
from workbench.core.timeline import Claims, Events, Layout

START = 19_892.0  # Tuesday 18 June 2024
NAN = float("nan")


def claims(count: int, speakers: int, days: float) -> Claims:
    """Statements spread evenly over the days; the third of every four has a day without a clock."""
    number = np.arange(count)
    told = START + number * days / max(count, 1)
    dayless = number % 4 == 2
    nothing = np.full(count, NAN)
    return Claims(id=number + 1, article_id=number // 3 + 1, speaker=number % speakers + 1, outlet=number % 2 + 1, act=number % 9,
                  group=number * 0, event=number * 0, confidence=np.where(number % 5 == 0, 0.4, 0.9),
                  reported_from=np.where(dayless, np.floor(told), told), reported_to=np.where(dayless, np.floor(told) + 1, told),
                  said_from=nothing, said_to=nothing, happened_from=nothing, happened_to=nothing)


@pytest.fixture
def lay_out():
    def make(count: int = 24, speakers: int = 4, days: float = 4.0, disputes=(), **how) -> Layout:
        no_events = Events(*(np.zeros(0, int) for _ in Events.__slots__))
        return timeline.lay_out(claims(count, speakers, days), no_events, disputes, names=lambda lane, key: f"Speaker {key}", **how)
    return make
