#include "answer/named_in_study.h"

#include <vector>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

[[noreturn]] void refuse(const std::string& field, const std::string& text, const Text& expected,
                         const std::vector<std::string>& known, const study::Study& study) {
    const auto near = nearest_name(text, known);
    const Text list = both("zonewright describe {} {}s 列出全部", "zonewright describe {} {}s lists them",
                           study.definition().folder.string(), field);
    throw InputError({.thing = field,
                      .value = text,
                      .expected = expected,
                      .advice = near ? both("是否指 {}？{}", "did you mean {}? {}", *near, list) : list});
}

}  // namespace

model::ClusterId cluster_named(const study::Study& study, const std::string& text) {
    if (const auto found = study.catalogue().plan.find_cluster(text)) return *found;
    std::vector<std::string> known;
    std::vector<model::ClusterId> begun;  // 新能源 is enough for 新能源产业集群
    const auto& clusters = study.catalogue().plan.clusters;
    for (std::size_t k = 0; k < clusters.size(); ++k)
        if (!text.empty() && (clusters[k].name.zh.starts_with(text) || clusters[k].name.en.starts_with(text)))
            begun.emplace_back(k);
    if (begun.size() == 1) return begun.front();
    for (const model::Cluster& cluster : study.catalogue().plan.clusters) known.push_back(cluster.id);
    refuse("cluster", text, both("计划中的产业集群：{}", "a cluster of the plan: {}", joined(known)), known, study);
}

model::ParcelId parcel_named(const study::Study& study, const std::string& text) {
    std::vector<std::string> known;
    for (std::size_t p = 0; p < study.parcels().size(); ++p) {
        if (study.parcels()[p].id == text) return model::ParcelId(p);
        known.push_back(study.parcels()[p].id);
    }
    refuse("parcel", text, {"研究中的地块编号", "the id of a parcel of the study"}, known, study);
}

const model::Town& town_named(const study::Study& study, const std::string& text) {
    return model::find_town(study.towns(), study.plan(), text, "town");
}

}  // namespace zonewright::answer
