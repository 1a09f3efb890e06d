"""Manual pages for man from the program's own manual: manual.py PROGRAM VERSION FOLDER.

The manual is Markdown with headings, paragraphs, lists, tables and code; that is what is turned into roff.
"""

import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import time


def roff(text):
    text = text.replace("\\", "\\e")
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"\\fB\1\\fR", text)
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    text = text.replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text)


def page(verb, markdown, version, date):
    lines = [f'.TH ZONEWRIGHT\\-{verb.upper()} 1 "{date}" "zonewright {version}" "Zonewright"']
    code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            lines.append(".fi\n.RE" if code else ".RS 4\n.nf")
            code = not code
        elif code:
            lines.append(re.sub(r"^([.'])", r"\\&\1", line.replace("\\", "\\e")))
        elif line.startswith("# "):
            continue  # the title; its sections follow
        elif line.startswith(f"zonewright {verb} - "):
            lines.append(roff(line.replace(f"zonewright {verb} - ", f"zonewright-{verb} \0 ", 1)).replace("\0", "\\-"))
        elif line.startswith("#"):
            lines.append(".SH " + roff(line.lstrip("#").strip()).upper())
        elif re.match(r"^\s*[-*] ", line):
            lines += [".IP \\(bu 2", roff(re.sub(r"^\s*[-*] ", "", line))]
        elif re.match(r"^\|[-: |]+\|$", line):
            continue
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            lines += [".TP", roff(cells[0]), roff("; ".join(cell for cell in cells[1:] if cell))]
        elif line.strip():
            lines.append(roff(line.strip()))
        else:
            lines.append(".PP")
    return "\n".join(lines) + "\n"


def write(program, version, folder):
    folder.mkdir(parents=True, exist_ok=True)
    date = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))
    described = json.loads(subprocess.run([program, "--json", "describe"], capture_output=True, check=True).stdout)
    write_choices(version, date, folder)
    verbs = list(dict.fromkeys(question["command"].split()[0] for question in described["questions"]))
    for verb in verbs:
        manual = subprocess.run([program, "describe", verb, "--manual"], capture_output=True, check=True).stdout.decode()
        target = folder / f"zonewright-{verb}.1.gz"
        target.write_bytes(gzip.compress(page(verb, manual, version, date).encode(), mtime=0))
    lines = [f'.TH ZONEWRIGHT 1 "{date}" "zonewright {version}" "Zonewright"', ".SH NAME",
             "zonewright \\- industrial zoning and land allocation", ".SH SYNOPSIS", ".B zonewright", "VERB [OPTIONS]",
             ".SH VERBS"]
    for question in described["questions"]:
        lines += [".TP", f"\\fB{roff(question['command'])}\\fR", roff(question["question"]["help"]["en"])]
    lines += [".SH SEE ALSO", ", ".join(f"\\fBzonewright\\-{verb}\\fR(1)" for verb in verbs)]
    (folder / "zonewright.1.gz").write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))


CHOICES = """.SH NAME
zonewright\\-choices \\- what may be typed for a value of zonewright
.SH SYNOPSIS
.B zonewright\\-choices
STUDY KIND [BEGINNING]
.SH DESCRIPTION
Asked by the completion of the shells: a line of value, tab and title for each choice of the study that begins so. KIND is one of
clusters, towns, parcels, sites, scenarios, weight_sets, roles, sources, plans.
.SH EXIT STATUS
0: the choices are printed. 3: only \\fBzonewright describe\\fR STUDY KIND can tell.
.SH SEE ALSO
\\fBzonewright\\-describe\\fR(1)
"""


def write_choices(version, date, folder):
    head = f'.TH ZONEWRIGHT\\-CHOICES 1 "{date}" "zonewright {version}" "Zonewright"\n'
    (folder / "zonewright-choices.1.gz").write_bytes(gzip.compress((head + CHOICES).encode(), mtime=0))


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]))
