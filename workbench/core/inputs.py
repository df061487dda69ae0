"""Which files can be read, by the end of their names. Light, since the desk asks before anything heavy is in."""
from __future__ import annotations

TEXTS = (".txt", ".text", ".md")
HTML = (".html", ".htm", ".xhtml")
ARCHIVES = (".mht", ".mhtml")
PDF, WORD = ".pdf", ".docx"
MAIL, MAILBOX = ".eml", ".mbox"
FEEDS = (".rss", ".atom", ".xml")
TABLES = (".csv", ".tsv", ".xlsx")
DOCUMENTS = (*TEXTS, *HTML, *ARCHIVES, PDF, WORD, MAIL, MAILBOX, *FEEDS)  # what is not a table
KINDS = {"All that can be read": (*DOCUMENTS, *TABLES), "Texts": TEXTS, "Pages": (*HTML, *ARCHIVES), "Documents": (PDF, WORD),
         "Mail": (MAIL, MAILBOX), "Feeds": FEEDS, "Tables": TABLES}  # for a dialog that asks for files
