#include "answer/recompute_measures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "answer/plain_roads.h"
#include "geom/planar_area.h"
#include "model/criterion_surface.h"
#include "model/feature_filter.h"

namespace zonewright::answer {

/// One surface and what its criterion asks for.
struct MeasureRecomputer::Asked {
    const model::CriterionDefinition& criterion;
    const model::Cluster& cluster;
    const model::FeatureTable* table;              ///< null for rasters and zones
    std::vector<const model::Feature*> features;   ///< those that are meant
    CellReader surface;
    double cell_m;
};

namespace {

using model::MeasureKind;

constexpr double cells_of_distance = 1.5;  ///< from the middle of a cell to the middle of the one that holds the feature
constexpr double cells_of_time = 2;        ///< the same at both ends of the way across the country
constexpr double float_noise = 1e-6;       ///< of a value, as a float keeps it
constexpr double amount_step = 1.0 / 65536;  ///< amounts are summed in whole steps
constexpr double margin_of_roads_m = 3000; ///< as in criterion/measure_travel_time.cpp

/// Does the field of the feature hold one of the words, perhaps among others ("ai;energy")?
bool holds_word(const std::string& text, const std::vector<std::string>& words) {
    std::string listed = ";" + text + ";";
    std::ranges::replace(listed, ',', ';');
    return std::ranges::any_of(words, [&](const std::string& word) {
        return text == word || listed.find(";" + word + ";") != std::string::npos;
    });
}

/// The words of a filter, those of the cluster put for "$cluster".
std::vector<std::string> words_for(const std::vector<std::string>& accepted, const model::Cluster& cluster) {
    std::vector<std::string> words;
    for (const std::string& word : accepted) {
        if (word != model::cluster_placeholder) words.push_back(word);
        else std::ranges::copy(model::names_in_data(cluster), std::back_inserter(words));
    }
    return words;
}

/// Position of the class in the list: itself, of a code its longest beginning, else "other"; −1: none.
double class_position(const std::vector<std::string>& words, const std::string& text) {
    std::size_t best = words.size(), length = 0;
    const bool is_code = text.find_first_not_of("0123456789") == std::string::npos;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool fits = words[i] == text || (is_code && !words[i].empty() && text.starts_with(words[i]));
        if (fits && words[i].size() > length) best = i, length = words[i].size();
    }
    if (best == words.size()) best = static_cast<std::size_t>(std::ranges::find(words, "other") - words.begin());
    return best == words.size() ? -1 : static_cast<double>(best);
}

double noise_of_amounts(std::size_t features, double disc_km2, double value) {
    return amount_step * static_cast<double>(features) / disc_km2 + float_noise * value + 1e-9;
}

double km2_of_disc(double radius_m, double cell_m) {
    return static_cast<double>(disc_around({}, radius_m, cell_m).size()) * cell_m * cell_m / 1e6;
}

}  // namespace

MeasureRecomputer::MeasureRecomputer(const study::Study& study, ComparedCells& compared) : study_(study), compared_(compared) {
    const auto begin = [&](const char* name, Text way) { parts_[name] = compared_.part(name, std::move(way)); };
    begin("distance", {"由要素逐点量算距离", "distances from the features themselves"});
    begin("share", {"逐个网格中心判断是否在图斑内", "which middles of cells lie inside a polygon, one by one"});
    begin("density", {"逐个要素计入所在网格", "features counted where they lie, one by one"});
    begin("class", {"由覆盖该点的图斑取类别", "the class of the feature that holds the point"});
    begin("slope", {"由源栅格内插高程并拟合平面", "a plane fitted through heights of the source"});
    begin("time", {"另建路网逐点量算到道路本身", "a second graph of the roads, measured to the road itself"});
}

std::vector<const model::Feature*> MeasureRecomputer::meant(const model::FeatureTable& table,
                                                            const model::CriterionDefinition& criterion,
                                                            const model::Cluster& cluster) {
    std::vector<const model::Feature*> features;
    for (const model::Feature& feature : table.features) {
        const bool fits = std::ranges::all_of(criterion.where, [&](const auto& condition) {
            return holds_word(model::text_of(feature.values[table.field(condition.first)]), words_for(condition.second, cluster));
        });
        if (fits) features.push_back(&feature);
    }
    return features;
}

