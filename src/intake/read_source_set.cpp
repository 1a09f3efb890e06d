#include "intake/read_source_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <optional>

#include "base/errors.h"
#include "base/language.h"
#include "base/parallel.h"
#include "base/spelling.h"
#include "intake/city_check.h"
#include "intake/datum_check.h"
#include "intake/diagnosis.h"
#include "intake/raster_check.h"
#include "intake/role_check.h"
#include "intake/source_layer.h"
#include "intake/tiling_check.h"
#include "intake/unit_check.h"
#include "model/town.h"

namespace zonewright::intake {
namespace {

/// Features of a second file of the same role, numbered on.
void join(model::FeatureTable& into, model::FeatureTable&& more) {
    std::int64_t next = 0;
    for (const model::Feature& feature : into.features) next = std::max(next, feature.fid + 1);
    for (model::Feature& feature : more.features) {
        feature.fid = next++;
        into.features.push_back(std::move(feature));
    }
}

void add_source(model::SourceSet& set, const model::SourceDefinition& definition,
                model::FeatureTable&& table) {
    const auto [layer, first] = set.layers.try_emplace(definition.role);
    if (first)
        layer->second.table = std::move(table);
    else
        join(layer->second.table, std::move(table));
    layer->second.definitions.push_back(definition);
}

void report_unusable(const Error& error, const Inspection& inspection) {
    inspection.find("unusable_source", model::Severity::Error, "", error.message(), error.problem().advice);
}

}  // namespace

geom::StatutoryArea area_rule(int epsg) {
    if (const auto plane = geom::gauss_kruger_of_epsg(epsg)) return geom::StatutoryArea(*plane);
    throw InputError({.thing = "study.toml: crs",
                      .value = fmt::format("EPSG:{}", epsg),
                      .expected = both("CGCS2000 高斯-克吕格平面（椭球面积只在其上有定义）",
                                       "a CGCS2000 Gauss-Krüger plane (the statutory area is defined on it)"),
                      .advice = both("如中央经线 114° 的 EPSG:4547", "such as EPSG:4547 on the meridian of 114°")});
}

const model::Role& role_of(const model::SourceDefinition& definition, const model::Catalogue& catalogue) {
    if (const model::Role* role = catalogue.find_role(definition.role)) return *role;
    std::vector<std::string> known;
    for (const model::Role& role : catalogue.roles) known.push_back(role.id);
    const auto near = nearest_name(definition.role, known);
    throw InputError({.thing = both("角色", "role"),
                      .value = definition.role,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("写一个已知的角色", "name a known role")});
}

void complete_town_codes(model::FeatureTable& towns, const model::Plan& plan, const Inspection& inspection) {
    const auto code = towns.find_field("code"), name = towns.find_field("name");
    if (!code || !name) return;
    std::vector<std::string> completed;
    for (model::Feature& feature : towns.features) {
        if (!model::text_of(feature.values[*code]).empty()) continue;
        const std::string town = model::text_of(feature.values[*name]),
                          known = model::code_in_plan(town, plan);
        if (known.empty()) continue;
        feature.values[*code] = known;
        completed.push_back(town + " " + known);
    }
    if (completed.empty()) return;
    inspection.find("town_code_completed", model::Severity::Notice, "",
                    both("{} 个镇街没有代码，按名称取自规划：{}",
                         "{} towns have no code; by their names the plan gives {}", completed.size(),
                         joined(completed)),
                    {"核对代码，可在源数据中补上 XZQDM", "check the codes; the source may state them (XZQDM)"});
}

TakenIds ids_of_parcels(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                        const Inspection& inspection, const Progress& progress) {
    TakenIds taken;
    for (const model::SourceDefinition& definition : study.sources) {
        if (definition.role != "parcel") continue;
        std::vector<model::Finding> told_elsewhere;  // by check, and by the import of that source
        std::vector<model::Repair> made_elsewhere;
        try {
            diagnose(definition, role_of(definition, catalogue),
                     {.study_epsg = study.epsg, .tolerances = tolerances_of(catalogue), .kept = KeptFields::Found, .taken_ids = &taken},
                     {source_name(definition), inspection.area, told_elsewhere, made_elsewhere},
                     progress.quiet());
        } catch (const InputError& error) {
            inspection.find("other_source_unread", model::Severity::Warning, "",
                            both("研究中的 {} 未能读取，无法核对编号是否重复：{}",
                                 "{} of the study cannot be read; ids it may repeat are unknown: {}",
                                 source_name(definition), error.message()),
                            error.problem().advice);
        }
    }
    return taken;
}

void check_whole_layer(const model::FeatureTable& table, const model::Role& role,
                       const model::FeatureTable* towns, const model::FeatureTable* places,
                       const model::Catalogue& catalogue, const Tolerances& tolerances,
                       const Inspection& inspection, const Progress& progress) {
    Area city;
    if (towns != nullptr)
        for (const model::Feature& town : towns->features) city += inspection.area.of(town.geometry);
    check_content(table, role, city, inspection);
    if (role.must_tile) check_tiling(table, inspection, tolerances, progress);
    if (role.id == "town") check_units(table, places, catalogue.plan, inspection);
}

/// To be run inside the study's folder: what a study says does not depend on where it lies.
std::string command_inside_study(model::SourceDefinition definition) {
    if (!definition.written_path.empty()) definition.path = definition.written_path;
    return import_command(".", definition, true);
}

namespace {

/// What one source of the study gave.
struct ReadSource {
    const model::Role* role = nullptr;
    std::optional<model::FeatureTable> table;
    std::vector<model::Finding> findings;
    std::vector<model::Repair> repairs;
    std::exception_ptr unusable;
};

/// Reads the sources of a study, several at once; what they say is kept by source.
class SourceReader {
public:
    SourceReader(const model::StudyDefinition& study, const model::Catalogue& catalogue, const geom::StatutoryArea& area, BadSource bad)
        : study_(study), catalogue_(catalogue), area_(area), tolerances_(tolerances_of(catalogue)), bad_(bad), read_(study.sources.size()) {}

