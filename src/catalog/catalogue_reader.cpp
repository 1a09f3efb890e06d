#include "catalog/catalogue_reader.h"

#include <algorithm>

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

/// Where a version of the plan lies: in layers/plans, or in a folder of its own.
class PlanFolder {
public:
    PlanFolder(const LayersFolder& layers, const std::string& plan)
        : folder_(std::filesystem::weakly_canonical(plan)),
          elsewhere_(std::filesystem::is_regular_file(folder_ / "plan.toml")),
          files_(elsewhere_ ? LayerFiles({folder_.parent_path(), plans_over(layers)}, folder_.parent_path().string() + "/")
                            : LayerFiles(layers)),
          within_(elsewhere_ ? folder_.filename().string() : "plans/" + plan) {}

    model::Plan read() {
        return elsewhere_ ? read_plan_in(files_, within_) : read_plan(files_, within_.substr(std::string("plans/").size()));
    }
    LayerFiles& files() { return files_; }
    /// The sub-folder of the version; empty where it has none.
    std::string part(const std::string& name) const {
        return files_.has_folder(within_ + "/" + name) ? within_ + "/" + name : std::string();
    }

private:
    /// What a study lays over its plan lies over a version elsewhere, too.
    static std::filesystem::path plans_over(const LayersFolder& layers) {
        const std::filesystem::path over = layers.own / "plans";
        return !layers.own.empty() && std::filesystem::is_directory(over) ? over : std::filesystem::path();
    }

    std::filesystem::path folder_;
    bool elsewhere_;
    LayerFiles files_;
    std::string within_;
};

/// The version's own items in place of those with their id; new ones are added. Sorted by id.
template <typename Item>
void put_in_place(const std::vector<Item>& own, std::vector<Item>& items) {
    for (const Item& item : own) {
        const auto at = std::lower_bound(items.begin(), items.end(), item.id,
                                         [](const Item& each, const std::string& id) { return each.id < id; });
        if (at != items.end() && at->id == item.id)
            *at = item;
        else
            items.insert(at, item);
    }
}

/// Everything read of the version counts as read; its rules and weights under the names of those they replace.
void note_files(PlanFolder& plan, const std::string& plan_id, LayerFiles& files) {
    const std::string root = "plans/" + plan_id + "/";
    for (const auto& [file, hash] : plan.files().hashes()) {
        const std::string within = file.substr(file.find(plan_id + "/") + plan_id.size() + 1);
        const bool replaces = within.starts_with("rules/") || within.starts_with("weights/");
        files.put_in_place(replaces ? within : root + within, plan.files(), file);
    }
}

/// Criteria that were not written for the plan cite what it says they answer to, and otherwise nothing.
void cite(const model::Plan& plan, std::vector<model::CriterionDefinition>& criteria) {
    if (!plan.criterion_clauses) return;
    for (model::CriterionDefinition& criterion : criteria) {
        const auto clause = plan.criterion_clauses->find(criterion.id);
        criterion.clause = clause == plan.criterion_clauses->end() ? "—" : clause->second;
    }
}

/// Cluster ids of every plan version, and those they had before: weights and criteria may serve several versions.
std::vector<std::string> clusters_of_all_plans(const LayerFiles& files, const model::Plan& plan) {
    std::vector<std::string> ids;
    for (const model::Cluster& cluster : plan.clusters) {
        ids.push_back(cluster.id);
        ids.insert(ids.end(), cluster.formerly.begin(), cluster.formerly.end());
    }
    for (const std::string& version : files.folders("plans"))
        for (const std::string& file : files.list("plans/" + version + "/clusters"))
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

model::Catalogue read_catalogue(const LayersFolder& layers, const std::string& plan) {
    LayerFiles files(layers);
    PlanFolder version(layers, plan);
    model::Catalogue catalogue;
    catalogue.plan = version.read();
    catalogue.roles = read_roles(files);
    catalogue.constraints = read_constraints(files);
    catalogue.checks = read_checks(files);
    catalogue.criteria = read_criteria(files);
    cite(catalogue.plan, catalogue.criteria);
    catalogue.weight_sets = read_weight_sets(files);
    catalogue.rules = read_rules(files);
    catalogue.code_schemes = read_code_schemes(files);
    put_in_place(catalogue.plan.own_rules, catalogue.rules);
    if (const std::string own = version.part("weights"); !own.empty()) {
        const std::vector<model::WeightSet> sets = read_weight_sets(version.files(), own);
        check_own_weights(sets, catalogue.plan, version.files().name_of(own));
        put_in_place(sets, catalogue.weight_sets);
    }
    note_files(version, catalogue.plan.id, files);
    name_parts(catalogue.checks, catalogue.code_schemes);
    know_layers(catalogue.checks, catalogue.roles, catalogue.code_schemes);
    check_catalogue(catalogue, clusters_of_all_plans(files, catalogue.plan));
    catalogue.version = files.version();
    catalogue.files = files.hashes();
    return catalogue;
}

model::Plan read_plan_version(const LayersFolder& layers, const std::string& plan) {
    return PlanFolder(layers, plan).read();
}

std::vector<model::PolicyRules> read_common_rules(const LayersFolder& layers) {
    LayerFiles files(layers);
    return read_rules(files);
}

std::vector<std::string> plan_versions(const LayersFolder& layers) {
    return LayerFiles(layers).folders("plans");
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
