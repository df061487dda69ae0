"""Runs the stages on one document: text -> layout -> tagger -> names, dates, claims, tellings -> one frozen Extraction."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from workbench.core.errors import Cancelled
from workbench.core.extraction import Extraction, Fixed, ReadArticle, ReadBlock, ReadClaim, ReadEntity, ReadMention, ReadParty, ReadTelling, Source
from workbench.core.records import MINED_BLOCKS, Span
from workbench.ingest import claims, entities, events, layout, times
from workbench.ingest.cast import Cast
from workbench.ingest.claims import Values
from workbench.ingest.contents import trimmed
from workbench.ingest.decode import decode
from workbench.ingest.models import Models
from workbench.ingest.parties import Parties
from workbench.ingest.quotations import quoted
from workbench.ingest.sentences import Story, stories
from workbench.ingest.sound import Sound

Progress = Callable[[str, float], None]
Cancel = Callable[[], bool]

_ENOUGH = 3000  # characters that tell the language
_SURE = 0.9  # a language other than English must be this probable: names and headlines alone look like many

@dataclass(frozen=True, slots=True)
class Mined:
    """What was read out of the words of a document's stories."""
    entities: tuple[ReadEntity, ...] = ()
    mentions: tuple[ReadMention, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    tellings: tuple[ReadTelling, ...] = ()


def extract(source: Source, models: Models | None, *, fixed: Fixed = Fixed(), progress: Progress | None = None,  # noqa: B008  -- frozen
            cancelled: Cancel | None = None) -> Extraction:
    """Everything that can be read out of `source`. Without models only its layout. Raises Cancelled between two windows of the tagger."""
    tell = progress or _silent
    tell("layout", 0.0)
    page = layout.lay_out(source, models.page(source.text) if models else None, fixed)
    run = _Run(unwrapped(source.text, page.blocks), models, tell, cancelled or _never)
    tongue = language(source.text, page.blocks)
    notes = [*source.notes, *page.notes]
    mined = Mined()
    if tongue != "en":
        notes.append(f"{source.file} is not in English ({tongue}): its stories are laid out, names, claims and events are not read.")
    elif models is None:
        notes.append(f"{source.file}: the models are missing, so names, claims and events were not read.")
    else:
        mined = run.mine(list(stories(run.text, page.articles, page.blocks)), page.articles)
    tell("done", 1.0)
    return Extraction(source, tongue, page.articles, page.blocks, mined.entities, mined.mentions, mined.claims, mined.tellings, tuple(notes))


def unwrapped(text: str, blocks: Iterable[ReadBlock]) -> str:
    """The text with a blank for each line break inside a paragraph: as long as before, and no rule stumbles over where a page was wrapped."""
    pieces, at = [], 0
    for start, end in sorted(block.span for block in blocks):
        pieces += [text[at:start], re.sub(r"[\r\n]", " ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _silent(stage: str, share: float) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Run:
    """One document on its way through the stages."""
    text: str
    models: Models | None
    tell: Progress
    cancelled: Cancel

    def mine(self, found: list[Story], articles: Sequence[ReadArticle]) -> Mined:
        whole = sum(paragraph.span[1] - paragraph.span[0] for story in found for paragraph in story.paragraphs) or 1
        done = 0
        for story in found:
            done = self._tag(story, done, whole)
            story.found.names = times.joined(self.text, story.found.names)
        self.tell("reading", 0.95)
        return mine(self.text, found, _values(self.text, found, articles), articles)

    def _tag(self, story: Story, done: int, whole: int) -> int:
        """Fills what the tagger finds in a story; gives the characters that are done by then."""
        assert self.models is not None  # noqa: S101  -- `mine` is not asked without
        for window, outputs in self.models.tag(self.text, [paragraph.span for paragraph in story.paragraphs]):
            if self.cancelled():
                raise Cancelled
            story.found.add(decode(window, outputs, self.text))
            done += sum(end - start for start, end in window.offsets)
            self.tell("tagging", 0.05 + 0.9 * min(1.0, done / whole))
        return done


# Language


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str, blocks: Iterable[ReadBlock]) -> str:
    """ISO 639-1 of the mined words. A few words in Latin letters count as English unless they are clearly something else."""
    words = " ".join(text[slice(*block.span)] for block in blocks if block.kind in MINED_BLOCKS)[:_ENOUGH] or text[:_ENOUGH]
    if not re.search(r"[^\W\d_]", words):
        return "en"
    tongue, probability = _identifier().classify(words)
    return str(tongue) if tongue == "en" or probability >= _SURE else "en"


# After the tagger


def _values(text: str, found: Iterable[Story], articles: Sequence[ReadArticle]) -> Values:
    """The value of every date expression that the tagger found."""
    spans = [name.span for story in found for name in story.found.names if name.type == "DATE"]
    return dict(zip(spans, times.date_values(text, spans, articles), strict=True))

def mine(text: str, found: list[Story], values: Values, articles: Sequence[ReadArticle]) -> Mined:
    """Everything that follows once the tagger has read the stories."""
    cast = entities.cast(text, found)
    parties = Parties(cast)
    read_claims: list[ReadClaim] = []
    read_tellings: list[ReadTelling] = []
    for story in found:
        of_story, talk = claims.claims(story, parties, values)
        read_claims += of_story
        read_tellings += events.tellings(story, parties, talk, values, of_story)
    sound = Sound(text, [article.span for article in articles])
    return _numbered(Mined(tuple(entry.read() for entry in cast.entries), tuple(sound.mentions(_mentions(cast, found, values))),
                           tuple(sound.claims(read_claims)), tuple(sound.tellings(read_tellings))))


def _numbered(mined: Mined) -> Mined:
    """Without the entities that nothing refers to: a party that was considered and dropped leaves none behind."""
    parties = [party for claim in mined.claims for party in (*claim.speakers, *claim.vias)]
    parties += [party for telling in mined.tellings for party in (*telling.actors, *telling.recipients, *filter(None, [telling.place]))]
    numbers = [mention.entity for mention in mined.mentions] + [party.entity for party in parties]
    used = sorted({number for number in numbers if number is not None})
    new = {old: number for number, old in enumerate(used)}

    def place(telling: ReadTelling) -> ReadParty | None:
        return moved([telling.place])[0] if telling.place else None

    def moved(some: Iterable[ReadParty]) -> tuple[ReadParty, ...]:
        return tuple(replace(party, entity=None if party.entity is None else new[party.entity]) for party in some)

    return Mined(tuple(mined.entities[old] for old in used),
                 tuple(replace(row, entity=None if row.entity is None else new[row.entity]) for row in mined.mentions),
                 tuple(replace(claim, speakers=moved(claim.speakers), vias=moved(claim.vias)) for claim in mined.claims),
                 tuple(replace(row, actors=moved(row.actors), recipients=moved(row.recipients), place=place(row)) for row in mined.tellings))


def _mentions(cast: Cast, found: Iterable[Story], values: Values) -> list[ReadMention]:
    """The names and the dates, in the order of the text."""
    mentions = [mention.read() for mention in cast.mentions]
    for story in found:
        for name in story.found.names:
            if name.type == "DATE":
                value, reason = values.get(name.span, ("", ""))
                mentions.append(ReadMention(name.span, "DATE", story.number, value=value, reason=reason, confidence=round(name.confidence, 3)))
    return sorted(mentions, key=lambda mention: mention.span)


# One claim for a sentence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A claim that the analyst asked for; its parties' numbers are places in `entities`, its article is 0."""
    claim: ReadClaim
    entities: tuple[ReadEntity, ...] = ()


def suggest_claim(text: str, paragraphs: list[Span], sentence: Span, models: Models) -> Suggestion:
    """The claim that a sentence makes. Where the tagger sees none, the quotation in it, else the whole sentence, is the content:
    the analyst has said that it is a claim. `paragraphs` are the mined blocks of the article that it stands in, in order."""
    article = ReadArticle("article", (paragraphs[0][0], paragraphs[-1][1]))
    blocks = [ReadBlock("body", paragraph, 0) for paragraph in paragraphs]
    text = unwrapped(text, blocks)
    found = list(stories(text, [article], blocks))
    mined = _Run(text, models, _silent, _never).mine(found, [article])
    inside = [claim for claim in mined.claims if any(start < sentence[1] and sentence[0] < end for start, end in claim.parts)]
    if inside:
        return Suggestion(max(inside, key=lambda claim: _shared(claim, sentence)), mined.entities)
    parts = quoted(text, *sentence) or [trimmed(text, sentence)]
    kind = "direct" if parts and quoted(text, *sentence) else "indirect"
    return Suggestion(ReadClaim(0, tuple(parts), kind, "state"), mined.entities)


def _shared(claim: ReadClaim, sentence: Span) -> int:
    return sum(max(0, min(end, sentence[1]) - max(start, sentence[0])) for start, end in claim.parts)
