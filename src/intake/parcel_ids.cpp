#include "intake/parcel_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "base/language.h"

namespace zonewright::intake {
namespace {

/// The ids that a source writes, by their hashes: an id that only looks taken is passed over, which harms nobody.
class WrittenIds {
public:
    WrittenIds(const model::FeatureTable& parcels, std::size_t id_field) {
        hashes_.reserve(parcels.features.size());
        for (const model::Feature& feature : parcels.features)
            hashes_.push_back(std::hash<std::string>()(model::text_of(feature.values[id_field])));
        std::ranges::sort(hashes_);
    }
    bool contains(const std::string& id) const { return std::ranges::binary_search(hashes_, std::hash<std::string>()(id)); }

private:
    std::vector<std::size_t> hashes_;
};

/// `wanted`, or with the first number that makes it free.
std::string free_id(const std::string& wanted, const TakenIds& taken, const WrittenIds& written) {
    const auto is_free = [&](const std::string& id) { return !taken.contains(id) && !written.contains(id); };
    if (is_free(wanted)) return wanted;
    for (std::size_t number = 2;; ++number)
        if (std::string id = fmt::format("{}-{}", wanted, number); is_free(id)) return id;
}

Text corrected(const Inspection& inspection, const Text& what) {
    const std::string& command = inspection.import_command;
    return command.empty() ? what
                           : what + Text("，再重新导入：" + command, ", then import again: " + command);
}

void report(const char* rule, const model::Feature& feature, const std::string& name, const Text& what,
            const std::string& id, const Inspection& inspection) {
    const double area_m2 = inspection.area.of(feature.geometry).m2();
    inspection.find(
        rule, model::Severity::Warning, name,
        both("{}；按 {} 计入，面积 {:.2f} m²", "{}; counted as {}, {:.2f} m²", what, id, area_m2),
        corrected(inspection, {"在源数据中给每宗地一个编号", "give every parcel an id of its own"}),
        feature.geometry, area_m2);
}

}  // namespace

const std::string* TakenIds::origin_of(const std::string& id) const {
    const auto found = origins_.find(id);
    return found == origins_.end() ? nullptr : &files_[found->second];
}

void TakenIds::add(const std::string& id, const std::string& origin) {
    if (files_.empty() || files_.back() != origin) files_.push_back(origin);
    origins_.emplace(id, static_cast<std::uint32_t>(files_.size() - 1));
}

void make_ids_unique(model::FeatureTable& parcels, const std::string& origin, TakenIds& taken,
                     const Inspection& inspection) {
    const std::size_t id_field = parcels.field("id");
    parcels.fields.push_back({.name = "source_id", .title = {"源数据中的编号", "id in the source"}});
    const WrittenIds written(parcels, id_field);
    taken.expect(parcels.features.size());
    for (model::Feature& feature : parcels.features) {
        const std::string source_id = model::text_of(feature.values[id_field]);
        feature.values.push_back(feature.values[id_field]);
        std::string id = source_id;
        if (source_id.empty()) {
            id = free_id(fmt::format("{}@{}", feature.fid, origin), taken, written);
            report("parcel_without_id", feature, id, {"地块没有编号", "the parcel has no id"}, id,
                   inspection);
        } else if (const std::string* earlier = taken.origin_of(source_id)) {
            id = free_id(source_id + "@" + origin, taken, written);
            report("parcel_id_repeated", feature, source_id,
                   both("地块编号 {} 与 {} 中前面的地块重复", "the id {} is that of an earlier parcel of {}",
                        source_id, *earlier),
                   id, inspection);
        }
        taken.add(id, origin);
        if (id != source_id) feature.values[id_field] = id;
    }
}

}  // namespace zonewright::intake
