#!/usr/bin/env python3
"""How soon is the map there? Tiles of `zonewright serve`, drawn and kept, asked one after the other as a browser asks.

    tools/bench/serve_tiles.py PROGRAM STUDY [--places 5] [--sets base,parcels,zones,exclusions,surface]

At every level of every set tiles are asked for at random places of the city: once when they have to be drawn (with the fifteen
beside them), then again. Printed are median, p95 and longest of both, the slowest levels, sizes, what a block takes on disk and
the peak of the process that draws. The first tile waits for that process to open the study.
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PASSWORD = "bench password"


class Map:
    def __init__(self, program, study, state):
        base = [program, "serve", study, "--state", state]
        subprocess.run([*base, "--add-user", "town", "--role", "bureau"], input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen([*base, "--port", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True)
        port = next(int(line.split()[1].rsplit(":", 1)[1]) for line in self.process.stdout if line.startswith("open: "))
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = {"Content-Type": "application/json"}
        answer, _ = self.ask("POST", "/session", json.dumps({"name": "town", "password": PASSWORD}))
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        self.about = json.loads(self.ask("GET", "/tiles.json")[1])

    def ask(self, method, path, body=None):
        self.connection.request(method, path, body=body, headers=self.headers)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def tile(self, name, z, x, y):
        """Milliseconds and bytes."""
        began = time.perf_counter()
        while True:
            answer, content = self.ask("GET", f"/tiles/{name}/{z}/{x}/{y}.png")
            if answer.status != 503:
                break
            time.sleep(0.1)
        if answer.status != 200:
            sys.exit(f"{name} {z} {x} {y}: {answer.status} {content[:300]}")
        return 1000 * (time.perf_counter() - began), len(content)

    def place(self, dice, z):
        west, south, east, north = self.about["extent"]
        edge = self.about["tile_px"] * self.about["resolutions"][z]
        return (int((dice.uniform(west, east) - self.about["origin"][0]) // edge),
                int((self.about["origin"][1] - dice.uniform(south, north)) // edge))

    def peak_mib(self):
        found = 0
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                if b"--tiles" in (status.parent / "cmdline").read_bytes().split(b"\0"):
                    found = max(found, next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")))
            except OSError:
                continue
        return found / 1024

    def close(self):
        self.connection.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def spread(values):
    ordered = sorted(values)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return f"{len(ordered)}, median {at(0.5):.1f}, p95 {at(0.95):.1f}, longest {ordered[-1]:.1f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("study")
    arguments.add_argument("--places", type=int, default=5)
    arguments.add_argument("--sets", default="base,parcels,zones,exclusions,surface")
    asked = arguments.parse_args()
    dice, drawn, kept, sizes, levels = random.Random(7), [], [], [], {}
    with tempfile.TemporaryDirectory(prefix="zonewright-bench-") as folder:
        door = Map(asked.program, asked.study, os.path.join(folder, "state"))
        try:
            print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} at work; first tile {door.tile('base', 0, 0, 0)[0]:.0f} ms")
            wanted = asked.sets.split(",")
            chosen = [each for each in door.about["sets"] if each["id"] in wanted]
            chosen += [each for each in door.about["sets"] if "surface" in wanted and each["id"].startswith("surface-")][:1]
            for each in chosen:
                for z in range(each["min_zoom"], each["max_zoom"] + 1):
                    for _ in range(asked.places):
                        x, y = door.place(dice, z)
                        milliseconds, size = door.tile(each["id"], z, x, y)
                        sizes.append(size)
                        if milliseconds > 5:  # else it was drawn with another one
                            drawn.append(milliseconds)
                            levels.setdefault((each["id"], door.about["resolutions"][z]), []).append(milliseconds)
                        kept += [door.tile(each["id"], z, x, y)[0] for _ in range(3)]
            blocks = [path.stat().st_size for path in pathlib.Path(folder, "state", "tiles").rglob("*.tiles")]
            print(f"drawn, ms: {spread(drawn)}\nkept, ms: {spread(kept)}\nbytes of a tile: {spread(sizes)}\nbytes of a block: {spread(blocks)}")
            for (name, metres), times in sorted(levels.items(), key=lambda item: -max(item[1]))[:6]:
                print(f"  {name} at {metres} m a pixel: longest {max(times):.0f} ms")
            print(f"peak of the process that draws {door.peak_mib():.0f} MiB")
        finally:
            door.close()


if __name__ == "__main__":
    main()
