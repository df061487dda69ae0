"""The words that draw a chart again."""
from __future__ import annotations

import pytest

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.look import Look, parse_size


def test_what_is_ordinary_is_not_said():
    assert Look().command("my summit.workbench", Filter(), "c.png") == "workbench chart 'my summit.workbench' --out c.png --lane speaker --time said"


def test_a_look_is_said_in_full():
    look = Look("act", "both", ("2024-06-18T10:00", "2024-06-19T10:00"), (615.0, None), "dark")
    assert look.command("p.workbench", Filter.parse('speaker:"Vladimir Putin"'), "c.pdf").endswith(
        "--lane act --time both --from 2024-06-18T10:00 --to 2024-06-19T10:00 --size 615 --theme dark --where 'speaker:\"Vladimir Putin\"'")


@pytest.mark.parametrize(("text", "size"), [("615x298", (615.0, 298.0)), ("615.75×298", (615.75, 298.0)), ("500", (500.0, None))])
def test_sizes(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "x", "615x", "10x10", "nanx200", "1e9x200", "wide"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(WorkbenchError, match="is no size"):
        parse_size(text)
