#include "io/vector_kml.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "gis/text_encoding.h"
#include "io/gdal_session.h"
#include "io/kml_tags.h"

namespace zonewright::io {
namespace {

constexpr std::size_t marks_told = 5;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    return at;
}

/// The number at `at`, moving behind it; nothing where there is none.
std::optional<double> take_number(std::string_view text, std::size_t& at) {
    if (at < text.size() && text[at] == '+') ++at;
    double value = 0;
    const auto [stopped, failed] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (failed != std::errc{}) return std::nullopt;
    at = static_cast<std::size_t>(stopped - text.data());
    return value;
}

/// Moves behind "longitude,latitude" with an altitude or without. Blanks may follow a comma, not precede it, unless the
/// number behind them is the longitude of the next pair.
bool skip_tuple(std::string_view text, std::size_t& at) {
    constexpr double pole_deg = 90;
    for (int number = 0; number < 3; ++number) {
        const std::size_t comma = at;
        const bool more = comma < text.size() && text[comma] == ',';
        if (number == 2 && !more) return true;
        if (number > 0 && !more) return false;
        if (number > 0) at = skip_blanks(text, comma + 1);
        const bool apart = number == 1 && at > comma + 1;
        const auto value = take_number(text, at);
        if (!value || (apart && std::abs(*value) > pole_deg)) return false;
    }
    return at == text.size() || is_blank(text[at]);
}

/// The first of a list of coordinates that is none; nothing where all are.
std::optional<std::string> broken_tuple(std::string_view text) {
    for (std::size_t at = skip_blanks(text, 0); at < text.size(); at = skip_blanks(text, at)) {
        const std::size_t from = at;
        if (skip_tuple(text, at)) continue;
        std::size_t end = std::max(from, std::min(at, text.size() - 1));
        while (end < text.size() && !is_blank(text[end])) ++end;
        constexpr std::size_t enough = 60;
        return std::string(text.substr(from, std::min(end - from, enough)));
    }
    return std::nullopt;
}

template <std::size_t Count>
bool is_one_of(std::string_view name, const std::array<std::string_view, Count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_geometry(std::string_view name) {
    constexpr std::array<std::string_view, 8> names{"Point", "LineString",    "LinearRing", "Polygon",
                                                    "Model", "MultiGeometry", "Track",      "MultiTrack"};
    return is_one_of(name, names);
}

struct Span {
    std::size_t begin = 0, end = 0;
};

struct Edit {
    Span place;
    std::string text;  ///< instead of what is there
};

struct Mark {
    std::string name;
    std::string prefix;
    bool hidden = false;
    std::vector<Span> geometries, coordinates;
    std::optional<std::string> broken;
};

/// Walks over the tags once and notes what is to be changed.
class Mender {
public:
    Mender(const std::string& kml, const std::filesystem::path& path)
        : kml_(kml), path_(path), tags_(kml_tags(kml)) {}

    KmlMending run() {
        for (std::size_t i = 0; i < tags_.size(); ++i) {
            const KmlTag& tag = tags_[i];
            const std::size_t next = i + 1 < tags_.size() ? tags_[i + 1].begin : kml_.size();
            take_container(tag, std::string_view(kml_).substr(tag.end, next - tag.end));
            if (mark_) take_in_mark(tag, {tag.end, next});
        }
        apply();
        return std::move(mending_);
    }

private:
    void take_container(const KmlTag& tag, std::string_view text) {
        if (tag.name == "NetworkLink" && !tag.closing) ++mending_.links;
        if (tag.name == "Folder" || tag.name == "Document") {
            if (tag.closing && !hidden_.empty()) hidden_.pop_back();
            if (!tag.closing && !tag.empty) hidden_.push_back(false);
        }
        if (tag.name == "visibility" && !tag.closing && text == "0") {
            if (mark_) mark_->hidden = true;
            else if (!hidden_.empty()) hidden_.back() = true;
        }
        if (tag.name != "Placemark") return;
        if (tag.closing && mark_) finish(*mark_);
        mark_.reset();
        depth_ = 0;
        if (!tag.closing && !tag.empty) mark_.emplace(Mark{.prefix = std::string(tag.prefix)});
    }

    void take_in_mark(const KmlTag& tag, Span text) {
        if (tag.name == "name" && !tag.closing && depth_ == 0)
            mark_->name = kml_.substr(text.begin, text.end - text.begin);
        if (is_geometry(tag.name)) take_geometry(tag);
        if (tag.name == "outerBoundaryIs" || tag.name == "innerBoundaryIs") take_boundary(tag);
        if (tag.name == "LinearRing" && !tag.closing) take_ring(tag);
        if (tag.name == "coordinates" && !tag.closing && !tag.empty) take_coordinates(text);
    }

    void take_geometry(const KmlTag& tag) {
        if (tag.name == "Polygon") shells_ = 0;
        if (tag.empty) return;
        if (!tag.closing && depth_++ == 0) mark_->geometries.push_back({tag.begin, kml_.size()});
        if (tag.closing && depth_ > 0 && --depth_ == 0) mark_->geometries.back().end = tag.end;
    }

    void take_boundary(const KmlTag& tag) {
        boundary_ = tag.closing ? nullptr : &tag;
        rings_ = 0;
        if (tag.name == "outerBoundaryIs" && !tag.closing && ++shells_ > 1) refuse_shells();
    }

    void take_ring(const KmlTag& tag) {
        if (boundary_ == nullptr || rings_++ == 0) return;
        if (boundary_->name == "outerBoundaryIs") refuse_shells();
        const std::string name = std::string(boundary_->prefix) + std::string(boundary_->name);
        edits_.push_back({{tag.begin, tag.begin}, "</" + name + "><" + name + ">"});
        ++mending_.holes;
    }

    void take_coordinates(Span text) {
        mark_->coordinates.push_back(text);
        if (!mark_->broken) mark_->broken = broken_tuple(std::string_view(kml_).substr(text.begin, text.end - text.begin));
    }

    void finish(const Mark& mark) {
        if (mark.hidden || std::find(hidden_.begin(), hidden_.end(), true) != hidden_.end()) ++mending_.hidden;
        if (mark.geometries.size() > 1) gather(mark);
        if (!mark.broken) return;
        for (const Span& place : mark.coordinates) edits_.push_back({place, {}});
        mending_.emptied.push_back(
            both("地标 {}：坐标“{}”不是“经度,纬度”，整个地标已搁置",
                 R"(place mark {}: the coordinate "{}" is no "longitude,latitude"; the whole place mark is set aside)",
                 mark.name.empty() ? "?" : mark.name, *mark.broken));
    }

    void gather(const Mark& mark) {
        for (std::size_t i = 1; i < mark.geometries.size(); ++i)
            if (const std::size_t end = mark.geometries[i - 1].end;
                skip_blanks(kml_, end) != mark.geometries[i].begin)
                refuse(both("一个地标有 {} 个几何，其间夹有其他元素", "{} geometries with other elements between them",
                            mark.geometries.size()),
                       both("几何都在一个 MultiGeometry 中", "all geometries in one MultiGeometry"));
        const std::string name = mark.prefix + "MultiGeometry";
        edits_.push_back({{mark.geometries.front().begin, mark.geometries.front().begin}, "<" + name + ">"});
        edits_.push_back({{mark.geometries.back().end, mark.geometries.back().end}, "</" + name + ">"});
        ++mending_.gathered;
    }

    [[noreturn]] void refuse(const Text& value, const Text& expected) const {
        throw InputError({.thing = path_.string() + ", " + (mark_->name.empty() ? "Placemark" : mark_->name),
                          .value = value,
                          .expected = expected,
                          .advice = both("在制图软件中改成多个面后重新导出",
                                         "make polygons of their own of them in the software it came from and "
                                         "export again")});
    }
    [[noreturn]] void refuse_shells() const {
        refuse(both("一个面有多个外环（outerBoundaryIs）", "several outer rings (outerBoundaryIs) in one polygon"),
               both("每个面一个外环", "one outer ring a polygon"));
    }

    void apply() {
        std::stable_sort(edits_.begin(), edits_.end(),
                         [](const Edit& a, const Edit& b) { return a.place.begin < b.place.begin; });
        std::size_t from = 0;
        for (const Edit& edit : edits_) {
            mending_.text.append(kml_, from, edit.place.begin - from).append(edit.text);
            from = edit.place.end;
        }
        mending_.text.append(kml_, from);
    }

    const std::string& kml_;
    const std::filesystem::path& path_;
    std::vector<KmlTag> tags_;
    KmlMending mending_;
    std::vector<Edit> edits_;
    std::vector<bool> hidden_;  ///< the folders around, outermost first
    std::optional<Mark> mark_;
    std::size_t depth_ = 0, rings_ = 0, shells_ = 0;
    const KmlTag* boundary_ = nullptr;
};

/// In UTF-8 without a word about the encoding, which is named; as it is where nobody can tell.
std::string in_plain_encoding(const std::string& written, std::string& encoding) {
    auto decoded = gis::decode_text(written);
    if (!decoded) return written;
    encoding = decoded->encoding;
    const std::size_t end = decoded->text.find("?>"), stated = decoded->text.find(" encoding=");
    if (stated != std::string::npos && end != std::string::npos && stated < end) decoded->text.erase(stated, end - stated);
    return decoded->text;
}

}  // namespace

KmlMending mended_kml(const std::string& kml, const std::filesystem::path& path) {
    return Mender(kml, path).run();
}

KmlText::KmlText(const std::filesystem::path& path) {
    if (extension_of(path) != ".kml" || !std::filesystem::is_regular_file(path)) return;
    const std::string written = read_file(path);
    const std::string text = gis::is_utf8(written) ? written : in_plain_encoding(written, encoding_);
    mending_ = mended_kml(text, path);
    if (!mending_.changed() && encoding_.empty()) return;
    static std::atomic<unsigned> number = 0;
    copy_ = fmt::format("/vsimem/zonewright_{}/{}", ++number, path.filename().string());
    auto* bytes = reinterpret_cast<GByte*>(mending_.text.data());  // GDAL's interface; not written to
    VSIFCloseL(VSIFileFromMemBuffer(copy_.c_str(), bytes, mending_.text.size(), FALSE));
}

KmlText::~KmlText() {
    if (!copy_.empty()) VSIUnlink(copy_.c_str());
}

std::vector<Text> KmlText::remarks() const {
    std::vector<Text> remarks;
    if (!encoding_.empty())
        remarks.push_back(both("文件不是 UTF-8，按 {} 读取", "the file is not in UTF-8; read as {}", encoding_));
    if (mending_.holes > 0)
        remarks.push_back(both("{} 个洞与别的洞写在同一 innerBoundaryIs 中，已分别读取",
                               "{} holes share an innerBoundaryIs with another; each was read on its own",
                               mending_.holes));
    if (mending_.gathered > 0)
        remarks.push_back(both("{} 个地标有多个几何而没有 MultiGeometry，已全部读取",
                               "{} place marks have several geometries without a MultiGeometry; all were read",
                               mending_.gathered));
    if (mending_.hidden > 0)
        remarks.push_back(both("{} 个地标在文件中设为不显示（visibility 0），仍被读取",
                               "{} place marks are not shown (visibility 0); they were read all the same",
                               mending_.hidden));
    for (std::size_t i = 0; i < std::min(marks_told, mending_.emptied.size()); ++i)
        remarks.push_back(mending_.emptied[i]);
    if (mending_.emptied.size() > marks_told)
        remarks.push_back(both("另有 {} 个地标的坐标无法读取", "{} more place marks with unreadable coordinates",
                               mending_.emptied.size() - marks_told));
    return remarks;
}

std::vector<Text> KmlText::unread() const {
    if (mending_.links == 0) return {};
    return {both("{} 个网络链接（NetworkLink）指向别的文件，其内容没有读取",
                 "{} network links lead to other files, whose content was not read", mending_.links)};
}

}  // namespace zonewright::io
