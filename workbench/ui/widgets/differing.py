"""Which words of two statements are at odds."""
from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.4  # statements that share fewer words differ altogether: nothing in them is worth pointing at


@lru_cache(maxsize=512)
def differing(a: str, b: str, value: str = "") -> frozenset[int]:
    """Which words of `a`, by number, are at odds with `b`: those of the value that was compared, where one was; else, between statements that
    are alike, those that `b` does not have in that place."""
    words, others, wanted = ([_plain(word) for word in text.split()] for text in (a, b, value))
    for start in range(len(words) - len(wanted) + 1 if wanted else 0):
        if words[start:start + len(wanted)] == wanted and len(wanted) < len(words):
            return frozenset(range(start, start + len(wanted)))
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.ratio() < ALIKE:
        return frozenset()
    return frozenset(number for what, start, end, _, _ in matcher.get_opcodes() if what != "equal" for number in range(start, end))


def _plain(word: str) -> str:
    return word.casefold().strip("“”‘’\"'.,;:!?()")


def values(detail: str) -> tuple[str, str]:
    """The two values of "second time this month | third time this month"."""
    left, _, right = detail.partition(" | ")
    return left, right
