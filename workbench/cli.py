"""The command line over the same services as the desk.

Exit status: 0 done, 1 some inputs failed (each named on standard error with its reason, the others done), 2 wrong usage or nothing could be done.
"""
from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

import workbench
from workbench import assets, desktop, settings
from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.look import Look, parse_size
from workbench.core.reports import ImportReport
from workbench.ingest.tables import Gathered, gather
from workbench.ingest.worker import Worker
from workbench.services import documents, imports, reports
from workbench.storage import queries
from workbench.storage.project import Project

DONE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
PAGES = 5  # of the sample


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    try:
        return _run(asked)
    except WorkbenchError as error:
        return _say(str(error))
    except BrokenPipeError:
        return SOME_FAILED
    except KeyboardInterrupt:
        return _say("stopped; what was finished is kept.")


def _run(asked: argparse.Namespace) -> int:
    if asked.self_test:
        return self_test()
    if asked.install_desktop or asked.remove_desktop:
        return menu_entry(take_away=asked.remove_desktop)
    if asked.sample:
        return sample(asked.sample)
    if asked.command is None:
        raise WorkbenchError("nothing to do: say import, export, chart or check; --help tells more.")
    project: Path = _project_path(asked.project)
    command: Callable[[Path, argparse.Namespace], int] = asked.run
    return command(project, asked)


def _say(sentence: str, status: int = NOTHING_DONE) -> int:
    print(f"workbench: {sentence}", file=sys.stderr)
    return status


def _project_path(given: str) -> Path:
    if "://" in given:
        raise WorkbenchError(f"“{given.split('://', 1)[0]}://…” is a database URL. Shared projects on a database server are not built yet: "
                             "give the path of a project file, such as summit.workbench.")
    return Path(given)


@contextmanager
def _open(path: Path, *, create: bool = False, read_only: bool = False) -> Iterator[Project]:
    project = documents.open_project(path, create=create, read_only=read_only)
    try:
        project.comparing.catch_up()  # with what a desk that was closed or killed left over
        yield project
    finally:
        project.close()


# import ---------------------------------------------------------------------------------------------------------------------------------------


def run_import(path: Path, asked: argparse.Namespace) -> int:
    gathered = gather([Path(one) for one in asked.paths], asked.map)
    if not gathered.jobs and not gathered.sources:
        return report_import(ImportReport(), gathered)
    return report_import(bring_in(path, gathered), gathered)


def bring_in(path: Path, gathered: Gathered) -> ImportReport:
    """Into the project, which is made when it is missing, and taken away again when nothing got into it."""
    made = not path.exists()
    with _open(path, create=made) as project, Worker() as worker, _progress() as progress:
        report = imports.run(project, gathered, worker, progress=progress)
    if made and not report.count("read"):
        path.unlink(missing_ok=True)
    return report


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error when it is a terminal."""
    with tqdm(unit="file", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:
        def show(name: str, done: int, of: int) -> None:
            bar.total, bar.n = of, done
            bar.set_description(name)
        yield show


def report_import(report: ImportReport, gathered: Gathered) -> int:
    """What was read and skipped on standard output, what failed on standard error."""
    named = {(file.file, file.sentence) for file in report.files}
    failed = [(file.file, file.sentence) for file in report.files if file.outcome in ("failed", "cancelled")]
    failed += [one for one in gathered.failures if one not in named]
    for file in report.files:
        if file.outcome in ("read", "used", "skipped"):
            print(f"{file.file}: {'skipped, ' if file.outcome == 'skipped' else ''}{file.sentence}")
    for name, sentence in failed:
        print(f"workbench: {sentence if sentence.startswith(name) else f'{name}: {sentence}'}", file=sys.stderr)
    if not failed:
        return DONE
    return SOME_FAILED if report.count("read") or report.count("skipped") else NOTHING_DONE


# export, chart, check -------------------------------------------------------------------------------------------------------------------------


def run_export(path: Path, asked: argparse.Namespace) -> int:
    with _open(path, read_only=True) as project:
        written = reports.export(project, asked.out, format=asked.format, excel=asked.excel, only=asked.where)
    print(f"{len(written)} files written into {asked.out}")
    return DONE


def run_chart(path: Path, asked: argparse.Namespace) -> int:
    with _open(path, read_only=True) as project:
        written = reports.chart(project, asked.out, Look(asked.lane, asked.time, _stretch(asked), asked.size, asked.theme), asked.where)
    print(f"chart written to {written}")
    return DONE


def run_check(path: Path, asked: argparse.Namespace) -> int:
    """0 when the project is sound, or was mended; 1 when something is wrong with it."""
    with _open(path, read_only=not asked.repair) as project:
        problems = project.check(repair=asked.repair)
        left = project.check() if asked.repair and problems else problems
    for problem in problems:
        print(problem)
    if asked.repair and problems:
        print("Mended." if not left else f"{len(left)} of {len(problems)} problems are left.")
    elif not problems:
        print(f"{path.name} is sound.")
    return SOME_FAILED if left else DONE


# the sample, the self-test --------------------------------------------------------------------------------------------------------------------


def sample(folder: Path) -> int:
    """The sample project from the seeds, its report and its chart, where no window can be opened."""
    project = settings.sample_project(folder)
    status = DONE
    if not project.exists():
        print(f"Reading the five sample pages into {project} …")
        folder.mkdir(parents=True, exist_ok=True)
        gathered = gather(assets.seeds())
        status = report_import(bring_in(project, gathered), gathered)
    with _open(project, read_only=True) as opened:
        written = reports.export(opened, folder / "report")
        chart = reports.chart(opened, folder / "timeline.png")
    print(f"The report ({len(written)} files, begin with claims.csv) is in {folder / 'report'}, the chart is {chart}.")
    print("There is no display here; on one the same command opens the desk.")
    return status


def self_test() -> int:
    """Does the program work here? Reads the five sample pages, writes the report and the chart, checks the project, all in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "self-test.workbench"
        gathered = gather(assets.seeds())
        report = bring_in(path, gathered)
        if (read := report.count("read")) != PAGES:
            report_import(report, gathered)
            return _say(f"{read} of the {PAGES} sample pages were read.", SOME_FAILED)
        with _open(path) as project:
            claims = len(queries.claim_ids(project))
            problems = project.check() or ([] if claims else ["no claims were found"])
            tables = reports.export(project, folder / "report")
            chart = reports.chart(project, folder / "timeline.png")
        for problem in problems:
            print(problem)
        print(f"{report.sentence} {claims} claims, {len(tables)} files of a report, a chart of {chart.stat().st_size:,} bytes; "
              f"{'the project is sound' if not problems else 'something is wrong'}.")
        return SOME_FAILED if problems else DONE


