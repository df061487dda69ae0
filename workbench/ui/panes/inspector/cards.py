"""What is on the card of a claim, an event, an entity, an article."""
from __future__ import annotations

from functools import partial

from workbench.core import dates
from workbench.core.records import ACTIONS, CREDIBILITIES, MODALITIES, NAME_TYPES, QUOTES, RELIABILITIES, SPEECH_ACTS, Claim, Link, Telling, tag
from workbench.ui import late
from workbench.ui.panes.inspector.card import TITLE, Card
from workbench.ui.panes.inspector.parts import DateField, WordsField
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

RELIABLE = ("—", "A reliable", "B usually reliable", "C fairly reliable", "D not usually reliable", "E unreliable", "F cannot be judged")
CREDIBLE = ("—", "1 confirmed", "2 probably true", "3 possibly true", "4 doubtful", "5 improbable", "6 cannot be judged")
SAYS = {"state": "states", "deny": "denies", "warn": "warns", "accuse": "accuses", "promise": "promises", "demand": "demands",
        "consider": "considers", "praise": "praises", "condemn": "condemns"}
UNDETERMINED = "Who had it first is undetermined: the times overlap."
PASSED_ON = 8


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def source(claim: Claim) -> str:
    return claim.outlet or f"Outlet unknown ({claim.file})"


class ClaimCard(Card):
    def __init__(self, workspace: Workspace, claim: Claim) -> None:
        super().__init__(workspace, "claim", claim.id)
        self._claim, self._verbs = claim, late.services.claims
        self.caption(_head("Claim", claim.id, claim.origin, claim.status, claim.confidence))
        self.line((claim.speaker or "Nobody named", "strong"), (f" {SAYS.get(claim.speech_act, claim.speech_act)}", claim.speech_act),
                  points=TITLE, press=partial(self.point_at, "speaker"))
        self.words(claim.text, "content")
        self._fields()
        self._carried()
        self._disputed()
        self.note(claim.note, partial(self._put, "note"))
        self.history()
        self.close_up()

    def _put(self, field: str, value: object) -> None:
        self.do(self._verbs.set_field, self.number, field, value)

    def _fields(self) -> None:
        claim, put = self._claim, self._put
        known = partial(late.queries.names, self.project)
        self.words_field("Speaker", WordsField(claim.speaker, known), lambda text: put("speaker", names(text)), "speaker")
        self.list_field("Act", SPEECH_ACTS, [SAYS[act] for act in SPEECH_ACTS], claim.speech_act, partial(put, "speech_act"), "cue")
        self.list_field("Quote", QUOTES, QUOTES, claim.quote, partial(put, "quote"))
        self.words_field("Said", DateField(claim.said_from, claim.said_to, claim.published_at), partial(put, "said"), "said")
        self.words_field("About", DateField(claim.about_from, claim.about_to, claim.published_at), partial(put, "about"), "about")
        self.words_field("Via", WordsField("; ".join(party.name for party in claim.vias), known), lambda text: put("via", names(text)), "via")
        article = late.queries.get_article(self.project, claim.article_id)
        if article and (outlet := article.outlet_id):
            self.list_field("Source", RELIABILITIES, RELIABLE, claim.source_reliability,
                            lambda code: self.do(late.services.outlets.set_reliability, outlet, code))
        else:
            unknown = WordsField("", lambda: [outlet.name for outlet in late.queries.list_outlets(self.project)])
            unknown.setPlaceholderText("unknown: which outlet is it?")
            self.words_field("Source", unknown, lambda text: self.do(late.services.articles.set_field, claim.article_id, "outlet", text))
        self.list_field("Information", CREDIBILITIES, CREDIBLE, claim.credibility, partial(put, "credibility"))
        self.words_field("Tags", WordsField(claim.tags, partial(late.queries.tags, self.project)), partial(put, "tags"))
        if claim.event_id and (event := late.queries.get_event(self.project, claim.event_id)):
            self.line(("Reports  ", "muted"), (event.summary or tag("event", event.id), "link"), press=self.lead_to("event", event.id))
        self.line(("In  ", "muted"), (f"{source(claim)}, {dates.show(claim.published_at) or 'undated'}", "link"),
                  press=self.lead_to("article", claim.article_id))

    def _carried(self) -> None:
        members = late.queries.group_members(self.project, self._claim.group_id) if self._claim.group_id else []
        if len(members) < 2:
            return
        outlets = len({member.outlet or member.file for member in members})
        self.section(f"Same statement · {count(outlets, 'outlet')}")
        firsts = late.queries.firsts(self.project)
        for member in members[:PASSED_ON]:
            mine, first = member.id == self.number, firsts.get(member.id) == "yes"
            says = ", ".join(part for part, true in (("had it first", first), ("this one", mine)) if true)
            self.line(("● " if first else "○ ", member.speech_act), (f"{dates.show(member.published_at) or 'undated'}  ", ""), (source(member), ""),
                      (f" — {says}" if says else "", "muted"), press=None if mine else self.lead_to("claim", member.id))
        if "yes" not in (firsts.get(member.id) for member in members):
            self.line((UNDETERMINED, "muted"), points=9.0)
        if len(members) > PASSED_ON:
            self.line((f"and {len(members) - PASSED_ON} more", "muted"))

    def _disputed(self) -> None:
        links = [link for link in late.queries.list_links(self.project, kind="claim", id=self.number) if link.relation in ("contradicts", "denies")]
        if not links:
            return
        self.section("Disputed by")
        for link in links:
            _dispute(self, link)


