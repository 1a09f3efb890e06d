#include "catalog/catalogue_reader.h"

#include "catalog/catalogue_check.h"
#include "catalog/check_reader.h"
#include "catalog/code_scheme_reader.h"
#include "catalog/constraint_reader.h"
#include "catalog/criterion_reader.h"
#include "catalog/evidence_reader.h"
#include "catalog/plan_reader.h"
#include "catalog/role_reader.h"
#include "catalog/rule_reader.h"
#include "catalog/weight_reader.h"

namespace zonewright::catalog {
namespace {

/// Cluster ids of every plan version: weights and criteria may serve several versions.
std::vector<std::string> clusters_of_all_plans(const LayerFiles& files) {
    std::vector<std::string> ids;
    for (const std::string& plan : files.folders("plans"))
        for (const std::string& file : files.list("plans/" + plan + "/clusters"))
            ids.push_back(std::filesystem::path(file).stem().string());
    return ids;
}

model::TownSeat read_seat(TableReader& reader, const model::Plan& plan) {
    model::TownSeat seat;
    seat.place = reader.text("place");
    if (!plan.find_place(seat.place)) {
        std::vector<std::string> known;
        for (const model::Place& place : plan.places) known.push_back(place.id);
        reader.reject_word("place", seat.place, known);
    }
    seat.lon = reader.number("lon", {.least = -180, .most = 180});
    seat.lat = reader.number("lat", {.least = -90, .most = 90});
    return seat;
}

}  // namespace

model::Catalogue read_catalogue(const std::filesystem::path& layers_folder, const std::string& plan_id) {
    LayerFiles files(layers_folder);
    model::Catalogue catalogue;
    catalogue.plan = read_plan(files, plan_id);
    catalogue.roles = read_roles(files);
    catalogue.constraints = read_constraints(files);
    catalogue.checks = read_checks(files);
    catalogue.criteria = read_criteria(files);
    catalogue.weight_sets = read_weight_sets(files);
    catalogue.rules = read_rules(files);
    catalogue.code_schemes = read_code_schemes(files);
    name_parts(catalogue.checks, catalogue.code_schemes);
    know_layers(catalogue.checks, catalogue.roles, catalogue.code_schemes);
    check_catalogue(catalogue, clusters_of_all_plans(files));
    catalogue.version = files.version();
    catalogue.files = files.hashes();
    return catalogue;
}

model::Plan read_plan_version(const std::filesystem::path& layers_folder, const std::string& plan) {
    const std::filesystem::path folder = std::filesystem::weakly_canonical(plan);
    if (std::filesystem::is_regular_file(folder / "plan.toml")) {
        LayerFiles files(folder.parent_path());
        return read_plan_in(files, folder.filename().string());
    }
    LayerFiles files(layers_folder);
    return read_plan(files, plan);
}

std::vector<std::string> plan_versions(const std::filesystem::path& layers_folder) {
    return LayerFiles(layers_folder).folders("plans");
}

model::TownSeats read_town_seats(const std::filesystem::path& layers_folder, const model::Plan& plan) {
    LayerFiles files(layers_folder);
    return files.read("demo/town_seats.toml", [&](TableReader& reader) {
        model::TownSeats seats;
        reader.choice<int>("crs", {{"EPSG:4326", 4326}});
        seats.accuracy_degree = reader.number("accuracy_degree", positive);
        seats.evidence = read_evidence(reader);
        seats.seats = reader.read_all("seat", [&](TableReader& inner) { return read_seat(inner, plan); });
        return seats;
    });
}

}  // namespace zonewright::catalog
