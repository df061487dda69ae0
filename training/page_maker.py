"""Makes pages to learn from: the marked documents' own lines, and pages put together out of their stories with menus, widgets and teasers around."""
from __future__ import annotations

import random
import re
import textwrap
from typing import Any

from workbench.core.records import BLOCK_KINDS
from workbench.ingest.page import lines

Labelled = list[tuple[str, str, str]]  # (line with the blank lines before it, kind, start)
MENU = """Home;World;UK;US;Politics;Business;Tech;Science;Health;Sport;Sports;Football;Cricket;Culture;Arts;Books;Travel;Opinion;Comment;Lifestyle;Weather;Video;Videos;Live;Podcasts;Newsletters;
Magazine;Climate;Money;Markets;Investigations;Africa;Asia;Europe;Americas;Middle East;Sign in;Log in;Register;Subscribe;My account;Search;Menu;Close;Skip to content;Skip to main content;Skip to navigation;
Print subscriptions;E-paper;Jobs;Dating;Holidays;Crosswords;Share;Tweet;Share on Facebook;Share on Twitter;Share via Email;Copy link;Print;Save;Bookmark;Follow;Follow us;Like;Advertisement;ADVERTISEMENT;
Story continues below advertisement;Article continues after this ad;Sponsored;Promoted;More on this story;Most read;Most viewed;Most popular;Trending;Trending now;Editor's picks;Related topics;Related articles;
Related stories;Read more;See all;Load more;Show more;View comments;Comments;Leave a comment;Add your comment;Report this ad;Tags;Topics;Up next;Now playing;Play video;Watch;Listen;Read next;
About us;Contact us;Contact;Careers;Advertise with us;Terms of use;Terms and conditions;Privacy policy;Cookie policy;Cookie settings;Accept all;Manage cookies;Help;FAQ;Accessibility;Site map;RSS;Archive;
All rights reserved;Back to top;Exit mobile version;Facebook;Twitter;X;Instagram;WhatsApp;Telegram;LinkedIn;YouTube;Reddit;Email;Getty Images;Loading...;0 comments;Next article;Previous article;
Get the app;Download the app;Sign up to our newsletter;Sign up for our daily briefing;Enter your email address;Your email;Submit;Thank you for subscribing;We use cookies to improve your experience.;
You have read 2 of your 3 free articles.;Already a subscriber?;Support our journalism;Donate;Give a gift;3 min read;5 min read;Estimated reading time: 4 minutes;Font size;English;Español;Français;
Skip past newsletter promotion;Privacy notice;Our standards;Licensing rights;Reuse this content;Report a correction;Ask us anything""".replace("\n", "").split(";")
NAMES = "Anna Bell;Tom Reyes;Priya Nair;Jun Sato;Lena Vogt;Omar Haddad;Kate Wills;Femi Ade;Luca Conti;Mary O'Shea;Ivan Petrov;Chen Li;Sara Lund;David Kim;Amara Osei".split(";")
MONTHS = "January February March April May June July August September October November December".split()
SITES = "The Daily Ledger;Northern Echo;World Desk;Harbour Times;Civic Post;The Observer Online;Channel 5 News;Metro Herald;Asia Dispatch;Valley Gazette;One News;The Independent Wire".split(";")
RULES = ["* * *", "___", "-----", "***", "—", "###", "==========", "• • •", "- - -"]


def labelled(document: dict[str, Any]) -> Labelled:
    """The document's lines; a line of two kinds takes the one with more letters."""
    text = document["text"]
    out: Labelled = []
    for line in lines(text):
        a, b = line.span
        size = {k: 0 for k in BLOCK_KINDS}
        for block in document["blocks"]:
            size[block["kind"]] += max(0, min(b, block["end"]) - max(a, block["start"]))
        begins = [s["kind"] for s in document["articles"] if a <= s["start"] < b or (s["start"] < a and not text[s["start"]:a].strip())]
        out.append(("\n" * line.blanks + text[a:b], max(size, key=size.get), begins[0] if begins else "no"))
    return out


