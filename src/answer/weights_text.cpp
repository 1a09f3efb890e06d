#include "answer/weights_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/errors.h"

namespace zonewright::answer {
namespace {

/// A JSON string is a basic string of TOML.
std::string quoted_word(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void require_file_name(const std::string& id) {
    constexpr std::size_t longest = 64;
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    if (!id.empty() && id.size() <= longest && std::ranges::all_of(id, is_plain)) return;
    throw InputError({.thing = both("方案编号", "id of the weights"), .value = id,
                      .expected = both("1 至 64 个小写字母、数字、- 或 _", "1 to 64 lower-case letters, digits, - or _"),
                      .advice = both("改用例如 trial-1", "use for example trial-1")});
}

std::string cluster_entry(const study::Study& study, const model::ClusterRating& rating) {
    std::string text = "\n[[cluster]]\ncluster = " + quoted_word(study.plan().cluster(rating.cluster).id) + "\nmethod = \"direct\"\n[cluster.weights]\n";
    const double measured = model::measured_weight(rating);
    const auto& criteria = study.catalogue().criteria;
    for (const model::RatedCriterion& rated : rating.criteria)
        text += fmt::format("{} = {:.12g}\n", criteria.at(rated.criterion.index()).id, rated.weight * measured);
    for (const model::DroppedCriterion& dropped : rating.dropped)
        text += fmt::format("{} = {:.12g}  # {}\n", criteria.at(dropped.criterion.index()).id, dropped.weight, "没有数据 / no source");
    return text;
}

}  // namespace

std::string weights_text(const study::Study& study, const WeightsText& wanted) {
    require_file_name(wanted.id);
    std::string text = fmt::format("id = {}\ntitle = {{ zh = {}, en = {} }}\nis_default = true\n\n[evidence]\nsource = {}\ndate = {}\nconfidence = \"unverified\"\n",
                                   quoted_word(wanted.id), quoted_word(wanted.title), quoted_word(wanted.title),
                                   quoted_word(fmt::format("试用权重，{}，以 {} 为基础 / weights tried by {}, on the basis of {}", wanted.by,
                                                           study.definition().weights, wanted.by, study.definition().weights)),
                                   quoted_word(wanted.date));
    const auto& run = study.suitability().clusters;
    for (std::size_t k = 0; k < run.size(); ++k)
        if (!run[k].criteria.empty() || !run[k].dropped.empty()) text += cluster_entry(study, k == wanted.cluster ? wanted.rating : run[k]);
    return text;
}

}  // namespace zonewright::answer