def menu_entry(*, take_away: bool) -> int:
    for path in (desktop.remove() if take_away else desktop.install()):
        print(f"{'removed' if take_away else 'wrote'} {path}")
    return DONE


# the arguments --------------------------------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workbench", description="Claims Workbench: who claimed what, when, in whose words. Without a command the desk opens.",
        epilog="workbench [PROJECT] opens the desk. PROJECT is a file such as summit.workbench.")
    parser.add_argument("--version", action="version", version=f"workbench {workbench.__version__}")
    parser.add_argument("--self-test", action="store_true",
                        help="read the sample pages, write a report and a chart, check the project, in a temporary folder")
    parser.add_argument("--install-desktop", action="store_true", help="put a menu entry, the icon and the file type into your own folders (Linux)")
    parser.add_argument("--remove-desktop", action="store_true", help="take them away again")
    parser.add_argument("--sample", type=Path, metavar="FOLDER",
                        help="open the sample project in FOLDER, made from the seeds the first time; without a display write a report there")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _import_command(commands.add_parser("import", help="read files, folders, manifests and tables of articles into a project"))
    _export_command(commands.add_parser("export", help="write the report's tables"))
    _chart_command(commands.add_parser("chart", help="write the timeline as a figure"))
    check = commands.add_parser("check", help="is the project sound: integrity, texts, spans, search index")
    check.add_argument("project", metavar="PROJECT")
    check.add_argument("--repair", action="store_true", help="mend what can be mended; a copy is made first")
    check.set_defaults(run=run_check)
    return parser


def _import_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help="made when it is missing")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders (with all below them), manifests, tables")
    parser.add_argument("--map", type=_mapping, metavar="text=COLUMN,outlet=COLUMN,…",
                        help="which columns of a table hold text, outlet, author, published_at, headline, url")
    parser.set_defaults(run=run_import)


def _export_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into; an earlier report in it is replaced")
    parser.add_argument("--format", choices=reports.FORMATS, default="csv")
    parser.add_argument("--excel", action="store_true", help="for a spreadsheet: with a byte order mark, and no cell is run as a formula")
    _where(parser)
    parser.set_defaults(run=run_export)


def _chart_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="its name ends in .png, .svg or .pdf")
    parser.add_argument("--lane", choices=("speaker", "outlet", "act", "action"), default="speaker")
    parser.add_argument("--time", choices=("said", "happened", "reported", "both"), default="said")
    parser.add_argument("--from", dest="begin", default="", metavar="DATE", help="with --to: the stretch of time to show; else where most of it is")
    parser.add_argument("--to", dest="end", default="", metavar="DATE")
    parser.add_argument("--size", type=_size, metavar="WIDTH[xHEIGHT]",
                        help="of the chart in points, as on the desk: lanes that do not fit are folded; without a height all are shown")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    _where(parser)
    parser.set_defaults(run=run_chart)


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--where", type=_filter, default=Filter(), metavar="FILTER",
                        help="only what passes, such as 'act:deny speaker:\"Vladimir Putin\"'")


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--where=-act:deny` of `--where -act:deny`, which argparse would take for two options."""
    out: list[str] = []
    for one in arguments:
        if out and out[-1] == "--where" and one.startswith("-") and not one.startswith("--"):
            out[-1] = f"--where={one}"
        else:
            out.append(one)
    return out


def _filter(words: str) -> Filter:
    try:
        return Filter.parse(words)
    except WorkbenchError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _size(words: str) -> tuple[float, float | None]:
    try:
        return parse_size(words)
    except WorkbenchError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _stretch(asked: argparse.Namespace) -> tuple[str, str] | None:
    if bool(asked.begin) != bool(asked.end):
        raise WorkbenchError("--from and --to go together: the chart shows the stretch of time from the one to the other.")
    return (str(dates.parse(asked.begin)), str(dates.parse(asked.end))) if asked.begin else None


def _mapping(words: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in words.split(",")]
    if not all(mark and field.strip() and column.strip() for field, mark, column in pairs):
        raise argparse.ArgumentTypeError(f"“{words}” is no mapping: write text=COLUMN,outlet=COLUMN")
    return {field.strip(): column.strip() for field, _, column in pairs}
