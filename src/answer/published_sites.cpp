#include "answer/published_sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "geom/planar_area.h"
#include "geom/turned_rectangle.h"
#include "gis/overlay.h"
#include "io/vector_io.h"
#include "publish/run_view.h"
#include "publish/tables.h"
#include "study/manifest.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

using model::FeatureTable;
using model::Value;

/// Rounding of the published coordinates and of the union.
constexpr double rectangle_tolerance_m = 0.01;

bool same_value(const Value& a, const Value& b) {
    const auto x = model::number_of(a), y = model::number_of(b);
    if (x && y) return std::abs(*x - *y) <= 1e-9 * std::max({1.0, std::abs(*x), std::abs(*y)});
    return model::text_of(a) == model::text_of(b);
}

std::map<std::string, const model::Feature*> rows_by_id(const FeatureTable& table) {
    const std::size_t id = table.field("id");
    std::map<std::string, const model::Feature*> rows;
    for (const model::Feature& row : table.features) rows.emplace(model::text_of(row.values[id]), &row);
    return rows;
}

void compare_sites(const FeatureTable& published, const FeatureTable& expected,
                   std::vector<RowFault>& faults) {
    const auto there = rows_by_id(published), here = rows_by_id(expected);
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

/// The parcels that a certificate names, site by site; its first site is `first` of the run.
void add_certified(const study::Study& study, const std::string& text, std::size_t first,
                   Members& members) {
    const std::size_t line = text.find('\n'), next = text.find('\n', line + 1);
    const auto header = nlohmann::json::parse(text.substr(0, line));
    const auto parcels = nlohmann::json::parse(text.substr(line + 1, next - line - 1));
    for (const auto& site : header.at("sites")) {
        for (const auto& number : site.at("parcels"))
            members.emplace(study.sites().sites.at(first).id,
                            parcels.at("ids").at(number.get<std::size_t>()).get<std::string>());
        ++first;
    }
}

void compare_members(const Members& published, const Members& certified, const char* certificate,
                     std::vector<RowFault>& faults) {
    for (const auto& [site, parcel] : published)
        if (!certified.contains({site, parcel}))
            faults.push_back({certificate, site, "parcel_id", parcel, ""});
    for (const auto& [site, parcel] : certified)
        if (!published.contains({site, parcel}))
            faults.push_back({certificate, site, "parcel_id", "", parcel});
}

/// Does the rectangle of each published row lie inside its published outline?
void check_rectangles(const FeatureTable& published, std::vector<RowFault>& faults) {
    const auto number = [&](const model::Feature& row, const char* field) {
        return model::number_of(row.values[published.field(field)]).value_or(0);
    };
    for (const model::Feature& row : published.features) {
        const double long_m = number(row, "rect_long_m"), short_m = number(row, "rect_short_m");
        const auto* outline = std::get_if<geom::MultiPolygon>(&row.geometry);
        if (outline == nullptr || short_m <= 2 * rectangle_tolerance_m) continue;
        const geom::TurnedRectangle rectangle{{number(row, "rect_x"), number(row, "rect_y")}, long_m, short_m,
                                              number(row, "rect_bearing_rad")};
        const geom::Polygon inner = rectangle.shrunk(rectangle_tolerance_m).polygon();
        const double outside_m2 = geom::planar_area(gis::difference({{inner}}, *outline));
        if (outside_m2 <= 0 && long_m >= short_m) continue;
        faults.push_back({"site", model::text_of(row.values[published.field("id")]), "rect_long_m",
                          fmt::format("{:.2f} × {:.2f} m", long_m, short_m),
                          both("完全落在用地范围内（现超出 {:.2f} m²）",
                              "inside the outline ({:.2f} m² are not)", outside_m2)});
    }
}

}  // namespace

std::vector<RowFault> faults_of_published_sites(const study::Study& study,
                                                const std::filesystem::path& geopackage) {
    publish::RunView view;
    view.language = study::published_language(study.opened());
    view.epsg = study.definition().epsg;
    view.plan = &study.catalogue().plan;
    view.parcels = study.parcels();
    view.graph = &study.graph();
    view.sites = study.sites().sites;
    const auto layer = [&](const char* name) {
        io::LayerRequest request;
        request.path = geopackage;
        request.layer = name;
        return io::read_layer(request, Progress());
    };
    std::vector<RowFault> faults;
    const FeatureTable sites = layer("site");
    compare_sites(sites, publish::site_table(view), faults);
    check_rectangles(sites, faults);
    const Members published = members_of(layer("site_parcel"));
    Members certified;
    for (std::size_t i = 0; i < study.sites().certificates.size(); ++i)
        add_certified(study, study.sites().certificates[i], i, certified);
    compare_members(published, certified, "site_parcel", faults);
    if (!study.sites().portfolio_certificate.empty()) {
        Members together;
        add_certified(study, study.sites().portfolio_certificate, 0, together);
        compare_members(certified, together, "portfolio", faults);
    }
    return faults;
}

}  // namespace zonewright::answer
