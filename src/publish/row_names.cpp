#include "publish/row_names.h"

#include <map>

namespace zonewright::publish {

const std::vector<std::string>& naming_columns(const std::string& layer) {
    static const std::map<std::string, std::vector<std::string>> names{
        {"allocation", {"id", "cluster_id"}},
        {"balance", {"cluster_id"}},
        {"exclusion", {"constraint_id"}},
        {"finding", {"number"}},
        {"finding_area", {"number"}},
        {"link", {"parcel_a", "parcel_b"}},
        {"parcel", {"id"}},
        {"place", {"id"}},
        {"site", {"id"}},
        {"site_parcel", {"site_id", "parcel_id"}},
        {"town", {"id"}},
        {"waterfall", {"town_code", "supply_class", "size_class", "step"}},
        {"zone", {"cluster_id", "place_id"}}};
    static const std::vector<std::string> none;
    const auto found = names.find(layer);
    return found == names.end() ? none : found->second;
}

}  // namespace zonewright::publish
