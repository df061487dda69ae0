"""Which entity an organisation's name is: "Seoul's foreign ministry", "the South Korean foreign ministry" and "the ministry" are one."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from workbench import assets
from workbench.core.records import Span
from workbench.ingest.cast import Cast, Named, shown
from workbench.ingest.gazetteer import Country, gazetteer, plain
from workbench.ingest.sentences import Story

_SMALL = frozenset(("of", "and", "for", "the", "in", "on", "to"))
_OWNED = re.compile(r"[’'‘]s?\s*$")
_THIS_COUNTRY = re.compile(r"\b(?:the|this|that|its) (?:country|nation|kingdom|republic)[’'‘]s\s*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\((?:the\s+)?$")


def link(cast: Cast, stories: list[Story]) -> None:
    """Settles every ORG of the document, story by story: long names first, since short ones refer to them."""
    by_number = {story.number: story for story in stories}
    mentions = [mention for mention in cast.mentions if mention.type == "ORG"]
    shorter = []
    for mention in mentions:
        entity = _by_lists(cast, mention)
        if entity is None:
            entity = _owned(cast, mention, by_number[mention.story])
        if entity is not None:
            cast.settle(mention, entity, telling=not institution(mention.words))
        else:
            shorter.append(mention)
    names = {plain(mention.words): mention.words for mention in shorter}
    for mention in shorter:
        longer = _longer(mention.words, names)
        cast.settle(mention, cast.entry(shown(longer or mention.words), "ORG", _country_inside(longer or mention.words)))
    _join_bracketed(cast, mentions)


def _by_lists(cast: Cast, mention: Named) -> int | None:
    known = gazetteer().organisation(mention.words)
    if known is None or (mention.words.islower() and " " not in mention.words):
        return None
    return cast.known(known)


# Institutions that every country has


def institution(words: str) -> str:
    """The words in capitals, if nothing but a country is missing to make them a name ("foreign ministry"); else nothing."""
    vocabulary = assets.words("speakers")
    parts = words.casefold().split()
    if not parts or not any(part in vocabulary["organs"] for part in parts):
        return ""
    if not all(part in vocabulary["topics"] or part in vocabulary["organs"] for part in parts):
        return ""
    return " ".join(part if part.casefold() in _SMALL else part[:1].upper() + part[1:] for part in words.split())


def owned_name(country: Country, words: str) -> str:
    """ "South Korean Foreign Ministry"."""
    return f"{country.label} {words}"


def prefix_owner(words: str) -> tuple[Country | None, str]:
    """The country that a name begins with, and the rest: "Russian" and "defence ministry"."""
    parts = words.split()
    for size in (3, 2, 1):
        country = gazetteer().owner(re.sub(r"[’'‘]s?$", "", " ".join(parts[:size]))) if size < len(parts) else None
        if country:
            return country, " ".join(parts[size:])
    return None, words


def _owned(cast: Cast, mention: Named, story: Story) -> int | None:
    country, rest = prefix_owner(mention.words)
    name = institution(rest)
    if not name:
        return None
    country = country or _possessor(cast, mention, story) or _context(cast, mention, story)
    return cast.entry(owned_name(country, name) if country else name, "ORG", country.code if country else "")


def _possessor(cast: Cast, mention: Named, story: Story) -> Country | None:
    """Whose it is by the words right before: "Seoul's", "the country's"."""
    start = mention.span[0]
    before = cast.text[max(0, start - 40):start]
    if _THIS_COUNTRY.search(before):
        return _first_owner(cast, (story.sentence(start)[0], start)) or next(_owners(cast, start, story), None)
    owner = next(cast.before(start, story), None)
    if owner and re.fullmatch(r"(?:[’'‘]s?)?\s*(?:new |own |main |top )?", cast.text[owner.span[1]:start]) and owner.type in ("GPE", "NORP"):
        return cast.owner(owner)
    return None


def _owners(cast: Cast, offset: int, story: Story) -> Iterator[Country]:
    for mention in cast.before(offset, story):
        country = cast.owner(mention) if mention.type in ("GPE", "NORP") else None
        if country:
            yield country


def _context(cast: Cast, mention: Named, story: Story) -> Country | None:
    """Whose it must be: the country named right after it or before it, the first one of its paragraph, the one that the story speaks of most."""
    start, end = mention.span
    after = cast.within((end, end + 40))
    if after and re.fullmatch(r"\s+(?:in|of)\s+(?:the\s+)?", cast.text[end:after[0].span[0]]) and (country := cast.owner(after[0])):
        return country
    before = next(cast.before(start, story), None)
    if before and start - before.span[1] < 20 and (country := cast.owner(before)) and before.type == "ORG":
        return country
    return _first_owner(cast, (story.paragraph(start).span[0], start)) or main_country(cast, story)


def _first_owner(cast: Cast, span: Span) -> Country | None:
    owners = (cast.owner(mention) for mention in cast.within(span) if mention.type in ("GPE", "NORP"))
    return next(filter(None, owners), None)


def main_country(cast: Cast, story: Story) -> Country | None:
    counts: Counter[str] = Counter()
    for mention in cast.mentions:
        if mention.story == story.number and mention.type in ("GPE", "NORP"):
            country = cast.owner(mention)
            counts[country.code if country else ""] += 1
    del counts[""]
    return gazetteer().countries[counts.most_common(1)[0][0]] if counts else None


# Short forms


def _longer(words: str, names: dict[str, str]) -> str:
    """The one longer name of the document that these words abbreviate, by their letters or as its beginning or end; else nothing."""
    key = plain(words)
    if words.isupper() and " " not in words:
        found = {name for other, name in names.items() if " " in other and _initials(name) == words}
    else:
        found = {name for other, name in names.items() if other.startswith(key + " ") or (" " in key and other.endswith(" " + key))}
    return found.pop() if len(found) == 1 else ""


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.replace("-", " ").split() if part[0].isupper())


def _country_inside(words: str) -> str:
    """The country named in an organisation's own name ("Armed Forces of Ukraine")."""
    country, _ = prefix_owner(words)
    if country is None and " of " in words:
        country = gazetteer().country(words.rsplit(" of ", 1)[1])
    return country.code if country else ""


def _join_bracketed(cast: Cast, mentions: list[Named]) -> None:
    """ "Federal Office for the Protection of the Constitution (BfV)": what stands in brackets behind a name is that name."""
    same: dict[int, int] = {}
    for one, other in pairwise(mentions):
        between = cast.text[one.span[1]:other.span[0]]
        short = cast.text[other.span[1]:other.span[1] + 1] == ")" and len(other.words) <= 8 < len(one.words)
        if _IN_BRACKETS.fullmatch(between) and short and one.entity != other.entity:
            same[other.entity] = one.entity
    for mention in mentions:
        if mention.entity in same:
            cast.settle(mention, same[mention.entity])
