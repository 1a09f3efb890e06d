#include <fmt/format.h>

#include "geom/planar_area.h"
#include "gis/text_encoding.h"
#include "intake/survey_text.h"

namespace zonewright::intake {
namespace {

constexpr const char* line_end = "\r\n";

std::string point_line(const SurveyFile& file, const SurveyRing& ring, const std::string& name,
                       std::size_t point) {
    const geom::Point p = ring.points[point];
    const double first = file.east_first ? p.x : p.y, second = file.east_first ? p.y : p.x;
    const std::string pair = fmt::format("{:.{}f},{:.{}f}", first, file.decimals, second, file.decimals);
    switch (file.dialect) {
        case SurveyDialect::ThreeColumn:
            return fmt::format("{},{}", name, pair);
        case SurveyDialect::Linked: {
            const geom::Point next = point + 1 < ring.points.size() ? ring.points[point + 1] : p;
            return fmt::format("{},{},{:.2f},{},", name, pair, geom::distance(p, next), ring.number);
        }
        default:
            return fmt::format("{},{},{}", name, ring.number, pair);
    }
}

void write_ring(const SurveyFile& file, const SurveyRing& ring, std::string& text) {
    for (std::size_t i = 0; i < ring.points.size(); ++i) {
        const std::string& name =
            ring.names[i < ring.names.size() ? i : 0];  // the closing row repeats the first point
        text += point_line(file, ring, name, i) + line_end;
    }
}

std::string survey_string(const SurveyFile& file) {
    std::string text;
    for (const SurveySection& section : file.sections) {
        text += "[" + section.name + "]" + line_end;
        for (const auto& [key, value] : section.entries) text += key + "=" + value + line_end;
    }
    if (!file.sections.empty()) text += std::string("[地块坐标]") + line_end;
    for (const SurveyParcel& parcel : file.parcels) {
        for (const std::string& field : parcel.fields) text += field + ",";
        if (!parcel.fields.empty() || file.parcels.size() > 1) text += std::string("@") + line_end;
        for (const SurveyRing& ring : parcel.rings) write_ring(file, ring, text);
    }
    return text;
}

}  // namespace

std::string survey_bytes(const SurveyFile& file) {
    std::string text = survey_string(file);
    if (file.encoding == "UTF-8") return text;
    if (file.encoding == "UTF-8-BOM") return "\xEF\xBB\xBF" + text;
    if (file.encoding == "UTF-16LE") return std::string("\xFF\xFE") + gis::from_utf8(text, file.encoding);
    if (file.encoding == "UTF-16BE") return std::string("\xFE\xFF") + gis::from_utf8(text, file.encoding);
    return gis::from_utf8(text, file.encoding);
}

}  // namespace zonewright::intake
