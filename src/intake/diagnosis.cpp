#include "intake/diagnosis.h"

#include <fmt/format.h>

#include <optional>
#include <set>

#include "base/errors.h"
#include "base/language.h"
#include "geom/planar_area.h"
#include "gis/crs.h"
#include "intake/area_check.h"
#include "intake/code_check.h"
#include "intake/coordinate_columns.h"
#include "intake/crs_diagnosis.h"
#include "intake/datum_check.h"
#include "intake/feature_check.h"
#include "intake/geometry_check.h"
#include "intake/line_polygons.h"
#include "intake/outline.h"
#include "intake/packed_degrees.h"
#include "intake/parcel_ids.h"
#include "intake/raster_check.h"
#include "intake/read_notes.h"
#include "intake/role_check.h"
#include "intake/source_crs.h"
#include "intake/source_layer.h"
#include "intake/unstated.h"
#include "intake/vertex_gate.h"

namespace zonewright::intake {
namespace {

Text word_of(model::GeometryKind kind) {
    switch (kind) {
        case model::GeometryKind::Point:
            return both("点", "points");
        case model::GeometryKind::Line:
            return both("线", "lines");
        case model::GeometryKind::Polygon:
            return both("面", "polygons");
        case model::GeometryKind::None:
            return both("没有几何", "no geometry");
    }
    return {};
}

void require_kind(const model::SourceDefinition& definition, const model::Role& role,
                  const model::FeatureTable& table) {
    if (table.kind == role.geometry || table.features.empty()) return;
    if (role.geometry == model::GeometryKind::Polygon && table.kind == model::GeometryKind::Line) return;
    const bool none = table.kind == model::GeometryKind::None;
    throw InputError(
        {.thing = source_name(definition),
         .value = word_of(table.kind),
         .expected = both("角色 {} 要求{}", "{} needs {}", role.id, word_of(role.geometry)),
         .advice =
             none ? both("表格需要 经度、纬度 或 X坐标、Y坐标 列（面还需要 点号 和 地块编号）",
                         "a table needs columns longitude and latitude, or X and Y (polygons: point numbers "
                         "and parcel ids too)")
                  : both("检查图层是否选对", "check that the right layer was chosen")});
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

Text encoding_evidence(const io::TextEvidence& text) {
    std::string scores;
    for (const gis::EncodingScore& score : text.scores)
        scores += fmt::format("{}{} {:.2f}: {}", scores.empty() ? "" : "; ", score.encoding, score.score,
                              score.sample);
    const std::string stated = text.stated_by.empty() ? "-" : text.stated_by;
    return {fmt::format("编码 {}（文件注明：{}；评分 {}）", text.chosen, stated, scores),
            fmt::format("encoding {} (stated: {}; scores {})", text.chosen, stated, scores)};
}

void report_encoding(const io::TextEvidence& text, const Inspection& inspection) {
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

/// What the codes of a domain mean, in the fields whose words the role knows; a class code stays a code.
void resolve_domains(io::LayerReading& reading, const FieldMapping& mapping, const model::Role& role,
                     const Inspection& inspection) {
    for (std::size_t i = 0; i < role.fields.size(); ++i) {
        const auto& position = mapping.fields[i].position;
        const auto words = position ? reading.info.coded.find(*position) : reading.info.coded.end();
        if (words == reading.info.coded.end() || !role.fields[i].code_scheme.empty()) continue;
        std::size_t resolved = 0;
        for (model::Feature& feature : reading.table.features) {
            model::Value& value = feature.values[*position];
            const auto meaning = words->second.find(model::text_of(value));
            if (meaning == words->second.end()) continue;
            value = meaning->second;
            ++resolved;
        }
        if (resolved > 0)
            inspection.find("domain_resolved", model::Severity::Notice, "",
                            both("字段 {}：{} 个编码按地理数据库的值域换成文字",
                                 "field {}: {} codes were replaced by the words of the domain of the geodatabase",
                                 mapping.fields[i].in_file, resolved),
                            {"核对值域", "check the domain"});
    }
}

Text crs_evidence(int epsg, const model::SourceDefinition& definition, const geom::Box& box) {
    const std::string range =
        fmt::format("{:.3f} … {:.3f}, {:.3f} … {:.3f}", box.min_x, box.max_x, box.min_y, box.max_y);
    if (box.empty()) return both("坐标系 EPSG:{}；没有坐标", "CRS EPSG:{}; no coordinates", epsg);
    if (epsg == 0) return {"地方坐标系；东、北 " + range, "a local grid; east, north " + range};
    const char* by_zh = definition.crs.empty() ? "文件所写" : "由用户指定";
    const char* by_en = definition.crs.empty() ? "as the file states" : "as the user states";
    const std::string name = gis::crs_name(epsg);
    return {fmt::format("坐标系 EPSG:{} {}（{}）；东 {:.3f} … {:.3f}，北 {:.3f} … {:.3f}", epsg, name, by_zh,
                        box.min_x, box.max_x, box.min_y, box.max_y),
            fmt::format("CRS EPSG:{} {} ({}); east {:.3f} … {:.3f}, north {:.3f} … {:.3f}", epsg, name, by_en,
                        box.min_x, box.max_x, box.min_y, box.max_y)};
}

void add_evidence(Diagnosis& diagnosis, const model::SourceDefinition& definition,
                  const io::TextEvidence& text, const geom::Box& box) {
    auto& evidence = diagnosis.evidence;
    evidence.emplace_back(fmt::format("图层 {}：{} 个要素", diagnosis.layer.name, diagnosis.features_read),
                          fmt::format("layer {}: {} features", diagnosis.layer.name, diagnosis.features_read));
    evidence.push_back(crs_evidence(diagnosis.epsg, definition, box));
    if (!text.chosen.empty()) evidence.push_back(encoding_evidence(text));
    const std::string found = pairs_of(diagnosis.mapping), missing = missing_of(diagnosis.mapping);
    evidence.emplace_back("字段 " + found + (missing.empty() ? "" : "；没有：" + missing),
                          "fields " + found + (missing.empty() ? "" : "; absent: " + missing));
}

/// The features whose missing geometry a finding explains already.
std::set<std::int64_t> explained_by(const std::vector<io::ReadNote>& notes,
                                    const std::optional<ColumnShapes>& columns) {
    std::set<std::int64_t> fids;
    if (columns) fids = columns->explained;
    for (const io::ReadNote& note : notes) fids.insert(note.fid);
    return fids;
}

/// Closed lines become polygons where the role wants those; in the CRS of the study, so that gaps are metres.
std::set<std::int64_t> make_polygons(model::FeatureTable& table, const model::Role& role,
                                     const DiagnosisContext& context, const Inspection& inspection) {
    if (role.geometry != model::GeometryKind::Polygon || table.kind != model::GeometryKind::Line) return {};
    const LineRule rule{.gap_m = context.tolerances.line_gap_m,
                        .close = context.repairs.contains(RepairName::CloseLines),
                        .distance_m = [](geom::Point a, geom::Point b) { return geom::distance(a, b); }};
    const LinePolygons lines = polygons_from_lines(table, rule);
    report_lines(lines, table, rule, inspection);
    return lines.explained;
}

/// Xi'an 80 and Beijing 54 look like CGCS2000 and lie tens of metres off: never without the user's
/// parameters.
void refuse_older_datum(int epsg, const model::SourceDefinition& definition, const Inspection& inspection) {
    if (gis::shares_frame(epsg, 4490)) return;
    throw InputError(
        {.thing = source_name(definition),
         .value = fmt::format("EPSG:{} ({})", epsg, gis::crs_name(epsg)),
         .expected =
             both("2000 国家大地坐标系；旧基准没有公开的转换参数，近似转换会偏移数十米",
                  "CGCS2000; no public parameters lead from an older datum, and a ballpark is tens of "
                  "metres wrong"),
         .advice =
             both("用本单位的四参数或七参数文件导入：{} --datum-parameters 参数文件；或请提供方转换",
                  "import with the 4 or 7 parameters of your bureau: {} --datum-parameters FILE; or ask "
                  "the provider for converted data",
                  inspection.import_command)});
}

/// By the user's parameters to CGCS2000. That the result falls into the city is the one check there is.
void convert_datum(const DatumParameters& parameters, const Region& region, model::FeatureTable& table,
                   const model::SourceDefinition& definition, const Inspection& inspection) {
    apply(parameters, table);
    if (!falls_into(bounds_of(table), table.epsg, region))
        throw InputError({.thing = source_name(definition),
                          .value = both("按参数换算后不在本市范围", "not in the city after the conversion"),
                          .expected = both("适用于该数据的参数", "parameters that fit this data"),
                          .advice = both("检查参数的单位、旋转符号约定、源坐标系和适用范围",
                                         "check the units, the sign of the rotations, the source CRS and the "
                                         "area the parameters are made for")});
    inspection.find("datum_parameters", model::Severity::Notice, "",
                    {fmt::format("按用户的{}参数换算到 2000 国家大地坐标系；参数文件 SHA-256 {}",
                                 parameters.four ? "四" : "七", parameters.sha256),
                     fmt::format("converted to CGCS2000 by the user's {} parameters; SHA-256 of the file {}",
                                 parameters.four ? "four" : "seven", parameters.sha256)},
                    {"用已知控制点核对换算结果", "check the result on known control points"});
}

/// Features on their own and beside each other, in the CRS of the study and the schema of the role.
void check_features(model::FeatureTable& table, const model::Role& role,
                    const model::SourceDefinition& definition, const DiagnosisContext& context,
                    const std::set<std::int64_t>& explained, const Inspection& inspection,
                    const Progress& progress) {
    check_geometries(table, context.tolerances, context.repairs, explained, inspection, progress);
    if (context.code_schemes != nullptr)
        check_codes(table, role, definition, *context.code_schemes, context.repairs, inspection);
    check_duplicates(table, context.repairs, inspection);
    check_multipart(table, context.repairs, inspection);
    if (role.id == "parcel") {
        TakenIds own;
        make_ids_unique(table, stem_of(definition),
                        context.taken_ids != nullptr ? *context.taken_ids : own, inspection);
    }
    check_recorded_areas(table, inspection, context.tolerances);
    report_unstated(table, role, definition, inspection);
}

/// Degrees of a text or table that may be degrees.minutes-seconds: as the study says, else told.
void read_degrees(model::FeatureTable& table, const model::SourceDefinition& definition, const Region& region,
                   const Inspection& inspection) {
    settle_degrees(definition.degrees, source_name(definition), table);
    if (!definition.degrees.empty()) return;
    const PackedDoubt doubt = packed_doubt(definition.path, table, region);
    if (doubt.reading == DegreeReading::Decimal) return;
    inspection.find("packed_degrees",
                    doubt.reading == DegreeReading::Packed ? model::Severity::Error : model::Severity::Warning, "", words_of(doubt),
                    {"问清提供方后用 --degrees packed（度.分秒）或 --degrees decimal（十进制度）指定（study.toml 中写 degrees）",
                     "ask the provider, then state --degrees packed or --degrees decimal (degrees in study.toml)"});
}

FieldMapping mapping_of(const io::LayerReading& reading, std::size_t features_read, const model::Role& role,
                        const model::SourceDefinition& definition) {
    const bool nothing = features_read == 0 && reading.info.fields.empty();
    return nothing ? without_fields(role) : map_fields(reading.info.fields, role, definition);
}

void report_empty(const Inspection& inspection) {
    inspection.find("layer_empty", model::Severity::Warning, "",
                    {"图层没有要素：等于说全市没有这类对象", "the layer has no features: that says there is none of the kind in the city"},
                    {"确认不是导出时漏选；确实没有则无需处理", "make sure that nothing was left out on export; otherwise nothing to do"});
}

/// What the reader said, left out and could not place.
void report_reading(const io::LayerReading& reading, const LeftOut& left_out, const VertexGate& gate,
                    const model::FeatureTable& table, const Inspection& inspection) {
    for (const Text& warning : reading.warnings)
        inspection.find("reader_warning", model::Severity::Notice, "", warning,
                        {"核对源文件", "check the source file"});
    for (const Text& unread : reading.unread)
        inspection.find("not_read", model::Severity::Error, "", unread,
                        {"在源软件中转换或单独导出后再导入",
                         "convert it in the software it came from, or export it on its own, and import that"});
    report_encoding(reading.text, inspection);
    report_left_out(left_out, inspection);
    report_bad_vertices(gate, table, reading.info.name, inspection);
}

}  // namespace

Diagnosis diagnose(const model::SourceDefinition& definition, const model::Role& role,
                   const DiagnosisContext& context, const Inspection& inspection, const Progress& progress) {
    Diagnosis diagnosis;
    const bool chords = context.repairs.contains(RepairName::Linearize);
    io::LayerReading reading =
        read_source(definition, role, chords ? context.tolerances.arc_step_deg : 0, progress.part(0, 0.4));
    const std::optional<ColumnShapes> columns = shapes_from_columns(reading.table, role.geometry);
    if (columns) report_columns(*columns, inspection);
    diagnosis.features_read = reading.table.features.size();
    const LeftOut left_out = keep_kind(reading, role.geometry);
    diagnosis.layer = reading.info;
    require_kind(definition, role, reading.table);
    diagnosis.mapping = mapping_of(reading, diagnosis.features_read, role, definition);
    read_degrees(reading.table, definition, context.tolerances.region, inspection);
    const bool local = context.parameters != nullptr && context.parameters->local;
    const std::optional<Text> own_plane = local ? std::nullopt : take_stated_plane(definition, reading);
    const VertexGate gate =
        set_aside_bad_vertices(reading.table, local ? 0 : stated_code(definition, reading.info), context.tolerances);
    const geom::Box box = bounds_of(reading.table);
    diagnosis.epsg = reading.table.epsg = local ? 0 : settle_crs(definition, reading.info, box, context.tolerances.region, context.control);
    if (columns) diagnosis.evidence.push_back(columns->evidence);
    if (own_plane) diagnosis.evidence.push_back(*own_plane);
    add_evidence(diagnosis, definition, reading.text, box);
    resolve_domains(reading, diagnosis.mapping, role, inspection);
    diagnosis.table =
        to_role(std::move(reading.table), diagnosis.mapping, role, context.kept, inspection.source, inspection.findings);
    read_plainly(diagnosis.table, role, context.tolerances.characters, inspection);
    if (diagnosis.features_read == 0) report_empty(inspection);
    report_reading(reading, left_out, gate, diagnosis.table, inspection);
    if (context.roles != nullptr)
        check_face({stem_of(definition), reading.info.name, reading.info.fields, diagnosis.table.kind},
                   role, *context.roles, inspection);
    if (context.parameters == nullptr) refuse_older_datum(diagnosis.epsg, definition, inspection);
    if (context.parameters != nullptr)
        convert_datum(*context.parameters, context.tolerances.region, diagnosis.table, definition, inspection);
    if (context.datum != MapDatum::Plain) {
        take_from_map_datum(diagnosis.table, context.datum);
        report_conversion(context.datum, inspection);
    }
    const bool reaching = role.geometry != model::GeometryKind::Polygon;  // roads and gateways lie beyond
    if (!local && !(reaching && meets_region(box, diagnosis.epsg, context.tolerances.region)))
        check_region(box, diagnosis.epsg, context.tolerances.region, inspection);
    transform(diagnosis.table, context.study_epsg);
    std::set<std::int64_t> explained = explained_by(reading.notes, columns);
    explained.merge(gate.fids());
    explained.merge(make_polygons(diagnosis.table, role, context, inspection));
    report_notes(reading.notes, diagnosis.table, inspection);
    check_features(diagnosis.table, role, definition, context, explained, inspection,
                   progress.part(0.5, 0.9));
    if (context.control != nullptr && diagnosis.table.kind == model::GeometryKind::Polygon)
        check_datum(diagnosis.table, *context.control, inspection);
    return diagnosis;
}

}  // namespace zonewright::intake