def _dispute(card: Card, link: Link) -> None:
    kind, number = (link.to_kind, link.to_id) if (link.from_kind, link.from_id) == (card.kind, card.number) else (link.from_kind, link.from_id)
    if kind == "claim":
        other = late.queries.get_claim(card.project, number)
        who, words = (f"{other.speaker or 'Nobody named'}: ", other.text) if other else ("", tag(kind, number))
    else:
        told = late.queries.get_tellings(card.project, [number]) if kind == "telling" else []
        event = late.queries.get_event(card.project, told[0].event_id if told else number)
        who, words = "", event.summary if event else tag(kind, number)
    ruling = f" (ruled: {link.ruling})" if link.ruling else ""
    detail = f" {link.reason}: {link.detail}" if link.detail else ""
    card.line(("■ ", "disputed"), (who, "strong"), (words, ""), (detail + ruling, "muted"), press=card.lead_to(kind, number))  # type: ignore[arg-type]


class EventCard(Card):
    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace, "event", number)
        self._verbs = late.services.events
        event = late.queries.get_event(self.project, number)
        if event is None:
            return
        self.caption(_head("Event", event.id, event.origin, event.status, event.confidence))
        self.line((event.actor or "Somebody", "strong"), (f" {event.action} ", "muted"), (event.recipient, "strong"), points=TITLE)
        known = partial(late.queries.names, self.project)
        self.words_field("What happened", WordsField(event.summary), partial(self._put, "summary"), "trigger")
        tellings = late.queries.list_tellings(self.project, event_id=number)
        clock = tellings[0].published_at if tellings else ""
        self.words_field("Date", DateField(event.date_from, event.date_to, clock), partial(self._put, "date"), "date")
        self.words_field("Actor", WordsField(event.actor, known), lambda text: self._put("actor", names(text)), "actor")
        self.list_field("Action", ACTIONS, ACTIONS, event.action, partial(self._put, "action"), "trigger")
        self.words_field("Recipient", WordsField(event.recipient, known), lambda text: self._put("recipient", names(text)), "recipient")
        self.words_field("Place", WordsField(event.place, known), partial(self._put, "place"), "place")
        self.list_field("Modality", MODALITIES, MODALITIES, event.modality, partial(self._put, "modality"))
        self.words_field("Tags", WordsField(event.tags, partial(late.queries.tags, self.project)), partial(self._put, "tags"))
        self.section(f"Told {count(len(tellings), 'time')} · {event.standing}")
        for telling in tellings[:PASSED_ON]:
            self._telling(telling)
        disputes = [link for link in late.queries.list_links(self.project, kind="event", id=number) if link.relation in ("contradicts", "denies")]
        if disputes:
            self.section("Disputed by")
            for link in disputes:
                _dispute(self, link)
        self.note(event.note, partial(self._put, "note"))
        self.history()
        self.close_up()

    def _put(self, field: str, value: object) -> None:
        self.do(self._verbs.set_field, self.number, field, value)

    def _telling(self, telling: Telling) -> None:
        words = self.project.text(telling.document_id)[telling.start:telling.end]
        self.line((f"{dates.show(telling.published_at) or 'undated'}  ", "muted"), (" ".join(words.split()), "serif"),
                  press=self.lead_to("telling", telling.id))


