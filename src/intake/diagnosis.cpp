#include "intake/diagnosis.h"

#include <fmt/format.h>

#include "base/errors.h"
#include "base/language.h"
#include "gis/crs.h"
#include "intake/area_check.h"
#include "intake/code_check.h"
#include "intake/datum_check.h"
#include "intake/geometry_check.h"
#include "intake/outline.h"
#include "intake/source_crs.h"
#include "intake/source_layer.h"

namespace zonewright::intake {
namespace {

std::string word_of(model::GeometryKind kind) {
    switch (kind) {
        case model::GeometryKind::Point:
            return say("点", "points");
        case model::GeometryKind::Line:
            return say("线", "lines");
        case model::GeometryKind::Polygon:
            return say("面", "polygons");
        case model::GeometryKind::None:
            return say("没有几何", "no geometry");
    }
    return {};
}

void require_kind(const model::SourceDefinition& definition, const model::Role& role,
                  const model::FeatureTable& table) {
    if (table.kind == role.geometry || table.features.empty()) return;
    throw InputError({.thing = source_name(definition),
                      .value = word_of(table.kind),
                      .expected = say("角色 {} 要求{}", "{} needs {}", role.id, word_of(role.geometry)),
                      .advice = say("检查图层是否选对", "check that the right layer was chosen")});
}

std::string pairs_of(const FieldMapping& mapping) {
    std::string text;
    for (const MappedField& field : mapping.fields)
        if (field.position) text += (text.empty() ? "" : ", ") + field.canonical + " ← " + field.in_file;
    return text;
}

std::string missing_of(const FieldMapping& mapping) {
    std::string text;
    for (const MappedField& field : mapping.fields)
        if (!field.position) text += (text.empty() ? "" : ", ") + field.canonical;
    return text;
}

Text encoding_evidence(const gis::TextEvidence& text) {
    std::string scores;
    for (const gis::EncodingScore& score : text.scores)
        scores += fmt::format("{}{} {:.2f}: {}", scores.empty() ? "" : "; ", score.encoding, score.score,
                              score.sample);
    const std::string stated = text.stated_by.empty() ? "-" : text.stated_by;
    return {fmt::format("编码 {}（文件注明：{}；评分 {}）", text.chosen, stated, scores),
            fmt::format("encoding {} (stated: {}; scores {})", text.chosen, stated, scores)};
}

void report_encoding(const gis::TextEvidence& text, const Inspection& inspection) {
    if (text.contradicted)
        inspection.find("encoding_contradiction", model::Severity::Warning, "",
                        {fmt::format("注明的编码 {} 与内容不符，按 {} 读取", text.stated_by, text.chosen),
                         fmt::format("the stated encoding {} contradicts the bytes; read as {}",
                                     text.stated_by, text.chosen)},
                        {"核对中文是否正确，必要时用 --encoding 指定",
                         "check the Chinese texts; state --encoding where needed"});
    if (text.cut > 0)
        inspection.find(
            "text_cut", model::Severity::Notice, "",
            {fmt::format("{} 处文字在半个汉字处被截断，末尾已略去", text.cut),
             fmt::format("{} texts end in half a character; the half was dropped", text.cut)},
            {"字段宽度不足，可向提供方索取 GeoPackage", "the field is too short; ask for a GeoPackage"});
    if (text.undecodable > 0)
        inspection.find("text_undecodable", model::Severity::Error, "",
                        {fmt::format("{} 处文字不是有效的 {}", text.undecodable, text.chosen),
                         fmt::format("{} texts are not valid {}", text.undecodable, text.chosen)},
                        {"用 --encoding 指定正确的编码", "state the right --encoding"});
}

void add_evidence(Diagnosis& diagnosis, const model::SourceDefinition& definition,
                  const gis::TextEvidence& text, const geom::Box& box) {
    auto& evidence = diagnosis.evidence;
    evidence.push_back({fmt::format("图层 {}：{} 个要素", diagnosis.layer.name, diagnosis.features_read),
                        fmt::format("layer {}: {} features", diagnosis.layer.name, diagnosis.features_read)});
    const char* by_zh = definition.crs.empty() ? "文件所写" : "由用户指定";
    const char* by_en = definition.crs.empty() ? "as the file states" : "as the user states";
    evidence.push_back(
        {fmt::format("坐标系 EPSG:{} {}（{}）；东 {:.3f} … {:.3f}，北 {:.3f} … {:.3f}", diagnosis.epsg,
                     gis::crs_name(diagnosis.epsg), by_zh, box.min_x, box.max_x, box.min_y, box.max_y),
         fmt::format("CRS EPSG:{} {} ({}); east {:.3f} … {:.3f}, north {:.3f} … {:.3f}", diagnosis.epsg,
                     gis::crs_name(diagnosis.epsg), by_en, box.min_x, box.max_x, box.min_y, box.max_y)});
    if (!text.chosen.empty()) evidence.push_back(encoding_evidence(text));
    const std::string found = pairs_of(diagnosis.mapping), missing = missing_of(diagnosis.mapping);
    evidence.push_back({"字段 " + found + (missing.empty() ? "" : "；没有：" + missing),
                        "fields " + found + (missing.empty() ? "" : "; absent: " + missing)});
}

}  // namespace

Diagnosis diagnose(const model::SourceDefinition& definition, const model::Role& role,
                   const DiagnosisContext& context, const Inspection& inspection, const Progress& progress) {
    Diagnosis diagnosis;
    gis::LayerReading reading = read_source(definition, role, progress.part(0, 0.4));
    diagnosis.layer = reading.info;
    diagnosis.features_read = reading.table.features.size();
    require_kind(definition, role, reading.table);
    diagnosis.mapping = map_fields(reading.info.fields, role, definition);
    const geom::Box box = bounds_of(reading.table);
    diagnosis.epsg = reading.table.epsg = settle_crs(definition, reading.info, box);
    add_evidence(diagnosis, definition, reading.text, box);
    diagnosis.table =
        to_role(std::move(reading.table), diagnosis.mapping, role, inspection.source, inspection.findings);
    report_notes(reading.notes, diagnosis.table, inspection);
    for (const std::string& warning : reading.warnings)
        inspection.find("reader_warning", model::Severity::Notice, "", {warning, warning},
                        {"核对源文件", "check the source file"});
    report_encoding(reading.text, inspection);
    if (context.code_schemes != nullptr)
        check_codes(diagnosis.table, role, definition, *context.code_schemes, inspection);
    if (context.datum != MapDatum::Plain) {
        take_from_map_datum(diagnosis.table, context.datum);
        report_conversion(context.datum, inspection);
    }
    transform(diagnosis.table, context.study_epsg);
    check_geometries(diagnosis.table, inspection, progress.part(0.5, 0.9));
    check_duplicates(diagnosis.table, inspection);
    check_recorded_areas(diagnosis.table, inspection, context.tolerances);
    if (context.control != nullptr && diagnosis.table.kind == model::GeometryKind::Polygon)
        check_datum(diagnosis.table, *context.control, inspection);
    return diagnosis;
}

}  // namespace zonewright::intake