void MeasureRecomputer::measure(const model::RatedCriterion& rated, model::ClusterId cluster_id) {
    static const std::map<MeasureKind, void (MeasureRecomputer::*)(Asked&)> ways = {
        {MeasureKind::Distance, &MeasureRecomputer::distance},      {MeasureKind::Share, &MeasureRecomputer::share},
        {MeasureKind::Density, &MeasureRecomputer::density},        {MeasureKind::Quotient, &MeasureRecomputer::quotient},
        {MeasureKind::Category, &MeasureRecomputer::category},      {MeasureKind::ZoneListing, &MeasureRecomputer::zone_listing},
        {MeasureKind::Elevation, &MeasureRecomputer::height},       {MeasureKind::RasterValue, &MeasureRecomputer::height},
        {MeasureKind::Slope, &MeasureRecomputer::slope},            {MeasureKind::Relief, &MeasureRecomputer::relief},
        {MeasureKind::TravelTime, &MeasureRecomputer::travel_time}};
    const model::CriterionDefinition& criterion = study_.catalogue().criteria[rated.criterion.index()];
    if (!seen_.insert(rated.surface).second) return;
    const model::Cluster& cluster = study_.plan().cluster(cluster_id);
    const model::FeatureTable* table = study_.sources().find(criterion.role);
    CellReader surface(rated.surface);
    const double cell_m = surface.spec().cell_m;
    Asked asked{criterion, cluster, table, {}, std::move(surface), cell_m};
    if (table != nullptr) asked.features = meant(*table, criterion, cluster);
    (this->*ways.at(criterion.measure))(asked);
}

void MeasureRecomputer::distance(Asked& asked) {
    if (asked.table == nullptr) return;
    const PlainFeatures features(asked.features);
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        compared_.compare(parts_["distance"], asked.criterion.id, p, stated, features.nearest_m(p), cells_of_distance * asked.cell_m);
        return true;
    });
}

void MeasureRecomputer::share(Asked& asked) {
    if (asked.table == nullptr) return;
    const PlainFeatures features(asked.features);
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        const std::vector<geom::Point> disc = disc_around(p, asked.criterion.radius_m, asked.cell_m);
        const PlainFeatures::Covered covered = features.covered(disc);
        const auto all = static_cast<double>(disc.size()), doubtful = static_cast<double>(covered.on_edge);
        compared_.compare(parts_["share"], asked.criterion.id, p, stated, (static_cast<double>(covered.inside) + doubtful / 2) / all,
                          (doubtful / 2 + 0.01) / all);
        return true;
    });
}

void MeasureRecomputer::density(Asked& asked) {
    if (asked.table == nullptr) return;
    const std::string& name = asked.criterion.field;
    const auto field = name.empty() ? std::nullopt : std::optional(asked.table->field(name));
    const PlainAmounts amounts(asked.features, field, asked.surface.spec());
    const double radius_m = asked.criterion.radius_m, km2 = km2_of_disc(radius_m, asked.cell_m);
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        compared_.compare(parts_["density"], asked.criterion.id, p, stated, amounts.around(p, radius_m) / km2,
                          noise_of_amounts(asked.features.size(), km2, stated));
        return true;
    });
}

void MeasureRecomputer::quotient(Asked& asked) {
    if (asked.table == nullptr) return;
    const std::string& name = asked.criterion.field;
    const auto field = name.empty() ? std::nullopt : std::optional(asked.table->field(name));
    std::vector<const model::Feature*> everything;
    for (const model::Feature& feature : asked.table->features) everything.push_back(&feature);
    const PlainAmounts own(asked.features, field, asked.surface.spec()), all(everything, field, asked.surface.spec());
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        const double around = all.around(p, asked.criterion.radius_m);
        const bool any = own.total() > 0 && around > amount_step / 2;
        const double found = any ? own.around(p, asked.criterion.radius_m) / around * (all.total() / own.total()) : 0;
        compared_.compare(parts_["density"], asked.criterion.id, p, stated, found, 1e-3 * std::max(1.0, std::abs(found)));
        return true;
    });
}

