"""The map as tiles: what is there, what is drawn, who may see it, what is refused, and what a new run changes."""
import os
import pathlib
import shutil
import struct
import tempfile
import time
import unittest
import zlib

from desk import Desk, Visitor
from zonewright_cli import demo_study

PNG = b"\x89PNG\r\n\x1a\n"


def chunks(png):
    at = len(PNG)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        yield kind, png[at + 8:at + 8 + length]
        at += 12 + length


def pixels(png):
    """Rows of (red, green, blue, alpha) of a PNG of one byte a pixel or of three or four."""
    assert png.startswith(PNG)
    parts = list(chunks(png))
    width, height, depth, colour = struct.unpack(">IIBB", dict(parts)[b"IHDR"][:10])
    raw = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    samples = {2: 3, 3: 1, 6: 4}[colour]
    stride, step = -(-width * samples * depth // 8), max(1, samples * depth // 8)
    palette, alphas = dict(parts).get(b"PLTE", b""), dict(parts).get(b"tRNS", b"")
    before, rows = bytearray(stride), []
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            left, up = line[i - step] if i >= step else 0, before[i]
            corner = before[i - step] if i >= step else 0
            guess = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
            line[i] = (line[i] + (0, left, up, (left + up) // 2, guess)[kind]) & 255
        before = line
        if colour == 3:
            per = 8 // depth
            codes = [line[x // per] >> (8 - depth * (x % per + 1)) & (1 << depth) - 1 for x in range(width)]
            rows.append([(*palette[3 * code:3 * code + 3], alphas[code] if code < len(alphas) else 255) for code in codes])
        else:
            rows.append([tuple(line[samples * x:samples * x + samples]) + ((255,) if samples == 3 else ()) for x in range(width)])
    return rows


class Tiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.study = pathlib.Path(tempfile.mkdtemp(prefix="demo-tiles-", dir=demo_study().parent)) / "study"
        shutil.copytree(demo_study(), cls.study, copy_function=os.link)
        cls.desk = Desk(study=cls.study).add_users().open()
        cls.town = cls.desk.visitor("镇甲")
        cls.about = cls.town.get("/tiles.json")
        cls.sets = {each["id"]: each for each in cls.about["sets"]}

    @classmethod
    def tearDownClass(cls):
        cls.desk.remove()
        shutil.rmtree(cls.study.parent)

    def place(self, x_m, y_m, z):
        west, north = self.about["origin"]
        edge = self.about["tile_px"] * self.about["resolutions"][z]
        return int((x_m - west) // edge), int((north - y_m) // edge)

    def tile(self, name, z, x, y, visitor=None, **options):
        for _ in range(200):
            answer = (visitor or self.town).ask("GET", f"/tiles/{name}/{z}/{x}/{y}.png", **options)
            if answer.status != 503:
                return answer
            time.sleep(0.2)
        self.fail("never drawn")

    def seen(self, name, z, x, y):
        answer = self.tile(name, z, x, y)
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "image/png"), answer.body[:300])
        rows = pixels(answer.body)
        self.assertEqual((len(rows), len(rows[0])), (256, 256))
        return rows

    def test_the_grid_is_the_studys(self):
        self.assertEqual(self.about["crs"], "EPSG:4547")
        west, south, east, north = self.about["extent"]
        self.assertLessEqual(self.about["origin"][0], west)
        self.assertGreaterEqual(self.about["origin"][1], north)
        metres = self.about["resolutions"]
        self.assertTrue(all(a == 2 * b for a, b in zip(metres, metres[1:])))
        self.assertGreaterEqual(256 * metres[0], max(east - west, north - south))
        self.assertIn("base", self.sets)
        self.assertIn("parcels", self.sets)
        self.assertTrue(any(name.startswith("surface-") for name in self.sets) and any(name.startswith("zone-") for name in self.sets))
        self.assertEqual([name for name, each in self.sets.items() if each["kind"] == "base"], ["base"])

    def test_every_set_is_drawn_and_only_the_base_covers(self):
        for name, each in self.sets.items():
            z = each["min_zoom"]
            west, south, east, north = self.about["extent"]
            x, y = self.place((west + east) / 2, (south + north) / 2, z)
            alphas = [pixel[3] for row in self.seen(name, z, x, y) for pixel in row]
            if name != "base":
                self.assertIn(0, alphas, name)
            if not name.startswith("zone-"):
                self.assertGreater(max(alphas), 60, name)
        # Outside the city there is nothing; inside it the land is opaque.
        rows = self.seen("base", 0, 0, 0)
        self.assertEqual(rows[255][255][3], 0)
        self.assertIn(255, {pixel[3] for row in rows for pixel in row})

    def test_a_surface_is_the_runs_cell_by_cell(self):
        try:
            from osgeo import gdal
        except ImportError:
            self.skipTest("no Python of GDAL to read the published surface")
        name = next(each for each in self.sets if each.startswith("surface-"))
        run = gdal.Open(str(self.study / "out" / "suitability" / (name.split("-", 1)[1] + ".tif")))
        west, cell, _, north, _, _ = run.GetGeoTransform()
        cells, columns = run.ReadAsArray().tolist(), run.RasterXSize
        z = self.about["resolutions"].index(16)
        colours, compared = {}, 0
        from_west, from_north = self.about["origin"]
        middle = self.place(west + cell * columns / 2, north - cell * len(cells) / 2, z)
        for x, y in (middle, (middle[0] - 1, middle[1]), (middle[0], middle[1] + 1)):
            rows = self.seen(name, z, x, y)
            for j in range(0, 256, 5):
                for i in range(0, 256, 5):
                    east, up = from_west + (256 * x + i + 0.5) * 16, from_north - (256 * y + j + 0.5) * 16
                    column, row = int((east - west) // cell), int((north - up) // cell)
                    if not (0 <= column < columns and 0 <= row < len(cells)):
                        continue
                    value = cells[row][column]
                    empty = value < -9000 or value != value
                    self.assertEqual(rows[j][i][3] == 0, empty, (east, up, value))
                    if not empty:
                        colours.setdefault(rows[j][i][:3], []).append(value)
                        compared += 1
        self.assertGreater(compared, 500)
        # Each colour is one class: no two colours' values overlap.
        spans = sorted((min(values), max(values)) for values in colours.values())
        self.assertGreater(len(spans), 2)
        self.assertTrue(all(a[1] <= b[0] for a, b in zip(spans, spans[1:])), spans)

    def test_a_line_goes_on_from_tile_to_tile(self):
        """Edges of neighbours, also of other blocks, look the same on both sides as two neighbouring columns of one tile do."""
        z = self.about["resolutions"].index(32)
        west, south, east, north = self.about["extent"]
        x, y = self.place((west + east) / 2, (south + north) / 2, z)
        x -= x % 4
        rows, beside = self.seen("base", z, x + 3, y), self.seen("base", z, x + 4, y)
        differing = sum(max(abs(a - b) for a, b in zip(rows[j][255], beside[j][0])) > 90 for j in range(256))
        self.assertLess(differing, 40, "the seam of two blocks can be seen")

    def test_it_is_kept_named_and_told_when_it_has_not_changed(self):
        z, (x, y) = 3, self.place(*self.middle(), 3)
        first = self.tile("base", z, x, y)
        tag = first.headers["ETag"]
        self.assertEqual(first.headers["Cache-Control"], "private, no-cache")
        again = self.town.ask("GET", f"/tiles/base/{z}/{x}/{y}.png?v={self.about['version']}")
        self.assertEqual((again.body, again.headers["ETag"]), (first.body, tag))
        self.assertIn("immutable", again.headers["Cache-Control"])
        self.assertIn("private", again.headers["Cache-Control"])
        unchanged = self.tile("base", z, x, y, headers={"If-None-Match": tag})
        self.assertEqual((unchanged.status, unchanged.body), (304, b""))
        head = self.town.ask("HEAD", f"/tiles/base/{z}/{x}/{y}.png")
        self.assertEqual((head.status, int(head.headers["Content-Length"])), (200, len(first.body)))
        self.assertNotIn("Content-Encoding", self.tile("base", z, x, y, headers={"Accept-Encoding": "gzip"}).headers)
        kept = list((self.desk.state / "tiles" / self.about["version"] / "base").iterdir())
        self.assertTrue(kept)
        for file in kept:  # what was damaged is drawn anew
            file.write_bytes(file.read_bytes()[:-9])
        self.assertEqual(self.tile("base", z, x, y).body, first.body)

    def middle(self):
        west, south, east, north = self.about["extent"]
        return (west + east) / 2, (south + north) / 2

    def test_nobody_signed_out_sees_a_tile_and_what_is_none_is_not_found(self):
        for path in ("/tiles.json", "/tiles/base/0/0/0.png"):
            self.assertEqual(self.desk.visitor().ask("GET", path).status, 401)
        last = len(self.about["resolutions"])
        for path in ("base/0/0/1.png", "base/0/1/0.png", f"base/{last}/0/0.png", "base/-1/0/0.png", "base/0/0/0.jpg", "base/0/0/0", "base/00/0/0.png",
                     "base/0/0/+0.png", "base/0/0/0x0.png", "base/999999999999999999999/0/0.png", "nothing/0/0/0.png", "%2e%2e/0/0/0.png",
                     "surface-..%2f..%2fadmissible/0/0/0.png", "base/0/0/..%2f..%2fdesk.sqlite", "zone-nothing/0/0/0.png", "parcels/0/0/0.png",
                     f"base/{last - 1}/{2**(last - 1) - 1}/{2**(last - 1) - 1}.png", "base/3/7/7.png", "base/0/0/0.png/x"):
            self.assertEqual(self.town.ask("GET", "/tiles/" + path).status, 404, path)
        self.assertEqual(self.town.ask("GET", "/tiles/base/0/0/0.png?w=1").status, 400)
        self.assertEqual(self.town.ask("POST", "/tiles/base/0/0/0.png", {}).status, 405)

    def test_a_new_publication_has_new_tiles_and_the_old_ones_go(self):
        self.tile("zones", 0, 0, 0)
        before = self.about["version"]
        package = self.study / "out" / "zonewright.gpkg"
        copy = package.with_suffix(".new")  # the study of all tests is linked: it must not be written to
        shutil.copy(package, copy)
        copy.replace(package)
        after = self.town.get("/tiles.json")["version"]
        self.assertNotEqual(before, after)
        self.assertEqual(self.tile("zones", 0, 0, 0).status, 200)
        self.assertEqual([each.name for each in (self.desk.state / "tiles").iterdir()], [after])
        type(self).about = self.town.get("/tiles.json")

    def test_a_killed_process_is_started_anew_and_no_tile_is_lost(self):
        import signal
        self.tile("exclusions", 0, 0, 0)
        killed = 0
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
                if b"--tiles" in words and int((process / "stat").read_text().rsplit(")", 1)[1].split()[1]) == self.desk.process.pid:
                    os.kill(int(process.name), signal.SIGKILL)
                    killed += 1
            except (OSError, ValueError):
                continue
        self.assertEqual(killed, 1)
        x, y = self.place(*self.middle(), 5)
        self.assertEqual(self.tile("exclusions", 5, x, y).status, 200)

    def test_programs_may_ask_too(self):
        basic = Visitor(self.desk, "局里", basic=True)
        self.assertEqual(self.tile("base", 0, 0, 0, visitor=basic).status, 200)


if __name__ == "__main__":
    unittest.main()
