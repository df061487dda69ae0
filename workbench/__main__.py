"""The console script: a subcommand or an option goes to the command line, else the desk opens. Either is imported only when it is used."""
from __future__ import annotations

import multiprocessing
import os
import sys

COMMANDS = ("import", "export", "chart", "check")


def main(arguments: list[str] | None = None) -> int:
    multiprocessing.freeze_support()
    given = sys.argv[1:] if arguments is None else arguments
    if for_command_line(given):
        from workbench.cli import main as run
    else:
        from workbench.app import main as run
    return run(given)


def for_command_line(given: list[str]) -> bool:
    """`--sample FOLDER` opens the desk where there is a display, and does the same job without one."""
    if given[:1] and given[0].startswith("--sample"):
        return not has_display()
    return bool(given) and (given[0] in COMMANDS or given[0].startswith("-") or "://" in given[0])


def has_display() -> bool:
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
