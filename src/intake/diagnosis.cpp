#include "intake/diagnosis.h"

#include <fmt/format.h>

#include "base/errors.h"
#include "base/language.h"
#include "gis/crs.h"
#include "intake/area_check.h"
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

void add_evidence(Diagnosis& diagnosis, const model::SourceDefinition& definition, const geom::Box& box) {
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
    const std::string found = pairs_of(diagnosis.mapping), missing = missing_of(diagnosis.mapping);
    evidence.push_back({"字段 " + found + (missing.empty() ? "" : "；没有：" + missing),
                        "fields " + found + (missing.empty() ? "" : "; absent: " + missing)});
}

}  // namespace

Diagnosis diagnose(const model::SourceDefinition& definition, const model::Role& role, int study_epsg,
                   const Tolerances& tolerances, const Inspection& inspection, const Progress& progress) {
    Diagnosis diagnosis;
    gis::LayerReading reading = read_source(definition, role, progress.part(0, 0.4));
    diagnosis.layer = reading.info;
    diagnosis.features_read = reading.table.features.size();
    require_kind(definition, role, reading.table);
    diagnosis.mapping = map_fields(reading.info.fields, role, definition);
    const geom::Box box = bounds_of(reading.table);
    diagnosis.epsg = reading.table.epsg = settle_crs(definition, reading.info, box);
    add_evidence(diagnosis, definition, box);
    diagnosis.table =
        to_role(std::move(reading.table), diagnosis.mapping, role, inspection.source, inspection.findings);
    report_notes(reading.notes, diagnosis.table, inspection);
    for (const std::string& warning : reading.warnings)
        inspection.find("reader_warning", model::Severity::Notice, "", {warning, warning},
                        {"核对源文件", "check the source file"});
    transform(diagnosis.table, study_epsg);
    check_geometries(diagnosis.table, inspection, progress.part(0.5, 0.9));
    check_duplicates(diagnosis.table, inspection);
    check_recorded_areas(diagnosis.table, inspection, tolerances);
    return diagnosis;
}

}  // namespace zonewright::intake
