"""The words of ICD 203 for how likely something is, each with the share of cases that it stands for."""
from __future__ import annotations

LIKELIHOODS = (("almost no chance", "1–5 %"), ("very unlikely", "5–20 %"), ("unlikely", "20–45 %"), ("roughly even chance", "45–55 %"),
               ("likely", "55–80 %"), ("very likely", "80–95 %"), ("almost certain", "95–99 %"))


def in_note(words: str, share: str) -> str:
    """As it stands in a note: the word, and what it is meant to say."""
    return f"{words} ({share})"
