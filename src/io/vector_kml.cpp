#include "io/vector_kml.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <atomic>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

struct Boundary {
    const char *opening, *closing;
    bool shell;
};
constexpr Boundary boundaries[] = {{"<outerBoundaryIs", "</outerBoundaryIs>", true},
                                   {"<innerBoundaryIs", "</innerBoundaryIs>", false}};
constexpr const char* ring_opening = "<LinearRing";

/// The name of the place mark around `at`, as far as it is told.
std::string mark_before(const std::string& kml, std::size_t at) {
    const std::size_t mark = kml.rfind("<Placemark", at);
    const std::size_t name = mark == std::string::npos ? mark : kml.find("<name>", mark);
    if (name == std::string::npos || name > at) return "Placemark";
    const std::size_t from = name + 6;
    return kml.substr(from, kml.find('<', from) - from);
}

[[noreturn]] void refuse_shells(const std::string& kml, std::size_t at, const std::filesystem::path& path) {
    throw InputError({.thing = path.string() + ", " + mark_before(kml, at),
                      .value = both("一个 outerBoundaryIs 中有多个环", "several rings in one outerBoundaryIs"),
                      .expected = both("每个面一个外环", "one outer ring a polygon"),
                      .advice = both("在制图软件中拆成多个面后重新导出",
                                     "make polygons of their own of them in the software it came from and export "
                                     "again")});
}

/// From the second ring on, each gets a boundary of its own.
std::string divided(const std::string& inside, const Boundary& boundary, std::size_t& moved) {
    std::string result;
    std::size_t from = 0, count = 0;
    for (std::size_t at = inside.find(ring_opening); at != std::string::npos;
         at = inside.find(ring_opening, at + 1)) {
        if (count++ == 0) continue;
        result += inside.substr(from, at - from) + boundary.closing + boundary.opening + ">";
        from = at;
        ++moved;
    }
    return result + inside.substr(from);
}

std::string divided_all(const std::string& kml, const Boundary& boundary, const std::filesystem::path& path,
                        std::size_t& moved) {
    std::string result;
    std::size_t from = 0;
    for (std::size_t at = kml.find(boundary.opening); at != std::string::npos;
         at = kml.find(boundary.opening, from)) {
        const std::size_t end = kml.find(boundary.closing, at);
        if (end == std::string::npos) break;
        const std::size_t before = moved;
        result += kml.substr(from, at - from) + divided(kml.substr(at, end - at), boundary, moved);
        if (boundary.shell && moved > before) refuse_shells(kml, at, path);
        from = end;
    }
    return result + kml.substr(from);
}

}  // namespace

std::string separate_rings(const std::string& kml, const std::filesystem::path& path, std::size_t& holes) {
    std::string text = kml;
    for (const Boundary& boundary : boundaries) text = divided_all(text, boundary, path, holes);
    return text;
}

KmlText::KmlText(const std::filesystem::path& path) {
    if (extension_of(path) != ".kml" || !std::filesystem::is_regular_file(path)) return;
    text_ = separate_rings(read_file(path), path, holes_);
    if (holes_ == 0) return;
    static std::atomic<unsigned> number = 0;
    copy_ = fmt::format("/vsimem/zonewright_{}/{}", ++number, path.filename().string());
    auto* bytes = reinterpret_cast<GByte*>(text_.data());  // GDAL's interface; not written to
    VSIFCloseL(VSIFileFromMemBuffer(copy_.c_str(), bytes, text_.size(), FALSE));
}

KmlText::~KmlText() {
    if (!copy_.empty()) VSIUnlink(copy_.c_str());
}

std::vector<Text> KmlText::remarks() const {
    if (holes_ == 0) return {};
    return {both("{} 个洞与别的洞写在同一 innerBoundaryIs 中，已分别读取",
                 "{} holes share an innerBoundaryIs with another; each was read on its own", holes_)};
}

}  // namespace zonewright::io
