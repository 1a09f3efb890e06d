#include "io/vector_geojson.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "gis/text_encoding.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

constexpr std::size_t features_told = 5, text_piece_bytes = std::size_t{1} << 20;

Text name_of_feature(std::size_t feature, const std::string& name) {
    if (feature == 0) return both("整个文件", "the whole file");
    return both("第 {} 个要素{}", "feature {}{}", feature, name.empty() ? Text{} : both("（{}）", " ({})", name));
}

/// Where the last character begins when the text may end inside it, else the end.
std::size_t end_of_whole(std::string_view text) {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte >= 0xC0) return text.size() - back;
        if (byte < 0x80) break;
    }
    return text.size();
}

/// Nothing for a file that is not UTF-8 to its end.
std::optional<JsonFaults> faults_of(const std::filesystem::path& path) {
    FileReader file(path);
    std::string piece(text_piece_bytes, '\0'), rest;
    JsonScan scan(extension_of(path) == ".geojsonl");
    while (const std::size_t count = file.read(piece)) {
        const std::string_view read(piece.data(), count);
        scan.take(read);
        rest += read;
        const std::size_t whole = end_of_whole(rest);
        if (!gis::is_utf8(std::string_view(rest).substr(0, whole))) return std::nullopt;
        rest.erase(0, whole);
    }
    return gis::is_utf8(rest) ? std::optional(scan.faults()) : std::nullopt;
}

JsonFaults faults_in(const std::string& text, const std::filesystem::path& path) {
    JsonScan scan(extension_of(path) == ".geojsonl");
    scan.take(text);
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

/// No geometry in place of one with a coordinate that is no number.
std::string without_bad(const std::string& text, const JsonFaults& faults) {
    std::string mended;
    std::size_t from = 0;
    for (const BadCoordinates& bad : faults.coordinates) {
        if (bad.geometry.end == 0) continue;  // of the whole file: its reader refuses it
        mended.append(text, from, bad.geometry.begin - from).append("null");
        from = bad.geometry.end;
    }
    return mended.append(text, from);
}

}  // namespace

GeoJsonText::GeoJsonText(const std::filesystem::path& path) {
    const std::string extension = extension_of(path);
    const bool json = extension == ".geojson" || extension == ".json" || extension == ".geojsonl";
    if (!json || !std::filesystem::is_regular_file(path)) return;
    if (auto found = faults_of(path))
        faults_ = std::move(*found);
    else
        decode(path);
    refuse_repeated_shapes(faults_, path);
    if (faults_.coordinates.empty() && encoding_.empty()) return;
    text_ = without_bad(encoding_.empty() ? read_file(path) : text_, faults_);
    static std::atomic<unsigned> number = 0;
    copy_ = fmt::format("/vsimem/zonewright_json_{}/{}", ++number, path.filename().string());
    auto* bytes = reinterpret_cast<GByte*>(text_.data());  // GDAL's interface; not written to
    VSIFCloseL(VSIFileFromMemBuffer(copy_.c_str(), bytes, text_.size(), FALSE));
}

void GeoJsonText::decode(const std::filesystem::path& path) {
    auto decoded = gis::decode_text(read_file(path));
    if (!decoded)
        throw InputError({.thing = path.string(),
                          .value = both("既不是 UTF-8 也不是 GBK 的文本", "a text neither in UTF-8 nor in GBK"),
                          .expected = both("UTF-8（GeoJSON 的规定）", "UTF-8, as GeoJSON has it"),
                          .advice = both("另存为 UTF-8 后重试", "save it as UTF-8 and try again")});
    encoding_ = decoded->encoding;
    text_ = std::move(decoded->text);
    faults_ = faults_in(text_, path);
}

GeoJsonText::~GeoJsonText() {
    if (!copy_.empty()) VSIUnlink(copy_.c_str());
}

std::vector<Text> GeoJsonText::remarks() const {
    std::vector<Text> remarks;
    if (!encoding_.empty())
        remarks.push_back(both("文件不是 UTF-8（GeoJSON 的规定），按 {} 读取", "the file is not in UTF-8, as GeoJSON has it; read as {}", encoding_));
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
    told.reserve(by_key.size());
    for (const auto& [key, features] : by_key)
        told.push_back(both("{} 个要素的属性“{}”写了两次（先见于{}）；取后一个值，前一个没有读取",
                            "the attribute \"{1}\" stands twice in {0} features (first in {2}); the last value was taken, the "
                            "others were not read",
                            features.size(), key, name_of_feature(features.front()->feature, features.front()->name)));
    return told;
}

}  // namespace zonewright::io
