#include "supply/parcels.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <unordered_map>

#include "base/errors.h"
#include "base/parallel.h"
#include "geom/overlay_area.h"
#include "geom/planar_area.h"
#include "geom/spatial_index.h"

namespace zonewright::supply {
namespace {

using model::Feature;
using model::FeatureTable;
using model::Finding;
using model::Parcel;
using model::Severity;
using model::Town;

Finding finding(const char* rule, Severity severity, const std::string& feature, Text message, Text fix) {
    Finding made;
    made.source = "parcel";
    made.rule = rule;
    made.severity = severity;
    made.feature = feature;
    made.message = std::move(message);
    made.fix = std::move(fix);
    return made;
}

/// Reads canonical fields of one row; a field that the source lacks is unknown.
class Row {
public:
    Row(const FeatureTable& table, const Feature& feature, std::vector<Finding>& findings)
        : table_(table), feature_(feature), findings_(findings) {}

    std::string text(const char* field) const {
        const auto at = table_.find_field(field);
        return at ? model::text_of(feature_.values[*at]) : std::string();
    }
    /// The text of a field that only some tables have.
    std::string written(const char* field, const std::string& where_absent) const {
        return table_.find_field(field) ? text(field) : where_absent;
    }
    std::optional<double> number(const char* field) const {
        const auto at = table_.find_field(field);
        return at ? model::number_of(feature_.values[*at]) : std::nullopt;
    }
    std::optional<int> year(const char* field) const {
        const auto value = number(field);
        return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    }
    bool flag(const char* field) const { return number(field).value_or(0) != 0; }

    /// A quantity that cannot be negative.
    std::optional<double> quantity(const char* field) const {
        const auto value = number(field);
        if (!value || *value >= 0) return value;
        findings_.push_back(finding("negative_value", Severity::Warning, text("id"),
                                    {fmt::format("字段 {} 为负值 {}，按未知处理", field, *value),
                                     fmt::format("{} is negative ({}): taken as unknown", field, *value)},
                                    {"核对并更正数值", "check and correct the value"}));
        return std::nullopt;
    }

private:
    const FeatureTable& table_;
    const Feature& feature_;
    std::vector<Finding>& findings_;
};

Parcel parcel_of(const Row& row) {
    Parcel parcel;
    parcel.id = row.text("id");
    parcel.source_id = row.written("source_id", parcel.id);
    parcel.owner = row.text("owner");
    parcel.ownership = row.text("ownership");
    parcel.land_use = row.text("land_use");
    parcel.use_name = row.text("use_name");
    parcel.tenure = row.text("tenure");
    parcel.year_built = row.year("year_built");
    parcel.floor_area_m2 = row.quantity("floor_area_m2");
    parcel.storeys = row.quantity("storeys");
    parcel.storey_height_m = row.quantity("storey_height_m");
    parcel.floor_load_kn_m2 = row.quantity("floor_load_kn_m2");
    parcel.rent_yuan_per_m2_month = row.quantity("rent_yuan_per_m2_month");
    parcel.land_price_yuan_per_m2 = row.quantity("land_price_yuan_per_m2");
    parcel.recorded_area_m2 = row.quantity("recorded_area_m2");
    parcel.output_yuan_per_mu = row.quantity("output_yuan_per_mu");
    parcel.approved_year = row.year("approved_year");
    parcel.contract_start_year = row.year("contract_start_year");
    parcel.suspended_year = row.year("suspended_year");
    parcel.developed_share = row.quantity("developed_share");
    parcel.invested_share = row.quantity("invested_share");
    parcel.in_renewal_register = row.flag("in_renewal_register");
    parcel.vacant = row.flag("vacant");
    return parcel;
}

Finding left_out(const char* rule, const std::string& feature, Text why) {
    return finding(rule, Severity::Error, feature, std::move(why) + Text{"，未列入", ": left out"},
                   {"更正后重新导入", "correct and import again"});
}

/// The ids of a table so far, by the rows that have them: texts are compared where their hashes meet.
class SeenIds {
public:
    SeenIds(const FeatureTable& table, std::size_t rows) : table_(table) { rows_.reserve(rows); }

    /// False when an earlier row has the id.
    bool insert(const std::string& id, std::size_t row) {
        const auto [first, last] = rows_.equal_range(std::hash<std::string>()(id));
        for (auto it = first; it != last; ++it)
            if (model::text_of(table_.features[it->second].values[table_.field("id")]) == id) return false;
        rows_.emplace(std::hash<std::string>()(id), static_cast<std::uint32_t>(row));
        return true;
    }

private:
    const FeatureTable& table_;
    std::unordered_multimap<std::size_t, std::uint32_t> rows_;
};

/// Nothing when the row can be a parcel. Intake gives every parcel an id of its own: what comes here without
/// one, or with that of another, did not come that way.
std::optional<Finding> reason_to_leave_out(const Feature& feature, const std::string& id, std::size_t row,
                                           SeenIds& ids) {
    const std::string fid = fmt::format("{}", feature.fid);
    const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
    if (polygons == nullptr || geom::planar_area(*polygons) <= 0)
        return left_out("parcel_without_area", id.empty() ? fid : id,
                        {"地块没有面积", "the parcel has no area"});
    if (id.empty()) return left_out("parcel_without_id", fid, {"地块没有编号", "the parcel has no id"});
    if (!ids.insert(id, row))
        return left_out("parcel_id_repeated", id,
                        {"地块编号与前面的重复", "the id of an earlier parcel is repeated"});
    return std::nullopt;
}

/// What the towns say about one parcel.
struct TownShares {
    std::size_t best = 0;
    double best_m2 = 0, common_m2 = 0;
    int count = 0;
};

class TownMap {
public:
    explicit TownMap(const std::vector<Town>& towns) : index_(boxes_of(towns, shapes_)) {}

