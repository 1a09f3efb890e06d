#!/usr/bin/python3
"""Every planning question on one study, one after the other: seconds, processor seconds, peak memory, what was written.

    tools/bench/plan.py STUDY [--program PATH] [--times N] [--only WORD] [--formats pdf,docx] [--json FILE]

STUDY has been run (`zonewright run STUDY`): what is timed is the question on finished stages, not the run. Each question is a
whole process, asked once without files and once with `-o` into a folder of its own; of N times the median stands, and the
spread is told. cpu = user + system seconds, the firm figure on a shared machine. `plan diff` compares the plan of the study
with a version made from it (one cluster given up) and states the effect on the study. The first question
also reads the study's stages from disk: it is asked once beforehand and not counted.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def asked(program, words):
    """(seconds, cpu seconds, peak MiB, exit code, what it says)."""
    began = time.perf_counter()
    process = subprocess.Popen([program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code, said


def second_version(study, folder):
    """The plan of the study, and a version of it that gives its last cluster up."""
    text = (study / "study.toml").read_text()
    plan = re.search(r'^plan\s*=\s*"([^"]+)"', text, re.M).group(1)
    origin = pathlib.Path(plan) if pathlib.Path(plan).is_dir() else SOURCE / "layers" / "plans" / plan
    later = folder / (re.sub(r"\d+$", "", origin.name) + "2099")
    shutil.copytree(origin, later)
    head = (later / "plan.toml").read_text()
    head = re.sub(r'^id\s*=\s*"[^"]+"', f'id = "{later.name}"\nprevious = "{origin.name}"', head, count=1, flags=re.M)
    gone = sorted((later / "clusters").glob("*.toml"))[-1]
    clause = re.search(r'^clause\s*=\s*"([^"]+)"', gone.read_text(), re.M).group(1)
    gone.unlink()
    head += f'\n[[retired]]\nkind = "cluster"\nid = "{gone.stem}"\nreason = {{ zh = "计时", en = "timing" }}\nclause = "{clause}"\n'
    (later / "plan.toml").write_text(head)
    return origin, later


def questions(study, folder, formats):
    """(name, words, what to add with -o; None: it writes no files)."""
    origin, later = second_version(study, folder)
    pages = ["--formats", *formats] if formats else []
    yield "coverage", ["plan", "coverage", study], []
    yield "match", ["plan", "match", study], pages
    yield "chains", ["plan", "chains", study], []
    yield "links", ["plan", "links", study], pages
    yield "pilots", ["plan", "pilots", study], pages
    yield "gain", ["plan", "gain", study], []
    yield "bases", ["plan", "bases", study], pages
    yield "departments", ["plan", "departments", study], pages
    yield "targets", ["plan", "targets"], pages
    yield "diff", ["plan", "diff", origin, later], None
    yield "diff --study", ["plan", "diff", origin, later, "--study", study], []


def written(folder):
    files = [p for p in folder.rglob("*") if p.is_file()] if folder.is_dir() else []
    return len(files), sum(p.stat().st_size for p in files) / 1048576


def row(program, name, words, times):
    took = [asked(program, list(map(str, words))) for _ in range(times)]
    worst = max(t[3] for t in took)
    if worst not in (0, 3):
        print(f"{name}: exit code {worst}\n{took[-1][4][-800:]}", file=sys.stderr)
    return {"question": name, "seconds": statistics.median(t[0] for t in took), "spread": max(t[0] for t in took) - min(t[0] for t in took),
            "cpu": statistics.median(t[1] for t in took), "peak_mib": max(t[2] for t in took), "code": worst}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("study", type=pathlib.Path)
    options.add_argument("--program", default=str(SOURCE / "build" / "release" / "zonewright"))
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--only", default="")
    options.add_argument("--formats", default="")
    options.add_argument("--json", type=pathlib.Path)
    given = options.parse_args()
    study = given.study.resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="plan-bench-"))
    rows = []
    try:
        asked(given.program, ["plan", "match", str(study)])
        print(f"{'question':<16}{'seconds':>9}{'spread':>8}{'cpu':>9}{'peak MiB':>10}{'files':>7}{'MiB':>8}")
        for name, words, pages in questions(study, folder, [f for f in given.formats.split(",") if f]):
            if given.only not in name:
                continue
            ways = [(name, [])] + ([] if pages is None else [(name + " -o", ["-o", folder / "out" / name.replace(" ", "_"), *pages])])
            for shown, more in ways:
                for old in more[1:2]:
                    shutil.rmtree(old, ignore_errors=True)
                found = row(given.program, shown, [*words, *more], 1 if more else given.times)
                found["files"], found["mib"] = written(more[1]) if more else (0, 0.0)
                rows.append(found)
                print(f"{shown:<16}{found['seconds']:>9.2f}{found['spread']:>8.2f}{found['cpu']:>9.2f}{found['peak_mib']:>10.0f}"
                      f"{found['files']:>7}{found['mib']:>8.2f}", flush=True)
        if given.json:
            given.json.write_text(json.dumps({"study": study.name, "times": given.times, "rows": rows}, ensure_ascii=False, indent=1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return max((r["code"] not in (0, 3) for r in rows), default=False)


if __name__ == "__main__":
    sys.exit(main())
