"""Compares an export (../../docs/tables.md) with the gold annotations and prints one table.

    python score.py EXPORT_DIR [--gold DIR] [--json FILE] [--errors KIND --texts DIR]

KIND is stories, mentions, dates, claims, events or links: what was missed and what is spurious is then
printed as well, in the words of the documents in DIR.

What counts. Rows about files without gold and rows that an analyst rejected are left out. A gold item
marked "optional" is right when exported and not missed when it is not. A CSV file or a column that is
not there scores 0 and says "missing".

How things are matched. One to one and greedily: the heaviest pair first, then the heaviest of what is
left; an optional gold item weighs half. Stories: both ends within 5 characters. Mentions: overlapping
and of one type. Claims: the contents' characters, shared over all, at least 0.5. Events: overlapping
evidence, or else overlapping dates and the same actor or recipient (lighter than any evidence). Links are
not one to one: a gold link is found when an exported link of its relation has its ends over the gold's
ends, either way round, or over the same statement in the same story (headline and body); `denies` and
`contradicts` by `denial` are one relation; links that do not join two texts with gold are left out.
"""
from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any, NoReturn

from score_input import Bad, Export, Gold, Item, Missing, Record, Span, days, event_days, offsets, same_time

Result = tuple[float, str]  # a score and how it came about
Pairs = list[tuple[Item, Item]]  # gold, exported
Test = Callable[[Record, Record], bool]  # is the exported row right by the gold record?
TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP")
KINDS = ("stories", "mentions", "dates", "claims", "events", "links")


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def f_score(precision: float, recall: float, detail: str) -> Result:
    return ratio(2 * precision * recall, precision + recall), f"P {precision:.3f}  R {recall:.3f}  {detail}"


def f_sets(got: set[Any], want: set[Any], what: str) -> Result:
    both = len(got & want)
    return f_score(ratio(both, len(got)), ratio(both, len(want)), f"{len(want)} {what}, {len(got)} given")


def common(a: Iterable[Span], b: Iterable[Span]) -> int:
    return sum(max(0, min(e1, e2) - max(s1, s2)) for f1, s1, e1 in a for f2, s2, e2 in b if f1 == f2)


def overlap(a: Item, b: Item) -> float:
    shared = common(a.spans, b.spans)
    return shared / (sum(end - start for _, start, end in a.spans + b.spans) - shared) if shared else 0.0


def match(gold: list[Item], found: list[Item], weight: Callable[[Item, Item], float]) -> Pairs:
    """One to one, heaviest pair first; of equals the first in the order of the gold, then of the export."""
    every = ((weight(g, x) * (0.5 if g.optional else 1), -i, -j)
             for i, g in enumerate(gold) for j, x in enumerate(found))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted((triple for triple in every if triple[0] > 0), reverse=True):
        if -i not in pairs and j not in used:
            pairs[-i] = -j
            used.add(j)
    return [(gold[i], found[j]) for i, j in sorted(pairs.items())]


