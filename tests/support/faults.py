"""Running the program while calls fail (tests/fault/fail_call.cpp), and judging what it left.

What must hold after any fault: the exit code is documented and no signal; with exit 0 the outputs are those of an
undisturbed run; otherwise there is one clear message, and an undisturbed run afterwards gives the right outputs and
leaves no temporary file behind.
"""
import dataclasses
import hashlib
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import urllib.parse

from zonewright_cli import PROGRAM

LIBRARY = os.environ.get("ZONEWRIGHT_FAULTS", str(pathlib.Path(PROGRAM).resolve().parent / "libfail_call.so"))
LEFTOVER = re.compile(r"^\..*\.tmp")
DOCUMENTED = (0, 1, 2, 3)
CRASH = re.compile("内部错误|internal error|Traceback|terminate called|AddressSanitizer")


@dataclasses.dataclass(frozen=True)
class Fault:
    call: str
    at: int = 0            # 0: nothing fails, calls are counted
    errno: int = 5         # EIO
    under: str = ""        # only files below this
    smallest: int = 0      # malloc: bytes
    stays: bool = False
    kills: bool = False
    hangs: bool = False

    def environment(self, count_file=None, stacks_file=None):
        env = {"LD_PRELOAD": LIBRARY, "FAULT_CALL": self.call, "FAULT_AT": str(self.at), "FAULT_ERRNO": str(self.errno),
               "FAULT_UNDER": self.under, "FAULT_MIN": str(self.smallest), "FAULT_STAYS": str(int(self.stays)),
               "FAULT_KILL": str(int(self.kills)), "FAULT_HANG": str(int(self.hangs))}
        return (env | ({"FAULT_COUNT": str(count_file)} if count_file else {})
                | ({"FAULT_STACKS": str(stacks_file)} if stacks_file else {}))


@dataclasses.dataclass
class Verb:
    """What is run in a copy of a folder, and where its results lie."""
    name: str
    arguments: tuple            # with {} for the folder
    results: str                # below the folder
    most: int = 10 ** 9         # calls of a kind that the long form disturbs

    def words(self, folder):
        return [word.replace("{}", str(folder)) for word in self.arguments]


def run(*arguments, fault=None, count_file=None, timeout=900, cwd=None, env=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, cwd=cwd,
                          errors="replace",
                          env={**os.environ, **(env or {}), **(fault.environment(count_file) if fault else {})})


def calls_of(fault: Fault, *arguments, folder: pathlib.Path) -> int:
    """How many calls of the kind an undisturbed run makes."""
    count_file = folder / "count"
    count_file.unlink(missing_ok=True)
    run(*arguments, fault=dataclasses.replace(fault, at=0), count_file=count_file)
    return int(count_file.read_text())


def calls_of_stacks(fault: Fault, *arguments, folder: pathlib.Path) -> dict:
    """The stacks that an undisturbed run makes calls of the kind from: the hash and the number of its first call."""
    stacks_file = folder / "stacks"
    stacks_file.unlink(missing_ok=True)
    # setarch: with the same addresses in every process.
    subprocess.run(["setarch", "-R", PROGRAM, *map(str, arguments)], capture_output=True, timeout=600,
                   env={**os.environ, **dataclasses.replace(fault, at=0).environment(stacks_file=stacks_file)})
    return {h: int(first) for first, h in map(str.split, stacks_file.read_text().splitlines())}


def leftovers(folder: pathlib.Path):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if LEFTOVER.match(p.name))


def said_by_geopackage(path: pathlib.Path) -> bytes:
    """Every table but the time of the last change."""
    with sqlite3.connect(f"file:{urllib.parse.quote(str(path))}?mode=ro", uri=True) as database:
        sound, = database.execute("PRAGMA integrity_check").fetchone()
        said = [sound]
        for table, in database.execute("SELECT table_name FROM gpkg_contents ORDER BY 1").fetchall():
            said += [table, *map(repr, database.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall())]
        return "\n".join(said).encode()


def said_by_geodatabase(path: pathlib.Path) -> bytes:
    """As our own program reads it, undisturbed; its files hold times and random ids."""
    with tempfile.TemporaryDirectory() as folder:
        finished = run("convert", path, f"{folder}/a.geojson")
        return finished.stderr.encode() if finished.returncode else pathlib.Path(folder, "a.geojson").read_bytes()


def contents(folder: pathlib.Path) -> dict:
    """Digests of what is published below a folder; not of the cache, the lock and the times of the manifest."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if ".cache" in inside.parts or inside.name in ("manifest.json", ".zonewright.lock") or any(map(LEFTOVER.match, inside.parts)):
            continue
        if any(part.endswith(".gdb") for part in inside.parts[:-1]):
            continue
        if path.suffix == ".gdb":
            said = said_by_geodatabase(path)
        elif path.is_file():
            said = said_by_geopackage(path) if path.suffix == ".gpkg" else path.read_bytes()
        else:
            continue
        found[str(inside)] = hashlib.sha256(said).hexdigest()
    return found


def complaint(finished) -> str | None:
    """What is wrong with how a disturbed run ended, as far as that can be seen from outside."""
    if finished.returncode not in DOCUMENTED:
        return f"ended with {finished.returncode}"
    if finished.returncode in (0, 3):
        return None
    if CRASH.search(finished.stderr):
        return finished.stderr.strip().splitlines()[-1][:200]
    if not re.search("错误：|error: ", finished.stderr):
        return "no message"
    return None
