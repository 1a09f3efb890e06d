"""Whatever an outline's file holds, a report of it is made or it is refused with one message: seeded mutations of every format
that an outline comes in, from the file to the report.

Quick: one batch; with ZONEWRIGHT_LONG=1 2,100 files. ZONEWRIGHT_OUTLINES is how many. This is by the command line, batch by
batch; fuzz_outlines does many more in one process.
"""
import io
import os
import pathlib
import random
import shutil
import subprocess
import time
import unittest
import zipfile

from faults import complaint, run
from tiny_study import SOUTH, WEST, layer, polygon, tiny_study
from zonewright_cli import Folder

LONG = os.environ.get("ZONEWRIGHT_LONG") == "1"
SEED = int(os.environ.get("ZONEWRIGHT_SEED", "16"))
BATCH = 35
COUNT = int(os.environ.get("ZONEWRIGHT_OUTLINES", "2100" if LONG else str(BATCH)))
CORNERS = [(WEST + 220, SOUTH + 520), (WEST + 420, SOUTH + 520), (WEST + 420, SOUTH + 750), (WEST + 220, SOUTH + 750)]
STATED = (".csv", ".dxf")  # formats that state no CRS
EXTREMES = [b"0", b"-1", b"1e308", b"-1e308", b"nan", b"2147483648", b"1e-320", b"[", b'"', b"\n", b",", b"\xff", b""]
DIGITS = b"0123456789"


def drawing():
    pairs = [(0, "SECTION"), (2, "ENTITIES"), (0, "LWPOLYLINE"), (8, "0"), (90, 4), (70, 1)]
    for x, y in CORNERS:
        pairs += [(10, x), (20, y)]
    return "".join(f"{code}\n{value}\n" for code, value in pairs + [(0, "ENDSEC"), (0, "EOF")]).encode()


def place_mark():
    ring = " ".join(f"{114 + (x - WEST) / 102500:.8f},{22.8689 + (y - SOUTH) / 110750:.8f}" for x, y in CORNERS + CORNERS[:1])
    return (f'<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>甲</name><Polygon><outerBoundaryIs><LinearRing><coordinates>'
            f"{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>").encode()


def points():
    rows = "".join(f"甲,{i},{y},{x}\n" for i, (x, y) in enumerate(CORNERS, 1))
    return ("地块编号,点号,X坐标,Y坐标\n" + rows).encode()


def zipped(parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def mutated(data: bytes, draw) -> bytes:
    for _ in range(draw.randint(0, 4)):
        at, size = draw.randint(0, len(data)), draw.randint(0, 40)
        way = draw.randrange(6)
        if way == 0 and at < len(data):
            data = data[:at] + bytes([draw.randrange(256)]) + data[at + 1:]
        elif way == 1:
            data = data[:at] + data[at + size:]
        elif way == 2:
            data = data[:at] + data[at:at + size] + data[at:]
        elif way == 3:
            data = data[:at] + draw.choice(EXTREMES) + data[at:]
        elif way == 4 and draw.random() < 0.3:
            data = data[:at]
        else:
            begin = next((i for i in range(at, len(data)) if data[i] in DIGITS), None)
            if begin is not None:
                end = next((i for i in range(begin, len(data)) if data[i] not in DIGITS + b"."), len(data))
                data = data[:begin] + draw.choice(EXTREMES[:8]) + data[end:]
    return data


class Outlines(Folder):
    def setUp(self):
        super().setUp()
        self.study = tiny_study(self.folder / "s")
        finished = run("run", self.study)
        self.assertIn(finished.returncode, (0, 3), finished.stderr)
        self.seeds = self.seeds_of_every_format()

    def seeds_of_every_format(self):
        """By extension; of a Shapefile its parts by name."""
        (x, y), (east, north) = CORNERS[0], CORNERS[2]
        plain = layer(self.folder / "a.geojson", [(polygon(x, y, east, north), {"name": "甲"})])
        seeds = {".geojson": plain.read_bytes(), ".dxf": drawing(), ".kml": place_mark(), ".csv": points()}
        for extension in (".gpkg", ".txt", ".shp"):
            made = run("convert", plain, self.folder / f"a{extension}", "--lossy")
            self.assertEqual(made.returncode, 0, made.stderr)
            if extension != ".shp":
                seeds[extension] = (self.folder / f"a{extension}").read_bytes()
        seeds[".zip"] = {f"a{part}": (self.folder / f"a{part}").read_bytes() for part in (".shp", ".shx", ".dbf", ".prj", ".cpg")}
        return seeds

    def batch(self, draw, size, stated):
        folder = self.folder / "batch"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for i in range(size):
            extension = draw.choice([e for e in sorted(self.seeds) if (e in STATED) == stated])
            seed = self.seeds[extension]
            data = (zipped({name: mutated(part, draw) for name, part in seed.items()}) if isinstance(seed, dict)
                    else mutated(seed, draw))
            (folder / f"{i}{extension}").write_bytes(data)
        return folder

    def test_of_every_format_as_it_should_be_give_a_report(self):
        for extension, seed in self.seeds.items():
            with self.subTest(extension):
                path = self.folder / f"seed{extension}"
                path.write_bytes(zipped(seed) if isinstance(seed, dict) else seed)
                self.assertEqual(self.report("--site", path, extension in STATED), (None, 1))

    def report(self, option, path, stated):
        """What is wrong with how it ended, and how many reports there are."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        try:
            finished = run("report", self.study, option, path, *(("--crs", "EPSG:4547") if stated else ()), "--no-pdf", "-o", out, timeout=600)
        except subprocess.TimeoutExpired:
            return "did not end", 0
        return complaint(finished), len(list(out.rglob("report.json")))

    def test_of_any_content_give_a_report_or_one_message(self):
        draw, begin = random.Random(SEED), time.monotonic()
        wrong, done, reports = [], 0, 0
        while done < COUNT:
            size, stated = min(BATCH, COUNT - done), draw.random() < 0.3
            folder = self.batch(draw, size, stated)
            done += size
            what, made = self.report("--batch", folder, stated)
            reports += made
            for path in sorted(folder.iterdir()) if what else ():
                alone = self.report("--site", path, stated)[0]
                if alone:
                    kept = pathlib.Path.cwd() / f"outline-{SEED}-{done}-{path.name}"
                    shutil.copy(path, kept)
                    wrong.append(f"{kept}: {alone}")
            if what and not wrong:
                wrong.append(f"batch before {done}: {what}")
            if LONG and done % (20 * BATCH) == 0:
                print(f"outlines: {done}, {reports} reports, {len(wrong)} wrong, {time.monotonic() - begin:.0f} s", flush=True)
        print(f"outlines: {COUNT} mutated files in {time.monotonic() - begin:.0f} s, {reports} reports of them, {len(wrong)} wrong",
              flush=True)
        self.assertEqual(wrong, [])
        self.assertGreater(reports, 0)


del Folder

if __name__ == "__main__":
    unittest.main()
