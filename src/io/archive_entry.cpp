#include "io/archive_entry.h"

#include <cpl_vsi.h>

#include <array>
#include <memory>

namespace zonewright::io {
namespace {

struct OpenEntryRelease {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};

}  // namespace

std::string text_of_entry(const std::string& path) {
    std::string text;
    const std::unique_ptr<VSILFILE, OpenEntryRelease> file(VSIFOpenL(path.c_str(), "rb"));
    std::array<char, 1 << 16> buffer;
    while (file != nullptr) {
        const std::size_t count = VSIFReadL(buffer.data(), 1, buffer.size(), file.get());
        text.append(buffer.data(), count);
        if (count < buffer.size()) break;
    }
    return text;
}

}  // namespace zonewright::io
