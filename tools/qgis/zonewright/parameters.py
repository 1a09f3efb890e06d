"""From a field of a question, as its JSON Schema states it, to a parameter of Processing, and from the values to the
command line."""

import os

from qgis.core import (QgsProcessing, QgsProcessingException, QgsProcessingParameterBoolean, QgsProcessingParameterCrs,
                       QgsProcessingParameterDefinition, QgsProcessingParameterEnum,
                       QgsProcessingParameterFeatureSource, QgsProcessingParameterFile,
                       QgsProcessingParameterFileDestination, QgsProcessingParameterFolderDestination,
                       QgsProcessingParameterNumber, QgsProcessingParameterString, QgsProject)

from .language import chinese, words, words_of
from .program import study_of_project

# A field of land is two parameters: a layer of the project, or a file that QGIS itself cannot open.
FILE_SUFFIX = "_FILE"
CHOICE_WIDGET = "zonewright.choice_widget.ChoiceWidget"


class Field:
    """One property of a question's schema."""

    def __init__(self, name, schema, required):
        self.name, self.schema, self.required = name, schema, required

    @property
    def key(self):
        return self.name.upper()

    @property
    def label(self):
        return words_of(self.schema["help"])

    @property
    def is_list(self):
        return self.schema["type"] == "array"

    @property
    def item(self):
        return self.schema["items"] if self.is_list else self.schema

    @property
    def path_of(self):
        return self.schema.get("path_of", "")

    @property
    def option(self):
        return "--lang" if self.name == "language" else "--" + self.name.replace("_", "-")


def fields_of(question):
    schema = question["question"]
    required = set(schema.get("required", ()))
    return [Field(name, part, name in required) for name, part in schema["properties"].items()]


def add_parameters(algorithm, fields):
    for field in fields:
        for parameter in _parameters(field):
            if not field.required and not field.path_of and field.name not in ("cluster", "town", "area_mu"):
                parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
            algorithm.addParameter(parameter)


def _parameters(field):
    optional = not field.required
    kind = field.path_of
    if kind == "land":
        return [QgsProcessingParameterFeatureSource(field.key, words("图层：", "Layer: ") + field.label,
                                                    [QgsProcessing.TypeVectorAnyGeometry], optional=True),
                QgsProcessingParameterFile(field.key + FILE_SUFFIX,
                                           words("或文件（界址点 TXT、表格、栅格…）：", "Or a file (survey text, table, raster …): ") + field.label,
                                           optional=True)]
    if kind in ("study", "folder"):
        study = study_of_project(QgsProject.instance()) if kind == "study" else ""
        return [QgsProcessingParameterFile(field.key, field.label, QgsProcessingParameterFile.Folder,
                                           defaultValue=study or None, optional=optional)]
    if kind == "file":
        return [QgsProcessingParameterFile(field.key, field.label, optional=optional)]
    if kind == "new_folder":
        return [QgsProcessingParameterFolderDestination(field.key, field.label, optional=optional, createByDefault=False)]
    if kind == "new_file":
        return [QgsProcessingParameterFileDestination(field.key, field.label, optional=optional, createByDefault=False)]
    return [_value_parameter(field, optional)]


def _value_parameter(field, optional):
    schema, item = field.schema, field.item
    default = ("zh" if chinese() else "en") if field.name == "language" else schema.get("default")
    if schema["type"] == "boolean":
        return QgsProcessingParameterBoolean(field.key, field.label, defaultValue=bool(default))
    if item.get("enum"):
        return QgsProcessingParameterEnum(field.key, field.label, item["enum"], allowMultiple=field.is_list,
                                          defaultValue=default, optional=optional, usesStaticStrings=True)
    if schema["type"] in ("integer", "number"):
        return _number(field, default, optional)
    if field.name == "crs" or field.name.endswith("_crs"):
        return QgsProcessingParameterCrs(field.key, field.label, defaultValue=default, optional=optional)
    label = field.label + (words("（多个以分号隔开）", " (several: separated by semicolons)") if field.is_list else "")
    parameter = QgsProcessingParameterString(field.key, label, defaultValue=default, optional=optional)
    if "choices_of" in schema:
        parameter.setMetadata({"widget_wrapper": {"class": CHOICE_WIDGET}, "zonewright_choices": schema["choices_of"]})
    return parameter


