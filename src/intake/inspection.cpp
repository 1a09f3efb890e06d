#include "intake/inspection.h"

#include <fmt/format.h>

namespace zonewright::intake {

std::string name_of(const model::FeatureTable& table, const model::Feature& feature) {
    for (const char* field : {"name", "id", "code"}) {
        const auto position = table.find_field(field);
        if (!position || *position >= feature.values.size()) continue;
        const std::string text = model::text_of(feature.values[*position]);
        if (!text.empty()) return text;
    }
    return fmt::format("{}", feature.fid);
}

}  // namespace zonewright::intake
