"""Packs the QGIS plugin: pack.py PROGRAM ZIP. The questions are those PROGRAM answers; same content, same bytes."""

import json
import os
import pathlib
import subprocess
import sys
import zipfile

PLUGIN = pathlib.Path(__file__).with_name("zonewright")
# Asked by other programs, not by people.
NOT_OFFERED = {"describe", "serve"}


def definitions(program):
    told = subprocess.run([program, "--json", "describe"], capture_output=True, check=True)
    answer = json.loads(told.stdout.decode("utf-8"))
    questions = [{key: question[key] for key in ("name", "command", "example", "question", "answer")}
                 for question in answer["questions"] if question["name"] not in NOT_OFFERED]
    return {"schema_version": answer["schema_version"], "version": answer["version"], "questions": questions}


def pack(program, target):
    parts = {f"zonewright/{path.name}": path.read_bytes() for path in sorted(PLUGIN.iterdir()) if path.is_file()}
    parts["zonewright/definitions.json"] = json.dumps(definitions(program), ensure_ascii=False, indent=1).encode("utf-8")
    parts["zonewright/LICENSE"] = (PLUGIN.parents[2] / "LICENSE").read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)
    os.replace(unfinished, target)
    print(f"{target}  {target.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    pack(sys.argv[1], pathlib.Path(sys.argv[2]))
