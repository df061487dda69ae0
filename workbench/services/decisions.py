"""These are one, these are not: what the analyst decided about read rows. Comparing honours it, whatever else it finds."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from workbench.core.comparison import REPORT
from workbench.storage.editing import Session, delete, put, where
from workbench.storage.schema import DecisionRow


def same(session: Session, kind: str, ids: Iterable[int]) -> None:
    """All of them are one. Each is tied to the first, and nothing keeps two of them apart any more."""
    members = sorted(set(ids))
    _forget(session, kind, set(combinations(members, 2)), "different")
    for other in members[1:]:
        _decide(session, kind, members[0], other, "same")


def apart(session: Session, kind: str, some: Iterable[int], others: Iterable[int]) -> None:
    """None of these is one of those. Each side is one, as it was seen to be: it may have held together through the other side alone."""
    left, right = sorted(set(some)), sorted(set(others) - set(some))
    pairs = {(min(a, b), max(a, b)) for a, b in product(left, right)}
    _forget(session, kind, pairs, "same")
    for a, b in sorted(pairs):
        _decide(session, kind, a, b, "different")
    for side in (left, right):
        same(session, kind, side)


def all_apart(session: Session, kind: str, ids: Iterable[int]) -> None:
    """No two of them are one."""
    pairs = set(combinations(sorted(set(ids)), 2))
    _forget(session, kind, pairs, "same")
    for a, b in sorted(pairs):
        _decide(session, kind, a, b, "different")


def reports_nothing(session: Session, claim_id: int) -> None:
    """The claim reports no event, whatever is found."""
    put(session, DecisionRow(kind=REPORT, a=claim_id, b=0, verdict="different"))


def may_report(session: Session, claim_id: int) -> None:
    delete(session, where(session, DecisionRow, kind=REPORT, a=claim_id))


def _decide(session: Session, kind: str, a: int, b: int, verdict: str) -> None:
    low, high = min(a, b), max(a, b)
    for row in where(session, DecisionRow, kind=kind, a=low, b=high):
        row.verdict = verdict
        return
    put(session, DecisionRow(kind=kind, a=low, b=high, verdict=verdict))


def _forget(session: Session, kind: str, pairs: set[tuple[int, int]], verdict: str) -> None:
    delete(session, [row for row in where(session, DecisionRow, kind=kind, verdict=verdict) if (row.a, row.b) in pairs])
