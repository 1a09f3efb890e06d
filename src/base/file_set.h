// Files that belong together (a Shapefile, a geodatabase's folder) take the place of an earlier set: all of them, or
// none.
//
// Every name is exchanged with its earlier bearer in one step where the system can do that (renameat2), so that the
// earlier one is never without a name; when one of the set fails, those already exchanged are exchanged back. Limits:
// several names cannot change at one instant; a kill in between leaves what check_shapefile() tells.
#pragma once

#include <filesystem>
#include <vector>

namespace zonewright {

struct SetMember {
    std::filesystem::path pending;  ///< the new file or folder; empty: the target goes
    std::filesystem::path target;
};

/// Throws ResourceError naming the target that failed; the earlier set is then in place again. Afterwards the earlier
/// ones are removed and the folder is synced.
void exchange_set(const std::vector<SetMember>& members);

}  // namespace zonewright
