"""Fits the weights of `resources/words/tense.json`: is a weekday or month without a year the one that was, or the one to come?

    python -m training.tense JSON_DIR [--write]

JSON_DIR is what `python -m training.marked --json JSON_DIR` writes. Prints how often five-fold cross-validation is right;
`--write` stores the weights.
"""
from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from workbench import assets
from workbench.core.dates import WEEKDAY_NUMBERS, WEEKDAYS, month_number
from workbench.ingest import tense

WEEKDAY = re.compile(rf"(?:on |by )?({'|'.join(WEEKDAYS)})(?: (?:morning|night|evening|afternoon|noon))?", re.IGNORECASE)
MONTH = re.compile(r"(?:[Ii]n |[Bb]y |[Ss]ince )?(?:early |late |mid-|the end of )?([A-Z][a-z]+)")
Rows = list[tuple[list[float], bool, int]]  # features, to come, fold


def cues(text: str, start: int, end: int) -> list[float]:
    clause, following = tense._around(text[max(0, start - 160):start], text[end:end + 80])
    return [float(bool(cue.pattern.search(following if cue.after else clause))) for cue in tense._cues()[0]]


def weekday(words: str, value: str, day: date) -> tuple[list[float], bool] | None:
    match = WEEKDAY.fullmatch(words)
    if not match or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    back, meant = (day.weekday() - WEEKDAY_NUMBERS[match[1].casefold()]) % 7, (date.fromisoformat(value) - day).days
    return ([float(7 - back == k) for k in range(1, 7)] + [1.0], meant > 0) if back and meant in (-back, 7 - back) else None


def month(words: str, value: str, day: date) -> tuple[list[float], bool] | None:
    match = MONTH.fullmatch(words)
    if not match or not month_number(match[1]) or not re.fullmatch(r"\d{4}-\d\d", value):
        return None
    gap = (int(value[:4]) - day.year) * 12 + int(value[5:]) - day.month
    ahead = gap % 12
    facts = [ahead / 6 - 1, float(ahead <= 2), float(ahead >= 10), float(day.month + ahead > 12), 1.0]
    return (facts, gap > 0) if gap and abs(gap) < 12 else None


def rows(folder: Path, reader: Any) -> Rows:
    out: Rows = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        day, text = date.fromisoformat(document["header"]["published"][:10]), document["text"]
        for found in document["dates"]:
            if example := reader(text[found["start"]:found["end"]], found["value"], day):
                out.append((cues(text, found["start"], found["end"]) + example[0], example[1], crc32(path.name.encode()) % 5))
    return out


def fit(features: np.ndarray, answers: np.ndarray, decay: float) -> np.ndarray:
    weights = np.zeros(features.shape[1])
    for _ in range(4000):
        guess = 1 / (1 + np.exp(-features @ weights))
        weights -= features.T @ (guess - answers) / len(answers) + decay * weights
    return weights


def learn(data: Rows, decay: float, name: str) -> np.ndarray:
    features, answers, folds = (np.array(column, float) for column in zip(*data, strict=True))
    right = 0
    for k in range(5):
        weights = fit(features[folds != k], answers[folds != k], decay)
        right += int(((features[folds == k] @ weights > 0) == answers[folds == k]).sum())
    print(f"{name}: {right / len(answers):.3f} right of {len(answers)} in cross-validation; {1 - answers.mean():.3f} mean the past")
    return fit(features, answers, decay)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    days = [round(float(w), 2) for w in learn(rows(given.folder, weekday), .003, "weekdays")]
    months = [round(float(w), 2) for w in learn(rows(given.folder, month), .004, "months")]
    path = assets.path("words", "tense.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    for row, one, other in zip(data["words"], days, months, strict=False):
        row |= {"day": one, "month": other}
    data["day"] = {"distance": days[-7:-1], "bias": days[-1]}
    data["month"] = dict(zip(("distance", "near", "far", "next_year", "bias"), months[-5:], strict=True))
    if given.write:
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
