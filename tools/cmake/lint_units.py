"""Runs clang-tidy over units of sources: lint_units.py BUILD_FOLDER SOURCE…; exit 1 when it has something to say.

A unit is what the shipped build joins too: up to twelve sources of one folder; a source that may not be joined is one
of its own. Where a unit does not compile or clang-tidy dies of it, its sources are read one by one: what is said is then
true of a source, not of its neighbours. Flags are those of the compile_commands.json in BUILD_FOLDER; a source it does not
name (a door that is not built here) is left out.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

SOURCES_OF_A_UNIT = 12
UNITY = "tools/cmake/zonewright_unity.cmake"


def alone():
    """Sources that the build keeps out of its units."""
    with open(UNITY, encoding="utf-8") as text:
        listed = re.search(r"foreach\(file ([^)]*)\)", text.read()).group(1)
    return {f"src/{name}.cpp" for name in listed.split()}


def flags_of(entry):
    """What the compiler is told, without its name, the source and the object; a warning of clang is not our error."""
    words = shlex.split(entry["command"])
    words = words[next(i for i, word in enumerate(words) if re.search(r"(g\+\+|c\+\+|clang\+\+)[-0-9]*$", word)) + 1:]
    output = words.index("-o")
    del words[output:output + 2]
    return [w for w in words if w not in ("-c", "-Werror", "-fpch-preprocess", entry["file"])] + [
        "-Wno-unknown-warning-option", "-Wno-everything"]


def flags_of_unit(members, entries):
    """Those of its first source, and what is defined for another alone."""
    flags = flags_of(entries[members[0]])
    for member in members[1:]:
        flags += [w for w in flags_of(entries[member]) if w.startswith("-D") and w not in flags]
    return flags


def units(sources):
    single = alone()
    by_folder = {}
    for source in sources:
        if source in single:
            yield [source]
        else:
            by_folder.setdefault(source.split("/")[1], []).append(source)
    for members in by_folder.values():
        for at in range(0, len(members), SOURCES_OF_A_UNIT):
            yield members[at:at + SOURCES_OF_A_UNIT]


def ran(path, members, flags, root):
    """clang-tidy on one unit."""
    with open(path, "w", encoding="utf-8") as unit:
        unit.writelines(f'#include "{root}/{member}"  // NOLINT\n' for member in members)
    names = "|".join(re.escape(member) for member in members)
    return subprocess.run(["clang-tidy", "--quiet", "--warnings-as-errors=*", f"--header-filter=({names})$", path, "--"] + flags,
                          capture_output=True, text=True, check=False)


def read(job):
    """What clang-tidy says of one unit; nothing when all is well."""
    path, members, entries, root = job
    done = ran(path, members, flags_of_unit(members, entries), root)
    if done.returncode == 0:
        return ""
    if len(members) > 1 and (done.returncode < 0 or "clang-diagnostic-error" in done.stdout or not done.stdout):
        return "".join(read((path, [member], entries, root)) for member in members)
    return done.stdout or f"{', '.join(members)}: clang-tidy ended with {done.returncode}\n{done.stderr[-2000:]}"


def main():
    build, sources = sys.argv[1], sys.argv[2:]
    root = os.getcwd()
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as text:
        entries = {os.path.relpath(e["file"], root): e for e in json.load(text)}
    for source in sources:
        if source not in entries:
            print(f"lint: {source} is not built here, so it is not read")
    jobs = [(os.path.join(root, build, f"unit_{number}.cpp"), members, entries, root)
            for number, members in enumerate(units([source for source in sources if source in entries]))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = [words for words in pool.map(read, jobs) if words]
    print("".join(said), end="")
    return 1 if said else 0


sys.exit(main())
