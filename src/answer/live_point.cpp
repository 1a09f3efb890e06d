#include "answer/live_point.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "geom/planar_area.h"
#include "model/criterion_surface.h"
#include "suitability/preview.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;

Json finite(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

const model::Parcel* parcel_at(const study::Study& study, const geom::Point& place) {
    for (const model::Parcel& parcel : study.parcels())
        if (geom::bounds(parcel.geometry).contains(place) && geom::locate(place, parcel.geometry) != geom::Position::Outside) return &parcel;
    return nullptr;
}

Json excluding_rules(const study::Study& study, std::uint32_t reasons) {
    Json rules = Json::array();
    const auto& constraints = study.catalogue().constraints;
    for (std::size_t bit = 0; bit < 32 && bit < constraints.size(); ++bit)
        if ((reasons >> bit & 1U) != 0)
            rules.push_back({{"constraint", constraints[bit].id}, {"title", constraints[bit].title.zh}, {"title_en", constraints[bit].title.en},
                             {"legal_basis", constraints[bit].legal_basis}});
    return rules;
}

Json parts_of(const study::Study& study, const model::ClusterRating& rating, std::size_t column,
              std::size_t row, std::vector<double>& worths) {
    Json parts = Json::array();
    for (const model::RatedCriterion& rated : rating.criteria) {
        const model::CriterionDefinition& definition = study.catalogue().criteria.at(rated.criterion.index());
        const suitability::ValueCurve curve(rated.value, model::category_words(definition), definition.id);
        const float measured = suitability::Preview::measured(rated.surface, column, row);
        worths.push_back(static_cast<double>(curve(measured)));
        parts.push_back({{"criterion", definition.id}, {"title", definition.title.zh}, {"title_en", definition.title.en}, {"unit", definition.unit},
                         {"clause", definition.clause}, {"measured", finite(static_cast<double>(measured))}, {"is_far", std::isinf(measured)},
                         {"weight", rated.weight}, {"worth", finite(worths.back())}, {"points", finite(rated.weight * worths.back())}});
    }
    return parts;
}

}  // namespace

Json live_point(const study::Study& study, const model::ClusterRating& rating, const geom::Point& place) {
    const raster::GridSpec& spec = study.grid();
    const double column = std::floor((place.x - spec.west_m) / spec.cell_m), row = std::floor((spec.north_m - place.y) / spec.cell_m);
    Json json{{"state", "outside"}, {"parcel", nullptr}, {"score", nullptr}, {"parts", Json::array()}, {"excluded_by", Json::array()}};
    if (column < 0 || row < 0 || column >= static_cast<double>(spec.columns) || row >= static_cast<double>(spec.rows)) return json;
    const auto c = static_cast<std::size_t>(column), r = static_cast<std::size_t>(row);
    const std::uint32_t reasons = study.admissible().at(c, r);
    if (reasons == model::outside_city) return json;
    if (const model::Parcel* parcel = parcel_at(study, place)) json["parcel"] = parcel->id, json["town"] = parcel->town_name;
    json["state"] = reasons == 0 ? "no_data" : "excluded";
    json["excluded_by"] = excluding_rules(study, reasons);
    if (reasons != 0) return json;
    std::vector<double> worths, weights;
    json["parts"] = parts_of(study, rating, c, r, worths);
    for (const model::RatedCriterion& rated : rating.criteria) weights.push_back(rated.weight);
    const double score = suitability::aggregate(suitability::parse_aggregation(study.suitability().aggregation), worths, weights);
    json["score"] = finite(score);
    if (std::isfinite(score)) json["state"] = "scored";
    return json;
}

}  // namespace zonewright::answer