class EntityCard(Card):
    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace, "entity", number)
        verbs = late.services.entities
        entity = late.queries.get_entity(self.project, number)
        if entity is None:
            return
        self.caption(f"ENTITY · {count(entity.mentions, 'mention')} in {count(entity.articles, 'article')}, {count(entity.outlets, 'outlet')}")
        self.line((entity.name, "strong"), points=TITLE)
        self.words_field("Name", WordsField(entity.name), lambda text: self.do(verbs.rename, number, text))
        types = tuple(dict.fromkeys((*NAME_TYPES, entity.type)))
        self.list_field("Type", types, types, entity.type, lambda kind: self.do(verbs.retype, number, kind))
        self.words_field("Aliases", WordsField("; ".join(entity.aliases)), lambda text: self.do(verbs.set_aliases, number, names(text)))
        self.words_field("Country", WordsField(entity.country), lambda text: self.do(verbs.set_country, number, text))
        tags = WordsField(entity.tags, partial(late.queries.tags, self.project))
        self.words_field("Tags", tags, lambda text: self.do(verbs.set_tags, number, text))
        self.note(entity.note, lambda text: self.do(verbs.set_note, number, text))
        self._parts(entity.members)
        self.history()
        self.close_up()

    def _parts(self, members: tuple[int, ...]) -> None:
        """The documents' own entities that this one stands for, each of which can be taken out."""
        if len(members) < 2:
            return
        self.section(f"Put together from {count(len(members), 'document')}")
        for member, name, file in late.queries.list_members(self.project, self.number)[:PASSED_ON]:
            self.line((name, ""), (f" – {file or 'yours'}  ", "muted"), ("Take out", "link"), press=partial(self._take_out, member))
        if len(members) > PASSED_ON:
            self.line((f"and {len(members) - PASSED_ON} more", "muted"))

    def _take_out(self, member: int) -> None:
        self.do(late.services.entities.split, self.number, [member])


class ArticleCard(Card):
    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace, "article", number)
        article = late.queries.get_article(self.project, number)
        if article is None:
            return
        put = self._put
        kind = {"post": "LIVE-BLOG POST", "teaser": "TEASER"}.get(article.kind, "ARTICLE")
        self.caption(f"{kind} · {count(article.claims, 'claim')}, {article.reviewed} reviewed · {article.file}")
        self.line((article.headline or "No headline", "strong"), points=TITLE)
        self.words_field("Headline", WordsField(article.headline), partial(put, "headline"), "headline")
        outlets = lambda: [outlet.name for outlet in late.queries.list_outlets(self.project)]  # noqa: E731
        self.words_field("Outlet", WordsField(article.outlet, outlets), partial(put, "outlet"), "outlet")
        self.words_field("Author", WordsField(article.author), partial(put, "author"), "author")
        self.words_field("Published", DateField(article.published_at, story=True), partial(put, "published_at"), "published_at")
        self.words_field("URL", WordsField(article.url), partial(put, "url"))
        if article.outlet_id:
            reliability = next((outlet.reliability for outlet in late.queries.list_outlets(self.project) if outlet.id == article.outlet_id), "")
            self.list_field("Source", RELIABILITIES, RELIABLE, reliability,
                            lambda code: self.do(late.services.outlets.set_reliability, article.outlet_id, code))
        self.words_field("Tags", WordsField(article.tags, partial(late.queries.tags, self.project)), partial(put, "tags"))
        self.list_field("State", ("", "done"), ("to do", "done"), "done" if article.done else "", lambda state: put("done", bool(state)))
        self.note(article.note, partial(put, "note"))
        self.history()
        self.close_up()

    def _put(self, field: str, value: object) -> None:
        counted = self.workspace.do(late.services.articles.set_field, self.number, field, value)
        if field == "published_at" and counted:
            self.workspace.report(f"{count(counted, 'date')} counted from the old clock: they are counted again.")


def _head(kind: str, number: int, origin: str, status: str, confidence: float) -> str:
    sure = f", {confidence:.2f}" if origin == "machine" and status == "suggested" else ""
    return f"{kind.upper()} {tag(kind.lower(), number)} · {'yours' if origin == 'analyst' else status}{sure}"
