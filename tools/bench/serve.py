#!/usr/bin/env python3
"""How long do the towns wait? Many sessions at once against one `zonewright serve`, on the machine as it is.

    tools/bench/serve.py PROGRAM STUDY [--towns 50] [--seconds 30] [--options "--workers 2"]

Each town signs in and then asks in turn for the page, the list of its requests, one row and a page of 1000 parcels, pausing
for some tenths of a second as a person does at the most; half of them have a question in the queue all the time. Prints the
median, p95 and p99 of each kind, the answers that were not 200 or 201, and the memory of the server at the start and the end.
"""
import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import tempfile
import threading
import time

PASSWORD = "bench password"


def resident_mib(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


class Town(threading.Thread):
    def __init__(self, port, number, end, figures):
        super().__init__()
        self.port, self.number, self.end, self.figures = port, number, end, figures
        self.dice = random.Random(number)

    def timed(self, kind, method, path, body=None, headers=None):
        began = time.perf_counter()
        self.connection.request(method, path, body=body, headers={**self.headers, **(headers or {})})
        answer = self.connection.getresponse()
        content = answer.read()
        self.figures.setdefault(kind, []).append((time.perf_counter() - began, answer.status))
        return answer, content

    def run(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.headers = {"Content-Type": "application/json"}
        answer, content = self.timed("sign in", "POST", "/session", json.dumps({"name": f"town{self.number}", "password": PASSWORD}))
        self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        self.headers["X-Zonewright-Token"] = json.loads(content)["token"]
        job = None
        while time.time() < self.end:
            self.timed("page", "GET", "/", headers={"Accept": "text/html"})
            self.timed("requests", "GET", "/requests")
            after = self.dice.randrange(1, 100000)
            self.timed("one row", "GET", "/collections/parcel/items?limit=1")
            self.timed("1000 rows", "GET", f"/collections/parcel/items?limit=1000&after={after % 4000}")
            if self.number % 2 and job is None:
                _, content = self.timed("ask", "POST", "/processes/plan_show/execution", json.dumps({"inputs": {}}))
                job = json.loads(content).get("jobID")
            if job:
                _, content = self.timed("job", "GET", "/jobs/" + job)
                if json.loads(content)["status"] not in ("accepted", "running"):
                    job = None
            time.sleep(self.dice.uniform(0.1, 0.9))
        self.connection.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("program")
    arguments.add_argument("study")
    arguments.add_argument("--towns", type=int, default=50)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--options", default="")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="zonewright-bench-") as state:
        base = [asked.program, "serve", asked.study, "--state", state]
        for number in range(asked.towns):
            subprocess.run([*base, "--add-user", f"town{number}", "--role", "bureau"], input=PASSWORD + "\n", text=True, check=True,
                           stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*base, "--port", "0", "--lang", "en", *asked.options.split()], stdout=subprocess.PIPE, text=True)
        port = next(int(line.split()[1].rsplit(":", 1)[1]) for line in server.stdout if line.startswith("open: "))
        before = resident_mib(server)
        figures = {}
        towns = [Town(port, number, time.time() + asked.seconds, figures) for number in range(asked.towns)]
        for town in towns:
            town.start()
        for town in towns:
            town.join()
        after = resident_mib(server)
        server.send_signal(signal.SIGINT)
        server.wait()
    print(f"{asked.towns} sessions, {asked.seconds:.0f} s, {os.cpu_count()} cores; server {before:.0f} MiB, then {after:.0f} MiB")
    print(f"{'':12}{'count':>8}{'median ms':>12}{'p95 ms':>10}{'p99 ms':>10}{'not 2xx':>9}")
    for kind, taken in figures.items():
        times = sorted(1000 * seconds for seconds, _ in taken)
        bad = sum(not 200 <= status < 300 for _, status in taken)
        at = lambda share: times[min(len(times) - 1, int(share * len(times)))]  # noqa: E731
        print(f"{kind:12}{len(times):8}{at(0.5):12.1f}{at(0.95):10.1f}{at(0.99):10.1f}{bad:9}")


if __name__ == "__main__":
    main()
