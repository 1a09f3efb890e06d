#include "io/vector_geojson.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

constexpr std::size_t features_told = 5, piece_bytes = std::size_t{1} << 20;

Text name_of_feature(std::size_t feature, const std::string& name) {
    if (feature == 0) return both("整个文件", "the whole file");
    return both("第 {} 个要素{}", "feature {}{}", feature, name.empty() ? Text{} : both("（{}）", " ({})", name));
}

JsonFaults faults_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string piece(piece_bytes, '\0');
    JsonScan scan(extension_of(path) == ".geojsonl");
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0)
        scan.take({piece.data(), static_cast<std::size_t>(file.gcount())});
    return scan.faults();
}

void refuse_repeated_shapes(const JsonFaults& faults, const std::filesystem::path& path) {
    const auto found = std::ranges::find(faults.repeated, false, &RepeatedKey::property);
    if (found == faults.repeated.end()) return;
    throw InputError({.thing = both("{}，{}", "{}, {}", path.filename().string(), name_of_feature(found->feature, found->name)),
                      .value = both("{} 写了两次", "{} stands twice", found->key),
                      .expected = both("每个键只写一次：两个值哪个有效无法判断", "every key once: which of the two counts nobody can tell"),
                      .advice = both("在来源处改正后重新导出", "correct it where it was written and export again")});
}

/// Empty arrays in place of all coordinates of the features that have one that is no number.
std::string without_bad(const std::string& text, const JsonFaults& faults) {
    std::string mended;
    std::size_t from = 0;
    for (const BadCoordinates& bad : faults.coordinates)
        for (const JsonSpan& span : bad.coordinates) {
            mended.append(text, from, span.begin - from).append("[]");
            from = span.end;
        }
    return mended.append(text, from);
}

}  // namespace

GeoJsonText::GeoJsonText(const std::filesystem::path& path) {
    const std::string extension = extension_of(path);
    const bool json = extension == ".geojson" || extension == ".json" || extension == ".geojsonl";
    if (!json || !std::filesystem::is_regular_file(path)) return;
    faults_ = faults_of(path);
    refuse_repeated_shapes(faults_, path);
    if (faults_.coordinates.empty()) return;
    text_ = without_bad(read_file(path), faults_);
    static std::atomic<unsigned> number = 0;
    copy_ = fmt::format("/vsimem/zonewright_json_{}/{}", ++number, path.filename().string());
    auto* bytes = reinterpret_cast<GByte*>(text_.data());  // GDAL's interface; not written to
    VSIFCloseL(VSIFileFromMemBuffer(copy_.c_str(), bytes, text_.size(), FALSE));
}

GeoJsonText::~GeoJsonText() {
    if (!copy_.empty()) VSIUnlink(copy_.c_str());
}

std::vector<Text> GeoJsonText::remarks() const {
    std::vector<Text> remarks;
    for (std::size_t i = 0; i < std::min(features_told, faults_.coordinates.size()); ++i) {
        const BadCoordinates& bad = faults_.coordinates[i];
        remarks.push_back(both("{}：坐标 {} 不是数，整个要素已搁置", "{}: the coordinate {} is no number; the whole feature is set aside",
                               name_of_feature(bad.feature, bad.name), bad.written));
    }
    if (faults_.coordinates.size() > features_told)
        remarks.push_back(both("另有 {} 个要素的坐标不是数", "{} more features with coordinates that are no numbers",
                               faults_.coordinates.size() - features_told));
    return remarks;
}

std::vector<Text> GeoJsonText::unread() const {
    std::map<std::string, std::vector<const RepeatedKey*>> by_key;
    for (const RepeatedKey& repeated : faults_.repeated) by_key[repeated.key].push_back(&repeated);
    std::vector<Text> told;
    for (const auto& [key, features] : by_key)
        told.push_back(both("{} 个要素的属性“{}”写了两次（先见于{}）；取后一个值，前一个没有读取",
                            "the attribute \"{1}\" stands twice in {0} features (first in {2}); the last value was taken, the "
                            "others were not read",
                            features.size(), key, name_of_feature(features.front()->feature, features.front()->name)));
    return told;
}

}  // namespace zonewright::io
