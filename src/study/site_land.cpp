#include "study/site_land.h"

#include <algorithm>
#include <set>

#include "gis/overlay.h"

namespace zonewright::study {
namespace {

/// Two figures of the same land may differ by the rounding of their parts.
const Area rounding = Area::from_m2(0.05);

std::vector<geom::Box> boxes_of(const std::vector<model::Parcel>& parcels) {
    std::vector<geom::Box> boxes;
    boxes.reserve(parcels.size());
    for (const model::Parcel& parcel : parcels) boxes.push_back(geom::bounds(parcel.geometry));
    return boxes;
}

bool begins_with_any(const std::string& code, const model::RuleValue* group) {
    return group != nullptr && std::any_of(group->words.begin(), group->words.end(),
                                           [&](const std::string& word) { return code.rfind(word, 0) == 0; });
}

const model::CheckResult* split_by(const model::SiteCheck& check, const std::string& field) {
    for (const model::CheckResult& result : check.results)
        if (result.rule.role == "land_use" && result.rule.breakdown_field == field &&
            result.rule.where.empty() && result.state != model::CheckState::NotChecked)
            return &result;
    return nullptr;
}

Area& group_of(const std::string& code, const model::PolicyRules& rules, model::OwnedLand& land) {
    return begins_with_any(code, rules.find("agricultural_classes"))   ? land.agricultural
           : begins_with_any(code, rules.find("construction_classes")) ? land.construction
           : begins_with_any(code, rules.find("unused_classes"))       ? land.unused
                                                                       : land.unclassed;
}

/// The same polygons were measured by class and by owner: a piece is found again by its feature and its area.
std::string owner_of_piece(const model::CheckPiece& piece, const model::CheckResult& owned) {
    for (const model::CheckPiece& other : owned.pieces)
        if (other.feature == piece.feature && other.area == piece.area) return other.part;
    return {};
}

/// Owners × groups; what overlapping polygons hold twice, or none covers, is unclassed land of unknown owner.
void cross_owners(const model::CheckResult& classes, const model::CheckResult& owned, Area whole,
                  const model::PolicyRules& rules, model::LandBalance& balance) {
    Area stated;
    for (const model::CheckPiece& piece : classes.pieces) {
        const std::string owner = owner_of_piece(piece, owned);
        model::OwnedLand& line = begins_with_any(owner, rules.find("state_ownership"))        ? balance.of_state
                                 : begins_with_any(owner, rules.find("collective_ownership")) ? balance.of_collective
                                                                                              : balance.of_unknown;
        group_of(piece.part, rules, line) += piece.area;
        if (begins_with_any(piece.part, rules.find("cultivated_classes"))) line.cultivated += piece.area;
        stated += piece.area;
    }
    balance.of_unknown.unclassed += whole - stated;
}

}  // namespace

SiteLand::SiteLand(const Study& study)
    : study_(study), towns_(study.towns()), parcels_(boxes_of(study.parcels())) {}

void SiteLand::describe(model::SiteReport& report) const {
    towns_under(report);
    places_under(report);
    parcels_under(report);
}

void SiteLand::towns_under(model::SiteReport& report) const {
    std::vector<geom::MultiPolygon> pieces;
    Area sum, largest;
    for (const model::Town& town : towns_) {
        geom::MultiPolygon piece = gis::intersection(report.outline, town.geometry);
        const Area area = study_.area().of(piece);
        if (area <= Area{}) continue;
        if (area > largest) largest = area, report.town_code = town.code.empty() ? town.name : town.code;
        report.towns.emplace_back(
            Text(town.name, model::name_of(town, study_.plan()).en), area);
        sum += area;
        pieces.push_back(std::move(piece));
    }
    std::stable_sort(report.towns.begin(), report.towns.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    const Area covered = pieces.empty() ? Area{} : study_.area().of(gis::union_of(pieces));
    // Towns may overlap or leave gaps: both are stated, never shared out; only rounding is.
    if (sum - covered > rounding) report.in_several_towns = sum - covered;
    if (report.area - covered > rounding) report.towns.emplace_back(Text(), report.area - covered);
    Area stated = -report.in_several_towns;
    for (const auto& town : report.towns) stated += town.second;
    if (!report.towns.empty()) report.towns.front().second += report.area - stated;
}

void SiteLand::places_under(model::SiteReport& report) const {
    for (const model::Territory& territory : study_.zones().territories) {
        const model::Place& place = study_.catalogue().plan.place(territory.place);
        if (place.kind == model::PlaceKind::Town || !gis::intersects(report.outline, territory.geometry))
            continue;
        const Area area = study_.area().of(gis::intersection(report.outline, territory.geometry));
        if (area > Area{}) report.places.push_back({territory.place, territory.status, area});
    }
    std::stable_sort(report.places.begin(), report.places.end(),
                     [](const auto& a, const auto& b) { return a.area > b.area; });
}

void SiteLand::parcels_under(model::SiteReport& report) const {
    const gis::PreparedPolygons prepared(report.outline);
    for (std::uint32_t id : parcels_.query(geom::bounds(report.outline))) {
        const model::Parcel& parcel = study_.parcels()[id];
        if (!prepared.intersects(parcel.geometry)) continue;
        const Area overlap = study_.area().of(gis::intersection(report.outline, parcel.geometry));
        if (overlap <= Area{}) continue;
        report.parcels.push_back({parcel.id, parcel.owner, parcel.ownership, parcel.use_name, parcel.tenure,
                                  parcel.gross, overlap, parcel.floor_area_m2});
    }
    std::stable_sort(report.parcels.begin(), report.parcels.end(),
                     [](const auto& a, const auto& b) { return a.overlap > b.overlap; });
    std::set<std::string> owners;
    for (const model::ParcelUnder& parcel : report.parcels)
        if (!parcel.owner.empty()) owners.insert(parcel.owner);
    report.owner_count = static_cast<int>(owners.size());
}

model::LandBalance land_balance(const model::SiteCheck& check, const model::PolicyRules& rules) {
    model::LandBalance balance;
    const model::CheckResult* classes = split_by(check, "class_code");
    if (classes == nullptr) return balance;
    balance.known = true;
    balance.date = classes->data_date;
    balance.source = classes->data_source;
    for (const auto& [code, area] : classes->breakdown) {
        if (begins_with_any(code, rules.find("cultivated_classes"))) balance.cultivated += area;
        Area& group = begins_with_any(code, rules.find("agricultural_classes"))   ? balance.agricultural
                      : begins_with_any(code, rules.find("construction_classes")) ? balance.construction
                      : begins_with_any(code, rules.find("unused_classes"))       ? balance.unused
                                                                                  : balance.unclassed;
        group += area;
    }
    // What the layer does not cover, or covers twice, belongs to no group.
    balance.unclassed +=
        check.area - balance.agricultural - balance.construction - balance.unused - balance.unclassed;
    if (const model::CheckResult* owned = split_by(check, "ownership"))
        cross_owners(*classes, *owned, check.area, rules, balance);
    if (const model::CheckResult* owned = split_by(check, "ownership"))
        for (const auto& [code, area] : owned->breakdown) {
            if (begins_with_any(code, rules.find("state_ownership"))) balance.state += area;
            if (begins_with_any(code, rules.find("collective_ownership"))) balance.collective += area;
        }
    balance.ownership_unknown = check.area - balance.state - balance.collective;
    return balance;
}

}  // namespace zonewright::study