    TownShares shares(const geom::OverlayShape& parcel) const {
        TownShares found;
        for (std::uint32_t id : index_.query(parcel.box())) {
            const double common_m2 = geom::overlay_area_m2(parcel, shapes_[id]);
            if (common_m2 <= 0) continue;
            found.common_m2 += common_m2;
            if (common_m2 > least_m2(parcel)) ++found.count;
            if (common_m2 > found.best_m2) found.best = id, found.best_m2 = common_m2;
        }
        return found;
    }
    /// Less than this is a boundary drawn twice, not a parcel in two towns.
    static double least_m2(const geom::OverlayShape& parcel) { return 1e-3 * parcel.planar_m2(); }

private:
    static std::vector<geom::Box> boxes_of(const std::vector<Town>& towns,
                                           std::vector<geom::OverlayShape>& shapes) {
        std::vector<geom::Box> boxes;
        for (const Town& town : towns) {
            shapes.emplace_back(town.geometry);
            boxes.push_back(shapes.back().box());
        }
        return boxes;
    }

    std::vector<geom::OverlayShape> shapes_;
    geom::SpatialIndex index_;
};

/// What the source says about the town of a parcel.
struct TownRecord {
    std::string code, name;

    bool empty() const { return code.empty() && name.empty(); }
    std::string words() const { return name.empty() || name == code ? code : name + " " + code; }
};

std::string words_of(const Town& town) {
    return town.name.empty() || town.name == town.code ? town.code : town.name + " " + town.code;
}

/// Of towns that the study does not have: a mismatch cannot be told.
class UnknownTowns {
public:
    void add(const TownRecord& record, Area area) {
        auto& [count, sum] = by_words_[record.words()];
        ++count;
        sum += area;
    }
    void report(std::vector<Finding>& findings) const {
        for (const auto& [words, counted] : by_words_) {
            findings.push_back(finding(
                "parcel_town_unknown", Severity::Notice, words,
                both("{} 宗地块登记镇街 {}，镇街图层中没有；以位置为准",
                     "{} parcels are recorded in {}, which is no town of the layer; their place counts",
                     counted.first, words),
                {"在镇街图层中补上代码（XZQDM）", "give the towns their codes (XZQDM) in the layer"}));
            findings.back().area_m2 = counted.second.m2();
        }
    }

private:
    std::map<std::string, std::pair<std::size_t, Area>> by_words_;
};

void report_town(const Parcel& parcel, const TownShares& shares, const geom::OverlayShape& shape,
                 std::vector<Finding>& findings) {
    const double outside_m2 = shape.planar_m2() - shares.common_m2;
    if (shares.best_m2 == 0) {
        findings.push_back(
            finding("parcel_outside_towns", Severity::Error, parcel.id,
                    Text{"地块不在任何镇街内", "the parcel lies in no town"} +
                        (parcel.town_code.empty()
                             ? Text{}
                             : both("，按登记计入{}", "; by its records it counts in {}", parcel.town_name)),
                    {"核对地块位置或补全镇街界线", "check the parcel or complete the towns"}));
    } else if (outside_m2 > TownMap::least_m2(shape)) {
        findings.push_back(finding("parcel_partly_outside_towns", Severity::Warning, parcel.id,
                                   {fmt::format("地块有 {:.2f} 平方米不在任何镇街内", outside_m2),
                                    fmt::format("{:.2f} m² of the parcel lie in no town", outside_m2)},
                                   {"补全镇街界线", "complete the towns"}));
    } else if (shares.count > 1) {
        findings.push_back(finding("parcel_across_towns", Severity::Notice, parcel.id,
                                   {fmt::format("地块跨镇街，按面积最大者计入{}", parcel.town_name),
                                    fmt::format("the parcel crosses towns; counted in {}", parcel.town_name)},
                                   {"按镇界分割地块", "split the parcel along the boundary"}));
    }
}

/// `place` is the town it lies in, `recorded` the one its records mean.
void report_mismatch(const Parcel& parcel, const Town& place, const Town& recorded,
                     std::vector<Finding>& findings) {
    if (place.code == recorded.code) return;
    findings.push_back(finding(
        "parcel_town_differs", Severity::Warning, parcel.id,
        {fmt::format("登记镇街 {} 与位置所在 {} 不符，以位置为准", words_of(recorded), words_of(place)),
         fmt::format("recorded in {}, but lies in {}; its place counts", words_of(recorded),
                     words_of(place))},
        {"核对登记的镇街代码", "check the recorded town code"}));
}

/// The place decides; where it lies in no town, the records do.
void settle_town(Parcel& parcel, const std::vector<Town>& towns, const TownMap& map, const TownRecord& record,
                 std::vector<Finding>& findings) {
    if (towns.empty()) return;
    const geom::OverlayShape shape(parcel.geometry);
    const TownShares shares = map.shares(shape);
    const auto recorded = model::town_in_records(towns, record.code, record.name);
    const bool placed = shares.best_m2 > 0;
    if (placed || recorded) {
        const Town& town = towns[placed ? shares.best : *recorded];
        parcel.town_code = town.code, parcel.town_name = town.name;
    }
    report_town(parcel, shares, shape, findings);
    if (placed && recorded) report_mismatch(parcel, towns[shares.best], towns[*recorded], findings);
}

/// Reads a table of parcels, some rows at a time, so that whoever wants the findings only need not keep the parcels.
class ParcelTable {
public:
    ParcelTable(const FeatureTable& table, const std::vector<Town>& towns, const geom::StatutoryArea& area,
                FindingShapes shapes)
        : table_(table), towns_(towns), area_(area), shapes_(shapes), map_(towns), ids_(table, table.features.size()) {}

