"""Small documents and a small project that the tests share. The two stories tell of one treaty: one says it was signed, the other denies a part."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.core.comparison import Comparison, Corpus
from workbench.core.extraction import Extraction, ReadArticle, ReadBlock, ReadClaim, ReadEntity, ReadMention, ReadParty, ReadTelling, Source, Stated
from workbench.core.records import Span
from workbench.storage.project import Project

FIRST = """Home | World
Russia and North Korea sign treaty
Daily Courier, 19 June 2024 10:30
Vladimir Putin signed a treaty with Kim Jong Un in Pyongyang on Wednesday 19 June.
“We will help each other against aggression”, Mr Putin told reporters on Wednesday, “if either is attacked”.
South Korea warned that it may send weapons to Ukraine, Yonhap reported.
Read more: five things to know
"""
SECOND = """Seoul weighs arms for Kyiv
World Wire, 20 June 2024
North Korea has denied that the treaty covers attack, its foreign ministry said on Thursday.
Putin signed the treaty on 18 June in Pyongyang 🇰🇵, according to South Korea.
He said it will be a mistake to arm Ukraine.
"""


def words(text: str, some: str, nth: int = 0) -> Span:
    """Where `some` stands in the text, the nth time."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(some, at + 1)
    return at, at + len(some)


def source(text: str, file: str = "page.txt", stated: Stated = Stated()) -> Source:  # noqa: B008
    return Source(file, text.encode(), text, "text", "utf-8", stated)


def first_extraction() -> Extraction:
    """An article with furniture above and a promotion below: three claims (one interrupted, one passed on), one telling."""
    def at(some: str, nth: int = 0) -> Span:
        return words(FIRST, some, nth)
    treaty = at("Vladimir Putin signed a treaty with Kim Jong Un in Pyongyang on Wednesday 19 June")
    return Extraction(
        source(FIRST, "courier.txt"), "en",
        articles=(ReadArticle("article", (at("Russia")[0], len(FIRST)), "Russia and North Korea sign treaty", "", "Daily Courier", "2024-06-19T10:30",
                              "stated", evidence=(("headline", at("Russia and North Korea sign treaty")), ("outlet", at("Daily Courier")),
                                                  ("published_at", at("19 June 2024 10:30")))),),
        blocks=(ReadBlock("furniture", at("Home | World")), ReadBlock("headline", at("Russia and North Korea sign treaty"), 0),
                ReadBlock("byline", at("Daily Courier, 19 June 2024 10:30"), 0),
                ReadBlock("body", (treaty[0], at("Yonhap reported.")[1]), 0), ReadBlock("promo", at("Read more: five things to know"), 0)),
        entities=(ReadEntity("Vladimir Putin", "PERSON", ("Putin",)), ReadEntity("Kim Jong Un", "PERSON"),
                  ReadEntity("North Korea", "GPE", (), "PRK"), ReadEntity("South Korea", "GPE", ("Seoul",), "KOR"), ReadEntity("Yonhap", "ORG"),
                  ReadEntity("Pyongyang", "GPE", (), "PRK"),
                  ReadEntity("Ukraine", "GPE", (), "UKR")),
        mentions=(ReadMention(at("Vladimir Putin"), "PERSON", 0, 0, confidence=0.9), ReadMention(at("Putin", 1), "PERSON", 0, 0),
                  ReadMention(at("Kim Jong Un"), "PERSON", 0, 1), ReadMention(at("North Korea"), "GPE", 0, 2),
                  ReadMention(at("South Korea"), "GPE", 0, 3), ReadMention(at("Yonhap"), "ORG", 0, 4), ReadMention(at("Pyongyang"), "GPE", 0, 5),
                  ReadMention(at("Ukraine"), "GPE", 0, 6),
                  ReadMention(at("Wednesday 19 June"), "DATE", 0, None, "2024-06-19", "19 June: 2024-06-19, the year from the article's clock"),
                  ReadMention(at("Wednesday", 1), "DATE", 0, None, "2024-06-19", "Wednesday: 2024-06-19, counted from Wednesday 19 June")),
        claims=(ReadClaim(0, (at("We will help each other against aggression"), at("if either is attacked")), "direct", "promise",
                          (ReadParty(0, at("Mr Putin")),), at("told"), said_from="2024-06-19", said_to="2024-06-19", confidence=0.9,
                          evidence=(("said", at("Wednesday", 1)),)),
                ReadClaim(0, alone(at("it may send weapons to Ukraine")), "indirect", "warn", (ReadParty(3, at("South Korea")),), at("warned"),
                          (ReadParty(4, at("Yonhap")),), confidence=0.8),
                ReadClaim(0, alone(treaty), "unmarked", "state", confidence=0.4, about_from="2024-06-19", about_to="2024-06-19",
                          evidence=(("about", at("Wednesday 19 June")),))),
        tellings=(ReadTelling(0, at("signed"), treaty, "AGREE", "happened", (ReadParty(0, at("Vladimir Putin")),), (ReadParty(1, at("Kim Jong Un")),),
                              "2024-06-19", at("Wednesday 19 June"), ReadParty(5, at("Pyongyang")), "Vladimir Putin signed a treaty", 0.9),))


