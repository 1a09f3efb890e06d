#include "answer/published_sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "base/atomic_file.h"
#include "geom/planar_area.h"
#include "geom/turned_rectangle.h"
#include "gis/overlay.h"
#include "io/vector_io.h"
#include "publish/run_view.h"
#include "publish/tables.h"
#include "study/manifest.h"
#include "study/published_files.h"
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

FeatureTable published_layer(const std::filesystem::path& geopackage, const char* layer) {
    io::LayerRequest request;
    request.path = geopackage;
    request.layer = layer;
    return io::read_layer(request, Progress());
}

using Members = std::set<std::pair<std::string, std::string>>;  // (site, parcel)

Members members_of(const FeatureTable& table) {
    const std::size_t site = table.field("site_id"), parcel = table.field("parcel_id");
    Members members;
    for (const model::Feature& row : table.features)
        members.emplace(model::text_of(row.values[site]), model::text_of(row.values[parcel]));
    return members;
}

/// The ids of the parcels of each site of a certificate.
std::vector<std::set<std::string>> parcels_of_certificate(const std::string& text) {
    const std::size_t line = text.find('\n'), next = text.find('\n', line + 1);
    std::vector<std::set<std::string>> sites;
    const auto header = nlohmann::json::parse(text.substr(0, line), nullptr, false);
    const auto parcels = nlohmann::json::parse(text.substr(line + 1, next - line - 1), nullptr, false);
    try {
        for (const auto& site : header.at("sites")) {
            sites.emplace_back();
            for (const auto& number : site.at("parcels"))
                sites.back().insert(parcels.at("ids").at(number.get<std::size_t>()).get<std::string>());
        }
    } catch (const nlohmann::json::exception&) {
        sites.clear();  // such a certificate is refused as a whole, where it is checked
    }
    return sites;
}

/// What the published certificates say: of each site by its id, and of all together.
struct Certified {
    Members members;
    std::set<std::set<std::string>> together;
    bool has_portfolio = false;
};

Certified certified_sites(const std::filesystem::path& out) {
    Certified certified;
    const std::filesystem::path folder = study::certificates_folder(out);
    if (!std::filesystem::is_directory(folder)) return certified;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jsonl") continue;
        const std::string name = entry.path().stem().string();
        for (const std::set<std::string>& parcels : parcels_of_certificate(read_file(entry.path()))) {
            if (name == study::portfolio_name) certified.together.insert(parcels);
            else for (const std::string& parcel : parcels) certified.members.emplace(name, parcel);
        }
        certified.has_portfolio |= name == study::portfolio_name;
    }
    return certified;
}

void compare_members(const Members& published, const Members& certified, std::vector<RowFault>& faults) {
    for (const auto& [site, parcel] : published)
        if (!certified.contains({site, parcel}))
            faults.push_back({"site_parcel", site, "parcel_id", parcel, ""});
    for (const auto& [site, parcel] : certified)
        if (!published.contains({site, parcel}))
            faults.push_back({"site_parcel", site, "parcel_id", "", parcel});
}

/// The sites one by one are those of the certificate of all together.
void compare_portfolio(const Certified& certified, std::vector<RowFault>& faults) {
    std::map<std::string, std::set<std::string>> by_site;
    for (const auto& [site, parcel] : certified.members) by_site[site].insert(parcel);
    std::set<std::set<std::string>> one_by_one;
    for (const auto& [site, parcels] : by_site) {
        one_by_one.insert(parcels);
        if (!certified.together.contains(parcels))
            faults.push_back({study::portfolio_name, site, "parcel_id", fmt::format("{}", parcels.size()), ""});
    }
    for (const std::set<std::string>& parcels : certified.together)
        if (!one_by_one.contains(parcels))
            faults.push_back({study::portfolio_name, *parcels.begin(), "parcel_id", "", fmt::format("{}", parcels.size())});
}

/// Rows state whole yuan, certificates 1/1024 of one.
constexpr double gap_rounding = 1e-5;

/// Is what a row says of its proof what its certificate proves?
void compare_gaps(const FeatureTable& sites, const std::map<std::string, double>& gaps, std::vector<RowFault>& faults) {
    for (const model::Feature& row : sites.features) {
        const std::string id = model::text_of(row.values[sites.field("id")]);
        const auto proved = gaps.find(id);
        if (proved == gaps.end()) {
            faults.push_back({"site", id, "gap", "", {"有证书", "a certificate"}});
            continue;
        }
        const double gap = model::number_of(row.values[sites.field("gap")]).value_or(-1);
        const std::string stop = model::text_of(row.values[sites.field("stop")]);
        if (std::abs(gap - proved->second) > gap_rounding)
            faults.push_back({"site", id, "gap", fmt::format("{}", gap), fmt::format("{}", proved->second)});
        const std::string expected = model::to_string(gap <= 0 ? model::StopReason::Proved : model::StopReason::NodeBudget);
        if (stop != expected) faults.push_back({"site", id, "stop", stop, expected});
    }
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

std::vector<RowFault> faults_of_certified_sites(const std::filesystem::path& out,
                                                const std::map<std::string, double>& gaps) {
    std::vector<RowFault> faults;
    const FeatureTable sites = published_layer(out / "zonewright.gpkg", "site");
    check_rectangles(sites, faults);
    compare_gaps(sites, gaps, faults);
    const Certified certified = certified_sites(out);
    compare_members(members_of(published_layer(out / "zonewright.gpkg", "site_parcel")), certified.members, faults);
    if (certified.has_portfolio) compare_portfolio(certified, faults);
    return faults;
}

std::vector<RowFault> faults_of_published_sites(const study::Study& study,
                                                const std::filesystem::path& geopackage) {
    publish::RunView view;
    view.language = study::published_language(study.opened());
    view.epsg = study.definition().epsg;
    view.plan = &study.catalogue().plan;
    view.parcels = study.parcels();
    view.graph = &study.graph();
    view.sites = study.sites().sites;
    std::vector<RowFault> faults;
    compare_sites(published_layer(geopackage, "site"), publish::site_table(view), faults);
    return faults;
}

}  // namespace zonewright::answer
