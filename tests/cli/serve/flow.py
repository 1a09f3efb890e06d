"""The town's flow and the bureau's, as the page asks for it."""
import json
import time
import unittest

from desk import Desk, TOWN_A, TOWN_B, a_parcel


class Flow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk().add_users().open()
        cls.town, cls.other, cls.bureau = (cls.desk.visitor(name) for name in ("镇甲", "镇乙", "局里"))
        cls.outline = json.dumps(a_parcel(cls.town, cls.desk.towns[TOWN_A][0])).encode()

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()

    def test_the_study_says_how_old_its_data_are_and_what_is_not_looked_at(self):
        study = self.town.get("/study")
        self.assertTrue(study["title"])
        self.assertEqual({town["value"] for town in study["towns"]}, {code for code, _ in self.desk.towns})
        self.assertTrue(all(source["title"] for source in study["sources"]))
        self.assertIn("39", [one["value"] for one in study["industries"]])
        self.assertTrue(study["clusters"] and study["unlooked"])

    def test_an_outline_is_located_before_anything_is_handed_in(self):
        kept = self.town.upload("红线.geojson", self.outline)
        answer = self.town.answered("locate", {"file": kept["id"]})["answer"]["value"]
        self.assertEqual(answer["towns"][0]["code"], self.desk.towns[TOWN_A][0])
        self.assertAlmostEqual(answer["area_m2"], answer["planar_m2"], delta=answer["area_m2"] * 0.001)
        self.assertTrue(answer["crs_why"])
        self.assertEqual(answer["features"][0]["geometry"]["type"], "Polygon")

    def test_a_file_that_cannot_be_used_says_why_and_what_to_do(self):
        kept = self.town.upload("红线.geojson", b'{"type":"FeatureCollection","features":[]}')
        job = self.town.execute("locate", {"file": kept["id"]})["jobID"]
        status = self.town.followed(job)
        self.assertEqual(status["status"], "failed")
        self.assertTrue(status["message"])
        self.assertNotIn(str(self.desk.state), status["message"])
        results = self.town.ask("GET", f"/jobs/{job}/results")
        self.assertEqual(results.status, 400)

    def test_from_outline_to_signature(self):
        kept = self.town.upload("红线.geojson", self.outline)
        made = self.town.post("/requests", {"title": "电子厂房", "upload": kept["id"], "comment": "初稿",
                                            "project": {"name": "电子厂房", "industry": "39", "plot_ratio": 2.5, "investment_yuan": 1e8}})
        self.assertRegex(made["number"], r"^ZW-\d{4}-\d{5}$")
        self.assertEqual(self.town.post(f"/requests/{made['id']}/state", {"state": "signed"}, 403)["status"], 403)
        job = made["versions"][0]["job"]
        self.assertEqual(self.town.followed(job)["status"], "successful")
        results = self.town.get(f"/jobs/{job}/results")
        report = results["answer"]["value"]["reports"][0]
        self.assertTrue(report["headline"])
        self.assertEqual(report["project"]["report_number"], made["number"])
        self.assertEqual(report["project"]["industry"], "39")
        self.assertTrue(any(check["department"] and check["materials"] for check in report["checks"]))
        names = [file["title"].rsplit("/", 1)[-1] for file in results["files"]["value"]]
        for name in ("report.docx", "report.xlsx", "report.json", "evidence.gpkg"):
            self.assertIn(name, names)
        for file in results["files"]["value"]:
            path = file["href"].removeprefix(self.desk.url)
            answer = self.town.ask("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.assertGreater(len(answer.body), 0, path)
            self.assertEqual(self.other.ask("GET", path).status, 404, path)
            self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
        words = [warning for warning in results["answer"]["value"]["warnings"] if "/job" in warning or "/tmp" in warning]
        self.assertEqual(words, [])
        state = f"/requests/{made['id']}/state"
        self.assertEqual(self.town.post(state, {"state": "submitted"}, 200)["state"], "submitted")
        self.assertEqual(self.town.ask("DELETE", f"/jobs/{job}").status, 409)
        self.assertEqual(self.town.ask("POST", f"/requests/{made['id']}/versions", {"upload": kept["id"]}).status, 409)
        self.assertEqual(self.bureau.post(state, {"state": "returned"}, 400)["status"], 400)
        returned = self.bureau.post(state, {"state": "returned", "reason": "缺勘测报告"}, 200)
        self.assertEqual((returned["reason"], returned["decided_by"]), ("缺勘测报告", "局里"))
        again = self.town.post(f"/requests/{made['id']}/versions", {"upload": kept["id"], "comment": "第二版"})
        self.assertEqual([one["comment"] for one in again["versions"]], ["初稿", "第二版"])
        self.town.followed(again["versions"][1]["job"])
        self.town.post(state, {"state": "submitted"}, 200)
        self.bureau.post(state, {"state": "accepted"}, 200)
        self.assertEqual(self.bureau.post(state, {"state": "signed"}, 200)["state"], "signed")
        self.assertEqual(self.town.get("/requests?number=" + made["number"])["requests"][0]["id"], made["id"])
        self.assertEqual(self.other.get("/requests?number=" + made["number"])["requests"], [])
        self.assertEqual(self.bureau.get("/requests?number=" + made["number"])["requests"][0]["state"], "signed")

    def test_land_is_found(self):
        answer = self.town.answered("sites", {"cluster": "semiconductor", "area_mu": 60, "count": 2})
        sites = answer["answer"]["value"]["sites"]
        self.assertEqual(len(sites), 2)
        self.assertTrue(sites[0]["blocks_larger"])
        self.assertTrue(any(file["title"].endswith("sites.gpkg") for file in answer["files"]["value"]))
        parcel = self.town.get("/collections/parcel/items?id=" + sites[0]["parcels"][0])
        self.assertEqual(parcel["numberReturned"], 1)

    def test_an_outline_may_stand_in_the_request_itself(self):
        answer = self.town.answered("area", {"file": {"value": json.loads(self.outline), "mediaType": "application/geo+json"}})
        self.assertGreater(answer["answer"]["value"]["area_m2"], 0)

    def test_a_job_can_be_dismissed(self):
        first = self.town.execute("sites", {"cluster": "ai", "area_mu": 200, "count": 5})["jobID"]
        second = self.town.execute("zones", {})["jobID"]
        answer = self.town.ask("DELETE", "/jobs/" + second)
        self.assertEqual((answer.status, answer.json()["status"]), (200, "dismissed"))
        self.town.ask("DELETE", "/jobs/" + first)
        time.sleep(1)
        for job in (first, second):
            self.assertEqual(self.town.get("/jobs/" + job)["status"], "dismissed")

    def test_no_address_is_opened_for_anybody(self):
        for inputs in ({"file": {"href": "http://127.0.0.1:1/x.geojson"}}, {"file": "http://127.0.0.1:1/x.geojson"},
                       {"file": "/etc/passwd"}, {"file": "/vsicurl/http://127.0.0.1:1/x"}, {"file": "../../desk.sqlite"}):
            self.assertEqual(self.town.execute("area", inputs, 400)["status"], 400, inputs)
        refused = self.town.post("/processes/zones/execution", {"inputs": {}, "subscriber": {"successUri": "http://127.0.0.1:1/"}}, 400)
        self.assertIn("subscriber", refused["detail"])
