"""Running the program from Python tests: zonewright("plan", "show", "--json") and friends."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("ZONEWRIGHT", "build/release/zonewright")
SOURCE = pathlib.Path(os.environ.get("ZONEWRIGHT_SOURCE", pathlib.Path(__file__).resolve().parents[2]))


def real_data() -> pathlib.Path | None:
    """The folder with real boundaries and files, which cannot be shipped; None where it is absent."""
    folder = pathlib.Path(os.environ.get("ZONEWRIGHT_DATA", SOURCE.parent / "shared" / "data"))
    return folder if folder.is_dir() else None


def zonewright(*arguments, code=0, env=None, cwd=None, timeout=900):
    """Runs the program and checks its exit code; returns the finished process with text output."""
    finished = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=cwd,
                              timeout=timeout, env={**os.environ, **(env or {})})
    codes = code if isinstance(code, (tuple, list, set)) else (code,)
    if finished.returncode not in codes:
        raise AssertionError(f"zonewright {' '.join(map(str, arguments))}: exit code {finished.returncode}, expected {codes}\n"
                             f"stdout:\n{finished.stdout[-4000:]}\nstderr:\n{finished.stderr[-4000:]}")
    return finished


def zonewright_json(*arguments, **options):
    return json.loads(zonewright(*arguments, "--json", **options).stdout)


class Folder(unittest.TestCase):
    """A test with a temporary folder of its own, its name Chinese and with a blank."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="产域 测试 "))

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)


_shared_study = None


def demo_study() -> pathlib.Path:
    """The small demonstration city, run to the end; made once per build and reused by every test program."""
    global _shared_study
    if _shared_study is None:
        folder = pathlib.Path(PROGRAM).resolve().parent / "demo-study"
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(folder.parent / "demo-study.lock", "w") as lock:
            import fcntl
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "study.toml").exists():
                zonewright("demo", folder, "--size", "small")
            zonewright("run", folder, "--quiet", code=(0, 3))
        _shared_study = folder
    return _shared_study
