#include "supply/parcels.h"

#include <algorithm>
#include <set>

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
    Finding made = finding(rule, Severity::Error, feature, std::move(why),
                           {"更正后重新导入", "correct and import again"});
    made.message.zh += "，未列入";
    made.message.en += ": left out";
    return made;
}

/// Nothing when the row can be a parcel.
std::optional<Finding> reason_to_leave_out(const Feature& feature, const std::string& id,
                                           std::set<std::string>& ids) {
    const std::string fid = fmt::format("{}", feature.fid);
    if (id.empty()) return left_out("parcel_without_id", fid, {"地块没有编号", "the parcel has no id"});
    const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
    if (polygons == nullptr || geom::planar_area(*polygons) <= 0)
        return left_out("parcel_without_area", id, {"地块没有面积", "the parcel has no area"});
    if (!ids.insert(id).second)
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
            found.count += common_m2 > least_m2(parcel);
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

/// Codes of villages and streets begin with that of their town.
bool same_town(const std::string& recorded, const std::string& code) {
    return recorded.empty() || code.empty() || recorded.starts_with(code) || code.starts_with(recorded);
}

void report_town(const Parcel& parcel, const TownShares& shares, const std::string& recorded,
                 const geom::OverlayShape& shape, std::vector<Finding>& findings) {
    const double outside_m2 = shape.planar_m2() - shares.common_m2;
    if (shares.best_m2 == 0) {
        findings.push_back(finding("parcel_outside_towns", Severity::Error, parcel.id,
                                   {"地块不在任何镇街内", "the parcel lies in no town"},
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
    if (shares.best_m2 > 0 && !same_town(recorded, parcel.town_code))
        findings.push_back(finding(
            "parcel_town_differs", Severity::Warning, parcel.id,
            {fmt::format("登记镇街 {} 与位置所在 {} 不符，以位置为准", recorded, parcel.town_code),
             fmt::format("recorded in {}, but lies in {}; its place counts", recorded, parcel.town_code)},
            {"核对登记的镇街代码", "check the recorded town code"}));
}

}  // namespace

ParcelIntake read_parcels(const model::SourceSet& sources, const std::vector<model::Town>& towns,
                          const geom::StatutoryArea& area, const Progress& progress) {
    const FeatureTable* table = sources.find("parcel");
    if (table == nullptr)
        throw InputError(
            {.thing = "study.toml: source",
             .value = {},
             .expected = both("角色为 parcel 的数据", "a source of the role parcel"),
             .advice = both("用 zonewright import 加入工业地块", "add the parcels with zonewright import")});
    ParcelIntake intake;
    std::vector<std::string> recorded;
    std::set<std::string> ids;
    for (const Feature& feature : table->features) {
        const Row row(*table, feature, intake.findings);
        if (auto reason = reason_to_leave_out(feature, row.text("id"), ids)) {
            reason->geometry = feature.geometry;
            intake.findings.push_back(std::move(*reason));
            continue;
        }
        intake.parcels.push_back(parcel_of(row));
        intake.parcels.back().geometry = std::get<geom::MultiPolygon>(feature.geometry);
        recorded.push_back(row.text("town_code"));
    }
    const TownMap map(towns);
    std::vector<std::vector<Finding>> reports(intake.parcels.size());
    parallel_for(intake.parcels.size(), 64, progress, [&](std::size_t i) {
        Parcel& parcel = intake.parcels[i];
        parcel.gross = area.of(parcel.geometry);
        const geom::OverlayShape shape(parcel.geometry);
        const TownShares shares = map.shares(shape);
        if (shares.best_m2 > 0)
            parcel.town_code = towns[shares.best].code, parcel.town_name = towns[shares.best].name;
        if (!towns.empty()) report_town(parcel, shares, recorded[i], shape, reports[i]);
    });
    for (std::size_t i = 0; i < reports.size(); ++i)
        for (Finding& report : reports[i]) {
            report.geometry = intake.parcels[i].geometry;
            report.area_m2 = intake.parcels[i].gross.m2();
            intake.findings.push_back(std::move(report));
        }
    return intake;
}

}  // namespace zonewright::supply
