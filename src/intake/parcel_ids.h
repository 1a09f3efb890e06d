// Does every parcel have an id of its own? Towns number their parcels from 1, each in its own file: no land
// is lost for it.
//
// The first parcel with an id keeps it. A later one becomes "DK0001@town_b", named after its file, and
// "DK0001@town_b-2" where that is taken too; one without an id becomes "7@town_b" by its number in the file.
// The field source_id keeps what the source writes. The same files in the same order give the same ids. Each
// change is a finding with the parcel and its area. Cost: O(n log n).
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "intake/inspection.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// Ids given so far, each with the file whose parcel has it.
class TakenIds {
public:
    bool contains(const std::string& id) const { return origins_.contains(id); }
    /// The file whose parcel has the id; nothing when none has.
    const std::string* origin_of(const std::string& id) const;
    void add(const std::string& id, const std::string& origin);
    void expect(std::size_t more) { origins_.reserve(origins_.size() + more); }

private:
    std::vector<std::string> files_;
    std::unordered_map<std::string, std::uint32_t> origins_;
};

/// `origin`: the name of the file, without its extension. Appends the field source_id.
void make_ids_unique(model::FeatureTable& parcels, const std::string& origin, TakenIds& taken,
                     const Inspection& inspection);

}  // namespace zonewright::intake
