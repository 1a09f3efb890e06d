#!/usr/bin/env python3
"""How long do the towns wait? Many sessions at once against one `zonewright serve`, on the machine as it is.

    tools/bench/serve.py PROGRAM STUDY [--towns 50] [--seconds 30] [--pause 0.5] [--parcels N] [--options "--workers 2"]
    tools/bench/serve.py PROGRAM STUDY --soak MINUTES [--table FILE] [--towns 10] [--pause 2]

Each town signs in and then asks in turn for the page, the list of its requests, one row, one row by its number, the parcels of a
view and a page of 1000 parcels, pausing as a person does at the most; half of them have a question in the queue all the time.
Prints the median, p95 and p99 of each kind, the answers that were not 200 or 201, and the memory of the server at the start and
the end. --parcels: the rows of the published parcels are repeated in a copy until there are so many.

--soak: the same at a bounded rate, for so long; every minute memory, open files, processes, entries of the desk's folder and the
slowest answer are sampled; the slope of the memory over the second half is printed. Every tenth town sends what is no good.
"""
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time

PASSWORD = "bench password"
RUBBISH = [("GET", "/collections/parcel/items?bbox=x", None), ("POST", "/requests", "{"), ("GET", "/jobs/%00", None),
           ("POST", "/uploads?title=a.vrt", "<OGRVRTDataSource/>"), ("GET", "/nowhere", None)]


