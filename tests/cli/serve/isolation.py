"""No request of one town ever shows another's; nobody signed out sees anything; who may decide is who should."""
import itertools
import json
import re
import unittest
import urllib.parse

from desk import Desk, PASSWORD, TOWN_A, a_parcel

SECRET = "绝密厂房甲"  # in every word that town A types
MARK = "2718281"  # the end of every coordinate of town A's outline


def marked_outline(collection):
    """Some 200 m at that place, with coordinates that nothing else has."""
    place = collection["features"][0]["geometry"]["coordinates"]
    while isinstance(place[0], list):
        place = place[0]
    west, east, south, north = (f"{value:.3f}{MARK}" for value in (place[0], place[0] + 0.002, place[1], place[1] + 0.002))
    return f'{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}'.encode()


class Isolation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk().add_users().open()
        cls.a, cls.b = cls.desk.visitor("镇甲"), cls.desk.visitor("镇乙")
        outline = marked_outline(a_parcel(cls.a, cls.desk.towns[TOWN_A][0]))
        kept = cls.a.upload(SECRET + ".geojson", outline)
        made = cls.a.post("/requests", {"title": SECRET, "upload": kept["id"], "comment": SECRET, "project": {"applicant": SECRET}})
        job = made["versions"][0]["job"]
        cls.a.followed(job)
        files = [file["title"] for file in cls.a.get(f"/jobs/{job}/results")["files"]["value"]]
        cls.ids = {"upload": kept["id"], "request": made["id"], "number": made["number"], "job": job}
        cls.files = files
        cls.processes = [each["id"] for each in cls.a.get("/processes")["processes"]]
        own = cls.a.answered("locate", {"file": kept["id"]})
        assert MARK in json.dumps(own), "what is looked for is what town A is told"
        cls.paths = cls.desk.visitor().get("/api")["paths"]

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()

    def filled(self, path):
        """The path with every id of town A in every place, files of A's job at their end."""
        places = re.findall(r"\{(\w+)\}", path)
        values = [*self.ids.values(), "report", "town", "1", "index.html", *(self.processes if path.startswith("/processes/") else [])]
        ends = self.files[:3] + ["../../../desk.sqlite", "..%2f..%2fdesk.sqlite"]
        for chosen in itertools.product(*[(ends if place == "path" else values) for place in places]):
            made = path
            for place, value in zip(places, chosen):
                made = made.replace("{" + place + "}", value, 1)
            yield urllib.parse.quote(made, safe="/%")

    def bodies(self, method):
        if method != "post":
            return [None]
        return [{}, {"upload": self.ids["upload"], "title": "乙"}, {"inputs": {"file": self.ids["upload"]}},
                {"inputs": {"site": self.ids["upload"]}}, {"state": "submitted"}, {"state": "signed", "reason": "x"}]

    def test_no_route_shows_another_towns_words_whatever_ids_are_tried(self):
        asked = 0
        for path, methods in self.paths.items():
            for method, made in ((m, p) for m in methods for p in self.filled(path)):
                if (method, path) == ("delete", "/session") or path == "/session":
                    continue
                for body in self.bodies(method):
                    answer = self.b.ask(method.upper(), made, body)
                    asked += 1
                    self.assertNotIn(SECRET, answer.body.decode(errors="replace"), (method, made))
                    self.assertNotIn(MARK, answer.body.decode(errors="replace"), (method, made))
                    self.assertLess(answer.status, 500, (method, made, answer.body))
        for path in ("/requests", "/jobs", "/requests?number=" + self.ids["number"], "/jobs?limit=1000"):
            self.assertNotIn(SECRET, self.b.ask("GET", path).body.decode())
            self.assertNotIn(self.ids["job"], self.b.ask("GET", path).body.decode())
        self.assertGreater(asked, 150)
        self.assertEqual(self.a.get("/requests/" + self.ids["request"])["state"], "draft", "and nothing of A has changed")
        self.assertEqual(self.a.get("/jobs/" + self.ids["job"])["status"], "successful")

    def test_foreign_and_unknown_ids_read_the_same(self):
        unknown = "0" * 32
        for pattern, own in (("/requests/{}", "request"), ("/jobs/{}", "job"), ("/jobs/{}/results", "job")):
            foreign, nothing = self.b.ask("GET", pattern.format(self.ids[own])), self.b.ask("GET", pattern.format(unknown))
            self.assertEqual((foreign.status, foreign.body, sorted(foreign.headers.keys())),
                             (nothing.status, nothing.body, sorted(nothing.headers.keys())), pattern)
            self.assertEqual(foreign.status, 404)
        for upload in (self.ids["upload"], unknown):
            refused = self.b.execute("area", {"file": upload}, 400)
            self.assertEqual(refused["detail"].replace(upload, ""), self.b.execute("area", {"file": unknown}, 400)["detail"].replace(unknown, ""))

    def test_nobody_signed_out_gets_past_the_door(self):
        stranger = self.desk.visitor()
        forged = self.desk.visitor()
        forged.headers = {"Cookie": "zonewright=" + "0" * 64, "X-Zonewright-Token": "0" * 64}
        public = {("/", "get"), ("/conformance", "get"), ("/api", "get"), ("/page/{file}", "get"), ("/session", "post")}
        for visitor in (stranger, forged):
            for path, methods in self.paths.items():
                for method in methods:
                    if (path, method) not in public:
                        made = next(self.filled(path))
                        self.assertEqual(visitor.ask(method.upper(), made, {} if method == "post" else None).status, 401, (method, made))

    def test_what_changes_something_needs_the_token(self):
        forged = self.desk.visitor()
        forged.headers = {"Cookie": self.a.headers["Cookie"]}
        for token in (None, "", "0" * 64):
            for path, body in (("/requests", {"title": "x"}), ("/uploads?title=a.txt", b"x"), ("/processes/zones/execution", {"inputs": {}})):
                self.assertEqual(forged.ask("POST", path, body, headers={"X-Zonewright-Token": token}).status, 403, path)
            self.assertEqual(forged.ask("DELETE", "/jobs/" + self.ids["job"], headers={"X-Zonewright-Token": token}).status, 403)
        for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            self.assertEqual(self.a.ask("POST", "/processes/zones/execution", {"inputs": {}}, headers=headers).status, 403)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        self.assertEqual(self.desk.visitor().ask("POST", "/session", json.dumps({"name": "镇甲", "password": PASSWORD}).encode(), headers=form).status, 403)
        basic = self.desk.visitor("镇甲", basic=True)
        self.assertEqual(basic.ask("POST", "/processes/zones/execution", b'{"inputs":{}}', headers={"Content-Type": "text/plain"}).status, 403)
        self.assertEqual(basic.ask("POST", "/processes/zones/execution", {"inputs": {}}).status, 201)

    def test_roles(self):
        bureau, admin = self.desk.visitor("局里"), self.desk.visitor("管理员")
        for path in ("/audit", "/users"):
            self.assertEqual(self.a.ask("GET", path).status, 403)
            self.assertEqual(bureau.ask("GET", path).status, 403)
        log = admin.get("/audit?limit=1000")
        self.assertTrue(log["chain_holds"])
        self.assertIn("upload", {entry["action"] for entry in log["entries"]})
        self.assertIn(self.ids["request"], [one["id"] for one in bureau.get("/requests")["requests"]])

    def test_sign_in_locks_after_five_failures_and_says_the_same_to_all(self):
        self.assertEqual(self.desk.add_user("锁定", "bureau").returncode, 0)
        stranger = self.desk.visitor()
        words = {stranger.ask("POST", "/session", {"name": name, "password": "wrong password"}).body for name in ["锁定"] * 5 + ["没有此人"]}
        self.assertEqual(len(words), 1)
        self.assertEqual(stranger.ask("POST", "/session", {"name": "锁定", "password": PASSWORD}).status, 401)

    def test_signing_out_ends_the_session(self):
        visitor = self.desk.visitor("局里")
        visitor.get("/session")
        self.assertEqual(visitor.ask("DELETE", "/session").status, 200)
        self.assertEqual(visitor.ask("GET", "/session").status, 401)

    def test_every_response_carries_the_guards(self):
        for path in ("/", "/session", "/nowhere", "/page/app.js", "/collections/town/items?limit=1"):
            answer = self.a.ask("GET", path, headers={"Accept": "text/html"})
            policy = answer.headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertIsNone(answer.headers["Access-Control-Allow-Origin"])
        cookie = self.desk.visitor().ask("POST", "/session", {"name": "局里", "password": PASSWORD}).headers["Set-Cookie"]
        for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(word, cookie)
