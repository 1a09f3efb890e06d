#include "study/tile_trust.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "io/raster_io.h"

namespace zonewright::study {
namespace {

namespace fs = std::filesystem;

/// Different after every start of the machine; empty where the system does not tell.
std::string start_of_machine() {
    static const fs::path stated = "/proc/sys/kernel/random/boot_id";
    std::error_code unknown;
    return fs::exists(stated, unknown) ? read_file(stated) : std::string{};
}

fs::path mark_in(const fs::path& folder) {
    return folder / "written";
}

std::vector<fs::path> stores_in(const fs::path& folder) {
    std::vector<fs::path> stores;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".tif") stores.push_back(entry.path());
    std::sort(stores.begin(), stores.end());
    return stores;
}

/// Name and size of every store, a line each.
std::string inventory_of(const fs::path& folder) {
    std::string lines;
    for (const fs::path& store : stores_in(folder))
        lines += fmt::format("{} {}\n", store.filename().string(), fs::file_size(store));
    return lines;
}

}  // namespace

void mark_tiles(const fs::path& folder) {
    write_file(mark_in(folder), inventory_of(folder) + start_of_machine());
}

bool tiles_are_trusted(const fs::path& folder) {
    if (!fs::exists(mark_in(folder))) return false;
    const std::string marked = read_file(mark_in(folder)), inventory = inventory_of(folder);
    if (!marked.starts_with(inventory)) return false;
    const std::string now = start_of_machine();
    if (!now.empty() && marked == inventory + now) return true;
    const std::size_t line = marked.find('\n', inventory.size());
    if (line != std::string::npos && line + 1 < marked.size()) return false;  // more stores are marked than are there
    const auto stores = stores_in(folder);
    if (!std::all_of(stores.begin(), stores.end(), io::tiles_are_intact)) return false;
    try {
        mark_tiles(folder);
    } catch (const ResourceError&) {
        // A study on a disk that cannot be written is checked again the next time.
    }
    return true;
}

}  // namespace zonewright::study
