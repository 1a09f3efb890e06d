#!/usr/bin/env python3
"""How soon does the map follow a weight that is moved? The analyst's face of `zonewright serve`, asked over HTTP as the page asks.

    tools/bench/serve_live.py PROGRAM STUDY [--moves 60] [--size 1280x900] [--clusters a,b] [--run]

At three zooms (the whole city, a town, streets at every cell) a view is opened and one weight after the other is moved; printed
are the first view, then median, p95 and the longest of the moves, from the request to the last byte, and the same with a view
that is also moved. Then every cell of the study is asked for, window by window, at every zoom's step, and compared with the
surface that the run has published. With --run the study is copied, weights moved here are saved through the door, the copy is
run in full with them, and its surface is compared with what the door showed before: cells that differ are counted and end this
with exit status 1. Needs numpy and Python's GDAL.
"""
import argparse
import http.client
import json
import math
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import numpy
from osgeo import gdal

PASSWORD = "bench password"
EXCLUDED, NO_DATA = 65534, 65535
TRIED = "tried-in-the-bench"


class Door:
    def __init__(self, program, study, state):
        base = [program, "serve", study, "--state", state]
        subprocess.run([*base, "--add-user", "bureau", "--role", "bureau"], input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen([*base, "--port", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True)
        port = next(int(line.split()[1].rsplit(":", 1)[1]) for line in self.process.stdout if line.startswith("open: "))
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = {"Content-Type": "application/json"}
        answer, content = self.ask("POST", "/session", {"name": "bureau", "password": PASSWORD})
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        self.headers["X-Zonewright-Token"] = json.loads(content)["token"]

    def ask(self, method, path, body):
        self.connection.request(method, path, body=json.dumps(body), headers=self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            sys.exit(f"{path}: {answer.status} {content[:300]}")
        return answer, content

    def surface(self, cluster, window, weights=None):
        _, content = self.ask("POST", "/live/surface", {"cluster": cluster, **window, **({"weights": weights} if weights else {})})
        return numpy.frombuffer(content, "<u2").reshape(window["height"], window["width"])

    def children_mib(self):
        found = 0
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                words = (status.parent / "cmdline").read_bytes()
                if b"--conversation" in words and b"bwrap" not in words.split(b"\0")[0]:
                    found = max(found, next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")))
            except OSError:
                continue
        return found / 1024

    def close(self):
        self.connection.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def taken(call):
    began = time.perf_counter()
    result = call()
    return 1000 * (time.perf_counter() - began), result


def views(grid, size):
    """The whole city, a town's width, and every cell: middle of the grid, as many pixels as the window of a browser."""
    wide, high = size
    whole = max(1, 2 ** math.ceil(math.log2(max(grid["columns"] / wide, grid["rows"] / high))))
    for name, step in (("whole city", whole), ("a town", max(1, whole // 4)), ("every cell", 1)):
        width, height = min(wide, -(-grid["columns"] // step)), min(high, -(-grid["rows"] // step))
        column, row = (grid["columns"] - width * step) // 2 // step * step, (grid["rows"] - height * step) // 2 // step * step
        yield name, {"column": max(0, column), "row": max(0, row), "width": width, "height": height, "step": step}


def moves_of(cluster, count):
    for i in range(count):
        moved = cluster["criteria"][i % len(cluster["criteria"])]["criterion"]
        yield {moved: 0.02 + 0.9 * ((i * 37) % 100) / 100}


def spread(times):
    times = sorted(times)
    return times[len(times) // 2], times[min(len(times) - 1, int(0.95 * len(times)))], times[-1]


def published(study, cluster):
    raster = gdal.Open(str(pathlib.Path(study) / "out" / "suitability" / (cluster + ".tif")))
    cells = raster.GetRasterBand(1).ReadAsArray().astype("f4")
    wanted = numpy.full(cells.shape, NO_DATA, "u2")
    known = ~numpy.isnan(cells) & (cells > -9000)
    wanted[known] = numpy.where(cells[known] < 0, EXCLUDED, numpy.rint(10000 * cells[known].astype("f8"))).astype("u2")
    return wanted


def differing(door, cluster, grid, wanted, step, weights=None):
    """Cells asked for, and those that differ, over the whole study at one step."""
    columns, rows, most = -(-grid["columns"] // step), -(-grid["rows"] // step), 2048
    asked = differ = 0
    for j in range(0, rows, most):
        for i in range(0, columns, most):
            window = {"column": i * step, "row": j * step, "width": min(most, columns - i), "height": min(most, rows - j), "step": step}
            shown = door.surface(cluster, window, weights)
            there = wanted[window["row"]:window["row"] + step * window["height"]:step, window["column"]:window["column"] + step * window["width"]:step]
            asked += shown.size
            differ += int((shown != there).sum())
    return asked, differ


def compared_with_a_run(program, study, door, cluster, grid):
    """The surface under moved weights, and that of a run with the weights as they were saved."""
    names = [each["criterion"] for each in cluster["criteria"]]
    weights = {names[0]: 0.31, names[-1]: 0.17}
    columns, rows = grid["columns"], grid["rows"]
    shown = numpy.vstack([door.surface(cluster["cluster"], {"column": 0, "row": j, "width": columns, "height": min(256, rows - j), "step": 1}, weights)
                          for j in range(0, rows, 256)])
    door.ask("POST", "/live/save", {"cluster": cluster["cluster"], "weights": weights, "id": TRIED, "title": "bench"})
    settings = (study / "study.toml").read_text()
    (study / "study.toml").write_text(settings.replace('weights = "default"', f'weights = "{TRIED}"'))
    seconds, done = taken(lambda: subprocess.run([program, "run", study, "--quiet"]))
    if done.returncode not in (0, 3):
        sys.exit("the run with the saved weights failed")
    wanted = published(study, cluster["cluster"])
    return seconds / 1000, shown.size, int((shown != wanted).sum()), int((wanted <= 10000).sum())


def measured(door, about, cluster, asked):
    print(f"\n{cluster['cluster']}: {len(cluster['criteria'])} criteria; every {about['held_step']}. cell of the city is held")
    print(f"{'zoom':14}{'pixels':>14}{'step':>6}{'first ms':>10}{'moved: median':>15}{'p95':>8}{'longest':>9}{'panned ms':>11}")
    for name, window in views(about["grid"], asked.size):
        first, _ = taken(lambda: door.surface(cluster["cluster"], window))
        times = [taken(lambda: door.surface(cluster["cluster"], window, weights))[0] for weights in moves_of(cluster, asked.moves)]
        panned = {**window, "column": window["column"] + 64 * window["step"], "row": window["row"] + 64 * window["step"]}
        away, _ = taken(lambda: door.surface(cluster["cluster"], panned))
        median, p95, longest = spread(times)
        print(f"{name:14}{window['width']:>7} × {window['height']:<4}{window['step']:>6}{first:>10.0f}{median:>15.1f}{p95:>8.1f}{longest:>9.1f}{away:>11.0f}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("study", type=pathlib.Path)
    arguments.add_argument("--moves", type=int, default=60)
    arguments.add_argument("--size", type=lambda words: tuple(map(int, words.split("x"))), default=(1280, 900))
    arguments.add_argument("--clusters", default="")
    arguments.add_argument("--run", action="store_true")
    asked = arguments.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="zonewright-bench-") as folder:
        study = asked.study
        if asked.run:
            study = pathlib.Path(folder) / "study"
            shutil.copytree(asked.study, study, symlinks=True)
        door = Door(asked.program, study, os.path.join(folder, "state"))
        try:
            milliseconds, (_, content) = taken(lambda: door.ask("POST", "/live/open", {}))
            about = json.loads(content)
            rated = [each for each in about["clusters"] if each["criteria"]]
            chosen = [each for each in rated if each["cluster"] in asked.clusters.split(",")] or [max(rated, key=lambda each: len(each["criteria"]))]
            grid = about["grid"]
            print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} at work; {grid['columns']} × {grid['rows']} cells; opened in {milliseconds / 1000:.1f} s")
            for cluster in chosen:
                measured(door, about, cluster, asked)
            milliseconds, _ = taken(lambda: door.ask("POST", "/live/shift", {"cluster": chosen[0]["cluster"], "weights": next(moves_of(chosen[0], 1))}))
            print(f"shift of classes, towns and parcels: {milliseconds:.0f} ms; peak of the process that answers {door.children_mib():.0f} MiB\n")
            for cluster in chosen:
                wanted = published(study, cluster["cluster"])
                for step in sorted({window["step"] for _, window in views(grid, asked.size)}):
                    cells, differ = differing(door, cluster["cluster"], grid, wanted, step)
                    wrong += differ
                    print(f"{cluster['cluster']}, every {step}. cell: {cells} compared with the run, {differ} differ", flush=True)
            if asked.run:
                seconds, cells, differ, scored = compared_with_a_run(asked.program, study, door, chosen[0], grid)
                wrong += differ
                print(f"{chosen[0]['cluster']} under moved weights: {cells} cells ({scored} with a score) compared with a run of {seconds:.0f} s with them, {differ} differ")
        finally:
            door.close()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
