#include "io/vector_drawing.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

#include "base/file_reader.h"
#include "io/gdal_session.h"
#include "gis/text_encoding.h"
#include "io/vector_values.h"

namespace zonewright::io {
namespace {

constexpr const char* all_entities = "entities";  // GDAL's name for the whole drawing
constexpr double gdal_step_deg = 4;               // GDAL's own step when nobody asks for chords
constexpr double shorter_by = 8;
constexpr std::size_t header_bytes = 1 << 18;  // a header has its code page in the first lines

std::string text_at(const OGRFeature& entity, const char* field) {
    const int position = entity.GetFieldIndex(field);
    return position < 0 ? std::string{} : const_cast<OGRFeature&>(entity).GetFieldAsString(position);
}

bool in_paper_space(const OGRFeature& entity) {
    const int position = entity.GetFieldIndex("PaperSpace");
    return position >= 0 && const_cast<OGRFeature&>(entity).GetFieldAsInteger(position) != 0;
}

/// "AcDbEntity:AcDbPolyline" → "AcDbPolyline"; the kind of geometry where the drawing has no such marks.
std::string entity_word(const OGRFeature& entity) {
    const std::string classes = text_at(entity, "SubClasses");
    if (!classes.empty()) return classes.substr(classes.rfind(':') + 1);
    const OGRGeometry* geometry = entity.GetGeometryRef();
    return geometry == nullptr ? std::string{} : geometry->getGeometryName();
}

/// Changes whenever the number of vertices does.
std::size_t size_of(const OGRFeature& entity) {
    const OGRGeometry* geometry = entity.GetGeometryRef();
    return geometry == nullptr ? 0 : geometry->WkbSize();
}

/// Where chords meet straight segments GDAL writes the vertex twice.
void drop_repeated(geom::Geometry& geometry) {
    const auto once = [](std::vector<geom::Point>& points) {
        points.erase(std::unique(points.begin(), points.end()), points.end());
    };
    if (auto* lines = std::get_if<geom::MultiLineString>(&geometry))
        for (geom::LineString& line : lines->lines) once(line);
    if (auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        for (geom::Polygon& part : polygons->parts)
            for (geom::Ring& ring : part.rings) once(ring);
}

/// Does the header say how texts are encoded?
bool states_encoding(const std::filesystem::path& path) {
    return head_of_file(path, header_bytes).find("$DWGCODEPAGE") != std::string::npos;
}

/// The bytes GDAL took for Latin letters; nothing when some letter is none.
std::optional<std::string> bytes_of(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            bytes += text[i];
        } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < text.size()) {
            const auto next = static_cast<unsigned char>(text[++i]);
            bytes += static_cast<char>(((byte & 3U) << 6U) | (next & 0x3FU));
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

struct LayerRecord {
    std::string name;
    bool hidden = false;
};

/// One line of a drawing, without the blanks around a group code and the carriage return.
std::string trimmed(std::string line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    line.erase(0, line.find_first_not_of(' '));
    return line;
}

/// The records of the table of layers: group 70 has bit 1 for frozen, group 62 is negative for switched off.
std::vector<LayerRecord> layer_records(const std::filesystem::path& path) {
    std::vector<LayerRecord> records;
    LineReader lines(path);
    bool in_record = false;
    for (std::string code, value; lines.next(code) && lines.next(value);) {
        code = trimmed(code), value = trimmed(value);
        if (code == "0") in_record = value == "LAYER";
        if (code == "2" && value == "ENTITIES") break;
        if (code == "0" && in_record) records.push_back({});
        if (!in_record) continue;
        if (code == "2") records.back().name = value;
        if (code == "62") records.back().hidden |= value.starts_with('-');
        if (code == "70") records.back().hidden |= (std::atoi(value.c_str()) & 1) != 0;
    }
    return records;
}

/// What of one entity of a drawing matters when nobody reads it.
struct RawEntity {
    std::string kind, layer;
    bool invisible = false, in_paper_space = false;
};

/// Calls `take` with every entity of the section ENTITIES.
template <typename Take>
void each_entity(const std::filesystem::path& path, const Take& take) {
    LineReader lines(path);
    bool inside = false;
    RawEntity entity;
    for (std::string code, value; lines.next(code) && lines.next(value);) {
        code = trimmed(code), value = trimmed(value);
        if (code == "2" && value == "ENTITIES" && entity.kind == "SECTION") inside = true;
        if (code == "0") {
            if (inside && entity.kind != "SECTION") take(entity);
            inside = inside && value != "ENDSEC";
            entity = {.kind = value};
        }
        if (code == "8") entity.layer = value;
        if (code == "60") entity.invisible = value == "1";
        if (code == "67") entity.in_paper_space = value == "1";
    }
}

enum class EntityReading { Read, NoLand, Unread };

/// By what GDAL's reader takes; parts of other entities and pictures hold no land.
EntityReading reading_of(const std::string& kind) {
    static const std::set<std::string> read{
        "POINT",  "MTEXT",  "TEXT",   "ATTDEF", "LINE",  "POLYLINE", "LWPOLYLINE", "MLINE",  "CIRCLE",  "ELLIPSE", "ARC",
        "SPLINE", "HELIX",  "3DFACE", "SOLID",  "TRACE", "INSERT",   "DIMENSION",  "HATCH",  "LEADER",  "MLEADER", "MULTILEADER"};
    static const std::set<std::string> no_land{
        "VERTEX", "SEQEND",     "ATTRIB",    "VIEWPORT", "IMAGE", "WIPEOUT",      "OLEFRAME",     "OLE2FRAME", "TOLERANCE", "LIGHT",
        "SUN",    "ACAD_TABLE", "TABLE",     "SHAPE",    "RAY",   "PDFUNDERLAY",  "DWFUNDERLAY",  "DGNUNDERLAY",
        "XLINE",  "RTEXT",      "ARCALIGNEDTEXT",        "SECTION", "CAMERA",     "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION"};
    if (read.contains(kind)) return EntityReading::Read;
    return no_land.contains(kind) ? EntityReading::NoLand : EntityReading::Unread;
}

}  // namespace

DrawingTexts::DrawingTexts(const LayerRequest& request)
    : stated_(!is_drawing(request.path) || states_encoding(request.path)), encoding_(request.encoding) {}

std::string DrawingTexts::decoded(const std::string& text) const {
    if (stated_ || gis::is_ascii(text)) return text;
    const auto bytes = bytes_of(text);
    if (!bytes) return text;
    if (!encoding_.empty()) return gis::to_utf8(*bytes, encoding_).value_or(text);
    const auto judged = gis::decode_text(*bytes);
    return judged ? judged->text : text;
}

std::string DrawingTexts::decoded_bytes(const std::string& bytes) const {
    if (gis::is_ascii(bytes)) return bytes;
    if (!encoding_.empty()) return gis::to_utf8(bytes, encoding_).value_or(bytes);
    const auto judged = gis::decode_text(bytes);
    return judged ? judged->text : bytes;
}

bool is_drawing(const std::filesystem::path& path) {
    return extension_of(path) == ".dxf";
}

DrawingSettings::DrawingSettings(const LayerRequest& request, double shorter) {
    if (!is_drawing(request.path)) return;
    const double step = request.arc_step_deg > 0 ? request.arc_step_deg : gdal_step_deg;
    step_.emplace("OGR_ARC_STEPSIZE", fmt::format("{}", step / shorter));
    if (!request.encoding.empty() && states_encoding(request.path))
        encoding_.emplace("DXF_ENCODING", request.encoding);
}

std::vector<LayerInfo> layers_of_drawing(OGRLayer& entities, const LayerInfo& all,
                                         const DrawingTexts& texts) {
    using Counts = std::array<std::int64_t, 4>;
    std::map<std::string, Counts> layers;
    entities.ResetReading();
    while (const FeatureHandle entity{entities.GetNextFeature()}) {
        if (in_paper_space(*entity)) continue;
        const OGRGeometry* geometry = entity->GetGeometryRef();
        const auto kind =
            geometry == nullptr ? model::GeometryKind::None : kind_of(geometry->getGeometryType());
        ++layers[texts.decoded(text_at(*entity, "Layer"))][static_cast<std::size_t>(kind)];
    }
    std::vector<LayerInfo> infos;
    for (const auto& [name, counts] : layers) {
        LayerInfo info = all;
        info.name = name;
        info.feature_count = counts[0] + counts[1] + counts[2] + counts[3];
        // A surface or a line says more about what a layer of a drawing is than its labels do.
        for (const auto kind :
             {model::GeometryKind::Point, model::GeometryKind::Line, model::GeometryKind::Polygon})
            if (counts[static_cast<std::size_t>(kind)] > 0) info.kind = kind;
        infos.push_back(std::move(info));
    }
    return infos;
}

void warn_of_hidden_layers(const std::filesystem::path& path, const DrawingTexts& texts, LayerReading& reading) {
    const auto field = reading.table.find_field("Layer");
    if (!field) return;
    std::map<std::string, std::size_t> entities;
    for (const model::Feature& feature : reading.table.features) ++entities[model::text_of(feature.values[*field])];
    for (const LayerRecord& record : layer_records(path)) {
        const auto found = record.hidden ? entities.find(record.name) : entities.end();
        const auto decoded = record.hidden && found == entities.end() ? entities.find(texts.decoded_bytes(record.name)) : found;
        if (decoded == entities.end()) continue;
        reading.warnings.push_back(
            both("图层 {} 在图中已冻结或关闭，其中 {} 个图形仍被读取；只要其他图层时用 --layer 指定",
                 "layer {} is frozen or off in the drawing; its {} entities were read all the same; name the layer "
                 "you want with --layer",
                 decoded->first, decoded->second));
    }
}

void report_unread_entities(const LayerRequest& request, const DrawingTexts& texts, LayerReading& reading) {
    const bool all = request.layer.empty() || request.layer == all_entities;
    std::map<std::string, std::size_t> unread;
    std::size_t invisible = 0;
    each_entity(request.path, [&](const RawEntity& entity) {
        const bool wanted = all || entity.layer == request.layer || texts.decoded_bytes(entity.layer) == request.layer;
        if (!wanted || entity.in_paper_space) return;
        const EntityReading how = reading_of(entity.kind);
        if (entity.invisible && how == EntityReading::Read) ++invisible;
        if (how == EntityReading::Unread) ++unread[entity.kind];
    });
    for (const auto& [kind, count] : unread)
        reading.unread.push_back(
            both("{} 个 {} 图形没有读取；在 CAD 中炸开（EXPLODE）或转为多段线后重新导出",
                 "{} entities of the kind {} were not read; explode them in the CAD program or turn them into polylines, "
                 "and export again", count, kind));
    if (invisible > 0)
        reading.warnings.push_back(both("{} 个图形在图中设为不可见，仍被读取", "{} entities are invisible in the drawing; they were read all the same", invisible));
}

DrawingEntities::DrawingEntities(const LayerRequest& request, const Opener& open)
    : layer_(request.layer == all_entities ? "" : request.layer),
      texts_(request),
      chords_(request.arc_step_deg > 0) {
    const DrawingSettings fine(request, shorter_by);
    const Dataset dataset = open();
    const gis::GdalErrors told_by_the_second_pass;
    OGRLayer& entities = *dataset->GetLayer(0);
    while (const FeatureHandle entity{entities.GetNextFeature()}) sizes_.push_back(size_of(*entity));
    incomplete_ = told_by_the_second_pass.failed();
}

bool DrawingEntities::take(const OGRFeature& source, LayerReading& reading) {
    ++next_;
    if (in_paper_space(source)) {
        ++reading.left_in_paper_space;
        return false;
    }
    const bool wanted = layer_.empty() || texts_.decoded(text_at(source, "Layer")) == layer_;
    if (!wanted) ++reading.left_in_other_layers;
    return wanted;
}

void DrawingEntities::decode(std::vector<model::Value>& values) const {
    for (model::Value& value : values)
        if (auto* text = std::get_if<std::string>(&value)) *text = texts_.decoded(*text);
}

void DrawingEntities::report_arcs(const OGRFeature& source, model::Feature& feature,
                                std::vector<ReadNote>& notes) const {
    const bool arcs = next_ <= sizes_.size() && sizes_[next_ - 1] != size_of(source);
    const std::string word = entity_word(source);
    if (std::holds_alternative<std::monostate>(feature.geometry)) return;  // a note says why already
    if (!arcs && word != "AcDbSpline") return;
    if (chords_)
        drop_repeated(feature.geometry);
    else
        feature.geometry = {};
    notes.push_back({chords_ ? ReadNoteKind::Linearized : ReadNoteKind::Curve, feature.fid, {}, word});
}

}  // namespace zonewright::io
