"""Small corpora for the tests of compare: claims and tellings in a line each."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.core.comparison import Corpus, Decision
from workbench.core.records import Article, Claim, Entity, Party, Telling

PUTIN, KIM, SEOUL, PYONGYANG, KIRBY, REUTERS, RUSSIA, UKRAINE = range(1, 9)
PEOPLE = (Entity(PUTIN, "Vladimir Putin", "PERSON", ("Putin",), "RUS", mentions=5), Entity(KIM, "Kim Jong-un", "PERSON", (), "PRK"),
          Entity(SEOUL, "South Korea", "GPE", ("Seoul", "South Korean"), "KOR"), Entity(PYONGYANG, "North Korea", "GPE", ("North Korean",), "PRK"),
          Entity(KIRBY, "John Kirby", "PERSON", (), "USA"), Entity(REUTERS, "Reuters", "ORG"),
          Entity(RUSSIA, "Russia", "GPE", ("Russian", "Moscow"), "RUS"), Entity(UKRAINE, "Ukraine", "GPE", ("Ukrainian",), "UKR"))
NAMES = {e.id: e.name for e in PEOPLE}


def article(number: int, outlet: str = "", published_at: str = "2024-06-20T10:00", kind: str = "article", document: int | None = None) -> Article:
    return Article(number, document or number, f"{document or number}.txt", kind, 0, 10_000, outlet, None, "", "", published_at)


def parties(ids: Sequence[int]) -> tuple[Party, ...]:
    return tuple(Party(number, NAMES[number]) for number in ids)


def claim(number: int, story: Article, speaker: int | None, text: str, act: str = "state", **cells: Any) -> Claim:
    start = cells.pop("start", number * 200)
    return Claim(number, story.document_id, story.id, story.file, story.outlet, story.published_at, parties([speaker] if speaker else []), None,
                 "said", ((start, start + len(text)),), text, "indirect", act, **cells)


def telling(number: int, story: Article, actor: int | None, trigger: str, recipient: int | None, summary: str, action: str = "AID", date: str = "",
            modality: str = "happened", start: int | None = None, **cells: Any) -> Telling:
    start = number * 200 if start is None else start
    at = start + summary.index(trigger)
    actors, recipients = parties([actor] if actor else []), parties([recipient] if recipient else [])
    return Telling(number, number, story.document_id, story.id, story.file, start, start + len(summary), (at, at + len(trigger)), trigger, action,
                   modality, actors, recipients, date, summary=summary, confidence=0.8, **cells)


def corpus(articles: Sequence[Article], claims: Sequence[Claim] = (), tellings: Sequence[Telling] = (), decisions: Sequence[Decision] = (),
           entities: Sequence[Entity] = PEOPLE, **rest: Any) -> Corpus:
    return Corpus(tuple(entities), tuple(articles), tuple(claims), tuple(tellings), tuple(decisions), **rest)
