"""A question of the program as an algorithm. Everything about it comes from its definition."""

import json
import pathlib
import re
import shutil
import tempfile

from qgis.core import (QgsFeatureSink, QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingOutputHtml,
                       QgsProcessingOutputString, QgsProcessingParameterBoolean, QgsVectorFileWriter)

from . import answer_page, program, results
from .language import words, words_of
from .parameters import Values, add_parameters, command_line, fields_of

LOAD = "LOAD_RESULTS"
# The order of the work; a question that is not named here goes into the last group.
GROUPS = [("1_data", "1 数据", "1 Data", {"init", "demo", "import", "check", "convert", "area"}),
          ("2_plan", "2 规划", "2 Plan", {"plan_show", "plan_coverage", "plan_diff", "zones"}),
          ("3_rating", "3 运行与评价", "3 Run and rate", {"run", "suitability", "explain"}),
          ("4_land", "4 供应与选址", "4 Supply and sites", {"supply", "sites", "allocate", "compare", "report"}),
          ("5_more", "5 核验与其他", "5 Verify and more", set())]
# Kept beside the study, because the study goes on reading it; everything else is gone after the answer.
KEPT_FOR = {"import"}


class QuestionAlgorithm(QgsProcessingAlgorithm):
    def __init__(self, question):
        super().__init__()
        self.question = question
        self.fields = fields_of(question)

    def createInstance(self):
        return QuestionAlgorithm(self.question)

    def name(self):
        return self.question["name"]

    def displayName(self):
        return f"{self.question['command']}  {words_of(self.question['question']['help'])}"

    def _group(self):
        return next((g for g in GROUPS if self.question["name"] in g[3]), GROUPS[-1])

    def group(self):
        return words(*self._group()[1:3])

    def groupId(self):
        return self._group()[0]

    def shortHelpString(self):
        lines = [f"<p>{answer_page.escaped(words_of(self.question['question']['help']))}</p>",
                 f"<p>{words('命令行', 'Command line')}: <code>{answer_page.escaped(self.question['example'])}</code></p><dl>"]
        for field in self.fields:
            unit = f" [{field.schema['unit']}]" if field.schema.get("unit", "1") != "1" else ""
            lines.append(f"<dt><b>{answer_page.escaped(field.name)}</b>{unit}</dt><dd>{answer_page.escaped(field.label)}</dd>")
        return "".join(lines) + "</dl>"

    def initAlgorithm(self, configuration=None):
        add_parameters(self, self.fields)
        self.addParameter(QgsProcessingParameterBoolean(
            LOAD, words("把成果图层加入当前工程", "Add the resulting layers to the project"), defaultValue=True))
        self.addOutput(QgsProcessingOutputString("ANSWER", words("答复（JSON）", "Answer (JSON)")))
        self.addOutput(QgsProcessingOutputHtml("PAGE", words("答复", "Answer")))

    def processAlgorithm(self, parameters, context, feedback):
        scratch = pathlib.Path(tempfile.mkdtemp(prefix="zonewright_qgis_"))
        try:
            values = Values(self, parameters, context,
                            lambda source: self._exported(source, parameters, context, scratch, feedback)).of(self.fields)
            arguments = command_line(self.question, self.fields, values)
            feedback.pushCommandInfo("zonewright " + " ".join(arguments))
            answer = program.ask(self._program(), arguments, feedback)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        if answer is None:
            return {}
        for warning in answer.get("warnings", ()):
            feedback.pushWarning(str(warning))
        if self.parameterAsBool(parameters, LOAD, context):
            results.load(answer, self.displayName(), context, feedback)
        page = pathlib.Path(tempfile.mkdtemp(prefix="zonewright_page_")) / "answer.html"
        page.write_text(answer_page.page(self.displayName(), answer, self.question["answer"]), encoding="utf-8")
        return {"ANSWER": json.dumps(answer, ensure_ascii=False), "PAGE": str(page)}

    @staticmethod
    def _program():
        try:
            return program.find()
        except program.Problem as problem:
            raise QgsProcessingException(str(problem)) from None

    def _exported(self, source, parameters, context, scratch, feedback):
        """The layer as it is seen (selection, filter, edits) as a GeoPackage the program can read."""
        folder = scratch
        if self.question["name"] in KEPT_FOR:
            folder = pathlib.Path(self.parameterAsFile(parameters, "STUDY", context)) / "sources"
            if not folder.parent.is_dir():
                raise QgsProcessingException(words(f"没有这个研究文件夹：{folder.parent}", f"No such study: {folder.parent}"))
            folder.mkdir(exist_ok=True)
        name = re.sub(r"[^\w\-]+", "_", source.sourceName()).strip("_") or "layer"
        target = _free(folder, name)
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName, options.fileEncoding = "GPKG", name, "UTF-8"
        # An id column of its own: a field named fid of the layer would else be lost.
        options.layerOptions = ["FID=zonewright_fid"]
        writer = QgsVectorFileWriter.create(str(target), source.fields(), source.wkbType(), source.sourceCrs(),
                                            context.transformContext(), options)
        count = 0
        for feature in source.getFeatures():
            if feedback.isCanceled():
                break
            if not writer.addFeature(feature, QgsFeatureSink.FastInsert):
                raise QgsProcessingException(words(f"第 {count + 1} 个要素无法写出：", f"Feature {count + 1} could not be written: ")
                                             + writer.errorMessage())
            count += 1
        error = writer.errorMessage() if writer.hasError() else ""
        del writer
        if error:
            raise QgsProcessingException(error)
        feedback.pushInfo(words(f"图层“{source.sourceName()}”的 {count} 个要素写入 {target}",
                                f"{count} features of “{source.sourceName()}” written to {target}"))
        return str(target)


def _free(folder, name):
    target, number = folder / f"{name}.gpkg", 2
    while target.exists():
        target, number = folder / f"{name}_{number}.gpkg", number + 1
    return target
