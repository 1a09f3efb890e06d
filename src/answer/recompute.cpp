#include "answer/recompute.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <span>

#include "answer/recompute_surfaces.h"
#include "base/hash.h"
#include "geom/spatial_index.h"
#include "gis/geodesic_area.h"
#include "gis/overlay.h"
#include "io/vector_io.h"
#include "study/manifest.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using model::Feature;
using model::FeatureTable;

constexpr std::size_t most_faults_of_part = 100;
/// The rounding of B and L in the notice makes noise of this size; a net area adds the cuts of the overlay.
constexpr double area_noise_m2 = 0.05, area_noise_share = 1e-7, net_noise_m2 = 0.2;
constexpr double worth_noise = 2e-5;  ///< worths are kept as float
constexpr double gap_noise_m = 0.02;
constexpr std::int64_t cm2_of_m2 = 10000;

/// One published layer with its fields by name.
class Layer {
public:
    Layer(const fs::path& out, const char* name)
        : name_(name), table_(io::read_layer({.path = out / "zonewright.gpkg", .layer = name}, Progress())) {}

    const std::string& name() const { return name_; }
    const FeatureTable& table() const { return table_; }
    const std::vector<Feature>& rows() const { return table_.features; }
    std::string text(const Feature& row, const std::string& field) const {
        return model::text_of(row.values[table_.field(field)]);
    }
    std::optional<double> number(const Feature& row, const std::string& field) const {
        return model::number_of(row.values[table_.field(field)]);
    }
    std::int64_t cm2(const Feature& row, const std::string& field) const {
        return std::llround(number(row, field).value_or(0) * static_cast<double>(cm2_of_m2));
    }
    static const geom::MultiPolygon& polygons(const Feature& row) {
        static const geom::MultiPolygon none;
        const auto* found = std::get_if<geom::MultiPolygon>(&row.geometry);
        return found == nullptr ? none : *found;
    }

private:
    std::string name_;
    FeatureTable table_;
};

/// Counts rows and differences of one part and names the first faults.
class Part {
public:
    Part(Recomputation& result, std::string part, Text way) : result_(result) {
        result_.parts.push_back({.part = std::move(part), .way = std::move(way)});
    }
    void compare(const Layer& layer, const std::string& row, const std::string& field, double published, double found,
                 double noise) {
        RecomputedPart& part = result_.parts.back();
        ++part.rows;
        part.largest_difference = std::max(part.largest_difference, std::abs(published - found));
        if (std::abs(published - found) <= noise) return;
        if (++part.faults <= most_faults_of_part)
            result_.faults.push_back({layer.name(), row, field, fmt::format("{}", published), fmt::format("{:.10g}", found)});
    }

private:
    Recomputation& result_;
};

double noise_of(double area_m2, double least) {
    return least + area_noise_share * std::abs(area_m2);
}

/// Positions of the rows to look at, ascending; the same for the same seed.
std::vector<std::size_t> sample_of(std::size_t rows, std::size_t sample, std::uint64_t seed) {
    std::vector<std::size_t> all(rows);
    for (std::size_t i = 0; i < rows; ++i) all[i] = i;
    if (sample == 0 || sample >= rows) return all;
    std::vector<std::size_t> chosen;
    std::mt19937_64 random(seed);
    std::sample(all.begin(), all.end(), std::back_inserter(chosen), sample, random);
    return chosen;
}

/// "d_<constraint>_m2", in the order of the table.
std::vector<std::string> deduction_fields(const Layer& parcels) {
    std::vector<std::string> fields;
    for (const model::Field& field : parcels.table().fields)
        if (field.name.starts_with("d_") && field.name.ends_with("_m2")) fields.push_back(field.name);
    return fields;
}

/// All excluded land but what is taken as too narrow, which is a shape's and not a layer's.
class ExcludedLand {
public:
    explicit ExcludedLand(const std::vector<model::ConstraintLayer>& layers) {
        for (const model::ConstraintLayer& layer : layers) {
            if (!layer.checked || layer.rule.kind == model::ConstraintKind::Fragment) continue;
            const bool outside = layer.rule.kind == model::ConstraintKind::Outside;
            if (outside) admissible_.push_back(gis::union_of(layer.polygons));
            else for (const geom::MultiPolygon& polygon : layer.polygons) excluded_.push_back(&polygon);
        }
        std::vector<geom::Box> boxes;
        for (const geom::MultiPolygon* polygon : excluded_) boxes.push_back(geom::bounds(*polygon));
        index_ = std::make_unique<geom::SpatialIndex>(boxes);
    }
    geom::MultiPolygon rest_of(const geom::MultiPolygon& parcel) const {
        geom::MultiPolygon rest = parcel;
        for (const std::uint32_t i : index_->query(geom::bounds(parcel)))
            if (!rest.empty()) rest = gis::difference(rest, *excluded_[i]);
        for (const geom::MultiPolygon& inside : admissible_)
            if (!rest.empty()) rest = gis::intersection(rest, inside);
        return rest;
    }

private:
    std::vector<const geom::MultiPolygon*> excluded_;
    std::vector<geom::MultiPolygon> admissible_;
    std::unique_ptr<geom::SpatialIndex> index_;
};

