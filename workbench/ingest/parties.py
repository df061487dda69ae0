"""Who is meant by the words that name a speaker or an actor: names, "the Ukrainian president", "Seoul’s foreign ministry", "he"."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from workbench import assets
from workbench.core.extraction import ReadParty
from workbench.core.records import Span
from workbench.ingest.cast import Cast, Named
from workbench.ingest.gazetteer import gazetteer
from workbench.ingest.organisations import institution, owned_name
from workbench.ingest.people import Descriptions
from workbench.ingest.sentences import Story

_DEFINITE = re.compile(r"(?:the|this|that|its)\s", re.IGNORECASE)
_FRONT = re.compile(r"(?:both|all|either|neither|the|an?|this|that|these|those|its|their|his|her)\s+", re.IGNORECASE)
_WHOSE = re.compile(r"(his|her|its)\s+\w", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|as well as|along with|or)\s+", re.IGNORECASE)
_OWNS = re.compile(r"[’'‘]s?(?=\s|$)")
_BELONGS = re.compile(r"\b(?:of|for|to|at|from|in|with|by|near|against)\s+(?:the\s+)?$", re.IGNORECASE)
_OFFICE_OF = re.compile(r"\b(?:office|service|department|desk|arm|branch|wing|government|administration|secretariat|embassy) (?:of|for|in|at)\s+"
                        r"(?:the\s+)?$", re.IGNORECASE)
_SAYS_MORE = re.compile(r"\s*(?:[,(]|(?:of|from|in|for|to|with|at|who|which|that|on|by)\s)")
_AGED = re.compile(r"\d+-year-old(?: \w+)?")
_NOUNS = re.compile(r"\b(?:an?|the|one)\s+([^,.;:]{3,50}),?\s*$", re.IGNORECASE)
_SPEAKS_FOR = re.compile(r"(?P<body>.*?)\b(?:spokes(?:man|woman|person|people)|press (?:officer|secretary)|representative)"
                         r"(?P<more>(?: (?:for|of|at)\b.*)?)$", re.IGNORECASE | re.DOTALL)
_WRITTEN = re.compile(r"(?:[’']s )?(?:news |annual |internal |latest )?(?:reports?|statement|survey|study|poll|letter|memo)")
_PLACED = re.compile(r"\s+(?:in|at|for)\s+(?:the\s+)?$")
_ANY_BODY = frozenset(("group", "organisation", "organization", "body", "regulator", "watchdog", "agency", "authority",
                       "service", "office", "network"))
_TELLING = frozenset(("ministry", "department", "council", "court", "university", "hospital", "school", "police", "army", "navy", "embassy",
                      "parliament"))
_SIGHT = 4  # sentences that a pronoun looks back


class Spoken(NamedTuple):
    """Who spoke, and where he was named."""
    offset: int
    party: ReadParty


@dataclass(slots=True)
class Talk:
    """Who has spoken in a story so far."""
    turns: list[Spoken] = field(default_factory=list)

    def add(self, offset: int, parties: list[ReadParty]) -> None:
        self.turns += [Spoken(offset, party) for party in parties[:1]]

    def last(self, offset: int, fits: Callable[[ReadParty], bool] = lambda party: True) -> Spoken | None:
        return max((turn for turn in self.turns if turn.offset < offset and fits(turn.party)), key=lambda turn: turn.offset, default=None)


class Parties:
    """Resolves the parties of one document's claims and tellings."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.text = cast, cast.text
        self.descriptions = Descriptions(cast)
        self.words: dict[str, list[str]] = assets.words("speakers")

    def read(self, span: Span, story: Story, talk: Talk, *, loose: bool = False) -> list[ReadParty]:
        """Everybody whom text[span] names, the words' order kept. `loose`: whoever belongs to a country or body stands for it."""
        definite = bool(_DEFINITE.match(self.text[slice(*span)]) or _DEFINITE.search(self.text[max(0, span[0] - 5):span[0]])
                        or story.paragraph(span[0]).kind == "headline" or self.text[span[1]:span[1] + 1] == ":")
        whose = _WHOSE.match(self.text, *span)
        span = self._bare(span)
        words = self.text[slice(*span)]
        pronoun = None if words.isupper() and len(words) > 1 else self._pronoun(words.casefold(), span, story, talk)  # "US" is no "us"
        if pronoun is not None:
            return pronoun
        halves = self._halves(span)
        if halves:
            parties = [party for half in halves for party in self.read(half, story, talk, loose=loose)]
            return [*dict.fromkeys(parties)]
        party = self._one(span, story, talk, loose=loose, definite=definite)
        return [self._belonging(party, whose.span(1), story, talk) if whose and party.entity is None else party]

    def _belonging(self, party: ReadParty, pronoun: Span, story: Story, talk: Talk) -> ReadParty:
        """ "His mother" is called "Manolo Requena's mother"."""
        word = self.text[slice(*pronoun)].casefold()
        owner = self._antecedent(pronoun, story, talk, ("ORG", "GPE") if word == "its" else ("PERSON",))
        if owner.entity is None:
            return party
        return replace(party, name=f"{self.cast.entries[owner.entity].name}’s {party.name}")

    def voices(self, span: Span, story: Story, talk: Talk) -> list[ReadParty]:
        """Like `read`, of those who speak: a capital speaks for its government."""
        return [self._government(party) for party in self.read(span, story, talk)]

    def _government(self, party: ReadParty) -> ReadParty:
        if party.entity is None or self.cast.type(party.entity) != "GPE":
            return party
        name = self.cast.entries[party.entity].name
        known = gazetteer().capital(name)
        if not known or known.name != name:
            return party
        if name == "Brussels" and "Belgi" not in self.text:
            return replace(party, entity=self.cast.entry("European Union", "ORG"))
        return replace(party, entity=self.cast.country(gazetteer().countries[known.country]))

    def _bare(self, span: Span) -> Span:
        """Without determiner, and without quotation marks and dots at the ends."""
        start, end = span
        while start < end and not self.text[start].isalnum():
            start += 1
        while end > start and not (self.text[end - 1].isalnum() or self.text[end - 1] in ".)"):
            end -= 1
        found = _FRONT.match(self.text, start, end)
        return (found.end(), end) if found and found.end() < end else (start, end)

    def _halves(self, span: Span) -> list[Span]:
        """ "the US and South Korea", "U.S. and South Korean officials": both sides of an "and", when each names somebody."""
        for cut in _AND.finditer(self.text, *span):
            left, right = (span[0], cut.start()), (cut.end(), span[1])
            one, other = self.cast.within(left), self.cast.within(right)
            if one and other and not any(mention.span[0] < cut.start() < mention.span[1] for mention in self.cast.within(span)):
                return [left, right] if _BELONGS.search(self.text, span[0], one[0].span[0]) is None else []
        return []

    # one party

    def _one(self, span: Span, story: Story, talk: Talk, *, loose: bool, definite: bool) -> ReadParty:
        mentions = self.cast.within(span)
        entity = self._head(span, mentions[0]) if mentions else None
        if entity is None and not any(mention.type == "PERSON" for mention in mentions):
            entity = self._spoken_for(span, story, talk, definite=definite)
        if entity is None and mentions:
            entity = self._person(span, mentions)
        if entity is None and mentions:
            entity = self._body(span, mentions, loose)
        if entity is None and (definite or mentions):
            entity = self._described(span, mentions, story, talk)
        if entity is None and loose and mentions:
            entity = self._loosely(mentions)
        return self._called(entity, span)

    def _called(self, entity: int | None, span: Span) -> ReadParty:
        """Somebody who is no entity is called by these words of the text."""
        return ReadParty(entity, span, "" if entity is not None else " ".join(self.text[slice(*span)].split()))

    def _head(self, span: Span, first: Named) -> int | None:
        """The name that the phrase begins with, if what follows only says more about it ("the North of providing arms")."""
        rest = self.text[first.span[1]:span[1]]
        if first.type == "ORG" and first.span[0] == span[0] and len(mentions := self.cast.within(span)) == 2:
            placed = _PLACED.fullmatch(self.text, first.span[1], mentions[1].span[0]) and mentions[1].span[1] == span[1]
            return first.entity if placed and mentions[1].type == "GPE" else None
        return first.entity if first.span[0] == span[0] and _SAYS_MORE.match(rest) and first.type not in ("NORP", "ORG") else None

    def _person(self, span: Span, mentions: list[Named]) -> int | None:
        """The person named in the words, unless they are about somebody who only belongs to him ("Putin's aides")."""
        for mention in reversed(mentions):
            owns = _OWNS.match(self.text, mention.span[1]) and mention.span[1] < span[1] - 2
            belongs = _BELONGS.search(self.text, span[0], mention.span[0])
            if mention.type == "PERSON" and not owns and not belongs:
                return mention.entity
        return None

    def _body(self, span: Span, mentions: list[Named], loose: bool) -> int | None:
        """The organisation, country or institution of a country that the words name."""
        last = mentions[-1]
        tail = self.text[last.span[1]:span[1]].strip(" )(,.")
        front = self.text[span[0]:last.span[0]]
        if not tail and (not front.strip(" (") or self._is_owner(span, mentions)):
            return last.entity
        if not tail and (_OFFICE_OF.search(front) or (last.type == "ORG" and not _BELONGS.search(front))):
            return last.entity
        if tail and last.type in ("GPE", "NORP") and not _BELONGS.search(front):
            return self._institution(last, _OWNS.sub("", tail, count=1).strip() if _OWNS.match(tail) else tail, loose=loose)
        if tail and last.type == "ORG" and (loose or _WRITTEN.fullmatch(tail)):
            return last.entity
        return None

    def _is_owner(self, span: Span, mentions: list[Named]) -> bool:
        """ "Seoul's foreign ministry": all that stands before the last name is whose it is."""
        between = self.text[mentions[-2].span[1]:mentions[-1].span[0]] if len(mentions) > 1 else ""
        return bool(_OWNS.fullmatch(between.strip())) and self.text[span[0]:mentions[-2].span[0]].strip() == ""

    def _institution(self, owner: Named, rest: str, *, loose: bool) -> int | None:
        """ "Russian government" is Russia, "South Korea's military" the South Korean military, "US officials" the US officials, loosely the US."""
        country = self.cast.owner(owner)
        words = rest.casefold().split()
        if country is None or not words:
            return None
        if words[-1] in ("government", "administration", "authorities", "leadership", "regime", "side", "state") or \
                (loose and words[-1] in self.words["government"]):
            return self.cast.country(country)
        if " ".join(words) in self.words["institutions"] or institution(rest):
            return self.cast.entry(owned_name(country, rest if rest.islower() else institution(rest) or rest), "ORG", country.code)
        if words[-1] in self.words["government"] and len(words) <= 2:
            return self.cast.entry(owned_name(country, words[-1]), "ORG", country.code)
        return None

    def _loosely(self, mentions: list[Named]) -> int | None:
        """For an actor "Russian soldiers" may be Russia."""
        best = next((mention for mention in mentions if mention.type in ("GPE", "NORP", "ORG")), None)
        return best.entity if best else None

    # descriptions

    def _spoken_for(self, span: Span, story: Story, talk: Talk, *, definite: bool) -> int | None:
        """The body that a spokesperson without a name speaks for: "a Kremlin spokesman", "a spokeswoman for the ministry", "a spokeswoman"."""
        found = _SPEAKS_FOR.fullmatch(self.text, *span)
        if not found:
            return None
        if definite and not found["body"].strip() and (known := self.descriptions.person(found[0], "", story.number)) is not None:
            return known
        bodies = [mention for mention in self.cast.within(span) if mention.type == "ORG"]
        if bodies:
            return bodies[0].entity
        if self.cast.within(span):
            return None
        noun = re.sub(r"^ (?:for|of|at)(?: the)?\s+", "", found["more"]) or found["body"].strip()
        return self._thing(noun or "group", span[0], story, talk)

    def _described(self, span: Span, mentions: list[Named], story: Story, talk: Talk) -> int | None:
        """ "the Ukrainian president", "the ministry", "the 33-year-old": somebody of whom the text says so."""
        words = self.text[slice(*span)]
        owners = [owner for mention in mentions if (owner := self.cast.owner(mention))]
        country = owners[0].code if len({owner.code for owner in owners}) == 1 else ""
        if len(words.split()) > 8 or (mentions and not owners):
            return None
        person = self.descriptions.person(words, country, story.number)
        if person is not None and words.split()[-1].casefold() not in self.words["things"]:
            return person
        return None if mentions else self._thing(words, span[0], story, talk)

    def _thing(self, words: str, offset: int, story: Story, talk: Talk) -> int | None:
        """ "the ministry", "the company": the body that was last named so, else the one that spoke last."""
        parts = words.casefold().split()
        if len(parts) > 2 or not parts:
            return None
        for mention in self.cast.before(offset, story):
            if mention.type == "ORG" and parts[-1] in self.cast.entries[mention.entity].name.casefold().split():
                return mention.entity
        if parts[-1] not in self.words["things"] or len(parts) > 1:
            return None
        turn = talk.last(offset, lambda party: self._is(party, ("ORG",)) and self._may_be(party.entity, parts[-1]))
        bodies = (mention for mention in self.cast.before(offset, story) if mention.type == "ORG" and self._may_be(mention.entity, parts[-1]))
        nearest = next(bodies, None)
        if turn and (not nearest or story.sentence_number(turn.offset) >= story.sentence_number(nearest.span[0])):
            return turn.party.entity
        return nearest.entity if nearest else None

    def _may_be(self, entity: int | None, noun: str) -> bool:
        """Whether a body can be called so: no university is "the company", and a ministry says that it is one."""
        if entity is None:
            return True
        name = set(self.cast.entries[entity].name.casefold().split())
        kinds = name & {*self.words["things"], *self.words["organs"]}
        known = gazetteer().organisation(self.cast.entries[entity].name)
        if known and known.media:
            return noun in self.words["media"]
        return noun in kinds or (noun not in _TELLING and (not kinds or noun in _ANY_BODY))

    # pronouns

    def _pronoun(self, word: str, span: Span, story: Story, talk: Talk) -> list[ReadParty] | None:
        if word in self.words["relative"]:
            return [self._relative(span, story)]
        if _AGED.fullmatch(word):
            return [self._antecedent(span, story, talk, ("PERSON",))]
        if word in self.words["singular"]:
            return [self._antecedent(span, story, talk, ("PERSON",))]
        if word in self.words["neuter"]:
            return [self._antecedent(span, story, talk, ("ORG", "GPE"))]
        if word in self.words["plural"] or word in self.words["first"]:
            turn = talk.last(span[0])
            return [replace(turn.party, span=span) if turn else ReadParty(None, span)]
        return None

    def _relative(self, span: Span, story: Story) -> ReadParty:
        """ "Dmitry Peskov, who ...", "a bank officer, who ...": the phrase before it."""
        start = max(story.sentence(span[0])[0], span[0] - 60)
        phrase = _NOUNS.search(self.text, start, span[0])
        nearest = next(self.cast.before(span[0], story), None)
        if nearest and (not phrase or nearest.type == "PERSON") and nearest.span[0] >= start:
            return ReadParty(nearest.entity, span)
        return replace(self._called(None, phrase.span(1)), span=span) if phrase else ReadParty(None, span)

    def _antecedent(self, span: Span, story: Story, talk: Talk, types: tuple[str, ...]) -> ReadParty:
        """Whoever spoke last, unless a later sentence begins with somebody else."""
        def fits(party: ReadParty) -> bool:
            return party.entity is None if types == ("PERSON",) and party.entity is None else self._is(party, types)

        here = story.sentence_number(span[0])
        turn = talk.last(span[0], fits)
        spoke = story.sentence_number(turn.offset) if turn else -1
        for number in range(here, max(here - _SIGHT, spoke, -1), -1):
            subject = next(self._subjects(story, number, span[0], types), None)
            if subject is not None:
                return ReadParty(subject.entity, span)
        if turn and here - spoke <= 2 * _SIGHT:
            return replace(turn.party, span=span)
        return ReadParty(None, span)

    def _is(self, party: ReadParty, types: tuple[str, ...]) -> bool:
        return party.entity is not None and self.cast.type(party.entity) in types

    def _subjects(self, story: Story, number: int, offset: int, types: tuple[str, ...]) -> Iterator[Named]:
        """Names of these types in a sentence before `offset`, what is said by others left out."""
        start, end = story.sentences[number]
        contents = [part for claim in story.found.claims for part in claim.parts if part[0] < end and start < part[1]]
        for mention in self.cast.within((start, min(end, offset))):
            said = any(a <= mention.span[0] < b for a, b in contents)
            if mention.type in types and not said:
                yield mention
