#include "command/published_sites.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "gis/vector_io.h"
#include "publish/run_view.h"
#include "publish/tables.h"

namespace zonewright::command {
namespace {

using model::FeatureTable;
using model::Value;

bool same_value(const Value& a, const Value& b) {
    const auto x = model::number_of(a), y = model::number_of(b);
    if (x && y) return std::abs(*x - *y) <= 1e-9 * std::max({1.0, std::abs(*x), std::abs(*y)});
    return model::text_of(a) == model::text_of(b);
}

std::map<std::string, const model::Feature*> by_id(const FeatureTable& table) {
    const std::size_t id = table.field("id");
    std::map<std::string, const model::Feature*> rows;
    for (const model::Feature& row : table.features) rows.emplace(model::text_of(row.values[id]), &row);
    return rows;
}

void compare_sites(const FeatureTable& published, const FeatureTable& expected,
                   std::vector<RowFault>& faults) {
    const auto there = by_id(published), here = by_id(expected);
    for (const auto& [id, row] : there)
        if (!here.contains(id)) faults.push_back({"site", id, "id", id, ""});
    for (const auto& [id, row] : here) {
        const auto found = there.find(id);
        if (found == there.end()) {
            faults.push_back({"site", id, "id", "", id});
            continue;
        }
        for (std::size_t f = 0; f < expected.fields.size(); ++f) {
            const auto column = published.find_field(expected.fields[f].name);
            const Value value = column ? found->second->values[*column] : Value();
            if (!same_value(value, row->values[f]))
                faults.push_back({"site", id, expected.fields[f].name, model::text_of(value),
                                  model::text_of(row->values[f])});
        }
    }
}

using Members = std::set<std::pair<std::string, std::string>>;  // (site, parcel)

Members members_of(const FeatureTable& table) {
    const std::size_t site = table.field("site_id"), parcel = table.field("parcel_id");
    Members members;
    for (const model::Feature& row : table.features)
        members.emplace(model::text_of(row.values[site]), model::text_of(row.values[parcel]));
    return members;
}

/// The parcels of each site as its certificate names them.
Members certified_members(const study::Results& results) {
    Members members;
    for (std::size_t i = 0; i < results.sites.certificates.size(); ++i) {
        const std::string& text = results.sites.certificates[i];
        const std::size_t first = text.find('\n'), second = text.find('\n', first + 1);
        const auto header = nlohmann::json::parse(text.substr(0, first));
        const auto parcels = nlohmann::json::parse(text.substr(first + 1, second - first - 1));
        for (const auto& site : header.at("sites"))
            for (const auto& number : site.at("parcels"))
                members.emplace(results.sites.sites[i].id,
                                parcels.at("ids").at(number.get<std::size_t>()).get<std::string>());
    }
    return members;
}

}  // namespace

std::vector<RowFault> faults_of_published_sites(const study::Results& results,
                                                const std::filesystem::path& geopackage) {
    publish::RunView view;
    view.epsg = results.definition.epsg;
    view.plan = &results.catalogue.plan;
    view.parcels = results.parcels;
    view.graph = &results.graph;
    view.sites = results.sites.sites;
    const auto layer = [&](const char* name) {
        gis::LayerRequest request;
        request.path = geopackage;
        request.layer = name;
        return gis::read_layer(request, Progress());
    };
    std::vector<RowFault> faults;
    compare_sites(layer("site"), publish::site_table(view), faults);
    const Members published = members_of(layer("site_parcel")), certified = certified_members(results);
    for (const auto& [site, parcel] : published)
        if (!certified.contains({site, parcel}))
            faults.push_back({"site_parcel", site, "parcel_id", parcel, ""});
    for (const auto& [site, parcel] : certified)
        if (!published.contains({site, parcel}))
            faults.push_back({"site_parcel", site, "parcel_id", "", parcel});
    return faults;
}

}  // namespace zonewright::command
