"""Functions and methods from the declared questions. No question and no option is named here."""
import inspect
import json
import keyword
import os

from . import _native
from .answer import Answer
from .land import as_files, is_land

_types = {"boolean": "bool", "integer": "int", "number": "float", "string": "str"}


def declared():
    """Every question with the JSON Schemas of question and answer, as they are declared."""
    return json.loads(_native.questions())


def python_name(name):
    """`import` is a word of Python: `import_`."""
    return name + "_" if keyword.iskeyword(name) else name


def plain(value):
    """What JSON can hold, of paths, NumPy numbers and arrays, tuples and sets."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, (list, tuple, set)):
        return [plain(each) for each in value]
    return value


def type_of(schema):
    """The type of a field as a stub writes it."""
    if schema.get("path_of") == "land":
        return "str | os.PathLike[str] | SupportsGeoInterface"
    if "path_of" in schema:
        return "str | os.PathLike[str]"
    if "enum" in schema:
        return "Literal[" + ", ".join(map(repr, schema["enum"])) + "]"
    if schema["type"] == "array":
        return f"Sequence[{type_of(schema['items'])}]"
    return _types[schema["type"]]


def fields_of(question, of_study):
    """Names and schemas of what is given in Python; the language is a setting, a method knows its study."""
    properties = question["question"]["properties"]
    return {name: schema for name, schema in properties.items() if not (of_study and name == "study")}


def asks_a_study(question):
    return question["question"]["properties"].get("study", {}).get("path_of") == "study"


def signature_of(question, of_study):
    fields = fields_of(question, of_study)
    kinds = inspect.Parameter
    first = [kinds("self", kinds.POSITIONAL_ONLY)] if of_study else []
    required = question["question"]["required"]
    parameters = []
    for by_position in (True, False):
        for name, schema in fields.items():
            if bool(schema.get("by_position")) != by_position:
                continue
            kind = kinds.POSITIONAL_OR_KEYWORD if by_position else kinds.KEYWORD_ONLY
            default = kinds.empty if name in required else schema.get("default")
            if name == "language":
                default = None  # that of the settings
            parameters.append(kinds(python_name(name), kind, default=default))
    return inspect.Signature(first + parameters)


def documentation_of(question, of_study):
    schema = question["question"]
    lines = [schema["help"]["zh"] + "。", schema["help"]["en"] + ".", ""]
    for name, field in fields_of(question, of_study).items():
        unit = f" [{field['unit']}]" if field.get("unit", "1") != "1" else ""
        lines.append(f"{python_name(name)}: {type_of(field)}{unit}")
        lines.append(f"    {field['help']['zh']} / {field['help']['en']}")
    lines += ["", "Answer: " + ", ".join(question["answer"]["properties"]), "", question["example"]]
    return "\n".join(lines)


def question_from(question, settings, of_study, positional, named):
    """The JSON object of the call, in the language of the settings where files are written in one. Unknown names go through, so that the program refuses them with the nearest one."""
    fields = fields_of(question, of_study)
    places = [name for name, schema in fields.items() if schema.get("by_position")]
    if len(positional) > len(places):
        raise TypeError(f"{question['name']}() takes {len(places)} positional arguments, {len(positional)} were given")
    asked = dict(zip(places, positional))
    for name, value in named.items():
        name = name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name
        if name in asked:
            raise TypeError(f"{question['name']}() got two values for {name}")
        asked[name] = value
    if "language" in fields and asked.get("language") is None:
        asked["language"] = settings.language
    return {name: value if is_land(value) else plain(value) for name, value in asked.items() if value is not None}


def land_fields(question):
    return [name for name, schema in question["question"]["properties"].items() if schema.get("path_of") == "land"]


def finish(function, question, of_study):
    function.__name__ = python_name(question["name"])
    function.__qualname__ = ("Study." if of_study else "") + function.__name__
    function.__doc__ = documentation_of(question, of_study)
    function.__signature__ = signature_of(question, of_study)
    function.schema = question["answer"]
    return function


def function_for(question, settings):
    """The question as a function of the module; its study is a folder or an open Study."""
    lands = land_fields(question)

    def function(*positional, **named):
        asked = question_from(question, settings, False, positional, named)
        study = next((each for each in (*positional, *named.values()) if hasattr(each, "shapes")), None)
        with as_files(asked, lands, settings.language) as whole:
            text = _native.ask(question["name"], json.dumps(whole), settings.waiting())
        return Answer(json.loads(text), study)

    return finish(function, question, False)


def method_for(question):
    lands = land_fields(question)

    def method(self, *positional, **named):
        asked = question_from(question, self.settings, True, positional, named)
        with as_files(asked, lands, self.settings.language) as whole:
            return Answer(json.loads(self._ask(question["name"], json.dumps(whole))), self)

    return finish(method, question, True)
