#include "intake/inspection.h"

#include <fmt/format.h>

namespace zonewright::intake {

Text fix_by(const Inspection& inspection, RepairName repair, const Text& in_the_source) {
    const std::string command =
        (inspection.import_command.empty() ? "zonewright import … " : inspection.import_command + " ") +
        "--repair " + to_string(repair);
    return {in_the_source.zh + "；或写出修复副本：" + command,
            in_the_source.en + "; or write a repaired copy: " + command};
}

std::string name_of(const model::FeatureTable& table, const model::Feature& feature) {
    for (const char* field : {"name", "id", "code", "EntityHandle"}) {
        const auto position = table.find_field(field);
        if (!position || *position >= feature.values.size()) continue;
        std::string text = model::text_of(feature.values[*position]);
        if (!text.empty()) return text;
    }
    return fmt::format("{}", feature.fid);
}

}  // namespace zonewright::intake
