"""The questions of the program as they were when the plugin was packed: tools/package qgis writes definitions.json from
`zonewright describe --json`. Nothing about a single question or option is written in the plugin itself."""

import json
import pathlib

FILE = pathlib.Path(__file__).with_name("definitions.json")


def load():
    """{"schema_version": 1, "version": "0.1.0", "questions": [...]}; None where the plugin was copied unpacked."""
    if not FILE.exists():
        return None
    return json.loads(FILE.read_text(encoding="utf-8"))
