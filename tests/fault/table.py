#!/usr/bin/python3
"""The table of the campaigns, from what they printed: tests/fault/table.py LOG [PRESET].

A campaign that did not run, or that ended before it could print its line, says so; exit 1 when something was wrong.
"""
import pathlib
import re
import sys


def lines(text, pattern):
    return [match.groups() for match in re.finditer(pattern, text)]


def total(found, column=0):
    return sum(int(row[column]) for row in found)


def calls(text):
    found = lines(text, r"(convert \.\w+|import|publish|report|run) +(\d+) faults of (\d+) \(.*?\), (\d+) wrong")
    if not found:
        return None
    verbs = "; ".join(f"{verb} {done} of {all}" for verb, done, all, _ in found)
    return f"{total(found, 1)} faults ({verbs})", total(found, 3)


def generated(text):
    found = lines(text, r"(\d+) generated studies in .*?, (\d+) wrong")
    return (f"{found[-1][0]} studies", int(found[-1][1])) if found else None


def mutated(text):
    found = lines(text, r"(\w+): (\d+) inputs in \d+ s, (\d+) faults")
    return (f"{total(found, 1)} inputs, {len(found)} parsers", total(found, 2)) if found else None


def coverage(text):
    found = lines(text, r"(\w+) +([\w/]+\.cpp) +(\d+) +(\d+) +([\d.]+) %")
    least = min(found, key=lambda row: float(row[4]), default=None)
    return (f"{len(found)} sources, the least {least[4]} % ({least[1]})", sum(float(row[4]) < 90 for row in found)) if found else None


def outlines(text):
    found = lines(text, r"outlines: (\d+) mutated files in .*?: (\d+) reports, .*?(\d+) faults")
    by_program = lines(text, r"outlines: (\d+) mutated files in \d+ s, (\d+) reports of them, (\d+) wrong")
    found += by_program
    return (f"{total(found)} files, {total(found, 1)} reports", total(found, 2)) if found else None


def suite(text):
    found = lines(text, r"(\d+)% tests passed, (\d+) tests failed out of (\d+)")
    return (f"{found[-1][2]} programs", int(found[-1][1])) if found else None


def identical(text):
    found = lines(text, r"identical: (\d+) generated studies, (\d+) of them with results")
    return (f"{found[-1][0]} studies five ways, {found[-1][1]} with results", 0) if found else None


def kills(text):
    found = lines(text, r"kills: (\d+) of (\d+) runs \((.*?)\), nothing lost")
    return (f"{found[-1][0]} kills ({found[-1][2]})", 0) if found else None


def pairs(text):
    found = lines(text, r"pairs: (\d+), all right")
    return (f"{found[-1][0]} pairs", 0) if found else None


ROWS = (("kill -9 over all verbs and stages", "1,000 kills, nothing finished lost, nothing left after the next run", kills),
        ("k-th open, read, write, fsync, rename, malloc", "every k; nothing damaged with exit 0, no signal", calls),
        ("generated studies", "2,000: no signal, no internal error, no wrong silence", generated),
        ("mutated inputs through our parsers", "1,000,000 and more, no crash", mutated),
        ("coverage of the parsers by them", "90 % of the lines of each", coverage),
        ("outline to report through GDAL", "100,000 files", outlines),
        ("threads, folders, reruns", "identical content, 50 studies", identical),
        ("two runs at once", "200 pairs, both right or one refused by the lock", pairs),
        ("the suite under {}", "clean", suite))


def main():
    text, preset = pathlib.Path(sys.argv[1]).read_text(errors="replace"), (sys.argv[2:] or ["release"])[0]
    wrong = 0
    print(f"\n{'what':46}  {'figure':72}  what ran: result")
    for what, figure, read in ROWS:
        ran = read(text)
        wrong += ran is not None and ran[1] > 0
        said = "not run, or not to its end" if ran is None else f"{ran[0]}: {f'{ran[1]} wrong' if ran[1] else 'none wrong'}"
        print(f"{what.format(preset):46}  {figure:72}  {said}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