def resident_mib(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def grown_study(study, folder, wanted):
    """The study by links, its published parcels repeated until there are so many; the number there are."""
    made = pathlib.Path(folder) / "study"
    (made / "out").mkdir(parents=True)
    for entry in [*pathlib.Path(study).resolve().iterdir(), *(pathlib.Path(study).resolve() / "out").iterdir()]:
        if entry.name not in ("out", "desk", "zonewright.gpkg"):
            (made / ("out" if entry.parent.name == "out" else "") / entry.name).symlink_to(entry)
    shutil.copy(pathlib.Path(study) / "out" / "zonewright.gpkg", made / "out" / "zonewright.gpkg")
    with contextlib.closing(sqlite3.connect(made / "out" / "zonewright.gpkg")) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'parcel'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        columns = ", ".join(f'"{row[1]}"' for row in file.execute("PRAGMA table_info(parcel)") if row[1] != "fid")
        there, = file.execute("SELECT count(*) FROM parcel").fetchone()
        first, last = file.execute("SELECT min(fid), max(fid) FROM parcel").fetchone()
        span = last - first + 1
        for copy in range(1, -(-wanted // there)):
            file.execute(f"INSERT INTO parcel (fid, {columns}) SELECT fid + {copy * span}, {columns} FROM parcel WHERE fid <= {last}")
            file.execute(f"INSERT INTO rtree_parcel_geom SELECT id + {copy * span}, minx, maxx, miny, maxy FROM rtree_parcel_geom WHERE id <= {last}")
        file.commit()
        return made, file.execute("SELECT count(*) FROM parcel").fetchone()[0]


class Town(threading.Thread):
    def __init__(self, port, number, end, asked, world, figures):
        super().__init__(daemon=True)
        self.port, self.number, self.end, self.asked, self.world, self.figures = port, number, end, asked, world, figures
        self.dice = random.Random(number)

    def timed(self, kind, method, path, body=None, headers=None):
        for attempt in (1, 2):
            began = time.perf_counter()
            try:
                self.connection.request(method, path, body=body, headers={**self.headers, **(headers or {})})
                answer = self.connection.getresponse()
                content = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError):  # it was idle for too long: a browser asks anew
                self.connection.close()
                if attempt == 2:
                    raise
        taken = time.perf_counter() - began, answer.status
        self.figures.setdefault(kind, []).append(taken)
        self.world["recent"].append(taken)
        return answer, content

    def sign_in(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.headers = {"Content-Type": "application/json"}
        answer, content = self.timed("sign in", "POST", "/session", json.dumps({"name": f"town{self.number}", "password": PASSWORD}))
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        self.headers["X-Zonewright-Token"] = json.loads(content)["token"]

    def view(self):
        """A box of about 2 × 2 km somewhere in the city."""
        west, south, east, north = self.world["box"]
        x, y = self.dice.uniform(west, east), self.dice.uniform(south, north)
        return f"bbox={x:.6f},{y:.6f},{x + 0.02:.6f},{y + 0.018:.6f}"

    def once(self, job):
        self.timed("page", "GET", "/", headers={"Accept": "text/html"})
        self.timed("requests", "GET", "/requests")
        self.timed("first row", "GET", "/collections/parcel/items?limit=1")
        self.timed("one item", "GET", f"/collections/parcel/items/{self.dice.randrange(1, self.world['rows'] + 1)}")
        self.timed("a view", "GET", "/collections/parcel/items?limit=2500&" + self.view())
        self.timed("1000 rows", "GET", f"/collections/parcel/items?limit=1000&after={self.dice.randrange(0, max(1, self.world['rows'] - 1000))}")
        if self.asked.soak and self.number % 10 == 0:
            method, path, body = self.dice.choice(RUBBISH)
            self.timed("no good", method, path, body)
        if self.number % 2 and job is None:
            _, content = self.timed("ask", "POST", "/processes/plan_show/execution", json.dumps({"inputs": {}}))
            job = json.loads(content).get("jobID")
        if not job:
            return None
        _, content = self.timed("job", "GET", "/jobs/" + job)
        if json.loads(content)["status"] in ("accepted", "running"):
            return job
        if self.asked.soak:
            self.timed("dismiss", "DELETE", "/jobs/" + job)
        return None

    def run(self):
        self.sign_in()
        job, signed = None, time.time()
        while time.time() < self.end:
            if time.time() - signed > 1200:  # people come and go
                self.timed("sign out", "DELETE", "/session")
                self.connection.close()
                self.sign_in()
                signed = time.time()
            job = self.once(job)
            time.sleep(self.dice.uniform(0.2, 1.8) * self.asked.pause)
        self.connection.close()


def sampled(server, state, world, end, table):
    """One row a minute until the end."""
    rows, began = [], time.time()
    print("minute\tresident MiB\topen files\tchildren\tentries\tdatabase MiB\tanswers\tslowest ms", file=table, flush=True)
    while time.time() < end:
        time.sleep(min(60, max(0.1, end - time.time())))
        recent, world["recent"] = world["recent"], []
        children = sum(1 for stat in pathlib.Path("/proc").glob("[0-9]*/stat") if parent_of(stat) == server.pid)
        entries = sum(1 for _ in pathlib.Path(state).rglob("*"))
        database = sum(path.stat().st_size for path in pathlib.Path(state).glob("desk.sqlite*")) / 2**20
        rows.append(((time.time() - began) / 60, resident_mib(server), len(os.listdir(f"/proc/{server.pid}/fd")), children, entries, database,
                     len(recent), 1000 * max((seconds for seconds, _ in recent), default=0)))
        print("\t".join(f"{value:.1f}" for value in rows[-1]), file=table, flush=True)
    return rows


def parent_of(stat):
    try:
        return int(stat.read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return None


def slope(rows):
    """MiB an hour over the second half."""
    later = rows[len(rows) // 2:]
    if len(later) < 3:
        return float("nan")
    return 60 * statistics.linear_regression([row[0] for row in later], [row[1] for row in later]).slope


def world_of(study):
    with contextlib.closing(sqlite3.connect(f"file:{pathlib.Path(study).resolve()}/out/zonewright.gpkg?immutable=1", uri=True)) as file:
        rows, = file.execute("SELECT max(fid) FROM parcel").fetchone()
    return {"rows": rows, "recent": []}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("study")
    arguments.add_argument("--towns", type=int, default=50)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--pause", type=float, default=0.5)
    arguments.add_argument("--parcels", type=int, default=0)
    arguments.add_argument("--soak", type=float, default=0)
    arguments.add_argument("--table", type=argparse.FileType("w"), default="-")
    arguments.add_argument("--options", default="")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="zonewright-bench-") as folder:
        study, rows = grown_study(asked.study, folder, asked.parcels) if asked.parcels else (asked.study, 0)
        state, world = os.path.join(folder, "state"), world_of(study)
        base = [asked.program, "serve", str(study), "--state", state]
        for number in range(asked.towns):
            subprocess.run([*base, "--add-user", f"town{number}", "--role", "bureau"], input=PASSWORD + "\n", text=True, check=True,
                           stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*base, "--port", "0", "--lang", "en", *asked.options.split()], stdout=subprocess.PIPE, text=True)
        port = next(int(line.split()[1].rsplit(":", 1)[1]) for line in server.stdout if line.startswith("open: "))
        before, figures = resident_mib(server), {}
        first = Town(port, 0, 0, asked, world, {})
        first.sign_in()
        world["box"] = json.loads(first.timed("", "GET", "/collections/parcel")[1])["extent"]["spatial"]["bbox"][0]
        first.connection.close()
        end = time.time() + (60 * asked.soak or asked.seconds)
        towns = [Town(port, number, end, asked, world, figures) for number in range(asked.towns)]
        for town in towns:
            town.start()
        samples = sampled(server, state, world, end, asked.table) if asked.soak else []
        for town in towns:
            town.join()
        after = resident_mib(server)
        server.send_signal(signal.SIGINT)
        server.wait()
    print(f"{asked.towns} sessions, {60 * asked.soak or asked.seconds:.0f} s, {os.cpu_count()} cores, {os.getloadavg()[0]:.1f} at work; "
          f"{rows or world['rows']} parcels; server {before:.0f} MiB, then {after:.0f} MiB")
    if samples:
        print(f"memory over the second half: {slope(samples):+.1f} MiB an hour; open files {samples[0][2]} to {samples[-1][2]}")
    print(f"{'':12}{'count':>8}{'median ms':>12}{'p95 ms':>10}{'p99 ms':>10}{'longest':>10}{'not 2xx':>9}")
    for kind, taken in figures.items():
        times = sorted(1000 * seconds for seconds, _ in taken)
        bad = sum(not 200 <= status < 300 for _, status in taken)
        at = lambda share: times[min(len(times) - 1, int(share * len(times)))]  # noqa: E731
        print(f"{kind:12}{len(times):8}{at(0.5):12.1f}{at(0.95):10.1f}{at(0.99):10.1f}{times[-1]:10.1f}{bad:9}")


if __name__ == "__main__":
    main()