void MeasureRecomputer::category(Asked& asked) {
    if (asked.table == nullptr) return;
    const std::vector<std::string> words = model::category_words(asked.criterion);
    const std::size_t field = asked.table->field(asked.criterion.field);
    const auto position = [&](const model::Feature* feature) { return class_position(words, model::text_of(feature->values[field])); };
    std::erase_if(asked.features, [&](const model::Feature* feature) { return position(feature) < 0; });
    const PlainFeatures features(asked.features);
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        bool doubtful = false;
        const model::Feature* feature = features.last_at(p, doubtful);
        const double found = feature == nullptr ? -1 : position(feature);
        if (doubtful) return false;
        compared_.compare(parts_["class"], asked.criterion.id, p, stated, found, 0);
        return true;
    });
}

void MeasureRecomputer::zone_listing(Asked& asked) {
    std::vector<model::Feature> zones;
    for (const model::Zone& zone : study_.zones().zones)
        if (&study_.plan().cluster(zone.cluster) == &asked.cluster) zones.push_back({.fid = 0, .geometry = zone.geometry, .values = {}});
    std::vector<const model::Feature*> listed;
    listed.reserve(zones.size());
    for (const model::Feature& zone : zones) listed.push_back(&zone);
    const PlainFeatures features(listed);
    const double elsewhere = asked.cluster.open_list ? asked.criterion.open_value : asked.criterion.unlisted_value;
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        bool doubtful = false;
        const double found = features.last_at(p, doubtful) != nullptr ? 1 : elsewhere;
        if (doubtful) return false;
        compared_.compare(parts_["class"], asked.criterion.id, p, stated, found, float_noise);
        return true;
    });
}

void MeasureRecomputer::terrain(Asked& asked, double noise_of_metre, const Measuring& measuring) {
    const auto source = study_.sources().rasters.find(asked.criterion.role);
    if (source == study_.sources().rasters.end()) return;
    auto heights = PlainHeights::of(source->second.path, study_.definition().epsg, asked.surface.spec());
    if (!heights) return;
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        std::vector<double> known;
        double noise_m = 0;
        for (const geom::Point q : measuring.where(p)) {
            const auto height = heights->at(q);
            if (!height) return false;
            known.push_back(height->height_m);
            noise_m = std::max(noise_m, height->noise_m);
        }
        compared_.compare(parts_["slope"], asked.criterion.id, p, stated, measuring.of(known), noise_m * noise_of_metre);
        return true;
    });
}

void MeasureRecomputer::height(Asked& asked) {
    terrain(asked, 1, {[](geom::Point p) { return std::vector{p}; }, [](std::span<const double> heights) { return heights[0]; }});
}

void MeasureRecomputer::slope(Asked& asked) {
    const double cell_m = asked.cell_m;
    const auto nine = [cell_m](geom::Point p) {
        std::vector<geom::Point> points;
        for (const double down : {1.0, 0.0, -1.0})
            for (const double along : {-1.0, 0.0, 1.0}) points.push_back({p.x + along * cell_m, p.y + down * cell_m});
        return points;
    };
    const double degrees_of_metre = std::sqrt(2) * 180 / std::numbers::pi / cell_m;
    terrain(asked, degrees_of_metre, {nine, [cell_m](std::span<const double> heights) { return slope_of_fitted_plane(heights, cell_m); }});
}

void MeasureRecomputer::relief(Asked& asked) {
    const auto difference = [](std::span<const double> heights) {
        const auto [low, high] = std::ranges::minmax(heights);
        return high - low;
    };
    terrain(asked, 2, {[&](geom::Point p) { return disc_around(p, asked.criterion.radius_m, asked.cell_m); }, difference});
}

void MeasureRecomputer::travel_time(Asked& asked) {
    if (asked.table == nullptr || study_.sources().find("road") == nullptr) return;
    const raster::GridSpec& spec = asked.surface.spec();
    const double margin_m = std::ceil(margin_of_roads_m / spec.cell_m) * spec.cell_m;
    const PlainRoads roads(study_.sources(), asked.criterion, asked.features, spec.box().grown(margin_m));
    compared_.draw(asked.surface, [&](geom::Point p, double stated) {
        compared_.compare(parts_["time"], asked.criterion.id, p, stated, roads.minutes_to(p), cells_of_time * asked.cell_m * roads.pace());
        return true;
    });
}

}  // namespace zonewright::answer
