#include "io/vector_headings.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <set>

#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

/// The driver's own name for a column without a heading.
bool is_generated(const std::string& name, std::size_t column) {
    return name == fmt::format("Field{}", column + 1);
}

std::vector<std::string> first_row(const LayerInfo& info) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < info.fields.size(); ++i)
        names.push_back(is_generated(info.fields[i].name, i) ? std::string{} : info.fields[i].name);
    return names;
}

std::string text_in(const OGRFeature& feature, int field) {
    if (!feature.IsFieldSetAndNotNull(field)) return {};
    std::string text = const_cast<OGRFeature&>(feature).GetFieldAsString(field);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos ? std::string{} : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

std::optional<Headings> settle_headings(const std::filesystem::path& path, OGRLayer& layer, LayerInfo& info) {
    if (extension_of(path) != ".xlsx") return std::nullopt;
    std::vector<std::vector<std::string>> rows{first_row(info)};
    layer.ResetReading();
    while (rows.size() < heading_rows_read) {
        const FeatureHandle feature{layer.GetNextFeature()};
        if (!feature) break;
        rows.emplace_back();
        for (int i = 0; i < feature->GetFieldCount(); ++i) rows.back().push_back(text_in(*feature, i));
    }
    layer.ResetReading();
    auto headings = find_headings(rows);
    if (!headings) return std::nullopt;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
        std::string name = i < headings->names.size() ? headings->names[i] : std::string{};
        if (name.empty() || !taken.insert(name).second) name = fmt::format("Field{}", i + 1);
        info.fields[i].name = name;
    }
    info.feature_count -= std::min<std::int64_t>(info.feature_count, static_cast<std::int64_t>(headings->above) - 1);
    return headings;
}

void drop_headings(const Headings& headings, LayerReading& reading) {
    std::vector<model::Feature>& rows = reading.table.features;
    const std::size_t read_as_rows = std::min(rows.size(), headings.above - 1);
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(read_as_rows));
    reading.warnings.push_back(remark_on(headings));
}

Text remark_on(const Headings& headings) {
    Text where = both("表头在第 {} 行", "the headings stand in row {}", headings.above);
    if (headings.title.empty()) return where;
    return where + both("；其上的文字不是数据：{}", "; what stands above them is no data: {}", headings.title);
}

}  // namespace zonewright::io