    /// The parcels of the rows from `first` to before `last`.
    std::vector<Parcel> read(std::size_t first, std::size_t last, const Progress& progress) {
        std::vector<Parcel> parcels;
        std::vector<TownRecord> records;
        for (std::size_t i = first; i < last; ++i) {
            const Feature& feature = table_.features[i];
            const Row row(table_, feature, of_rows_);
            if (auto reason = reason_to_leave_out(feature, row.text("id"), i, ids_)) {
                if (shapes_ == FindingShapes::Kept) reason->geometry = feature.geometry;
                reason->area_m2 = area_.of(feature.geometry).m2();
                of_rows_.push_back(std::move(*reason));
                continue;
            }
            parcels.push_back(parcel_of(row));
            parcels.back().geometry = std::get<geom::MultiPolygon>(feature.geometry);
            records.push_back({row.text("town_code"), row.text("town_name")});
        }
        place(parcels, records, progress);
        return parcels;
    }
    /// What was found in all that was read: in the rows, then in their places.
    std::vector<Finding> findings() && {
        unknown_.report(of_places_);
        std::move(of_places_.begin(), of_places_.end(), std::back_inserter(of_rows_));
        return std::move(of_rows_);
    }

private:
    void place(std::vector<Parcel>& parcels, const std::vector<TownRecord>& records, const Progress& progress) {
        std::vector<std::vector<Finding>> reports(parcels.size());
        parallel_for(parcels.size(), 64, progress, [&](std::size_t i) {
            parcels[i].gross = area_.of(parcels[i].geometry);
            settle_town(parcels[i], towns_, map_, records[i], reports[i]);
        });
        for (std::size_t i = 0; i < reports.size(); ++i) {
            for (Finding& report : reports[i]) {
                if (shapes_ == FindingShapes::Kept) report.geometry = parcels[i].geometry;
                report.area_m2 = parcels[i].gross.m2();
                of_places_.push_back(std::move(report));
            }
            if (!towns_.empty() && !records[i].empty() &&
                !model::town_in_records(towns_, records[i].code, records[i].name))
                unknown_.add(records[i], parcels[i].gross);
        }
    }

    const FeatureTable& table_;
    const std::vector<Town>& towns_;
    const geom::StatutoryArea& area_;
    FindingShapes shapes_;
    TownMap map_;
    SeenIds ids_;
    UnknownTowns unknown_;
    std::vector<Finding> of_rows_, of_places_;
};

}  // namespace

ParcelIntake read_parcels(const model::SourceSet& sources, const std::vector<Town>& towns,
                          const geom::StatutoryArea& area, const Progress& progress) {
    const FeatureTable* table = sources.find("parcel");
    if (table == nullptr)
        throw InputError(
            {.thing = "study.toml: source",
             .value = {},
             .expected = both("角色为 parcel 的数据", "a source of the role parcel"),
             .advice = both("用 zonewright import 加入工业地块", "add the parcels with zonewright import")});
    ParcelTable parcels(*table, towns, area, FindingShapes::Kept);
    ParcelIntake intake{parcels.read(0, table->features.size(), progress), {}};
    intake.findings = std::move(parcels).findings();
    return intake;
}

std::vector<Finding> parcel_findings(const FeatureTable& table, const std::vector<Town>& towns,
                                     const geom::StatutoryArea& area, FindingShapes shapes, const Progress& progress) {
    constexpr std::size_t slice = 16384;
    ParcelTable parcels(table, towns, area, shapes);
    const std::size_t count = table.features.size();
    const auto share = [&](std::size_t at) { return static_cast<double>(at) / static_cast<double>(count); };
    for (std::size_t first = 0; first < count; first += slice) {
        const std::size_t last = std::min(first + slice, count);
        parcels.read(first, last, progress.part(share(first), share(last)));
    }
    return std::move(parcels).findings();
}

}  // namespace zonewright::supply
