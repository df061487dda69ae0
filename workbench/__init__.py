"""Claims Workbench: who claimed what, when, in whose words."""

__version__ = "0.1.0"
