"""The two kinds of error: this one is the world's fault, anything else is ours."""
from __future__ import annotations


class WorkbenchError(Exception):
    """Carries a sentence for the analyst: what happened, to what, and what to do."""


class Cancelled(Exception):
    """The analyst stopped a job; what was finished by then stays."""