class Recomputer {
public:
    Recomputer(const study::Study& study, const fs::path& out, std::size_t sample)
        : study_(study), parcels_(out, "parcel"), out_(out), sample_(sample) {
        const auto manifest = study::find_manifest(out);
        seed_ = manifest ? std::stoull(manifest->digest.substr(0, 15), nullptr, 16) : 1;
        chosen_ = sample_of(parcels_.rows().size(), sample_, seed_);
    }

    Recomputation run(const Progress& progress) {
        const bool measured = study_.definition().area_basis == model::AreaBasis::Statutory;
        if (measured) areas(progress.part(0, 0.2));
        balances();
        if (measured) net(progress.part(0.2, 0.7));
        waterfall();
        scores();
        shortfalls();
        links(progress.part(0.8, 0.9));
        Recomputation surfaces = recompute_surfaces(study_, out_, sample_, seed_ + 2, progress.part(0.9, 1));
        std::ranges::move(surfaces.parts, std::back_inserter(result_.parts));
        std::ranges::move(surfaces.faults, std::back_inserter(result_.faults));
        return std::move(result_);
    }

private:
    std::string id(const Feature& row) const { return parcels_.text(row, "id"); }

    void areas(const Progress& progress) {
        Part part(result_, "area", {"以测地线法复算椭球面积", "the ellipsoidal area by geodesics"});
        for (const std::size_t i : chosen_) {
            progress.checkpoint();
            const Feature& row = parcels_.rows()[i];
            const double found = gis::geodesic_area_m2(Layer::polygons(row), parcels_.table().epsg);
            part.compare(parcels_, id(row), "gross_m2", parcels_.number(row, "gross_m2").value_or(0), found,
                         noise_of(found, area_noise_m2));
        }
    }

    void balances() {
        Part part(result_, "balance", {"毛面积 = 各项扣减 + 净面积", "gross = deductions + net"});
        const std::vector<std::string> deductions = deduction_fields(parcels_);
        for (const Feature& row : parcels_.rows()) {
            std::int64_t sum = parcels_.cm2(row, "net_m2");
            for (const std::string& field : deductions) sum += parcels_.cm2(row, field);
            part.compare(parcels_, id(row), "gross_m2", parcels_.number(row, "gross_m2").value_or(0),
                         static_cast<double>(sum) / cm2_of_m2, 1e-6);
        }
    }

    /// Where no other parcel takes a part of it first.
    void net(const Progress& progress) {
        Part part(result_, "net", {"以 GEOS 逐一扣除、测地线法量算", "all deductions by GEOS, measured by geodesics"});
        const ExcludedLand excluded(study_.constraints().layers);
        std::vector<std::string> fragments;
        for (const model::ConstraintLayer& layer : study_.constraints().layers)
            if (layer.rule.kind == model::ConstraintKind::Fragment) fragments.push_back("d_" + layer.rule.id + "_m2");
        for (const std::size_t i : chosen_) {
            progress.checkpoint();
            const Feature& row = parcels_.rows()[i];
            if (parcels_.cm2(row, "d_parcel_overlap_m2") != 0) continue;
            double stated = parcels_.number(row, "net_m2").value_or(0);
            for (const std::string& field : fragments)
                if (parcels_.table().find_field(field)) stated += parcels_.number(row, field).value_or(0);
            const double found = gis::geodesic_area_m2(excluded.rest_of(Layer::polygons(row)), parcels_.table().epsg);
            part.compare(parcels_, id(row), "net_m2", stated, found, noise_of(found, net_noise_m2));
        }
    }

    using Group = std::vector<std::string>;  ///< town, class, size, step
    std::map<Group, std::int64_t> sums_of_parcels() const {
        std::map<Group, std::int64_t> sums;
        std::vector<std::pair<std::string, std::string>> steps{{"gross_m2", "gross"}, {"net_m2", "net"}};
        for (const std::string& field : deduction_fields(parcels_)) steps.emplace_back(field, field.substr(2, field.size() - 5));
        for (const Feature& row : parcels_.rows()) {
            const std::string code = parcels_.text(row, "town_code");
            const Group own{code.empty() ? model::no_town : code, parcels_.text(row, "supply_class"), parcels_.text(row, "size_class")};
            for (unsigned totals = 0; totals < 8; ++totals) {
                Group group = own;
                for (unsigned g = 0; g < 3; ++g)
                    if ((totals >> g & 1U) != 0) group[g] = "all";
                group.emplace_back();
                for (const auto& [field, step] : steps) group[3] = step, sums[group] += parcels_.cm2(row, field);
            }
        }
        return sums;
    }

