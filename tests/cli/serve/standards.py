"""OGC API – Features Part 1 (core, GeoJSON, OpenAPI 3.0) and – Processes Part 1 (core, process description, JSON, OpenAPI,
job list, dismiss): the requirements as tests, each named after the one it is about."""
import json
import pathlib
import unittest

from desk import Desk, TOWN_A, a_parcel

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PROCESSES = "http://www.opengis.net/def/rel/ogc/1.0/"
REQUIREMENTS = [line.split() for line in (pathlib.Path(__file__).parent / "requirements.txt").read_text().splitlines()
                if line and not line.startswith("#")]  # standard, requirement, test


class Standards(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.outcomes = {}
        cls.desk = Desk().add_users().open()
        cls.client = cls.desk.visitor("局里", basic=True)

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()
        if len(cls.outcomes) > 1:  # not for a single test asked for by name
            for standard, requirement, test in REQUIREMENTS:
                if standard == cls.__name__.lower():
                    print(f"{standard:10} {requirement:55} {cls.outcomes.get(test, 'not run')}")

    def run(self, result=None):
        def told():
            return len(result.failures) + len(result.errors), len(result.skipped)
        before = told()
        super().run(result)
        self.outcomes[self._testMethodName] = "FAIL" if told()[0] > before[0] else "skipped" if told()[1] > before[1] else "pass"
        return result

    def relations(self, document):
        return {link["rel"]: link for link in document["links"]}


class Features(Standards):
    def test_req_core_root_success(self):
        links = self.relations(self.client.get("/"))
        for relation in ("service-desc", "conformance", "data"):
            self.assertTrue(links[relation]["href"].startswith(self.desk.url + "/"), "absolute, from the stated address")

    def test_req_core_root_does_not_believe_the_host_header(self):
        answer = self.client.ask("GET", "/", headers={"Host": "evil.example"})
        self.assertNotIn(b"evil.example", answer.body)

    def test_req_core_api_definition_success_and_oas30(self):
        answer = self.client.ask("GET", "/api")
        self.assertEqual(answer.headers["Content-Type"], "application/vnd.oai.openapi+json;version=3.0")
        api = answer.json()
        self.assertTrue(api["openapi"].startswith("3.0"))
        for path in ("/", "/conformance", "/collections", "/collections/{collectionId}", "/collections/{collectionId}/items",
                     "/collections/{collectionId}/items/{featureId}"):
            self.assertIn("get", api["paths"][path])
        self.assertEqual(api["components"]["parameters"]["limit"]["schema"]["maximum"], 10000, "QGIS pages by it")
        by_name = api["components"]["parameters"]
        self.assertEqual((by_name["bbox"]["in"], by_name["bbox"]["schema"]["type"], by_name["bbox"]["schema"]["minItems"], by_name["bbox"]["explode"]),
                         ("query", "array", 4, False))
        self.assertEqual((by_name["datetime"]["in"], by_name["datetime"]["schema"]["type"]), ("query", "string"))
        items = api["paths"]["/collections/{collectionId}/items"]["get"]["parameters"]
        self.assertTrue({"#/components/parameters/" + name for name in ("bbox", "datetime", "limit")} <= {each.get("$ref") for each in items})
        self.assertIn("basic", api["components"]["securitySchemes"])
        self.assertEqual(self.desk.visitor().ask("GET", "/collections").status, 401, "as the document says of it")
        self.assertEqual(api["paths"]["/conformance"]["get"]["security"], [], "and of what is open")
        self.assertEqual(len({op["operationId"] for path in api["paths"].values() for op in path.values()}),
                         sum(len(path) for path in api["paths"].values()))

    def test_req_core_conformance_success(self):
        classes = self.client.get("/conformance")["conformsTo"]
        for name in ("core", "oas30", "geojson"):
            self.assertIn(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}", classes)

    def test_req_core_fc_md_success_links_items_extent(self):
        document = self.client.get("/collections")
        self.assertIn("self", self.relations(document))
        self.assertTrue({"town", "parcel", "site"} <= {c["id"] for c in document["collections"]})
        for collection in document["collections"]:
            links = self.relations(collection)
            self.assertEqual(links["items"]["type"], "application/geo+json")
            self.assertEqual(links["items"]["href"], f"{self.desk.url}/collections/{collection['id']}/items")
            self.assertEqual(collection["crs"], [CRS84])
            if "extent" in collection:
                west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
                self.assertTrue(113 < west < east < 115 and 22 < south < north < 24, collection["extent"])

    def test_req_core_sfc_md_success(self):
        listed = {c["id"]: c for c in self.client.get("/collections")["collections"]}
        self.assertEqual(self.client.get("/collections/parcel"), listed["parcel"])
        self.client.get("/collections/nothing", 404)

    def test_req_core_fc_response_and_geojson_content(self):
        answer = self.client.ask("GET", "/collections/parcel/items?limit=7")
        self.assertEqual(answer.headers["Content-Type"], "application/geo+json")
        page = answer.json()
        self.assertEqual((page["type"], page["numberReturned"], len(page["features"])), ("FeatureCollection", 7, 7))
        self.assertEqual(self.relations(page)["self"]["href"], self.desk.url + "/collections/parcel/items?limit=7")
        self.assertTrue(all(link["rel"] and link["type"] for link in page["links"]))
        whole = self.client.get("/collections/parcel/items?limit=10000")
        self.assertEqual(page["numberMatched"], whole["numberReturned"])
        self.assertRegex(page["timeStamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        for feature in page["features"]:
            self.assertEqual(feature["type"], "Feature")
            self.assertIsInstance(feature["id"], int)
            ring = feature["geometry"]["coordinates"]
            while isinstance(ring[0][0], list):
                ring = ring[0]
            self.assertEqual(ring[0], ring[-1])
            self.assertTrue(all(113 < x < 115 and 22 < y < 24 for x, y in ring), "longitude first")
            turn = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in zip(ring, ring[1:]))
            self.assertLess(turn, 0, "shells are counter-clockwise")

    def test_req_core_fc_limit_response_and_next_links_give_every_row_once(self):
        total = self.client.get("/collections/parcel/items?limit=1")["numberMatched"]
        path, seen, pages = "/collections/parcel/items?limit=97", [], 0
        while path:
            page = self.client.get(path)
            seen += [feature["id"] for feature in page["features"]]
            pages += 1
            following = self.relations(page).get("next")
            path = following["href"].removeprefix(self.desk.url) if following else None
        self.assertEqual(len(seen), total)
        self.assertEqual(len(set(seen)), total)
        self.assertEqual(pages, -(-total // 97))

    def test_req_core_fc_limit_definition(self):
        for bad in ("0", "-1", "x", "1.5", ""):
            self.client.get("/collections/parcel/items?limit=" + bad, 400)
        self.assertLessEqual(self.client.get("/collections/parcel/items?limit=99999999")["numberReturned"], 10000)
        self.assertLessEqual(self.client.get("/collections/parcel/items")["numberReturned"], 100)

    def test_req_core_fc_bbox_response_is_exact(self):
        everything = self.client.get("/collections/parcel/items?limit=10000")["features"]
        middle = everything[len(everything) // 2]["geometry"]["coordinates"]
        while isinstance(middle[0], list):
            middle = middle[0]
        x, y = middle
        box = (x - 0.004, y - 0.003, x + 0.004, y + 0.003)
        found = {f["id"] for f in self.client.get("/collections/parcel/items?limit=10000&bbox=" + ",".join(map(str, box)))["features"]}

        def corners(coordinates):
            if isinstance(coordinates[0], (int, float)):
                yield coordinates
            else:
                for part in coordinates:
                    yield from corners(part)
        for feature in everything:
            points = list(corners(feature["geometry"]["coordinates"]))
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            apart = max(xs) < box[0] or min(xs) > box[2] or max(ys) < box[1] or min(ys) > box[3]
            inside = any(box[0] <= px <= box[2] and box[1] <= py <= box[3] for px, py in points)
            if apart:
                self.assertNotIn(feature["id"], found)
            if inside:
                self.assertIn(feature["id"], found)
        self.assertGreater(len(found), 0)
        self.assertLess(len(found), len(everything))

    def test_req_core_fc_bbox_of_the_world_and_of_nowhere(self):
        total = self.client.get("/collections/town/items?limit=1000")["numberReturned"]
        self.assertEqual(self.client.get("/collections/town/items?limit=1000&bbox=-180,-90,180,90")["numberReturned"], total)
        self.assertEqual(self.client.get("/collections/town/items?bbox=0,0,1,1")["numberReturned"], 0)
        self.assertEqual(self.client.get("/collections/town/items?limit=1000&bbox=-180,-90,0,180,90,9")["numberReturned"], total)
        for bad in ("1,2,3", "a,b,c,d", "1,2,3,nan", "5,1,3,4"):
            self.client.get("/collections/town/items?bbox=" + bad, 400)

    def test_req_core_fc_time_definition(self):
        for good in ("2024-01-01", "2024-01-01T00:00:00Z", "2024-01-01/..", "../2025-01-01", "2024-01-01/2025-01-01"):
            self.client.get("/collections/town/items?limit=1&datetime=" + good)
        for bad in ("", "yesterday", "2024", "2024-01-01/2025-01-01/2026-01-01"):
            self.client.get("/collections/town/items?limit=1&datetime=" + bad, 400)

    def test_req_core_query_param_unknown_and_invalid(self):
        self.client.get("/collections?f=x", 400)
        self.client.get("/collections/town/items?limt=1", 400)
        self.client.get("/collections/town/items?limit=%zz", 400)

    def test_rec_core_filter_by_a_column(self):
        code = self.client.get("/collections/town/items?limit=1")["features"][0]["properties"]["code"]
        page = self.client.get(f"/collections/parcel/items?limit=10000&town_code={code}")
        self.assertEqual({f["properties"]["town_code"] for f in page["features"]}, {code})
        self.assertEqual(page["numberMatched"], page["numberReturned"])
        self.assertEqual(self.client.get("/collections/parcel/items?town_code=%27%20OR%201=1")["numberReturned"], 0)
        self.assertIn("town_code", self.client.get("/collections/parcel/queryables")["properties"])

    def test_req_core_f_success_and_links(self):
        feature = self.client.get("/collections/town/items?limit=1")["features"][0]
        one = self.client.get(f"/collections/town/items/{feature['id']}")
        self.assertEqual((one["properties"], one["geometry"]), (feature["properties"], feature["geometry"]))
        self.assertEqual(self.relations(one)["collection"]["href"], self.desk.url + "/collections/town")
        for unknown in ("999999", "x", "-1", "1%20OR%201", "9" * 40):
            self.client.get("/collections/town/items/" + unknown, 404)

    def test_req_core_http_head_and_wrong_method(self):
        answer = self.client.ask("HEAD", "/collections")
        self.assertEqual((answer.status, answer.body), (200, b""))
        self.assertGreater(int(answer.headers["Content-Length"]), 100)
        refused = self.client.ask("DELETE", "/collections")
        self.assertEqual((refused.status, refused.headers["Allow"]), (405, "GET"))


class Requirements(unittest.TestCase):
    def test_every_requirement_has_its_test_and_every_test_its_requirement(self):
        kinds = {"features": Features, "processes": Processes}
        shown = {(standard, test) for standard, _, test in REQUIREMENTS}
        self.assertEqual([each for each in shown if not hasattr(kinds[each[0]], each[1])], [])
        tests = {(standard, name) for standard, kind in kinds.items() for name in vars(kind) if name.startswith("test_req")}
        self.assertEqual(tests - shown, {("features", "test_req_core_root_does_not_believe_the_host_header"),
                                         ("features", "test_req_core_fc_bbox_of_the_world_and_of_nowhere")}, "beyond the standard")


class Processes(Standards):
    def test_req_core_landingpage_links(self):
        links = self.relations(self.client.get("/"))
        for relation in ("processes", "job-list"):
            self.assertIn(PROCESSES + relation, links)

    def test_req_core_conformance(self):
        classes = self.client.get("/conformance")["conformsTo"]
        for name in ("core", "ogc-process-description", "json", "oas30", "job-list", "dismiss"):
            self.assertIn(f"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/{name}", classes)

    def test_req_core_process_list_success(self):
        document = self.client.get("/processes")
        self.assertIn("self", self.relations(document))
        for process in document["processes"]:
            self.assertTrue({"id", "title", "version", "jobControlOptions", "outputTransmission", "links"} <= set(process))
            self.assertIn("async-execute", process["jobControlOptions"])
        self.assertEqual(len(self.client.get("/processes?limit=2")["processes"]), 2)

    def test_req_core_process_description_matches_what_the_program_declares(self):
        from zonewright_cli import zonewright_json
        declared = {form["name"]: form for form in zonewright_json("describe")["questions"]}
        for process in self.client.get("/processes")["processes"]:
            described = self.client.get("/processes/" + process["id"])
            properties = declared[process["id"]]["question"]["properties"]
            self.assertTrue(set(described["inputs"]) <= set(properties), process["id"])
            self.assertNotIn("study", described["inputs"])
            for name, one in described["inputs"].items():
                self.assertEqual(one["minOccurs"], int(name in declared[process["id"]]["question"]["required"]), name)
            self.assertEqual(described["outputs"]["answer"]["schema"], declared[process["id"]]["answer"])

    def test_req_core_process_exception_no_such_process(self):
        for method, path in (("GET", "/processes/nothing"), ("POST", "/processes/nothing/execution"), ("GET", "/processes/run")):
            answer = self.client.ask(method, path, {} if method == "POST" else None)
            self.assertEqual(answer.status, 404)
            self.assertTrue(answer.json()["type"].endswith("/no-such-process"))

    def test_req_core_process_execute_success_async(self):
        answer = self.client.ask("POST", "/processes/plan_show/execution", {"inputs": {"cluster": "ai"}}, headers={"Prefer": "respond-async"})
        self.assertEqual(answer.status, 201)
        status = answer.json()
        self.assertEqual(answer.headers["Location"], f"{self.desk.url}/jobs/{status['jobID']}")
        self.assertEqual((status["type"], status["processID"]), ("process", "plan_show"))
        self.assertIn(status["status"], ("accepted", "running", "successful"))
        self.assertEqual(self.client.followed(status["jobID"])["status"], "successful")
        results = self.client.get(f"/jobs/{status['jobID']}/results")
        self.assertEqual(results["answer"]["value"]["schema_version"], 1)

    def test_req_core_process_execute_inputs_are_checked(self):
        for inputs in ({"cluster": 1}, {"clustre": "ai"}, {"cluster": ["ai"]}):
            self.client.execute("plan_show", inputs, 400)
        self.client.execute("sites", {}, 400)
        self.assertEqual(self.client.ask("POST", "/processes/zones/execution", b"not json", headers={"Content-Type": "application/json"}).status, 400)

    def test_req_core_job_exception_no_such_job_and_result_not_ready(self):
        answer = self.client.ask("GET", "/jobs/" + "0" * 32)
        self.assertEqual(answer.status, 404)
        self.assertTrue(answer.json()["type"].endswith("/no-such-job"))
        job = self.client.execute("suitability", {})["jobID"]
        early = self.client.ask("GET", f"/jobs/{job}/results")
        if early.status != 200:
            self.assertEqual(early.status, 404)
            self.assertTrue(early.json()["type"].endswith("/result-not-ready"))
        self.client.followed(job)

    def test_req_core_job_results_failed(self):
        job = self.client.execute("explain", {"parcel": "没有这宗", "cluster": "ai"})["jobID"]
        status = self.client.followed(job)
        self.assertEqual(status["status"], "failed")
        self.assertIn("没有这宗", status["message"])
        self.assertEqual(self.client.ask("GET", f"/jobs/{job}/results").status, 400)

    def test_req_job_list_success_and_filters(self):
        job = self.client.execute("zones", {})["jobID"]
        self.client.followed(job)
        document = self.client.get("/jobs")
        self.assertIn("self", self.relations(document))
        self.assertIn(job, [one["jobID"] for one in document["jobs"]])
        self.assertEqual({one["processID"] for one in self.client.get("/jobs?processID=zones")["jobs"]}, {"zones"})
        self.assertEqual({one["status"] for one in self.client.get("/jobs?status=successful")["jobs"]}, {"successful"})
        self.assertEqual(len(self.client.get("/jobs?limit=1")["jobs"]), 1)
        self.assertNotEqual(self.client.get("/jobs?limit=1&offset=1")["jobs"], self.client.get("/jobs?limit=1")["jobs"])

    def test_req_dismiss_success(self):
        job = self.client.execute("zones", {})["jobID"]
        self.client.followed(job)
        answer = self.client.ask("DELETE", "/jobs/" + job)
        self.assertEqual((answer.status, answer.json()["status"]), (200, "dismissed"))
        self.assertEqual(self.client.ask("GET", f"/jobs/{job}/results").status, 404)
        self.assertFalse((self.desk.state / "jobs" / job).exists())

    def test_answers_obey_the_schema_that_is_told(self):
        try:
            from jsonschema import Draft202012Validator
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        for process, inputs in (("zones", {}), ("supply", {}), ("plan_show", {}), ("suitability", {}),
                                ("locate", {"file": {"value": a_parcel(self.client, self.desk.towns[TOWN_A][0])}})):
            answer = self.client.answered(process, inputs)["answer"]["value"]
            schema = self.client.get("/processes/" + process)["outputs"]["answer"]["schema"]
            self.assertEqual([e.message for e in Draft202012Validator(schema).iter_errors(answer)], [], process)