def second_extraction() -> Extraction:
    """A story of another outlet: a denial, another date for the treaty, a pronoun as speaker."""
    def at(some: str, nth: int = 0) -> Span:
        return words(SECOND, some, nth)
    treaty = at("Putin signed the treaty on 18 June in Pyongyang")
    return Extraction(
        source(SECOND, "wire.txt"), "en",
        articles=(ReadArticle("article", (0, len(SECOND)), "Seoul weighs arms for Kyiv", "", "World Wire", "2024-06-20", "stated"),),
        blocks=(ReadBlock("headline", at("Seoul weighs arms for Kyiv"), 0), ReadBlock("byline", at("World Wire, 20 June 2024"), 0),
                ReadBlock("body", (at("North Korea")[0], len(SECOND) - 1), 0)),
        entities=(ReadEntity("Putin", "PERSON"), ReadEntity("North Korea", "GPE", (), "PRK"), ReadEntity("South Korea", "GPE", ("Seoul",), "KOR"),
                  ReadEntity("Ukraine", "GPE", ("Kyiv",), "UKR"), ReadEntity("North Korean foreign ministry", "ORG"),
                  ReadEntity("Pyongyang", "GPE", (), "PRK")),
        mentions=(ReadMention(at("Putin"), "PERSON", 0, 0), ReadMention(at("North Korea"), "GPE", 0, 1), ReadMention(at("South Korea"), "GPE", 0, 2),
                  ReadMention(at("Ukraine"), "GPE", 0, 3), ReadMention(at("18 June"), "DATE", 0, None, "2024-06-18", "18 June: 2024-06-18"),
                  ReadMention(at("Thursday"), "DATE", 0, None, "2024-06-20", "Thursday: 2024-06-20, counted from Thursday 20 June")),
        claims=(ReadClaim(0, alone(at("the treaty covers attack")), "indirect", "deny", (ReadParty(4, at("its foreign ministry")),), at("denied"),
                          said_from="2024-06-20", said_to="2024-06-20", confidence=0.9, evidence=(("said", at("Thursday")),)),
                ReadClaim(0, alone(treaty), "indirect", "state", (ReadParty(2, at("South Korea")),), at("according to"), confidence=0.8,
                          about_from="2024-06-18", about_to="2024-06-18", evidence=(("about", at("18 June")),)),
                ReadClaim(0, alone(at("it will be a mistake to arm Ukraine")), "indirect", "warn", (ReadParty(0, at("He")),), at("said", 1),
                          confidence=0.6)),
        tellings=(ReadTelling(0, at("signed"), treaty, "AGREE", "happened", (ReadParty(0, at("Putin")),), (), "2024-06-18", at("18 June"),
                              ReadParty(5, at("Pyongyang")), "Putin signed the treaty", 0.9),))


def alone(span: Span) -> tuple[Span, ...]:
    return (span,)


def small_project(folder: Path, compare: Callable[[Project], tuple[Comparison, Corpus]] | None = None) -> Project:
    """The two stories in a new project in the folder. `compare` fills the derived tables; the services' `open_project` sets the real one."""
    project = Project.create(folder / "small.workbench")
    project.comparing.compare = (lambda: compare(project)) if compare else None
    project.load(first_extraction())
    project.load(second_extraction())
    return project