    std::vector<ReadSource> read(const Progress& progress) {
        const std::vector<std::vector<std::size_t>> turns = what_waits_for_what();
        std::atomic<std::size_t> next{0}, done{0};
        parallel_for(std::min(turns.size(), progress.threads()), 1, progress.quiet(), [&](std::size_t) {
            for (std::size_t turn = next++; turn < turns.size(); turn = next++)
                for (const std::size_t i : turns[turn]) {
                    progress.part(0, 1, source_name(study_.sources[i])).report(static_cast<double>(done++) / static_cast<double>(read_.size()));
                    read_one(i, progress.quiet());
                }
        });
        return std::move(read_);
    }

private:
    /// Parcels are numbered across their files, one after the other; every other source stands for itself.
    std::vector<std::vector<std::size_t>> what_waits_for_what() const {
        std::vector<std::vector<std::size_t>> turns;
        std::vector<std::size_t> parcels;
        for (std::size_t i = 0; i < study_.sources.size(); ++i)
            if (study_.sources[i].role == "parcel") parcels.push_back(i);
            else turns.push_back({i});
        if (!parcels.empty()) turns.insert(turns.begin(), std::move(parcels));
        return turns;
    }

    void read_one(std::size_t i, const Progress& progress) {
        ReadSource& read = read_[i];
        try {
            read_into(read, study_.sources[i], progress);
        } catch (const InputError&) {
            read.unusable = std::current_exception();
        }
    }

    void read_into(ReadSource& read, const model::SourceDefinition& definition, const Progress& progress) {
        const Inspection inspection{source_name(definition), area_, read.findings, read.repairs, command_inside_study(definition)};
        const model::Role& role = role_of(definition, catalogue_);
        read.role = &role;
        if (role.raster && bad_ == BadSource::SetAside) check_raster(definition, role, tolerances_.region, inspection, progress);
        if (role.raster && bad_ == BadSource::Stop) require_believable(definition, role, progress);
        if (role.raster) return;
        read.table = diagnose(definition, role,
                              {.study_epsg = study_.epsg,
                               .tolerances = tolerances_,
                               .code_schemes = &catalogue_.code_schemes,
                               .roles = &catalogue_.roles,
                               .taken_ids = &taken_ids_},  // of parcels alone
                              inspection, progress)
                         .table;
    }

