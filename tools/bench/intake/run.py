#!/usr/bin/python3
"""Intake with all checks beside GRASS v.in.ogr and PostGIS, in turn, on the same file.

run.py FOLDER ZONEWRIGHT [--repeat 3] [--without grass|postgis]
FOLDER is made by make_input.py. Ours: `import --dry-run` of role land_use: read, codes, validity, repair, duplicates,
overlaps, gaps, areas. GRASS: v.in.ogr, which cleans and builds topology. PostGIS: load, GiST index, ST_IsValid, overlap
self-join through the index (ST_Intersects and the area of the intersection). Prints wall seconds and processor
seconds (of the server's own processes too), peak memory of ours, and the ratios of the medians.
"""
import argparse
import contextlib
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tests" / "support"))
from temporary_postgis import TemporaryPostgis, binaries  # noqa: E402

CHECKS = """SELECT count(*) FROM land_use WHERE NOT ST_IsValid(geom);
SELECT count(*) FROM land_use a JOIN land_use b ON a.fid < b.fid AND a.geom && b.geom
 AND ST_Intersects(a.geom, b.geom) AND ST_Area(ST_Intersection(ST_MakeValid(a.geom), ST_MakeValid(b.geom))) > 0.005;"""


def processor_seconds(server=None):
    """Of all finished children of this program, and of the server's finished backends."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = spent.ru_utime + spent.ru_stime
    if server is not None:
        pid = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def timed(work, server=None):
    """(wall, processor) seconds, and what the work gave."""
    start, spent = time.time(), processor_seconds(server)
    answer = work()
    return (time.time() - start, processor_seconds(server) - spent), answer


def ours(program, layer, study):
    done = subprocess.run([program, "import", study, layer, "--role", "land_use", "--dry-run", "--json"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    findings = json.loads(done.stdout)["findings"]
    return {rule: sum(f["rule"] == rule for f in findings) for rule in sorted({f["rule"] for f in findings})}


def grass(layer, folder):
    location = pathlib.Path(folder) / "location"
    shutil.rmtree(location, ignore_errors=True)
    subprocess.run(["grass", "-c", "EPSG:4547", "-e", str(location)], check=True, capture_output=True)
    subprocess.run(["grass", str(location / "PERMANENT"), "--exec", "v.in.ogr", "-o", f"input={layer}", "output=land_use",
                    "snap=-1", "--quiet"], check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("program")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    layer = str(pathlib.Path(options.folder) / "land_use.gpkg")
    times = {"zonewright": [], "grass": [], "postgis": []}
    with tempfile.TemporaryDirectory() as scratch:
        study = pathlib.Path(scratch) / "study"
        study.mkdir()
        (study / "study.toml").write_text('schema = 1\ntitle = "bench"\nplan = "dongguan-2024"\n')
        with_grass = "grass" not in options.without and shutil.which("grass")
        with_postgis = "postgis" not in options.without and binaries()
        with TemporaryPostgis() if with_postgis else contextlib.nullcontext() as database:
            for turn in range(options.repeat):
                seconds, found = timed(lambda: ours(options.program, layer, study))
                times["zonewright"].append(seconds)
                print(f"{turn}: zonewright {seconds[0]:.2f} s, processor {seconds[1]:.2f} s {found}", flush=True)
                if turn == 0:
                    print(f"   peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB", flush=True)
                if with_grass:
                    seconds, _ = timed(lambda: grass(layer, scratch))
                    times["grass"].append(seconds)
                    print(f"{turn}: v.in.ogr {seconds[0]:.2f} s, processor {seconds[1]:.2f} s", flush=True)
                if database is not None:
                    load, _ = timed(lambda: database.load(layer, "land_use"), database)
                    check, rows = timed(lambda: database.query(CHECKS), database)
                    times["postgis"].append((load[0] + check[0], load[1] + check[1]))
                    print(f"{turn}: postgis load and index {load[0]:.2f} s, checks {check[0]:.2f} s, "
                          f"processor {load[1] + check[1]:.2f} s {rows}", flush=True)
    for kind, name in ((0, "wall"), (1, "processor")):
        mine = statistics.median(seconds[kind] for seconds in times["zonewright"])
        for peer in ("grass", "postgis"):
            if times[peer]:
                print(f"{peer} / zonewright = {statistics.median(s[kind] for s in times[peer]) / mine:.1f} ({name})")


if __name__ == "__main__":
    main()