class Scorer:
    def __init__(self, gold: Gold, export: Export) -> None:
        self.gold, self.export = gold, export

    # what all measures are made of
    def measure(self, pairs: Pairs, gold: list[Item], found: list[Item], only: str = "F") -> Result:
        hits, wanted = sum(not g.optional for g, _ in pairs), sum(not g.optional for g in gold)
        precision, recall = ratio(len(pairs), len(found)), ratio(hits, wanted)
        spurious = f"{len(found) - len(pairs)} of {len(found)} spurious"
        both, detail = f_score(precision, recall, f"{hits} of {wanted} found, {spurious}")
        return {"P": precision, "R": recall, "F": both}[only], detail

    def agree(self, pairs: Pairs, table: str, column: str, right: Test | None = None) -> Result:
        """The share of the matched items whose column is right; without a test, the same words."""
        self.export.table(table, column)
        test = right or (lambda gold, row: gold[column].split() == row[column].split())
        hits = sum(test(g.data, x.data) for g, x in pairs)
        return ratio(hits, len(pairs)), f"{hits} of {len(pairs)} matched"

    def share(self, pairs: Pairs, side: int, whole: list[Item]) -> Result:
        """The share of the gold (side 0) or exported (side 1) items that are in some pair."""
        hit = {id(pair[side]) for pair in pairs}
        hits = sum(id(item) in hit for item in whole)
        return ratio(hits, len(whole)), f"{hits} of {len(whole)}"

    # stories and blocks
    @cached_property
    def stories(self) -> Pairs:
        def near(g: Item, x: Item) -> float:
            (file, *gold), (other, *found) = g.spans[0], x.spans[0] if x.spans else ("", 0, 0)
            far = [abs(a - b) for a, b in zip(gold, found, strict=True)]
            return 1 / (1 + sum(far)) if file == other and max(far) <= 5 else 0.0
        return match(self.gold.stories, self.export.table("articles.csv", "file", "start", "end"), near)

    def furniture(self) -> Result:
        def characters(blocks: list[Item]) -> set[tuple[str, int]]:
            spans = [span for block in blocks if block.data["kind"] in ("promo", "furniture") for span in block.spans]
            return {(file, i) for file, start, end in spans for i in range(start, end)}
        found = self.export.table("blocks.csv", "file", "start", "end", "kind")
        return f_sets(characters(found), characters(self.gold.blocks), "characters")

    # mentions and dates
    def mentioned(self, *types: str) -> list[Item]:
        """The export's mentions of these types in the blocks that were annotated."""
        blocks = [b.spans[0] for b in self.gold.blocks if b.data["kind"] in ("headline", "body", "caption")]
        mined = {(file, i) for file, start, end in blocks for i in range(start, end)}
        rows = self.export.table("mentions.csv", "file", "start", "end", "type")
        return [x for x in rows if x.data["type"] in types and x.spans and x.spans[0][:2] in mined]

    @cached_property
    def mentions(self) -> Pairs:
        return match(self.gold.mentions, self.mentioned(*TYPES),
                     lambda g, x: overlap(g, x) if g.data["type"] == x.data["type"] else 0.0)

    def exact(self) -> Result:
        pairs = [(g, x) for g, x in self.mentions if g.spans == x.spans]
        return self.measure(pairs, self.gold.mentions, self.mentioned(*TYPES))

    def linking(self) -> Result:
        """B-cubed: how pure and how complete the entity is that each matched mention was given."""
        self.export.table("mentions.csv", "entity_id")
        ids = [(g.data["entity"], x.data["entity_id"] or f" {n}") for n, (g, x) in enumerate(self.mentions)]
        both, gold, found = Counter(ids), Counter(g for g, _ in ids), Counter(x for _, x in ids)
        precision = ratio(sum(n * n / found[x] for (_, x), n in both.items()), len(ids))
        recall = ratio(sum(n * n / gold[g] for (g, _), n in both.items()), len(ids))
        return f_score(precision, recall, f"over {len(ids)} matched")

    def dated(self) -> list[Item]:
        self.export.table("mentions.csv", "value")
        return [x for x in self.mentioned("DATE") if x.data["value"].strip()]

    @cached_property
    def dates(self) -> Pairs:
        """Every gold date with every exported one that overlaps it and has its value; not one to one."""
        found = self.dated()
        return [(g, x) for g in self.gold.dates for x in found if common(g.spans, x.spans) and
                days(x.data["value"]) in [days(value) for value in (g.data["value"], *g.data.get("also", []))]]

    # claims
    @cached_property
    def claims(self) -> Pairs:
        return match(self.gold.claims, self.export.table("claims.csv", "file", "start", "end"),
                     lambda g, x: shared if (shared := overlap(g, x)) >= 0.5 else 0.0)

    def speaker(self, gold: Record, row: Record) -> bool:
        got, want = self.gold.names(row["speaker"]), self.gold.names(gold["speaker"])
        return bool(set(got) & set(want)) or not (got or want)

    def via(self, gold: Record, row: Record) -> bool:
        """Whoever the export gives as the speaker need not be the one who passed it on as well."""
        speaker = self.gold.names(row.get("speaker", ""))
        want, got = ([n for n in self.gold.names(via) if n not in speaker] for via in (gold["via"], row["via"]))
        return want == got

    def cues(self) -> Result:
        self.export.table("claims.csv", "cue_end")

        def over(gold: Record, row: Record) -> bool:
            given = f"{row['cue_start']}-{row['cue_end']}"
            start, end = (0, 0) if given == "-" else offsets(given, "claims.csv cue")
            return min(end, int(gold["cue"][1])) > max(start, int(gold["cue"][0]))
        return self.agree([(g, x) for g, x in self.claims if g.data["cue"]], "claims.csv", "cue_start", over)

    def groups(self) -> Result:
        self.export.table("claims.csv", "group_id")
        across = [(g, x, h, y) for (g, x), (h, y) in combinations(self.claims, 2)
                  if (g.spans[0][0], g.data["article"]) != (h.spans[0][0], h.data["article"])]
        ids = [(x.data["group_id"], y.data["group_id"]) for _, x, _, y in across]
        return f_sets({n for n, (one, other) in enumerate(ids) if one and one == other},
                      {n for n, (g, _, h, _) in enumerate(across) if self.gold.same_group(g, h)}, "pairs wanted")

    # events
    def party(self, gold: Record, row: Record, column: str) -> bool:
        return bool(set(self.gold.names(gold[column])) & set(self.gold.names(row.get(column, ""))))

    @cached_property
    def events(self) -> Pairs:
        def weight(g: Item, x: Item) -> float:
            want, got, shared = days(g.data["date"]), event_days(x.data), overlap(g, x)
            when = bool(want and got and want[0] <= got[1] and got[0] <= want[1])
            who = self.party(g.data, x.data, "actor") + self.party(g.data, x.data, "recipient")
            agreed = when + who + (x.data.get("action") in g.data["action"])
            return 10 + agreed + 4 * shared if shared else agreed if when and who else 0
        return match(self.gold.events, self.export.table("events.csv", "evidence"), weight)

    def coded(self) -> list[Item]:
        """The exported events that the gold speaks about: somebody did something of PLOVER's to somebody, or is about to."""
        matched = {id(x) for _, x in self.events}
        return [x for x in self.export.table("events.csv", "actor", "recipient", "action") if id(x) in matched or
                (x.data["actor"] and x.data["recipient"] and x.data["action"] != "OCCUR" and
                 x.data.get("modality", "") not in ("possible", "denied"))]

    def event_dates(self) -> Result:
        def inside(gold: Record, row: Record) -> bool:
            want, got = days(gold["date"]), event_days(row)
            return bool(want and got and want[0] <= got[0] and got[1] <= want[1])
        return self.agree([(g, x) for g, x in self.events if g.data["date"]], "events.csv", "date_from", inside)

    # links
    @cached_property
    def links(self) -> tuple[Pairs, list[Item]]:
        """Every gold link with every exported one that hits it, and all exported ones between texts with gold."""
        ends = {x.data[key]: x.spans for name, key in (("claims.csv", "claim_id"), ("tellings.csv", "telling_id"), ("events.csv", "event_id"))
                if (self.export.folder / name).exists() for x in self.export.table(name, key)}
        found: list[tuple[Item, list[Span], list[Span]]] = []
        for row in self.export.table("links.csv", "from_id", "to_id", "relation"):
            one, other = ends.get(row.data["from_id"], []), ends.get(row.data["to_id"], [])
            if row.data["relation"] in ("contradicts", "denies") and one and other:
                found.append((Item(one + other, row.data), one, other))
        pairs: Pairs = []
        for g in self.gold.links:
            a, b = ([end, *self.restated(end)] for end in g.spans)
            pairs += [(g, x) for x, c, d in found if c != d and denial(g.data) == denial(x.data) and
                      (common(a, c) and common(b, d) or common(a, d) and common(b, c))]
        return pairs, [x for x, _, _ in found]

    def restated(self, end: Span) -> list[Span]:
        """Where the same story makes the statement again: in its headline, a caption, another paragraph."""
        claims = [c for c in self.gold.claims if c.spans[0][0] == end[0]]
        here = [c for c in claims if common(c.spans, [end])]
        return [span for c in claims for h in here for span in c.spans
                if c.data["article"] == h.data["article"] and self.gold.same_group(c, h)]

    # what went wrong
    def errors(self, kind: str, texts: Path) -> list[str]:
        words = {file: self.gold.text(file, texts) for file in self.gold.files}
        sides: dict[str, Callable[[], tuple[list[Item], list[Item], Pairs]]] = {
            "stories": lambda: (self.gold.stories, self.export.table("articles.csv"), self.stories),
            "mentions": lambda: (self.gold.mentions, self.mentioned(*TYPES), self.mentions),
            "dates": lambda: (self.gold.dates, self.dated(), self.dates),
            "claims": lambda: (self.gold.claims, self.export.table("claims.csv"), self.claims),
            "events": lambda: (self.gold.events, self.export.table("events.csv"), self.events),
            "links": lambda: (self.gold.links, self.links[1], self.links[0])}
        gold, found, pairs = sides[kind]()
        hit = {id(item) for pair in pairs for item in pair}

        def line(label: str, item: Item) -> str:
            keys = ("type", "value", "speaker", "date", "date_from", "actor", "action", "relation", "reason")
            places = [f"{f}:{s}-{e} {' '.join(words.get(f, '')[s:e].split())!r}" for f, s, e in item.spans]
            return "  ".join([f"{label:8}", *(str(item.data[key]) for key in keys if item.data.get(key)), *places])
        misheard = [(g, x) for g, x in pairs if "speaker" in x.data and not self.speaker(g.data, x.data)]
        return [*(line("missed", g) for g in gold if id(g) not in hit and not g.optional),
                *(line("spurious", x) for x in found if id(x) not in hit),
                *(line("speaker", x) + f"  wanted: {'; '.join(g.data['speaker'])}" for g, x in misheard)]