    void waterfall() {
        Part part(result_, "waterfall", {"由各地块逐项加总", "sums of the parcels"});
        const Layer rows(out_, "waterfall");
        const std::map<Group, std::int64_t> sums = sums_of_parcels();
        for (const Feature& row : rows.rows()) {
            const auto stated = rows.number(row, "area_m2");
            if (!stated) continue;  // not checked: unknown, not zero
            const Group group{rows.text(row, "town_code"), rows.text(row, "supply_class"), rows.text(row, "size_class"),
                              rows.text(row, "step")};
            const auto sum = sums.find(group);
            part.compare(rows, fmt::format("{}", fmt::join(group, "/")), "area_m2", *stated,
                         sum == sums.end() ? 0 : static_cast<double>(sum->second) / cm2_of_m2, 1e-6);
        }
    }

    void scores() {
        const model::Suitability& suitability = study_.suitability();
        if (suitability.aggregation != "wlc") return;
        Part part(result_, "score", {"权重与价值逐项相乘求和", "the sum of weight times worth"});
        std::map<std::string, std::size_t> position;
        for (std::size_t i = 0; i < study_.parcels().size(); ++i) position.emplace(study_.parcels()[i].id, i);
        for (const model::ClusterRating& rating : suitability.clusters) {
            const std::string field = "s_" + study_.plan().cluster(rating.cluster).id;
            if (!parcels_.table().find_field(field)) continue;
            for (const std::size_t i : chosen_) {
                const Feature& row = parcels_.rows()[i];
                const auto stated = parcels_.number(row, field);
                const auto at = position.find(id(row));
                if (!stated || at == position.end()) continue;
                double sum = 0;
                for (const model::RatedCriterion& rated : rating.criteria)
                    sum += rated.weight * static_cast<double>(suitability.worth(at->second, rated.term));
                part.compare(parcels_, id(row), field, *stated, sum, worth_noise);
            }
        }
    }

    void shortfalls() {
        Part part(result_, "supply", {"由配置结果按产业加总", "sums of the allocation by cluster"});
        const Layer balance(out_, "balance"), allocation(out_, "allocation");
        std::map<std::string, std::int64_t> given;
        for (const Feature& row : allocation.rows()) given[allocation.text(row, "cluster_id")] += allocation.cm2(row, "area_m2");
        for (const Feature& row : balance.rows()) {
            const std::string cluster = balance.text(row, "cluster_id");
            const double allocated = static_cast<double>(given[cluster]) / cm2_of_m2;
            part.compare(balance, cluster, "allocated_m2", balance.number(row, "allocated_m2").value_or(0), allocated, 1e-4);
            part.compare(balance, cluster, "shortfall_m2", balance.number(row, "shortfall_m2").value_or(0),
                         std::max(0.0, balance.number(row, "demand_m2").value_or(0) - allocated), 1e-4);
        }
    }

    void links(const Progress& progress) {
        Part part(result_, "link", {"以 GEOS 量两宗间的距离", "the distance between the two by GEOS"});
        const Layer drawn(out_, "link");
        std::map<std::string, const Feature*> by_id;
        for (const Feature& row : parcels_.rows()) by_id.emplace(id(row), &row);
        for (const std::size_t i : sample_of(drawn.rows().size(), sample_, seed_ + 1)) {
            progress.checkpoint();
            const Feature& row = drawn.rows()[i];
            const std::string a = drawn.text(row, "parcel_a"), b = drawn.text(row, "parcel_b");
            const auto one = by_id.find(a), other = by_id.find(b);
            const double stated = drawn.number(row, "gap_m").value_or(0);
            const bool known = one != by_id.end() && other != by_id.end();
            const double apart = known ? gis::distance(Layer::polygons(*one->second), Layer::polygons(*other->second))
                                       : std::numeric_limits<double>::infinity();
            // The stated gap is a mean along the common front: the nearest points are no farther apart.
            part.compare(drawn, a + "/" + b, "gap_m", stated, std::max(stated, apart), gap_noise_m);
        }
    }

    const study::Study& study_;
    Layer parcels_;
    fs::path out_;
    std::size_t sample_;
    std::uint64_t seed_ = 1;
    std::vector<std::size_t> chosen_;
    Recomputation result_;
};

}  // namespace

Recomputation recompute(const study::Study& study, const fs::path& out, std::size_t sample, const Progress& progress) {
    study.suitability(progress.part(0, 0.2));
    study.constraints(progress.quiet());
    return Recomputer(study, out, sample).run(progress.part(0.2, 1));
}

}  // namespace zonewright::answer
