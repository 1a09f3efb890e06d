"""zonewright report: from an outline to a document that can be handed on."""
import json
import shutil
import unittest

from zonewright_cli import SOURCE, Folder, demo_study, zonewright, zonewright_json


def outline(path, ring, **properties):
    """A GeoJSON outline in EPSG:4547; ring of (east, north)."""
    path.write_text(json.dumps({
        "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}},
        "features": [{"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring + ring[:1]]}}]}))
    return path


def square(east, north, size):
    return [[east, north], [east, north + size], [east + size, north + size], [east + size, north]]


class Report(Folder):
    def report(self, *arguments, code=(0, 3)):
        return zonewright_json("report", demo_study(), "-o", self.folder / "out", "--no-pdf", *arguments, code=code)

    def test_of_a_parcel_closes_and_explains(self):
        parcel = zonewright_json("report", demo_study(), "--find", "--town", "塘厦", "--cluster", "electronics", "--area-mu", "20",
                                 "-o", self.folder / "out", "--no-pdf", code=(0, 3))["reports"][0]
        self.assertAlmostEqual(sum(t["area_m2"] for t in parcel["towns"]), parcel["area_m2"], delta=0.05)
        fit = next(f for f in parcel["fits"] if f["cluster"] == "electronics")
        self.assertEqual(fit["listing"], "listed")
        self.assertAlmostEqual(sum(p["points"] for p in fit["contributions"]), fit["score"], places=9)
        self.assertEqual(len(parcel["fits"]), 12)
        made = {p.name for p in next((self.folder / "out").iterdir()).iterdir()}
        self.assertEqual(made, {"report.html", "report.json", "report.xlsx", "evidence.gpkg"})

    def test_json_follows_the_published_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        answer = self.report("--site", outline(self.folder / "a.geojson", square(487000, 2543000, 300)))
        schema = json.loads((SOURCE / "styles/report/site_report.schema.json").read_text())
        jsonschema.validate(answer["reports"][0], schema)

    def test_never_calls_an_unlisted_place_unfit(self):
        self.report("--site", outline(self.folder / "a.geojson", square(487000, 2543000, 300)))
        html = next((self.folder / "out").rglob("report.html")).read_text()
        self.assertNotIn("不符合产业布局", html)
        self.assertIn("未列入该集群重点集聚区", html)

    def test_escapes_whatever_names_contain(self):
        path = outline(self.folder / "<script>alert(1)</script>.geojson".replace("/", "∕"), square(487000, 2543000, 300),
                       name="<img src=x onerror=alert(1)>")
        self.report("--site", path)
        html = next((self.folder / "out").rglob("report.html")).read_text()
        self.assertNotIn("<script", html)
        self.assertNotIn("<img src=x", html)

    def test_public_version_has_no_coordinates(self):
        self.report("--site", outline(self.folder / "a.geojson", square(487000, 2543000, 300)), "--public")
        folder = next((self.folder / "out").iterdir())
        self.assertFalse((folder / "evidence.gpkg").exists())
        self.assertNotIn("界址点（X 北", (folder / "report.html").read_text())

    def test_a_missing_layer_is_not_checked(self):
        study = self.folder / "no-farmland"
        shutil.copytree(demo_study(), study, ignore=shutil.ignore_patterns("out"))
        text = (study / "study.toml").read_text()
        blocks = text.split("[[source]]")
        (study / "study.toml").write_text("[[source]]".join(b for b in blocks if 'role = "farmland"' not in b))
        answer = zonewright_json("report", study, "--site", outline(self.folder / "a.geojson", square(487000, 2543000, 300)),
                                 "-o", self.folder / "out", "--no-pdf", code=3)["reports"][0]
        farmland = next(c for c in answer["checks"] if c["rule"] == "farmland")
        self.assertEqual((farmland["state"], farmland["area_m2"]), ("not_checked", None))
        self.assertIn(answer["verdict"], ("undecided", "conflicts"))
        self.assertIn("未核查", next((self.folder / "out").rglob("report.html")).read_text())


class Mistakes(Folder):
    def refuse(self, *arguments, names=()):
        done = zonewright("report", demo_study(), "--no-pdf", "-o", self.folder / "out", *arguments, code=2)
        for name in names:
            self.assertIn(name, done.stderr)

    def test_nothing_asked_for(self):
        self.refuse(names=["--site"])

    def test_outside_the_city(self):
        self.refuse("--site", outline(self.folder / "a.geojson", square(550000, 2700000, 300)), names=["a.geojson"])

    def test_self_intersection(self):
        bow = [[487000, 2543000], [487300, 2543300], [487300, 2543000], [487000, 2543300]]
        self.refuse("--site", outline(self.folder / "a.geojson", bow), names=["a.geojson", "487150"])

    def test_unknown_parcel_and_town(self):
        self.refuse("--parcel", "no-such-parcel", names=["no-such-parcel"])
        self.refuse("--find", "--town", "深圳", "--cluster", "ai", "--area-mu", "10", names=["深圳"])


if __name__ == "__main__":
    unittest.main()