class Pages:
    """Makes pages out of the documents' stories: one article, several, or a live blog; one style of bylines, separators and blank lines a page;
    menus, widgets, teasers and promos around and between."""

    def __init__(self, documents: list[Labelled], rng: random.Random):
        self.rng = rng
        self.stories: dict[str, list[Labelled]] = {"article": [], "post": [], "teaser": []}
        self.pool: dict[str, list[str]] = {k: [] for k in ("furniture", "promo", "headline", "body")}
        for document in documents:
            story: Labelled | None = None
            for words, kind, start in document:
                words = words.strip()
                if kind in self.pool:
                    self.pool[kind].append(words)
                if start != "no":
                    story = []
                    self.stories[start].append(story)
                if story is not None and kind != "furniture":
                    story.append((words, kind, start))

    def of(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def clock(self) -> str:
        hour, minute = self.rng.randint(0, 23), self.rng.randint(0, 59)
        half = f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"
        return self.of(f"{hour:02}:{minute:02}", f"{hour:02}.{minute:02}", half, half.upper(), half.replace("am", "a.m.").replace("pm", "p.m."), f"{hour:02}:{minute:02} GMT", f"{hour}h{minute:02}")

    def date(self) -> str:
        day, month, year = self.rng.randint(1, 28), self.rng.choice(MONTHS), self.rng.randint(2012, 2027)
        number = MONTHS.index(month) + 1
        return self.of(f"{day} {month} {year}", f"{month} {day}, {year}", f"{month[:3]} {day}, {year}", f"{year}-{number:02}-{day:02}", f"{day:02}/{number:02}/{year}", f"{day} {month[:3]} {year}",
                       f"{year}-{number:02}-{day:02}T{self.rng.randint(10, 23)}:15:00Z", f"Mon, {day} {month[:3]} {year} 13:52:21 +0000")

    def byline(self, style: str) -> list[str]:
        name, date, clock = self.rng.choice(NAMES), self.date(), self.clock()
        return {"none": [], "name": [name], "by": [f"By {name}"], "by date": [f"By {name}", date], "name date": [name, date], "one line": [f"By {name} | {date} {clock}"], "date": [self.of("", "Published ", "Updated ", "Posted on ") + f"{date} {clock}"],
                "glued": [f"{name}{date} {clock}"], "by, date": [f"By {name}, {date}"], "published": [self.of("Published at ", "Published: ", "Last updated ") + f"{date} {clock}"], "role": [f"{name}, {self.of('Political correspondent', 'in Nairobi', 'Staff writer', 'Business editor')}"]}[style]

    def furniture(self, most: int) -> Labelled:
        out: list[str] = []
        for _ in range(self.rng.randint(0, most)):
            style = self.rng.random()
            if style < .4:
                out += self.rng.sample(MENU, self.rng.randint(1, 7))
            elif style < .52:
                out.append(self.of(" | ", "  ", " · ", " / ", " > ", ", ", " ").join(self.rng.sample(MENU, self.rng.randint(3, 9))))
            elif style < .62:  # tags
                out.append(self.of("", "Tags: ", "Topics: ", "More on: ") + ", ".join(self.rng.choice(self.pool["headline"]).split(" ")[0].strip("‘’“”,:") for _ in range(self.rng.randint(2, 6))))
            elif style < .7:
                out.append(self.of(f"{self.rng.randint(2, 900)} comments", f"{self.rng.randint(2, 99)} shares", f"© {self.rng.randint(2010, 2027)} {self.rng.choice(SITES)}. All rights reserved.", self.rng.choice(SITES), f"{self.rng.randint(1, 12)} min read"))
            else:
                out.append(self.rng.choice(self.pool["furniture"]))
        return [(w, "furniture", "no") for w in out]

    def widget(self) -> Labelled:
        """A promotion inside a story: a pointer line, or a little box with its own headline, age and blurb."""
        rng = self.rng
        if rng.random() < .5:
            return [(self.of("", "READ MORE: ", "Related: ", "Also read | ", "SEE ALSO: ", "Watch: ", "Explainer: ") + rng.choice(self.pool["headline"]) if rng.random() < .7 else rng.choice(self.pool["promo"]), "promo", "no")]
        out = [self.of("WATCH | ", "WATCH: ", "VIDEO | ", "LISTEN | ", "WATCH l ") + rng.choice(self.pool["headline"]) + self.of("", ":"), rng.choice(self.pool["headline"]), self.of(f"{rng.randint(2, 30)} days ago", self.date(), f"{rng.randint(2, 23)} hours ago"),
               f"{self.of('Duration ', '', 'Video ')}{rng.randint(0, 9)}:{rng.randint(10, 59)}", rng.choice(self.pool["body"])[:rng.randint(80, 260)]]
        return [(w, "promo", "no") for n, w in enumerate(out) if n in (0, 1) or rng.random() < .75]

    def teasers(self) -> Labelled:
        out: Labelled = [(self.of("Read next", "More stories", "Most read", "Related articles", "Latest", "Video", "In other news"), "furniture", "no")] if self.rng.random() < .7 else []
        pattern = self.of("h", "hb", "hd", "dh", "hbd", "hdb")
        for _ in range(self.rng.randint(1, 4)):
            for n, part in enumerate(pattern):
                words = {"h": self.rng.choice(self.pool["headline"]), "b": self.rng.choice(self.pool["body"])[:self.rng.randint(60, 220)], "d": self.of(self.clock(), self.date(), f"{self.rng.randint(2, 23)} hours ago")}[part]
                out.append((words, {"h": "headline", "b": "body", "d": "byline"}[part], "no" if n else "teaser"))
        return out

    def article(self, style: dict[str, Any], kind: str = "article") -> Labelled:
        rng = self.rng
        lines = [(w, k) for w, k, _ in rng.choice(self.stories[kind])]
        if style["byline"] != "keep":
            lines = [(w, k) for w, k in lines if k != "byline"]
            new = [(w, "byline") for w in self.byline(style["byline"])]
            at = {"above": 0, "below": min(1, len(lines)), "end": len(lines)}[style["where"]]
            lines[at:at] = new
        if not style["headlines"]:
            lines = [(w, k) for w, k in lines if k != "headline"] or lines
        first = next((n for n, (_, k) in enumerate(lines) if k == "headline"), None)
        if first is not None:
            words = lines[first][0]
            words = {"upper": words.upper(), "title": words.title(), "site": f"{words} | {style['site']}", "as is": words}[style["case"]]
            lines[first] = (words, "headline")
            if style["twice"] and kind == "article":
                lines.insert(first, lines[first])
            if style["url"]:
                lines.insert(first, (f"https://www.{rng.choice(['dailyledger', 'worlddesk', 'civicpost'])}.example/{rng.randint(100, 99999)}/{'-'.join(re.findall('[a-z]+', words.lower())[:6])}", "byline"))
        out: Labelled = []
        for n, (words, k) in enumerate(lines):
            if n > 2 and k == "body" and rng.random() < style["widgets"]:
                out += self.widget()
            if n > 2 and k == "body" and rng.random() < style["widgets"] / 2:
                out += self.furniture(1)
            out.append((words, k, "no"))
        return [(w, k, "no" if n else kind) for n, (w, k, _) in enumerate(out)]

    def style(self, live: bool) -> dict[str, Any]:
        rng = self.rng
        styles = ["keep"] * 6 + ["none"] * 4 + "name;by;by date;name date;one line;date;glued;by, date;published;role".split(";")
        if live:
            styles = ["keep"] * 3 + ["none"] + ["date"] * 2 + ["glued"] * 3 + ["published", "name date"]
        return {"byline": rng.choice(styles), "where": rng.choice(["above", "end", "end", "below"] if live else ["below", "below", "below", "above", "end"]), "headlines": rng.random() < (.75 if live else .88), "twice": rng.random() < .1,
                "case": rng.choice(["as is"] * 7 + ["upper", "title", "site"]), "site": rng.choice(SITES), "url": rng.random() < .08, "widgets": rng.choice([0, 0, .05, .12])}

    def page(self) -> Labelled:
        rng = self.rng
        live = rng.random() < .25
        style, dressed = self.style(live), rng.random() < .6
        out = self.furniture(5) if dressed else []
        if live:
            if rng.random() < .6:
                out += self.article(style | {"byline": "none"})[:rng.randint(2, 8)]
            for _ in range(rng.randint(3, 12)):
                out += self.article(style, "post")
        else:
            count = rng.choice([1, 1, 1, 1, 2, 2, 3, 4, 5, 6])
            rule = rng.choice([None, None, None, rng.choice(RULES)]) if style["headlines"] else rng.choice(RULES)
            for n in range(count):
                out += self.article(style)
                if rule and (n + 1 < count or rng.random() < .5):
                    out.append((rule, "furniture", "no"))
                elif n + 1 < count and dressed and rng.random() < .3:
                    out += self.furniture(2)
        if dressed:
            out += (self.teasers() if rng.random() < .4 else []) + self.furniture(5)
        return self.spaced(out)

    def spaced(self, page: Labelled) -> Labelled:
        rng = self.rng
        blank, extra = rng.choice([0, 0, 1, 1, 1, 2]), rng.choice([0, 0, 1, 2])
        after_head = rng.choice([blank, blank, 0, 1])
        out: Labelled = []
        for n, (words, kind, start) in enumerate(page):
            gap = blank + extra * (start != "no")
            if n and page[n - 1][1] in ("headline", "byline") and start == "no":
                gap = after_head
            out.append(("\n" * (gap if rng.random() < .95 else rng.randint(0, 2)) + words, kind, start))
        return self.wrapped(out) if rng.random() < .08 else out

    def wrapped(self, page: Labelled) -> Labelled:
        width = self.rng.randint(60, 90)
        out: Labelled = []
        for words, kind, start in page:
            blanks = re.match(r"\n*", words)[0]
            for n, piece in enumerate(textwrap.wrap(words.strip(), width) or [words]):
                out.append((piece if n else blanks + piece, kind, "no" if n else start))
        return out