def _number(field, default, optional):
    schema = field.schema
    whole = schema["type"] == "integer"
    kind = QgsProcessingParameterNumber.Integer if whole else QgsProcessingParameterNumber.Double
    parameter = QgsProcessingParameterNumber(field.key, field.label, kind, defaultValue=default, optional=optional)
    least = schema.get("minimum", schema.get("exclusiveMinimum"))
    if least is not None:
        parameter.setMinimum(least)
    if schema.get("maximum") is not None:
        parameter.setMaximum(schema["maximum"])
    return parameter


def command_line(question, fields, values):
    """The arguments of the program: the verb, what goes by position, then the options. `values` maps field names to
    Python values; None is left out."""
    positional, options = [], []
    for field in fields:
        value = values.get(field.name)
        if value is None or value == "" or value == []:
            continue
        if field.schema["type"] == "boolean":
            options += [field.option] if value else []
        elif field.schema.get("by_position"):
            positional += [str(one) for one in value] if field.is_list else [str(value)]
        elif field.is_list and "minItems" in field.schema:
            options += [field.option, *(str(one) for one in value)]
        elif field.is_list:
            for one in value:
                options += [field.option, str(one)]
        elif value != field.schema.get("default") or field.name == "language":
            options += [field.option, str(value)]
    return [*question["command"].split(" "), *positional, *options]


class Values:
    """Reads what the user gave; layers of the project are written into `folder` first."""

    def __init__(self, algorithm, parameters, context, export):
        self.algorithm, self.parameters, self.context, self.export = algorithm, parameters, context, export

    def of(self, fields):
        return {field.name: self._value(field) for field in fields}

    def _value(self, field):
        algorithm, given, context, key = self.algorithm, self.parameters, self.context, field.key
        if field.path_of == "land":
            return self._land(field)
        if given.get(key) in (None, ""):
            return None
        if field.path_of in ("new_folder", "new_file"):
            return algorithm.parameterAsString(given, key, context) or None
        if field.path_of:
            path = algorithm.parameterAsFile(given, key, context)
            return ([path] if field.is_list else path) if path else None
        if field.schema["type"] == "boolean":
            return algorithm.parameterAsBool(given, key, context)
        if field.item.get("enum"):
            return (algorithm.parameterAsEnumStrings if field.is_list else algorithm.parameterAsEnumString)(given, key, context)
        if field.schema["type"] == "integer":
            return algorithm.parameterAsInt(given, key, context)
        if field.schema["type"] == "number":
            return algorithm.parameterAsDouble(given, key, context)
        if field.name == "crs" or field.name.endswith("_crs"):
            crs = algorithm.parameterAsCrs(given, key, context)
            return (crs.authid() or crs.toWkt()) if crs.isValid() else None
        text = algorithm.parameterAsString(given, key, context)
        return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()] if field.is_list else text

    def _land(self, field):
        layer = self.parameters.get(field.key)
        file = self.algorithm.parameterAsFile(self.parameters, field.key + FILE_SUFFIX, self.context)
        if layer not in (None, "") and file:
            raise QgsProcessingException(words(f"“{field.label}”只能给图层或文件之一。", f"“{field.label}”: give a layer or a file, not both."))
        if file:
            if not os.path.exists(file):
                raise QgsProcessingException(words(f"文件不存在：{file}", f"No such file: {file}"))
            return file
        if layer in (None, ""):
            if field.required:
                raise QgsProcessingException(words(f"请给出“{field.label}”：图层或文件。", f"State “{field.label}”: a layer or a file."))
            return None
        source = self.algorithm.parameterAsSource(self.parameters, field.key, self.context)
        if source is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, field.key))
        return self.export(source)
