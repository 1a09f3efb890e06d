#!/usr/bin/python3
"""How much of each parser do the inputs of its fuzz target reach? Lines of the parser's own sources, of all that hold code.

    tests/fuzz/coverage.py [SECONDS] [--target NAME] [--lines]

Builds fuzz_parsers in build/parsers with the sources of the parsers on their own; these are compiled anew with counters and
linked before its libraries; each target then runs for SECONDS (20), with its seeds and mutations of them. Prints a table,
and with --lines the lines that were never reached. Exit 1 when a parser is reached by less than 90 %.
"""
import argparse
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PARSERS = {
    "survey": ("intake/survey_parse.cpp",),
    "toml": ("catalog/toml_document.cpp", "answer/source_entry.cpp"),
    "study": ("catalog/study_reader.cpp", "catalog/table_reader.cpp"),
    "allocation_certificate": ("allocation/read_certificate.cpp", "allocation/solver/strict_json.cpp", "allocation/verify.cpp"),
    "site_certificate": ("assembly/verify_certificate.cpp",),
    "kml": ("io/vector_kml.cpp",),
    "crs": ("gis/text_encoding.cpp",),
    "table": ("intake/coordinate_columns.cpp", "io/vector_csv.cpp"),
    "drawing": ("io/vector_drawing.cpp", "intake/line_polygons.cpp"),
    "geometry": ("io/geopackage_shape.cpp",),
    "geojson": ("io/json_scan.cpp", "io/vector_geojson.cpp"),
    "word": ("io/word_part.cpp", "io/word_fields.cpp", "io/word_tree.cpp"),
    "archive": ("io/tar_stream.cpp",),
    "request": ("server/exchange.cpp", "server/parameters.cpp"),
    "http": ("server/request_reading.cpp",),
    "inputs": ("server/offered.cpp",),
}


def counted(words, source, folder):
    """The compile command of the build, with counters, into the folder."""
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ", "-include"):
            skip = True
        elif word not in ("-Werror", "-Winvalid-pch", "-MD", "-c", "ccache") and not word.startswith("-O") and word != str(source):
            kept.append(word)
    if kept[0].endswith("ccache"):
        kept = kept[1:]
    target = folder / (source.parent.name + "-" + source.stem + ".o")
    subprocess.run([*kept, "-O0", "--coverage", "-fno-inline", "-c", str(source), "-o", str(target)], cwd=folder, check=True)
    return target


def built():
    """The folder of a build in which every parser is a unit of its own."""
    build = SOURCE / "build/parsers"
    alone = ";".join(part.removesuffix(".cpp") for parts in PARSERS.values() for part in parts)
    subprocess.run(["cmake", "-S", SOURCE, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", f"-DZONEWRIGHT_ALONE={alone}",
                    "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", build, "--target", "fuzz_parsers", "--", "--quiet"], check=True)
    return build


def link(build, objects, folder):
    commands = subprocess.run(["ninja", "-C", str(build), "-t", "commands", "fuzz_parsers"], capture_output=True, text=True, check=True)
    line = commands.stdout.strip().splitlines()[-1]
    words = [w for w in shlex.split(line.split("&&")[1] if "&&" in line else line)]
    at = words.index("-o")
    words[at + 1] = str(folder / "fuzz_parsers")
    first = next(i for i, word in enumerate(words) if word.endswith(".o"))
    words[first:first] = [*map(str, objects), "--coverage"]
    subprocess.run(words, cwd=build, check=True)


def lines_of(target, folder):
    """Line → how often it ran, of the source itself."""
    said = subprocess.run(["gcov", "--json-format", "--stdout", str(target)], cwd=folder, capture_output=True, text=True, check=True)
    runs = {}
    for part in json.loads(said.stdout)["files"]:
        if target.stem.split("-", 1)[1] + ".cpp" != pathlib.Path(part["file"]).name:
            continue
        for line in part["lines"]:
            runs[line["line_number"]] = max(runs.get(line["line_number"], 0), line["count"])
    return runs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", nargs="?", default=20, type=float)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--target")
    options = parser.parse_args()
    build = built()
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        commands[os.path.realpath(os.path.join(entry["directory"], entry["file"]))] = shlex.split(entry["command"])
    with tempfile.TemporaryDirectory(prefix="zonewright-coverage-") as scratch:
        scratch = pathlib.Path(scratch)
        wanted = {name: parts for name, parts in PARSERS.items() if options.target in (None, name)}
        objects = {part: counted(commands[str(SOURCE / "src" / part)], SOURCE / "src" / part, scratch)
                   for parts in wanted.values() for part in parts}
        link(build, objects.values(), scratch)
        few = 0
        print(f"{'target':24} {'source':40} {'lines':>6} {'reached':>8} {'share':>7}")
        for name, parts in wanted.items():
            for counts in scratch.glob("*.gcda"):
                counts.unlink()
            subprocess.run([scratch / "fuzz_parsers", str(options.seconds), "16", name], cwd=scratch, check=True, capture_output=True,
                           env={**os.environ, "ZONEWRIGHT_LONG": ""})
            for part in parts:
                runs = lines_of(objects[part], scratch)
                reached = sum(count > 0 for count in runs.values())
                print(f"{name:24} {part:40} {len(runs):6} {reached:8} {100 * reached / max(1, len(runs)):6.1f} %", flush=True)
                few += 10 * reached < 9 * len(runs)
                if options.lines:
                    print("    never reached:", " ".join(str(line) for line, count in sorted(runs.items()) if count == 0))


    return 1 if few else 0


if __name__ == "__main__":
    sys.exit(main())
