"""Which entity of this document each name is. Places first, then organisations, which belong to places, then people, who belong to both."""
from __future__ import annotations

from collections import Counter

from workbench.ingest import organisations, people
from workbench.ingest.cast import PLACES, Cast, Named, shown
from workbench.ingest.gazetteer import gazetteer, plain
from workbench.ingest.names import agreed, names
from workbench.ingest.sentences import Story

_HALVES = ("north", "south", "east", "west")


def cast(text: str, stories: list[Story]) -> Cast:
    """Finds the names of a document's stories and who they are."""
    found = Cast(text)
    for story, mentions in zip(stories, agreed(text, stories, [names(text, story) for story in stories]), strict=True):
        found.add([Named(name.span, text[slice(*name.span)], name.type, story.number, name.confidence) for name in mentions])
    _link_places(found)
    organisations.link(found, stories)
    people.link(found, stories)
    return found


def _link_places(cast: Cast) -> None:
    for mention in cast.mentions:
        if mention.type in PLACES and plain(mention.words) not in _HALVES:
            cast.settle(mention, _place(cast, mention))
    for mention in cast.mentions:
        if mention.type in PLACES and mention.entity < 0:
            cast.settle(mention, _half(cast, mention), telling=False)


def _place(cast: Cast, mention: Named) -> int:
    lists, words = gazetteer(), mention.words
    country = lists.country(words)
    if country:
        return cast.country(country)
    known = (lists.people(words) if mention.type == "NORP" else None) or lists.city(words) or lists.land(words)
    return cast.known(known) if known else cast.entry(shown(words), mention.type)


def _half(cast: Cast, mention: Named) -> int:
    """ "the North" is North Korea where the text has spoken of North Korea; "the West" is the West."""
    side = plain(mention.words)
    halves = Counter(other.entity for other in cast.mentions
                     if other.entity >= 0 and plain(cast.entries[other.entity].name).startswith(side + " ") and other.type != "LOC")
    if halves:
        mention.type = "GPE"
        return halves.most_common(1)[0][0]
    known = gazetteer().land(mention.words) or gazetteer().people(mention.words)
    return cast.known(known) if known else cast.entry(shown(mention.words), mention.type)
