"""What is on the card of a claim, an event, an entity, an article."""
from __future__ import annotations

from functools import partial

from workbench.core import dates
from workbench.core.grades import CREDIBLE, NO_GRADE, NO_SOURCE_GRADE, RELIABLE
from workbench.core.records import ACTIONS, ARTICLE_KINDS, MODALITIES, NAME_TYPES, QUOTES, SPEECH_ACTS, Claim, Link, Outlet, Telling, tag
from workbench.ui import late
from workbench.ui.panes.inspector.card import TITLE, Card
from workbench.ui.panes.inspector.parts import DateField, EventField, WordsField
from workbench.ui.widgets.eventnames import event_label, event_of
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

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
        self.look_for_words()
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

    def _report(self, words: str) -> None:
        self.do(self._verbs.set_event, self.number, event_of(words))

    def _fields(self) -> None:
        claim, put = self._claim, self._put
        known = partial(late.queries.names, self.project)
        self.words_field("Speaker", WordsField(claim.speaker, known), lambda text: put("speaker", names(text)), "speaker")
        self.list_field("Act", SPEECH_ACTS, SPEECH_ACTS, claim.speech_act, partial(put, "speech_act"), "cue")
        self.read_only_field("Cue", claim.cue_text, "none: select its words in the text and press Q", "cue")
        self.list_field("Quote", QUOTES, QUOTES, claim.quote, partial(put, "quote"))
        self.words_field("Said", DateField(claim.said_from, claim.said_to, claim.published_at), partial(put, "said"), "said")
        self.words_field("About", DateField(claim.about_from, claim.about_to, claim.published_at), partial(put, "about"), "about")
        self.words_field("Via", WordsField("; ".join(party.name for party in claim.vias), known), lambda text: put("via", names(text)), "via")
        article = late.queries.get_article(self.project, claim.article_id)
        if article and (outlet := article.outlet_id):
            self.grade("Source", RELIABLE, claim.source_reliability or NO_SOURCE_GRADE,
                       lambda code: self.do(late.services.outlets.set_reliability, outlet, code), self.lead_to("outlet", outlet))
        else:
            unknown = WordsField("", lambda: [outlet.name for outlet in late.queries.list_outlets(self.project)])
            unknown.setPlaceholderText("unknown: which outlet is it?")
            self.words_field("Source", unknown, lambda text: self.do(late.services.articles.set_field, claim.article_id, "outlet", text), "outlet")
        self.grade("Information", CREDIBLE, claim.credibility or NO_GRADE, partial(put, "credibility"))
        self.words_field("Tags", WordsField(claim.tags, partial(late.queries.tags, self.project)), partial(put, "tags"))
        event = late.queries.get_event(self.project, claim.event_id) if claim.event_id else None
        offered = lambda: [event_label(one) for one in late.queries.list_events(self.project)]  # noqa: E731
        self.words_field("Reports", EventField(event_label(event) if event else "", offered), self._report,
                         lead=self.lead_to("event", event.id) if event else None)
        if late.queries.event_is_decided(self.project, claim.id):
            self.line(("Report what comparing finds", "link"), press=lambda: self.do(self._verbs.reset_event, claim.id))
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
        self.look_for_words()
        self.caption(_head("Event", event.id, event.origin, event.status, event.confidence))
        self.line((event.actor or "Somebody", "strong"), (f" {event.action} ", "muted"), (event.recipient, "strong"), points=TITLE)
        known = partial(late.queries.names, self.project)
        self.words_field("What happened", WordsField(event.summary), partial(self._put, "summary"), "summary")
        tellings = late.queries.list_tellings(self.project, event_id=number)
        clock = tellings[0].published_at if tellings else ""
        self.words_field("Date", DateField(event.date_from, event.date_to, clock), partial(self._put, "date"), "date")
        self.words_field("Actor", WordsField(event.actor, known), lambda text: self._put("actor", names(text)), "actor")
        self.list_field("Action", ACTIONS, ACTIONS, event.action, partial(self._put, "action"), "action")
        self.words_field("Recipient", WordsField(event.recipient, known), lambda text: self._put("recipient", names(text)), "recipient")
        self.words_field("Place", WordsField(event.place, known), partial(self._put, "place"), "place")
        self.list_field("Modality", MODALITIES, MODALITIES, event.modality, partial(self._put, "modality"), "modality")
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
        self.list_field("Kind", ARTICLE_KINDS, ARTICLE_KINDS, article.kind,
                        lambda kind: self.do(late.services.articles.set_kind, number, kind))
        if article.outlet_id and (outlet := _outlet(self, article.outlet_id)):
            self.grade("Source", RELIABLE, outlet.reliability or NO_SOURCE_GRADE,
                       lambda code: self.do(late.services.outlets.set_reliability, outlet.id, code), self.lead_to("outlet", outlet.id))
        self.words_field("Tags", WordsField(article.tags, partial(late.queries.tags, self.project)), partial(put, "tags"))
        self.list_field("State", ("", "done"), ("to do", "done"), "done" if article.done else "", lambda state: put("done", bool(state)))
        self.note(article.note, partial(put, "note"))
        self.history()
        self.close_up()

    def _put(self, field: str, value: object) -> None:
        counted = self.workspace.do(late.services.articles.set_field, self.number, field, value)
        if field == "published_at" and counted:
            self.workspace.report(f"{count(counted, 'date')} counted from the old clock: they are counted again.")


class OutletCard(Card):
    """Who published: graded once for all its stories."""
    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace, "outlet", number)
        outlet, verbs = _outlet(self, number), late.services.outlets
        if outlet is None:
            return
        self.caption(f"OUTLET · {count(outlet.articles, 'story', 'stories')}")
        self.line((outlet.name, "strong"), points=TITLE)
        self.words_field("Name", WordsField(outlet.name), self._rename)
        self.grade("Reliability", RELIABLE, outlet.reliability or NO_SOURCE_GRADE, lambda code: self.do(verbs.set_reliability, number, code))
        same = late.queries.get_entity(self.project, outlet.entity_id) if outlet.entity_id else None
        who = WordsField(same.name if same else "", partial(late.queries.names, self.project))
        who.setPlaceholderText("the organisation of that name, if there is one")
        self.words_field("Is", who, lambda text: self.do(verbs.set_named_entity, number, text))
        if same:
            self.line(("Named in texts as  ", "muted"), (same.name, "link"), press=self.lead_to("entity", same.id))
        self.note(outlet.note, lambda text: self.do(verbs.set_note, number, text))
        self.history()
        self.close_up()

    def _rename(self, name: str) -> None:
        """Under the name of another outlet it becomes that one."""
        one = self.workspace.do(late.services.outlets.rename, self.number, name)
        if one and one != self.number:
            self.workspace.select("outlet", one, reveal=True)


def _outlet(card: Card, number: int) -> Outlet | None:
    return next((outlet for outlet in late.queries.list_outlets(card.project) if outlet.id == number), None)


def _head(kind: str, number: int, origin: str, status: str, confidence: float) -> str:
    sure = f", {confidence:.2f}" if origin == "machine" and status == "suggested" else ""
    return f"{kind.upper()} {tag(kind.lower(), number)} · {'yours' if origin == 'analyst' else status}{sure}"
