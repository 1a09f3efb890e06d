"""Answers packed for clients that take them so: the same content, tags and lengths that are right, no range."""
import gzip
import unittest

from desk import Desk


class Packing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = Desk().add_users().open()
        cls.town = cls.desk.visitor("镇甲")

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()

    def both(self, path, **headers):
        plain = self.town.ask("GET", path, headers={"Accept-Encoding": "identity", **headers})
        packed = self.town.ask("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        self.assertEqual((plain.status, packed.status), (200, 200))
        return plain, packed

    def test_json_is_packed_and_the_same(self):
        for path in ("/collections/parcel/items?limit=500", "/api", "/collections", "/processes/report"):
            plain, packed = self.both(path)
            self.assertNotIn("Content-Encoding", plain.headers)
            self.assertEqual(packed.headers["Content-Encoding"], "gzip", path)
            for answer in (plain, packed):
                self.assertEqual(answer.headers["Vary"], "Accept-Encoding", path)
                self.assertEqual(int(answer.headers["Content-Length"]), len(answer.body), path)
            if "items" not in path:  # which state the moment
                self.assertEqual(gzip.decompress(packed.body), plain.body, path)
            self.assertLess(3 * len(packed.body), len(gzip.decompress(packed.body)), path)

    def test_head_says_what_get_would_send(self):
        for coding in ("identity", "gzip"):
            get, head = (self.town.ask(method, "/api", headers={"Accept-Encoding": coding}) for method in ("GET", "HEAD"))
            self.assertEqual(head.body, b"")
            for name in ("Content-Length", "Content-Encoding", "Vary", "Content-Type"):
                self.assertEqual(head.headers[name], get.headers[name], (coding, name))

    def test_the_page_has_a_tag_for_each_form(self):
        plain, packed = self.both("/", Accept="text/html")
        for answer, coding in ((plain, "identity"), (packed, "gzip")):
            if "ETag" not in answer.headers:
                continue
            again = self.town.ask("GET", "/", headers={"Accept": "text/html", "Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]})
            self.assertEqual((again.status, again.body), (304, b""), coding)
        if "Content-Encoding" in packed.headers:
            self.assertNotEqual(plain.headers["ETag"], packed.headers["ETag"])
            self.assertEqual(gzip.decompress(packed.body), plain.body)

    def test_what_is_short_refused_or_ranged_goes_as_it_is(self):
        self.assertNotIn("Content-Encoding", self.town.ask("GET", "/session", headers={"Accept-Encoding": "gzip"}).headers)
        self.assertNotIn("Content-Encoding", self.town.ask("GET", "/nowhere", headers={"Accept-Encoding": "gzip"}).headers)
        for refused in ("gzip;q=0", "br", "deflate", ""):
            self.assertNotIn("Content-Encoding", self.town.ask("GET", "/api", headers={"Accept-Encoding": refused}).headers, refused)
        ranged = self.town.ask("GET", "/api", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
        self.assertEqual(ranged.status, 200)
        self.assertGreater(len(gzip.decompress(ranged.body)), 1000)

    def test_files_of_answers_are_packed_where_they_are_text(self):
        from desk import TOWN_A, a_parcel
        job = self.town.execute("report", {"site": a_parcel(self.town, self.desk.towns[TOWN_A][0])})["jobID"]
        self.assertEqual(self.town.followed(job)["status"], "successful")
        for file in self.town.get(f"/jobs/{job}/results")["files"]["value"]:
            path = "/jobs" + file["href"].split("/jobs", 1)[1]
            plain, packed = self.both(path)
            is_text = file["type"].startswith("text/") or "json" in file["type"] or "svg" in file["type"]
            if "Content-Encoding" in packed.headers:
                self.assertTrue(is_text, path)
                self.assertEqual(gzip.decompress(packed.body), plain.body, path)
            else:
                self.assertEqual(packed.body, plain.body, path)


if __name__ == "__main__":
    unittest.main()
