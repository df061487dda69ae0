"""The Admiralty codes in words: how reliable a source is, how credible a piece of information. What nobody judged cannot be judged yet."""
from __future__ import annotations

RELIABLE = {"A": "A reliable", "B": "B usually reliable", "C": "C fairly reliable", "D": "D not usually reliable", "E": "E unreliable",
            "F": "F cannot be judged"}
CREDIBLE = {"1": "1 confirmed", "2": "2 probably true", "3": "3 possibly true", "4": "4 doubtful", "5": "5 improbable", "6": "6 cannot be judged"}
NO_SOURCE_GRADE, NO_GRADE = "F", "6"  # shown where nothing is stored
