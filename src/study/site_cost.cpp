#include "study/site_cost.h"

#include <algorithm>
#include <map>

namespace zonewright::study {
namespace {

/// Of the parcels under an outline, by their places in the study: which share of each is meant.
using Shares = std::map<std::size_t, double>;

Shares whole_parcels(const Study& study, const std::string& itself) {
    Shares shares;
    if (itself.empty()) return shares;
    for (const model::Site& site : study.sites().sites)
        if (site.id == itself)
            for (const model::ParcelId parcel : site.parcels) shares[parcel.index()] = 1;
    for (std::size_t p = 0; p < study.parcels().size() && shares.empty(); ++p)
        if (study.parcels()[p].id == itself) shares[p] = 1;
    return shares;
}

Shares parts_of_parcels(const Study& study, const model::SiteReport& report) {
    std::map<std::string, double> inside;
    for (const model::ParcelUnder& parcel : report.parcels)
        if (parcel.gross > Area{}) inside[parcel.id] = std::min(1.0, parcel.overlap.m2() / parcel.gross.m2());
    Shares shares;
    for (std::size_t p = 0; p < study.parcels().size(); ++p)
        if (const auto found = inside.find(study.parcels()[p].id); found != inside.end()) shares[p] = found->second;
    return shares;
}

bool is_verified(const model::PolicyRules& rates) {
    return std::ranges::none_of(rates.values, [](const model::RuleValue& rate) {
        return rate.evidence.confidence == model::Confidence::Unverified;
    });
}

/// Overlapping parcels may hold more than the outline.
double share_known(const model::SiteReport& report) {
    Area known;
    for (const model::ParcelUnder& parcel : report.parcels) known += parcel.overlap;
    return report.area > Area{} ? std::min(1.0, known.m2() / report.area.m2()) : 0;
}

}  // namespace

std::optional<model::LandCost> cost_of_land(const Study& study, const model::SiteReport& report,
                                            const std::string& itself) {
    Shares shares = whole_parcels(study, itself);
    const bool is_whole = !shares.empty();
    if (!is_whole) shares = parts_of_parcels(study, report);
    if (shares.empty()) return std::nullopt;
    model::LandCost cost{.known_share = is_whole ? 1 : share_known(report),
                         .verified = is_verified(study.catalogue().rules_of("cost"))};
    double net_m2 = 0;
    for (const auto& [parcel, share] : shares) {
        const model::ParcelOffer& offer = study.offers()[parcel];
        cost.yuan += offer.cost_yuan * share;
        net_m2 += study.supply_statement().parcels[parcel].net.m2() * share;
        for (const model::OfferPart& part : offer.cost_parts)
            if (!part.known && std::ranges::find(cost.parts_unknown, part.id) == cost.parts_unknown.end())
                cost.parts_unknown.push_back(part.id);
    }
    // Where less than a square metre is left, a price for each would only be a large number.
    if (net_m2 >= 1) cost.yuan_per_m2 = cost.yuan * (1 / net_m2);
    return cost;
}

}  // namespace zonewright::study
