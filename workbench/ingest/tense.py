"""Does a sentence mean the day that was, or the one to come? "on Friday", "in March" name both."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench import assets

CLAUSE_WORDS, FOLLOWING = 16, 45
ENDS = re.compile(r"(?<=[.!?;:])[”\"]?\s|\n")


@dataclass(frozen=True, slots=True)
class Cue:
    pattern: re.Pattern[str]
    after: bool
    day: float
    month: float


@cache
def _cues() -> tuple[tuple[Cue, ...], dict[str, Any], dict[str, Any]]:
    data = assets.words("tense")
    cues = tuple(Cue(re.compile(row["pattern"], re.IGNORECASE), row["side"] == "after", row["day"], row["month"]) for row in data["words"])
    return cues, data["day"], data["month"]


def _around(before: str, after: str) -> tuple[str, str]:
    """The date's own clause."""
    clause = " ".join(ENDS.split(before)[-1].split(" ")[-CLAUSE_WORDS:])
    following = after[:1] if after.startswith((".", "!", "?")) else re.split(r"[.!?;:\n]", after + " ")[0][:FOLLOWING]
    return clause, following


def day_to_come(before: str, after: str, ahead: int) -> bool:
    """A weekday that next falls `ahead` days (1 to 6) after the story: is that one meant, or the one before it?"""
    clause, following = _around(before, after)
    cues, day, _ = _cues()
    score: float = day["bias"] + day["distance"][ahead - 1]
    return score + sum(cue.day for cue in cues if cue.pattern.search(following if cue.after else clause)) > 0


def month_to_come(before: str, after: str, ahead: int, next_year: bool) -> bool:
    """A month that next comes `ahead` months (1 to 11) after the story's."""
    clause, following = _around(before, after)
    cues, _, month = _cues()
    score: float = month["bias"] + month["distance"] * (ahead / 6 - 1) + month["near"] * (ahead <= 2) + month["far"] * (ahead >= 10)
    score += month["next_year"] * next_year
    return score + sum(cue.month for cue in cues if cue.pattern.search(following if cue.after else clause)) > 0