    const model::StudyDefinition& study_;
    const model::Catalogue& catalogue_;
    const geom::StatutoryArea& area_;
    Tolerances tolerances_;
    BadSource bad_;
    TakenIds taken_ids_;
    std::vector<ReadSource> read_;
};

template <typename T>
void move_behind(std::vector<T>& all, std::vector<T>& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Looks at the layers, several at once; what is said stands in their order.
template <typename Look>
void look_at_layers(model::SourceSet& set, const geom::StatutoryArea& area, const Progress& progress, const Look& look) {
    std::vector<const std::pair<const std::string, model::SourceLayer>*> layers;
    for (const auto& each : set.layers) layers.push_back(&each);
    std::vector<ReadSource> told(layers.size());
    parallel_for(layers.size(), 1, progress, [&](std::size_t i) {
        const auto& [role, layer] = *layers[i];
        look(role, layer.table, Inspection{source_name(layer.definitions.front()), area, told[i].findings, told[i].repairs});
    });
    for (ReadSource& each : told) {
        move_behind(set.findings, each.findings);
        move_behind(set.repairs, each.repairs);
    }
}

/// Every layer of polygons against the towns, once all are there.
void check_datums(model::SourceSet& set, const geom::StatutoryArea& area, BadSource bad, const Progress& progress) {
    const model::FeatureTable* towns = set.find("town");
    if (towns == nullptr) return;
    // The towns are what all else is measured against: a check looks whether it is they that are shifted.
    if (const model::FeatureTable* land = set.find("land_use"); land != nullptr && bad == BadSource::SetAside)
        check_datum(*towns, *land,
                    {source_name(set.layers.at("town").definitions.front()), area, set.findings, set.repairs});
    look_at_layers(set, area, progress, [&](const std::string& role, const model::FeatureTable& table, const Inspection& inspection) {
        if (role != "town" && table.kind == model::GeometryKind::Polygon) check_datum(table, *towns, inspection);
    });
}

}  // namespace

model::SourceSet read_source_set(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                          const Progress& progress, BadSource bad) {
    const geom::StatutoryArea area = area_rule(study.epsg);
    const Tolerances tolerances = tolerances_of(catalogue);
    model::SourceSet set;
    CityCheck in_city;
    std::vector<ReadSource> sources = SourceReader(study, catalogue, area, bad).read(progress.part(0, 0.8));
    for (std::size_t i = 0; i < sources.size(); ++i) {
        ReadSource& read = sources[i];
        const model::SourceDefinition& definition = study.sources[i];
        const std::string name = source_name(definition);
        move_behind(set.findings, read.findings);
        move_behind(set.repairs, read.repairs);
        try {
            if (read.unusable) std::rethrow_exception(read.unusable);
            if (read.table) {
                in_city.add(*read.table, *read.role, name);
                add_source(set, definition, std::move(*read.table));
            } else
                set.rasters[read.role->id] = definition;
        } catch (const InputError& error) {
            if (bad == BadSource::Stop) throw;
            report_unusable(error, {name, area, set.findings, set.repairs, command_inside_study(definition)});
        }
    }
    if (const auto towns = set.layers.find("town"); towns != set.layers.end())
        complete_town_codes(towns->second.table, catalogue.plan,
                            {source_name(towns->second.definitions.front()), area, set.findings, set.repairs});
    check_datums(set, area, bad, progress.part(0.8, 0.85));
    if (const model::FeatureTable* towns = set.find("town")) in_city.report(*towns, area, set.findings, set.repairs);
    look_at_layers(set, area, progress.part(0.85, 1), [&](const std::string& role, const model::FeatureTable& table, const Inspection& inspection) {
        check_whole_layer(table, *catalogue.find_role(role), set.find("town"), set.find("place"), catalogue, tolerances, inspection,
                          progress.quiet());
    });
    return set;
}

}  // namespace zonewright::intake
