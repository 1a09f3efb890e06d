"""A desk for tests: the program serving a study on a free port, with users of every role, and visitors who ask it."""
import base64
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from zonewright_cli import PROGRAM, demo_study, zonewright

PASSWORD = "一个够长的密码 one"
TOWN_A, TOWN_B = 0, 1  # positions in the list of towns
HAS_BWRAP = shutil.which("bwrap") is not None


class Answer:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class Visitor:
    """Signed in by the page (cookie and token), by Basic, or not at all."""

    def __init__(self, desk, name=None, basic=False):
        self.desk, self.headers, self.token = desk, {}, None
        if name and basic:
            self.headers["Authorization"] = "Basic " + base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()
        elif name:
            answer = self.ask("POST", "/session", {"name": name, "password": PASSWORD})
            assert answer.status == 201, answer.body
            self.headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
            self.headers["X-Zonewright-Token"] = self.token = answer.json()["token"]

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=60)
        sent = {**self.headers, **(headers or {})}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if isinstance(body, bytes):
            sent.setdefault("Content-Type", "application/octet-stream")
        try:
            connection.request(method, path, body=body, headers={k: v for k, v in sent.items() if v is not None})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, code=200, **options):
        answer = self.ask("GET", path, **options)
        assert answer.status == code, (path, answer.status, answer.body[:500])
        return answer.json()

    def post(self, path, body, code=201, **options):
        answer = self.ask("POST", path, body, **options)
        assert answer.status == code, (path, answer.status, answer.body[:500])
        return answer.json()

    def upload(self, title, content, code=201):
        import urllib.parse
        return self.post("/uploads?title=" + urllib.parse.quote(title), content, code)

    def execute(self, process, inputs, code=201):
        return self.post(f"/processes/{process}/execution", {"inputs": inputs}, code)

    def followed(self, job, seconds=180):
        last = time.time() + seconds
        while time.time() < last:
            status = self.get("/jobs/" + job)
            if status["status"] not in ("accepted", "running"):
                return status
            time.sleep(0.1)
        raise AssertionError(f"not over after {seconds} s: {status}")

    def answered(self, process, inputs):
        job = self.execute(process, inputs)["jobID"]
        status = self.followed(job)
        assert status["status"] == "successful", status
        return self.get(f"/jobs/{job}/results")


class Desk:
    def __init__(self, *options, study=None, state=None):
        self.study = study or demo_study()
        self.state = pathlib.Path(state or tempfile.mkdtemp(prefix="产域 desk "))
        self.options = list(options)
        if not HAS_BWRAP:
            self.options.append("--without-sandbox")
        self.towns = None
        self.process = None

    def add_user(self, name, role, town=None, password=PASSWORD):
        words = ["serve", self.study, "--state", self.state, "--add-user", name, "--role", role]
        if town:
            words += ["--town", town]
        return subprocess.run([PROGRAM, *map(str, words), "--json"], input=password + "\n", text=True, capture_output=True)

    def add_users(self):
        import contextlib
        import sqlite3
        with contextlib.closing(sqlite3.connect(self.study / "out" / "zonewright.gpkg")) as package:
            self.towns = package.execute("SELECT code, name FROM town ORDER BY code").fetchall()
        for name, role, town in (("镇甲", "town", self.towns[TOWN_A][0]), ("镇乙", "town", self.towns[TOWN_B][0]),
                                 ("局里", "bureau", None), ("管理员", "admin", None)):
            done = self.add_user(name, role, town)
            assert done.returncode == 0, done.stderr + done.stdout
        return self

    def open(self, before=()):
        """`before`: words in front of the program's, for one that looks on."""
        self.process = subprocess.Popen([*before, PROGRAM, "serve", str(self.study), "--state", str(self.state), "--port", "0",
                                         "--lang", "en", *map(str, self.options)],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ})
        self.said = []
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("open: "):
                self.url = line.split()[1]
                self.port = int(self.url.rsplit(":", 1)[1])
                return self
        raise AssertionError(f"did not open: {self.said} {self.process.stderr.read()}")

    def visitor(self, name=None, basic=False):
        return Visitor(self, name, basic)

    def close(self, how=signal.SIGINT):
        if self.process is None:
            return None
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        self.last_words = self.process.stdout.read()
        code = self.process.returncode
        self.process.stdout.close()
        self.process.stderr.close()
        self.process = None
        return code

    def remove(self):
        self.close(signal.SIGKILL)
        shutil.rmtree(self.state, ignore_errors=True)


def a_parcel(visitor, town):
    """One parcel of a town, as GeoJSON."""
    page = visitor.get(f"/collections/parcel/items?limit=1&town_code={town}")
    feature = page["features"][0]
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "地块"}, "geometry": feature["geometry"]}]}
