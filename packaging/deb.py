"""Makes dist/claims-workbench_VERSION_ARCH.deb of the frozen program in build/workbench. The same inputs give the same bytes."""
from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))
import workbench  # noqa: E402

NAME, ID, MIME = "claims-workbench", "org.claims_workbench.Workbench", "application-x-claims-workbench"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
HERE, RESOURCES = TOP / "packaging/debian", TOP / "resources"
WHEN = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
NEWER_NAMES = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}  # after the change to 64-bit times; libglib2.0-0t64 is only a name there
PLATFORM = ["libc6 (>= 2.36)", "libgcc-s1", "libstdc++6"]  # of the machine that freezes, and what the wheels are linked with


MOST_UNPACKED, MOST_PACKED = 320_000_000, 110_000_000  # bytes: what somebody on a slow line, or with a small disk, is asked for


def main() -> None:
    root = TOP / "build/deb"
    shutil.rmtree(root, ignore_errors=True)
    put_program(root)
    check_libraries(root)
    put_desktop(root)
    put_documents(root)
    put_control(root)
    level(root)
    package = pack(root)
    weigh(root, package)
    print(package.relative_to(TOP))


def put_program(root: Path) -> None:
    program = root / "opt" / NAME
    shutil.copytree(TOP / "build/workbench", program, symlinks=True)
    command = root / "usr/bin/workbench"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{NAME}/workbench")


def put_desktop(root: Path) -> None:
    share = root / "usr/share"
    copy(RESOURCES / f"desktop/{ID}.desktop", share / f"applications/{ID}.desktop")
    copy(RESOURCES / f"desktop/{ID}.xml", share / f"mime/packages/{ID}.xml")
    write(share / f"metainfo/{ID}.metainfo.xml", filled(HERE / f"{ID}.metainfo.xml"))
    drawing = RESOURCES / "icons/workbench.svg"
    copy(drawing, share / f"icons/hicolor/scalable/apps/{ID}.svg")
    for size in SIZES:
        picture = share / f"icons/hicolor/{size}x{size}/apps/{ID}.png"
        picture.parent.mkdir(parents=True)
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", str(picture), str(drawing)], check=True)


def put_documents(root: Path) -> None:
    share = root / "usr/share"
    write(share / "man/man1/workbench.1.gz", zipped(filled(HERE / "workbench.1")))
    write(share / f"doc/{NAME}/changelog.gz", zipped(changelog()))
    write(share / f"doc/{NAME}/CHANGELOG.md.gz", zipped((TOP / "CHANGELOG.md").read_text(encoding="utf-8")))
    copy(HERE / "copyright", share / f"doc/{NAME}/copyright")
    copy(HERE / "lintian-overrides", share / f"lintian/overrides/{NAME}")


def changelog() -> str:
    """The one entry of this version in the form that dpkg's tools read; CHANGELOG.md beside it has what changed."""
    maintainer = re.search(r"^Maintainer: (.*)$", (HERE / "control").read_text(encoding="utf-8"), re.MULTILINE)
    return (f"{NAME} ({workbench.__version__}) unstable; urgency=medium\n\n  * What changed is told in /usr/share/doc/{NAME}/CHANGELOG.md.gz.\n\n"
            f" -- {maintainer[1] if maintainer else ''}  {format_datetime(WHEN)}\n")


def put_control(root: Path) -> None:
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    write(root / "DEBIAN/control", filled(HERE / "control").replace("@DEPENDS@", ", ".join(depends())).replace("@SIZE@", str(size)))
    sums = [subprocess.run(["md5sum", str(path.relative_to(root))], cwd=root, check=True, capture_output=True, text=True).stdout
            for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts]
    write(root / "DEBIAN/md5sums", "".join(sums))


def depends() -> list[str]:
    """packaging/system.sh has the one list; Python is in the bundle."""
    found = re.search(r'^run="([^"]*)"', (TOP / "packaging/system.sh").read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise SystemExit("packaging/system.sh has no list of what the program runs on")
    return sorted(PLATFORM + [NEWER_NAMES.get(name, name) for name in found[1].split() if not name.startswith("python")])


def check_libraries(root: Path) -> None:
    """What the program loads is in the bundle or in a package that it depends on: a machine with less than this one would not start it."""
    files = [path for path in [root / f"opt/{NAME}/workbench", *root.rglob("*.so*")] if not path.is_symlink()]
    headers = subprocess.run(["objdump", "-p", *map(str, files)], check=True, capture_output=True, text=True).stdout
    wanted = set(re.findall(r"NEEDED +(\S+)", headers)) - {path.name for path in root.rglob("*.so*")}
    declared = {re.split(r"[ |]", name)[-1 if "|" in name else 0] for name in depends()}
    for library in sorted(wanted):
        owners = subprocess.run(["dpkg-query", "-S", f"*/{library}"], check=False, capture_output=True, text=True).stdout.splitlines()
        if not declared & {owner.partition(":")[0] for owner in owners}:
            raise SystemExit(f"{library} is needed, and no package of packaging/system.sh has it; one that has: {' '.join(owners) or 'none here'}")


def level(root: Path) -> None:
    """One date, one owner's rights: nothing of the machine that built it is left."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == root / f"opt/{NAME}/workbench" else 0o644)
        os.utime(path, (WHEN.timestamp(), WHEN.timestamp()), follow_symlinks=False)


def pack(root: Path) -> Path:
    architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()
    package = TOP / f"dist/{NAME}_{workbench.__version__}_{architecture}.deb"
    package.parent.mkdir(exist_ok=True)
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=2", "--build", str(root), str(package)], check=True,
                   stdout=subprocess.DEVNULL)
    return package


def weigh(root: Path, package: Path) -> None:
    unpacked = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{unpacked / 1e6:.1f} MB unpacked, {package.stat().st_size / 1e6:.1f} MB packed")
    if unpacked > MOST_UNPACKED or package.stat().st_size > MOST_PACKED:
        raise SystemExit(f"too large: at most {MOST_UNPACKED / 1e6:.0f} MB and {MOST_PACKED / 1e6:.0f} MB")


def filled(path: Path) -> str:
    architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()
    text = path.read_text(encoding="utf-8")
    return text.replace("@VERSION@", workbench.__version__).replace("@DATE@", f"{WHEN:%Y-%m-%d}").replace("@ARCHITECTURE@", architecture)


def zipped(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)


def copy(source: Path, target: Path) -> None:
    write(target, source.read_bytes())


def write(target: Path, content: str | bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    main()
