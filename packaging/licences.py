"""The gate of what ships, and its bill of materials: dist/sbom.cdx.json. It fails when something of it may be had under the GPL or AGPL alone, or is
not in the lock file.

The list is build/frozen/workbench/shipped.txt: the distributions of which the frozen program holds a file.
"""
from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))
import workbench  # noqa: E402

FROZEN = TOP / "build/workbench"
STRONG = re.compile(r"\bA?GPL|(?<!Lesser )\b(GNU )?(Affero )?General Public License")
EXCEPTIONS = {"pyinstaller": "its loader alone ships, under the exception that allows any licence for the program that it starts"}
BY_ITS_TEXT = {"pysqlite3": "Zlib"}  # the wheel has the text and names no licence
WITHOUT_TEXT = {"pyside6_essentials": "Qt", "shiboken6": "Qt", "tokenizers": "claims-workbench"}  # their wheels carry none; these folders have it


def main() -> int:
    shipped = set((TOP / "build/frozen/workbench/shipped.txt").read_text(encoding="utf-8").split())
    stated = {normal(one["Name"]): one for one in asked("pip-licenses", "--format=json", "--packages", *sorted(shipped))}
    for name, licence in BY_ITS_TEXT.items():
        if stated.get(name, {}).get("License") == "UNKNOWN":
            stated[name]["License"] = licence
    problems = [*unlocked(shipped), *unknown(shipped, stated), *strong(stated), *without_text(shipped)]
    for name in sorted(stated):
        print(f"{stated[name]['Name']} {stated[name]['Version']}: {stated[name]['License']}{'; ' + EXCEPTIONS[name] if name in EXCEPTIONS else ''}")
    libraries = host_libraries()
    for name, version in libraries:
        print(f"{name} {version}: a library of the system that Python's own modules load")
    target = TOP / "dist/sbom.cdx.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(bill(shipped, libraries), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(stated)} distributions, {len(libraries)} libraries of the system, {len(problems)} problems; {target.relative_to(TOP)}")
    return 1 if problems else 0


def normal(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def asked(program: str, *arguments: str) -> Any:
    path = Path(sys.executable).with_name(program)
    return json.loads(subprocess.run([str(path), *arguments], check=True, capture_output=True, text=True).stdout)


def unlocked(shipped: set[str]) -> list[str]:
    """What is not in the lock file came in with the programs that make the packages."""
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)==", (TOP / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)}
    return [f"{name}: ships, and requirements.txt does not have it" for name in sorted(shipped) if normal(name) not in locked | set(EXCEPTIONS)]


def unknown(shipped: set[str], stated: dict[str, Any]) -> list[str]:
    return [f"{name}: no licence is stated" for name in sorted(shipped) if stated.get(name, {}).get("License", "UNKNOWN") in ("", "UNKNOWN")]


def strong(stated: dict[str, Any]) -> list[str]:
    """Of what is joined by OR one may choose: it is enough that one choice is free of them."""
    return [f"{one['Name']}: {one['License']}" for name, one in sorted(stated.items())
            if name not in EXCEPTIONS and all(STRONG.search(choice) for choice in re.split(r" OR ", one["License"]))]


def without_text(shipped: set[str]) -> list[str]:
    """Each part's licence text is in the program's folder."""
    there = {normal(path.name) for path in (FROZEN / "_internal/licences").iterdir() if any(path.iterdir())}
    return [f"{name}: its licence text does not ship" for name in sorted(shipped)
            if name not in there and normal(WITHOUT_TEXT.get(name, "-")) not in there]


def host_libraries() -> list[tuple[str, str]]:
    """The Debian packages of the libraries that were taken from the machine which froze the program."""
    found = set()
    for library in sorted((FROZEN / "_internal").glob("lib*.so*")):
        if not library.is_symlink() and not library.name.startswith("libpython"):
            owner = subprocess.run(["dpkg-query", "-S", f"*/{library.name}"], capture_output=True, text=True, check=False).stdout.partition(":")[0]
            if owner:
                version = subprocess.run(["dpkg-query", "-W", "-f=${Version}", owner], capture_output=True, text=True, check=True).stdout
                found.add((owner, version))
    return sorted(found)


def bill(shipped: set[str], libraries: list[tuple[str, str]]) -> dict[str, Any]:
    made: dict[str, Any] = asked("cyclonedx-py", "environment", "--output-reproducible", "--short-PURLs", sys.executable)
    made["components"] = [{key: value for key, value in one.items() if key not in ("properties", "externalReferences")}
                          for one in made["components"] if normal(one["name"]) in shipped]
    kept = {one["bom-ref"] for one in made["components"]}
    made["dependencies"] = [one | {"dependsOn": [other for other in one.get("dependsOn", ()) if other in kept]}
                            for one in made["dependencies"] if one["ref"] in kept]
    python = sys.version.split()[0]
    made["components"] += [{"type": "platform", "name": "python", "version": python, "purl": f"pkg:generic/python@{python}", "bom-ref": "python",
                            "licenses": [{"license": {"id": "PSF-2.0"}}]}]
    made["components"] += [{"type": "library", "name": name, "version": version, "purl": f"pkg:deb/debian/{name}@{version}", "bom-ref": f"deb-{name}"}
                           for name, version in libraries]
    made["metadata"] = {"component": {"type": "application", "name": "claims-workbench", "version": workbench.__version__,
                                      "bom-ref": "claims-workbench", "licenses": [{"license": {"id": "Apache-2.0"}}]}}
    made["dependencies"].append({"ref": "claims-workbench", "dependsOn": sorted(one["bom-ref"] for one in made["components"])})
    return made


if __name__ == "__main__":
    sys.exit(main())
