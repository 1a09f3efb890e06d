#!/usr/bin/python3
"""Areas of constraints in parcels: bench_supply beside PostGIS (GiST, parallel) and GeoPandas, on the same files.

run.py FOLDER BENCH_SUPPLY [--without geopandas] [--repeat 3]
FOLDER is made by make_input.py. Peers alternate with ours. Prints seconds, ratios and the largest difference of a parcel.
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tests" / "support"))
from temporary_postgis import TemporaryPostgis, binaries  # noqa: E402

AREAS = """SELECT p.pid, sum(ST_Area(ST_Intersection(p.geom, c.geom))) FROM parcels p JOIN constraints c
ON ST_Intersects(p.geom, c.geom) GROUP BY p.pid"""
# What an experienced user does with polygons of many vertices; the pieces do not overlap, so areas stay the same.
SUBDIVIDED = """CREATE TABLE subdivided AS SELECT ST_Subdivide(geom, 128) AS geom FROM constraints;
CREATE INDEX ON subdivided USING gist (geom); ANALYZE subdivided"""
CUTS = """CREATE UNLOGGED TABLE cut AS SELECT p.pid, ST_Difference(p.geom, c.geom) AS geom FROM parcels p
JOIN LATERAL (SELECT ST_Union(c.geom) AS geom FROM constraints c WHERE ST_Intersects(p.geom, c.geom)) c ON c.geom IS NOT NULL"""
GEOPANDAS = """
import sys, geopandas, time
folder, out = sys.argv[1:]
start = time.time()
p = geopandas.read_file(folder + '/parcels.gpkg'); c = geopandas.read_file(folder + '/constraints.gpkg')[['geometry']]
cut = geopandas.overlay(p, c, how='intersection', keep_geom_type=True)
cut.assign(m2=cut.area).groupby('pid').m2.sum().to_csv(out, header=False)
print(time.time() - start)
"""


def ours(bench, folder, out, name):
    env = {**os.environ, "ZONEWRIGHT_BENCH_DATA": folder, "ZONEWRIGHT_BENCH_OUT": out}
    text = subprocess.run([bench, f"--benchmark_filter=^{name}/", "--benchmark_format=json"], env=env, check=True,
                          capture_output=True, text=True).stdout
    return {b["name"].split("/")[1]: (b["real_time"] / 1e3, b["cpu_time"] / 1e3) for b in json.loads(text)["benchmarks"]}


def read(path):
    with open(path) as file:
        return {int(pid): float(m2) for pid, m2 in csv.reader(file) if float(m2) > 1e-4}


def compare(name, theirs, mine):
    worst = max((abs(theirs.get(pid, 0) - mine.get(pid, 0)) for pid in theirs.keys() | mine.keys()), default=0)
    say(f"{name}: {len(theirs)} parcels, total {sum(theirs.values()):.2f} m2; ours {len(mine)}, {sum(mine.values()):.2f} m2; "
          f"largest difference of a parcel {worst:.2e} m2")


def say(line):
    print(line, flush=True)


def timed(action, server):
    """Wall seconds, and processor seconds of the server (its processes end with their connection)."""
    start, cpu = time.time(), server.cpu_seconds()
    action()
    wall = time.time() - start
    time.sleep(0.5)
    return wall, server.cpu_seconds() - cpu


def middle(runs, threads, kind):
    return statistics.median(run[threads][kind] for run in runs)


def report_areas(what, whole, areas, peer):
    postgis, postgis_cpu = (statistics.median(run[kind] for run in peer) for kind in (0, 1))
    say(f"PostGIS areas, {what} (loaded, indexed, leader + 2 workers)  {postgis:8.2f} s  cpu {postgis_cpu:6.2f}")
    for what, runs in (("from the files", whole), ("in memory", areas)):
        for threads in ("1", "2"):
            wall, cpu = middle(runs, threads, 0), middle(runs, threads, 1)
            say(f"ours {what:14}, {threads} threads {'':24}{wall:8.2f} s  cpu {cpu:6.2f}  "
                f"PostGIS takes {postgis / wall:5.1f} times as long, {postgis_cpu / cpu:5.1f} times the cpu")


def report_cuts(server, deductions, limit):
    try:
        cuts, cuts_cpu = timed(lambda: server.query(f"SET statement_timeout = '{limit}s'; {CUTS}"), server)
        words = f"{cuts:8.2f} s  cpu {cuts_cpu:6.2f}"
    except RuntimeError as error:
        if "statement timeout" not in str(error):
            raise
        cuts, cuts_cpu, words = limit, float("nan"), f"more than {limit} s (stopped)"
    say(f"PostGIS cut geometries (difference with the union)   {words}")
    for threads, (wall, cpu) in deductions.items():
        say(f"ours cut geometries and statutory areas, {threads} threads    {wall:8.2f} s  cpu {cpu:6.2f}  PostGIS takes "
            f"{cuts / wall:5.1f} times as long, {cuts_cpu / cpu:5.1f} times the cpu")


def report_geopandas(folder, scratch, mine, whole):
    run = subprocess.run(["/usr/bin/python3", "-c", GEOPANDAS, folder, str(scratch / "geopandas.csv")], check=True,
                         capture_output=True, text=True)
    seconds = float(run.stdout.split()[-1])
    compare("GeoPandas", read(scratch / "geopandas.csv"), mine)
    say(f"GeoPandas from the files                             {seconds:8.2f} s  {seconds / middle(whole, '2', 0):5.1f} times "
        "ours with 2 threads")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("bench")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=["cuts", "geopandas"])
    parser.add_argument("--limit", type=int, default=600, help="seconds for PostGIS to cut in")
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="zonewright-bench-"))
    whole, areas, peer, tuned = [], [], [], []
    with TemporaryPostgis({"max_parallel_workers_per_gather": 2, "work_mem": "'64MB'", "shared_buffers": "'1GB'",
                           "parallel_setup_cost": 0, "min_parallel_table_scan_size": 0}) as server:
        for layer in ("parcels", "constraints"):
            server.load(f"{options.folder}/{layer}.gpkg", layer)
        server.query(SUBDIVIDED)
        for _ in range(options.repeat):
            whole.append(ours(options.bench, options.folder, str(scratch / "ours.csv"), "WholeJobOfAreas"))
            rows = []
            peer.append(timed(lambda: rows.extend(server.query(AREAS)), server))
            tuned.append(timed(lambda: server.query(AREAS.replace("constraints", "subdivided")), server))
            areas.append(ours(options.bench, options.folder, "", "Areas"))
        mine = read(scratch / "ours.csv")
        compare("PostGIS", {int(pid): float(m2) for pid, m2 in rows if float(m2) > 1e-4}, mine)
        report_areas("constraints as they are", whole, areas, peer)
        report_areas("constraints subdivided (its time not counted)", whole, areas, tuned)
        if "cuts" not in options.without:
            report_cuts(server, ours(options.bench, options.folder, "", "Deductions"), options.limit)
    if "geopandas" not in options.without:
        report_geopandas(options.folder, scratch, mine, whole)


if __name__ == "__main__":
    assert binaries(), "PostgreSQL is not installed"
    main()
