"""The overlay areas of site reports against PostGIS, from the raw sources.

PostGIS cuts in the plane and measures on the ellipsoid of EPSG:4490 by geodesics (edges cut to 70 m first, as the statutory
rule does), so both the overlay and the area formula are another implementation.
"""
import json
import pathlib
import random
import shutil
import tempfile
import tomllib
import unittest

from temporary_postgis import TemporaryPostgis, binaries
from zonewright_cli import SOURCE, demo_study, zonewright_json

MEASURE = "coalesce(ST_Area(ST_Transform(ST_Segmentize({}, 70), 4490)::geography), 0)"
SEED = 8


def tolerance_m2(area_m2):
    """Geodesics between points 70 m apart against straight lines of the plane, and the rounding of 1e-6″."""
    return 0.02 + 1e-7 * area_m2


def to_millimetres(coordinates):
    """As outlines are surveyed: the report rounds them so."""
    if isinstance(coordinates, (int, float)):
        return round(coordinates, 3)
    return [to_millimetres(part) for part in coordinates]


def toml(path):
    return tomllib.loads(pathlib.Path(path).read_text())


def column_of(server, role, field):
    definition = next(f for f in toml(SOURCE / f"layers/roles/{role}.toml")["field"] if f["name"] == field)
    names = {name.lower() for name in [field, *definition.get("aliases", [])]}
    columns = [row[0] for row in server.query(f"SELECT column_name FROM information_schema.columns WHERE table_name = '{role}'")]
    return next(c for c in columns if c.lower() in names)


@unittest.skipUnless(binaries(), "PostgreSQL is not installed")
class Overlay(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-overlay-"))

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def outlines(self):
        """Slanted quadrilaterals across the city, one with a hole, one of two parts."""
        chance = random.Random(SEED)
        features = []
        for k in range(8):
            east, north = chance.uniform(462000, 500000), chance.uniform(2523000, 2552000)
            size, slant = chance.uniform(300, 900), chance.uniform(-120, 120)
            ring = [[east, north], [east + slant, north + size], [east + size + slant, north + size - slant], [east + size, north]]
            polygon = [ring + ring[:1]]
            if k == 0:
                hole = [[east + size / 2 + dx, north + size / 2 + dy] for dx, dy in ((0, 0), (40, 0), (40, 40), (0, 40))]
                polygon.append(hole + hole[:1])
            parts = [polygon]
            if k == 1:
                parts.append([[[x + 2 * size, y] for x, y in polygon[0]]])
            features.append({"type": "Feature", "properties": {"k": k}, "geometry": {"type": "MultiPolygon", "coordinates": to_millimetres(parts)}})
        path = self.folder / "outlines.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features,
                                    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}}))
        return path

    def test_areas_and_shares_of_every_layer(self):
        path = self.outlines()
        answer = zonewright_json("report", demo_study(), "--site", path, "-o", self.folder / "out", "--no-pdf", code=(0, 3))
        self.assertEqual(answer.get("failures", []), [], f"seed {SEED}: all outlines lie in the city")
        # Words of parcels (tenure, ownership) are translated when they are read: the layer has others.
        rules = {r["id"]: r for r in (toml(p) for p in (SOURCE / "layers/checks").glob("*.toml"))
                 if r.get("role", "parcel") != "parcel"}
        with TemporaryPostgis() as server:
            server.load(path, "outline")
            for source in toml(demo_study() / "study.toml")["source"]:
                if source["role"] in {r["role"] for r in rules.values()}:
                    server.load(demo_study() / source["path"], source["role"], source.get("layer"))
            compared = occupied = 0
            for report in answer["reports"]:
                k = int(report["title"].split()[-1]) - 1
                whole = float(server.query(f"SELECT {MEASURE.format('geom')} FROM outline WHERE k = {k}")[0][0])
                self.assertAlmostEqual(report["area_m2"], whole, delta=tolerance_m2(whole), msg=report["title"])
                for check in report["checks"]:
                    if check["rule"] not in rules or check["state"] == "not_checked":
                        continue
                    theirs = self.measured(server, rules[check["rule"]], k)
                    self.assertAlmostEqual(check["area_m2"], theirs, delta=tolerance_m2(whole), msg=f"{report['title']} {check['rule']}")
                    self.assertAlmostEqual(check["share"], theirs / whole, delta=1e-6)
                    compared += 1
                    occupied += theirs > 1
                classes = {part["value"]: part["area_m2"] for c in report["checks"] if c["rule"] == "land_use_class" for part in c["parts"]}
                for code, area in self.by_class(server, k):
                    self.assertAlmostEqual(classes.pop(code), float(area), delta=tolerance_m2(whole), msg=f"{report['title']} {code}")
                self.assertLess(sum(classes.values()), 0.05, "classes that PostGIS does not find")
        self.assertGreaterEqual(compared, 8 * 10)
        self.assertGreaterEqual(occupied, 20, "the outlines meet something")

    def measured(self, server, rule, k):
        conditions = [f"\"{column_of(server, rule['role'], field)}\"::text IN ({', '.join(repr(w) for w in words)})"
                      for field, words in rule.get("where", {}).items()]
        where = " AND ".join(["ST_Intersects(l.geom, o.geom)", *conditions])
        land = f"(SELECT ST_Union(l.geom) FROM {rule['role']} l WHERE {where})"
        cut = f"coalesce(ST_Difference(o.geom, {land}), o.geom)" if rule["expectation"] == "within" else f"ST_Intersection(o.geom, {land})"
        return float(server.query(f"SELECT {MEASURE.format(cut)} FROM outline o WHERE o.k = {k}")[0][0])

    def by_class(self, server, k):
        column = column_of(server, "land_use", "class_code")
        cut = MEASURE.format("ST_Intersection(o.geom, ST_Union(l.geom))")
        return server.query(f"SELECT l.\"{column}\", {cut} AS area FROM outline o JOIN land_use l ON ST_Intersects(l.geom, o.geom) "
                            f"WHERE o.k = {k} GROUP BY 1, o.geom HAVING {cut} > 0.01")


if __name__ == "__main__":
    unittest.main()
