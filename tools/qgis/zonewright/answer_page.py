"""The answer as a page: names and units as the question's answer schema states them."""

import html

from .language import words

MOST_ROWS = 200


def escaped(text):
    return html.escape(str(text))


def page(title, answer, schema):
    body = _block({key: value for key, value in answer.items() if key not in ("schema_version",)}, schema)
    return ("<!doctype html><meta charset='utf-8'><style>body{font-family:sans-serif}table{border-collapse:collapse}"
            "td,th{border:1px solid #999;padding:2px 6px;text-align:left;vertical-align:top}</style>"
            f"<h1>{escaped(title)}</h1>{body}")


def _label(name, schema):
    text = schema.get("description", "") if isinstance(schema, dict) else ""
    unit = schema.get("unit", "") if isinstance(schema, dict) else ""
    shown = escaped(text or name)
    return shown + (f" [{escaped(unit)}]" if unit and unit != "1" else "")


def _part(schema, key):
    return schema.get("properties", {}).get(key, {}) if isinstance(schema, dict) else {}


def _block(value, schema):
    if isinstance(value, dict):
        rows = "".join(f"<tr><th>{_label(key, _part(schema, key))}</th><td>{_block(part, _part(schema, key))}</td></tr>"
                       for key, part in value.items())
        return f"<table>{rows}</table>"
    if isinstance(value, list):
        return _list(value, schema.get("items", {}) if isinstance(schema, dict) else {})
    return "–" if value is None else escaped(value)


def _list(values, schema):
    if not values:
        return words("无", "none")
    if not all(isinstance(value, dict) for value in values):
        return "<br>".join(_block(value, schema) for value in values[:MOST_ROWS]) + _left_out(values)
    keys = list(dict.fromkeys(key for value in values for key in value))
    head = "".join(f"<th>{_label(key, _part(schema, key))}</th>" for key in keys)
    rows = "".join("<tr>" + "".join(f"<td>{_block(value.get(key), _part(schema, key))}</td>" for key in keys) + "</tr>"
                   for value in values[:MOST_ROWS])
    return f"<table><tr>{head}</tr>{rows}</table>" + _left_out(values)


def _left_out(values):
    more = len(values) - MOST_ROWS
    return "" if more <= 0 else words(f"<p>另有 {more} 行，见 JSON。</p>", f"<p>{more} more rows, see the JSON.</p>")