def denial(link: Record) -> bool:
    return bool(link["relation"] == "denies" or link.get("reason") == "denial")


def measures(s: Scorer) -> list[tuple[str, str, Callable[[], Result]]]:
    gold, table = s.gold, s.export.table

    def story(column: str, test: Test | None = None) -> Callable[[], Result]:
        return lambda: s.agree(s.stories, "articles.csv", column, test)

    def claim(column: str, test: Test | None = None) -> Callable[[], Result]:
        return lambda: s.agree(s.claims, "claims.csv", column, test)

    def event(column: str, test: Test) -> Callable[[], Result]:
        return lambda: s.agree(s.events, "events.csv", column, test)

    return [
        ("stories", "boundary F1", lambda: s.measure(s.stories, gold.stories, table("articles.csv"))),
        ("stories", "headline", story("headline")),
        ("stories", "author", story("author")),
        ("stories", "published_at", story("published_at", same_time)),
        ("stories", "kind", story("kind")),
        ("blocks", "furniture F1", s.furniture),
        ("mentions", "exact F1", s.exact),
        ("mentions", "overlap F1", lambda: s.measure(s.mentions, gold.mentions, s.mentioned(*TYPES))),
        ("mentions", "linking B-cubed F1", s.linking),
        ("dates", "found with value", lambda: s.share(s.dates, 0, gold.dates)),
        ("dates", "value precision", lambda: s.share(s.dates, 1, s.dated())),
        ("claims", "precision", lambda: s.measure(s.claims, gold.claims, table("claims.csv"), "P")),
        ("claims", "recall", lambda: s.measure(s.claims, gold.claims, table("claims.csv"), "R")),
        ("claims", "F1", lambda: s.measure(s.claims, gold.claims, table("claims.csv"))),
        ("claims", "speaker", claim("speaker", s.speaker)),
        ("claims", "cue overlap", s.cues),
        ("claims", "quote", claim("quote")),
        ("claims", "speech_act", claim("speech_act")),
        ("claims", "via", claim("via", s.via)),
        ("events", "recall", lambda: s.measure(s.events, gold.events, table("events.csv"), "R")),
        ("events", "precision", lambda: s.measure(s.events, gold.events, s.coded(), "P")),
        ("events", "date", s.event_dates),
        ("events", "actor", event("actor", lambda g, x: s.party(g, x, "actor"))),
        ("events", "action", event("action", lambda g, x: x["action"] in g["action"])),
        ("events", "recipient", event("recipient", lambda g, x: s.party(g, x, "recipient"))),
        ("groups", "pairwise F1", s.groups),
        ("links", "recall", lambda: s.share(s.links[0], 0, [g for g in gold.links if not g.optional])),
        ("links", "precision", lambda: s.share(s.links[0], 1, s.links[1])),
    ]


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Bad(message)


def main(arguments: list[str] | None = None) -> int:
    parser = Parser(prog="score.py", description="Scores an export against the gold annotations.")
    parser.add_argument("export", type=Path, metavar="EXPORT_DIR")
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent / "seeds", metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--errors", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--texts", type=Path, metavar="DIR", help="the documents, for --errors")
    try:
        given = parser.parse_args(arguments)
        if given.errors and not given.texts:
            raise Bad("--errors needs --texts DIR, the folder with the documents")
        gold = Gold(given.gold)
        scorer = Scorer(gold, Export(given.export, gold.files))
        scores: dict[str, dict[str, Record]] = defaultdict(dict)
        for section, name, compute in measures(scorer):
            try:
                value, detail = compute()
            except Missing as missing:
                value, detail = 0.0, f"missing: {missing}"
            scores[section][name] = {"score": round(value, 6), "detail": detail}
            print(f"{section:9} {name:19} {value:6.3f}   {detail}")
        if given.errors:
            try:
                print("", *scorer.errors(given.errors, given.texts), sep="\n")
            except Missing as missing:
                print(f"\nmissing: {missing}")
        if given.json:
            given.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    except (Bad, OSError) as error:
        print(f"score.py: {error}".replace("\n", " "), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
