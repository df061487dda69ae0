"""What a screen reader is told of the running programs: answers questions on its standard input, a line of JSON each.

The system's own Python runs it (Debian's python3-pyatspi is made for no other); it imports nothing of ours."""
from __future__ import annotations

import json
import sys

import pyatspi

DEEP = {pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_LIST, pyatspi.ROLE_POPUP_MENU, pyatspi.ROLE_MENU}  # a child for every cell


def walk(top):
    """Everything that is seen, from the outside inwards."""
    for child in top:
        if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
            yield child
            if child.getRole() not in DEEP:
                yield from walk(child)


def told(one):
    states = one.getState()
    box = one.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return {"role": one.getRoleName(), "name": one.name, "box": [box.x, box.y, box.width, box.height], "about": one.description,
            "focusable": states.contains(pyatspi.STATE_FOCUSABLE), "focused": states.contains(pyatspi.STATE_FOCUSED),
            "in": one.parent.name or one.parent.getRoleName()}


def seen():
    for program in pyatspi.Registry.getDesktop(0):
        yield from walk(program)


def everything():
    return [told(one) for one in seen()]


def widget(name, role=""):
    """A tab goes by its name without the number of rows behind it."""
    alike = (one for one in seen() if role in ("", one.getRoleName()))
    return next((one for one in alike if one.name == name or (role == "page tab" and one.name.startswith(f"{name} "))), None)


def place(name, role=""):
    found = widget(name, role)
    return found and told(found)


def cell(table, text, column=None, rows=80):
    """The first cell of a table whose words contain these."""
    found = widget(table)
    if found is None:
        return None
    grid = found.queryTable()
    columns = range(grid.nColumns) if column is None else [column]
    for row in range(min(grid.nRows, rows)):
        for number in columns:
            one = grid.getAccessibleAt(row, number)
            if one is not None and text in one.name:
                return told(one)
    return None


def words(name, text, nth=0):
    """Where words stand in a text: the boxes of their first and last letters. Qt counts UTF-16 units."""
    found = widget(name)
    if found is None:
        return None
    read = found.queryText()
    whole = read.getText(0, read.characterCount)
    at = -1
    for _ in range(nth + 1):
        at = whole.find(text, at + 1)
    if at < 0:
        return None
    first = len(whole[:at].encode("utf-16-le")) // 2
    last = len(whole[:at + len(text)].encode("utf-16-le")) // 2 - 1
    return [list(read.getCharacterExtents(offset, pyatspi.DESKTOP_COORDS)) for offset in (first, last)]


QUESTIONS = {"everything": everything, "place": place, "cell": cell, "words": words}


def main():
    pyatspi.Registry.getDesktop(0)  # wakes the bus, which the programs look for when they start
    print("ready", flush=True)
    for line in sys.stdin:
        question, given = json.loads(line)
        try:
            answer = QUESTIONS[question](**given)
        except Exception as error:  # what was being looked at has gone: the asker looks again
            answer = {"gone": repr(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
