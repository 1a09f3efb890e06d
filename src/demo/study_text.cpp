#include "demo/study_text.h"

#include <fmt/format.h>

namespace zonewright::demo {
namespace {

std::string head(const DemoOptions& options, const std::string& title, const std::string& plan) {
    const bool small = options.size == CitySize::Small;
    return fmt::format(R"(# 示意数据：由 zonewright demo 生成的示意城市，不是任何真实的边界、地块或统计。
# Schematic data made by zonewright demo; no real boundary, parcel or statistic.
schema = 1
title = "{}（{}，种子 {}）"
plan = "{}"
crs = "EPSG:4547"
cell_size_m = {}
area_basis = "statutory"
weights = "default"
aggregation = "wlc"
confidentiality = "示意"
seed = {}
)",
                       title, small ? "小" : "全", options.seed, plan, small ? 50 : 10, options.seed);
}

std::string source_text(const SourceLine& source) {
    std::string text = fmt::format("\n[[source]]  # {}\nrole = \"{}\"\npath = \"{}\"\n", source.title,
                                   source.role, source.path);
    if (!source.layer.empty()) text += fmt::format("layer = \"{}\"\n", source.layer);
    if (!source.encoding.empty()) text += fmt::format("encoding = \"{}\"\n", source.encoding);
    if (source.role == "land_use") text += "code_scheme = \"survey3\"\n";
    return text + "status = \"schematic\"\ndate = \"2024-12-31\"\nlicence = \"MIT\"\nnote = \"示意数据\"\n";
}

std::string demand_text(const DemandParameters& demand, double share) {
    return fmt::format(
        "\n[[demand]]\ncluster = \"{}\"\narea_mu = {:.0f}\nminimum_site_mu = {:.0f}\nmaximum_site_mu = "
        "{:.0f}\nyear = 2027\nnote = \"示意数据\"\n",
        demand.cluster, demand.area_mu * share, demand.minimum_site_mu, demand.maximum_site_mu);
}

}  // namespace

std::string study_text(const DemoOptions& options, const Parameters& parameters, const std::string& plan,
                       const std::vector<SourceLine>& sources) {
    std::string text = head(options, parameters.industry.city_title, plan);
    for (const SourceLine& source : sources) text += source_text(source);
    // The small city has a tenth of the parcels; three tenths of the demand keep it scarce.
    const double share = options.size == CitySize::Small ? 0.3 : 1.0;
    for (const DemandParameters& demand : parameters.industry.demand) text += demand_text(demand, share);
    return text;
}

}  // namespace zonewright::demo
