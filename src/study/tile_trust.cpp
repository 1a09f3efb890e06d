#include "study/tile_trust.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "io/raster_io.h"

namespace zonewright::study {
namespace {

/// Different after every start of the machine; empty where the system does not tell.
std::string start_of_machine() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

std::filesystem::path mark_in(const std::filesystem::path& folder) {
    return folder / "written";
}

std::vector<std::filesystem::path> stores_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> stores;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".tif") stores.push_back(entry.path());
    return stores;
}

}  // namespace

void mark_tiles(const std::filesystem::path& folder) {
    write_file(mark_in(folder), start_of_machine());
}

bool tiles_are_trusted(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(mark_in(folder))) return false;
    const std::string now = start_of_machine();
    if (!now.empty() && read_file(mark_in(folder)) == now) return true;
    const auto stores = stores_in(folder);
    if (!std::all_of(stores.begin(), stores.end(), io::tiles_are_intact)) return false;
    mark_tiles(folder);
    return true;
}

}  // namespace zonewright::study
