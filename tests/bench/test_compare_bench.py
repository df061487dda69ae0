"""Comparing tens of thousands of claims: four times as many take little more than four times as long. Printed: what 100,000 take at that rate."""
from __future__ import annotations

import random
import time
from itertools import count

from workbench.compare.run import run
from workbench.core.comparison import Corpus
from workbench.core.records import Article, Claim, Entity, Party, Telling

FEW, MANY = 5_000, 20_000
GROWTH = 2  # times as long for a claim among many as for one among few: words are rarer shared where texts are few
CLAIMS_OF_STORY, TELLINGS_OF_STORY, COPIED = 10, 5, 0.3
ACTS = ("state", "state", "state", "deny", "accuse", "warn", "promise", "demand")
ACTIONS = ("AGREE", "CONSULT", "SUPPORT", "AID", "REQUEST", "ACCUSE", "REJECT", "ASSAULT", "OCCUR")


class Newsroom:
    """Stories as wires spread them: people of many countries speak in words of a common stock, some commoner than others, and a third of what is said
    has been in another story of the same week."""

    def __init__(self, claims: int, seed: int = 5) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
        self.words = ["".join(self.rng.choices(syllables, k=3)) for _ in range(12_000)]
        self.weights = [1 / (rank + 20) for rank in range(len(self.words))]
        self.entities = [Entity(n, f"{self.rng.choice(self.words).title()} {self.rng.choice(self.words).title()}", "PERSON" if n % 4 else "GPE", (),
                                f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}X") for n in range(1, 800 + claims // 100)]
        self.said: list[tuple[str, Entity]] = []
        self.numbers = count(1)
        self.articles: list[Article] = []
        self.claims: list[Claim] = []
        self.tellings: list[Telling] = []
        for number in range(1, claims // CLAIMS_OF_STORY + 1):
            self.story(number, claims // CLAIMS_OF_STORY)

    def story(self, number: int, stories: int) -> None:
        day = 1 + number * 360 // (stories + 1)
        article = Article(number, number, f"{number}.txt", "article", 0, 9000, f"Outlet {number % 200}", None, "", "",
                          f"2024-{1 + day // 31:02}-{1 + day % 28:02}T10:00")
        self.articles.append(article)
        for place in range(CLAIMS_OF_STORY):
            self.claim(article, place * 400)
        for place in range(TELLINGS_OF_STORY):
            self.telling(article, place * 800 + 250)

    def sentence(self, length: int) -> str:
        return " ".join(self.rng.choices(self.words, self.weights, k=length))

    def claim(self, article: Article, start: int) -> None:
        if self.said and self.rng.random() < COPIED:
            text, speaker = self.rng.choice(self.said[-500:])
        else:
            text, speaker = self.sentence(self.rng.randint(8, 22)), self.rng.choice(self.entities)
            text += f" {self.rng.randint(2, 900)} {self.rng.choice(self.words)}" if self.rng.random() < 0.2 else ""
            self.said.append((text, speaker))
        self.claims.append(Claim(next(self.numbers), article.document_id, article.id, article.file, article.outlet, article.published_at,
                                 (Party(speaker.id, speaker.name),), (start + len(text) + 2, start + len(text) + 6), "said",
                                 ((start, start + len(text)),), text, "indirect", self.rng.choice(ACTS)))

    def telling(self, article: Article, start: int) -> None:
        one, other = self.rng.sample(self.entities, 2)
        words = self.sentence(6)
        trigger = words.split()[1]
        at = start + words.index(trigger)
        date = article.published_at[:10] if self.rng.random() < 0.5 else ""
        self.tellings.append(Telling(next(self.numbers), len(self.tellings) + 1, article.document_id, article.id, article.file, start,
                                     start + len(words), (at, at + len(trigger)), trigger, self.rng.choice(ACTIONS), "happened",
                                     (Party(one.id, one.name),), (Party(other.id, other.name),), date, summary=words, confidence=0.6))

    def corpus(self) -> Corpus:
        return Corpus(tuple(self.entities), tuple(self.articles), tuple(self.claims), tuple(self.tellings))


def a_corpus(claims: int) -> Corpus:
    return Newsroom(claims).corpus()


def spent(corpus: Corpus) -> float:
    start = time.process_time()
    run(corpus)
    return time.process_time() - start


def test_time_grows_with_the_claims_and_not_with_their_pairs():
    few, many = (min(spent(corpus) for _ in range(2)) for corpus in (a_corpus(FEW), a_corpus(MANY)))
    print(f"\ncomparing {FEW:,} claims {few:.1f} s, {MANY:,} claims {many:.1f} s of one core; 100,000 at that rate {many * 100_000 / MANY:.0f} s")
    assert many / few <= GROWTH * MANY / FEW


def test_copies_are_found_among_many():
    corpus = a_corpus(1_000)
    groups = run(corpus).group_of
    texts: dict[str, set[int]] = {}
    for claim in corpus.claims:
        texts.setdefault(claim.text, set()).add(groups.get(claim.id, claim.id))
    assert sum(len(some) == 1 for some in texts.values()) / len(texts) > 0.8
