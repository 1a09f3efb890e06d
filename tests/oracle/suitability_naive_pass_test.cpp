// The fused pass against a scalar implementation that scores one cell at a time in double precision.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>

#include "base/parallel.h"
#include "base/random.h"
#include "io/raster_io.h"
#include "raster/zonal_statistics.h"
#include "suitability/aggregation.h"
#include "suitability/score.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {
namespace {

class Scratch {
public:
    Scratch()
        : path_(std::filesystem::temp_directory_path() / ("zonewright-pass-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Scratch() { std::filesystem::remove_all(path_); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

model::ValueFunction random_function(Random& random) {
    model::ValueFunction f;
    switch (random.below(4)) {
        case 0:
            f.kind = model::CurveKind::Linear;
            f.low = 10, f.high = 80, f.at_low = 1, f.at_high = 0.1;
            break;
        case 1:
            f.kind = model::CurveKind::Piecewise;
            f.knots = {{10, 0}, {30, 0.3}, {60, 0.9}, {90, 1}};
            break;
        case 2:
            f.kind = model::CurveKind::SShape;
            f.low = 0, f.high = 100, f.shape = random.between(1, 4);
            break;
        default:
            f.kind = model::CurveKind::Step;
            f.knots = {{0, 1}, {30, 0.5}, {60, 0.2}};
    }
    return f;
}

struct Stack {
    model::Catalogue catalogue;
    model::WeightSet weights;
    std::vector<raster::Grid<float>> grids;
    std::vector<model::CriterionSurface> surfaces;
    raster::Grid<std::uint32_t> admissible;
    std::vector<model::Parcel> parcels;
};

raster::Grid<float> random_surface(const raster::GridSpec& spec, Random& random) {
    const bool constant = random.below(5) == 0;
    const double level = random.between(0, 100);
    raster::Grid<float> grid(spec, 0);
    for (float& cell : grid.cells) {
        cell = static_cast<float>(constant ? level : random.between(-20, 120));
        if (random.below(40) == 0) cell = raster::no_data;
        if (random.below(200) == 0) cell = std::numeric_limits<float>::infinity();
    }
    return grid;
}

Stack random_stack(Random& random, const std::filesystem::path& folder) {
    const raster::GridSpec spec{480000, 2540000, 10, 1 + random.below(90), 1 + random.below(90)};
    Stack stack;
    for (const char* id : {"electronics", "energy", "ai"}) {
        model::Cluster cluster;
        cluster.id = id;
        stack.catalogue.plan.clusters.push_back(cluster);
        model::ClusterWeights entry;
        entry.cluster = id;
        stack.weights.clusters.push_back(entry);
    }
    const std::size_t criteria = 1 + random.below(6);
    for (std::size_t c = 0; c < criteria; ++c) {
        model::CriterionDefinition definition;
        definition.id = "c" + std::to_string(c);
        definition.value = random_function(random);
        if (random.below(2)) definition.value_by_cluster["energy"] = random_function(random);
        stack.catalogue.criteria.push_back(definition);
        for (auto& entry : stack.weights.clusters)
            entry.weights[definition.id] = c == 0 ? 1.0 : random.unit();
        stack.grids.push_back(random_surface(spec, random));
        const auto path = folder / (definition.id + ".tif");
        io::write_tiles(path, stack.grids.back(), 4547, {definition.id, "m"});
        stack.surfaces.push_back({model::CriterionId(c), std::nullopt, path, false, {}});
    }
    stack.admissible = raster::Grid<std::uint32_t>(spec, 0);
    for (auto& bits : stack.admissible.cells)
        bits = random.below(4) == 0 ? (random.below(2) ? model::outside_city : 5u) : 0u;
    for (int i = 0; i < 6; ++i) {
        const double x = random.between(479990, 480000 + 10.0 * static_cast<double>(spec.columns));
        const double y = random.between(2540000 - 10.0 * static_cast<double>(spec.rows), 2540010);
        model::Parcel parcel;
        parcel.geometry = {{geom::rectangle({x, y - random.between(3, 300), x + random.between(3, 300), y})}};
        stack.parcels.push_back(parcel);
    }
    return stack;
}

ScoreInput input_of(const Stack& stack, const std::filesystem::path& folder) {
    return {.catalogue = stack.catalogue,
            .weights = stack.weights,
            .surfaces = stack.surfaces,
            .admissible = stack.admissible,
            .parcels = stack.parcels,
            .epsg = 4547,
            .folder = folder};
}

raster::Grid<float> read_back(const std::filesystem::path& path, const raster::GridSpec& spec) {
    io::RasterReader reader(path);
    raster::Grid<float> grid(spec, 0);
    reader.read(0, 0, spec.columns, spec.rows, grid.cells);
    return grid;
}

/// One cell of one cluster, by the book.
double naive_score(const Stack& stack, const Aggregation& aggregation, std::size_t cluster,
                   std::size_t cell) {
    std::vector<double> worths, weights;
    double sum = 0;
    const auto& entry = stack.weights.clusters[cluster];
    for (const auto& [name, weight] : entry.weights) sum += weight;
    for (std::size_t c = 0; c < stack.catalogue.criteria.size(); ++c) {
        const auto& definition = stack.catalogue.criteria[c];
        const auto own = definition.value_by_cluster.find(entry.cluster);
        const ValueCurve curve(own == definition.value_by_cluster.end() ? definition.value : own->second, {},
                               definition.id);
        worths.push_back(static_cast<double>(curve(stack.grids[c].cells[cell])));
        weights.push_back(entry.weights.at(definition.id) / sum);
    }
    return aggregate(aggregation, worths, weights);
}

class Seeded : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Seeded, testing::Range<std::uint64_t>(1, 19));

TEST_P(Seeded, EveryCellHasTheScoreOfTheNaivePass) {
    Random random(GetParam(), "pass");
    const Scratch scratch;
    const Stack stack = random_stack(random, scratch.path());
    const char* rules[] = {"wlc", "wpm", "owa:0.3", "topsis", "fuzzy:0.8", "minimum"};
    ScoreInput input = input_of(stack, scratch.path() / "out");
    input.aggregation = rules[GetParam() % 6];
    input.tile_edge = 1 + random.below(64);
    const model::Suitability result = score(input, Progress());
    const Aggregation aggregation = parse_aggregation(input.aggregation);
    for (std::size_t k = 0; k < 3; ++k) {
        const auto surface = read_back(result.clusters[k].tiles, stack.admissible.spec);
        for (std::size_t cell = 0; cell < surface.cells.size(); ++cell) {
            const std::uint32_t bits = stack.admissible.cells[cell];
            const double expected = naive_score(stack, aggregation, k, cell);
            if (bits == model::outside_city || (bits == 0 && std::isnan(expected))) {
                ASSERT_TRUE(std::isnan(surface.cells[cell])) << "seed " << GetParam();
            } else if (bits != 0) {
                ASSERT_EQ(surface.cells[cell], model::excluded_cell) << "seed " << GetParam();
            } else {
                // The score rounded to 0.0001, from either side where it lies in the middle.
                const double steps = static_cast<double>(surface.cells[cell]) * 1e4;
                ASSERT_NEAR(steps, std::round(steps), 0.001) << "seed " << GetParam();
                ASSERT_NEAR(surface.cells[cell], expected, 0.5e-4 + 1e-6)
                    << "seed " << GetParam() << " " << input.aggregation;
            }
        }
    }
}

TEST_P(Seeded, AParcelsWorthIsTheExactCoverageMeanOverItsAdmissibleCells) {
    Random random(GetParam(), "parcels");
    const Scratch scratch;
    const Stack stack = random_stack(random, scratch.path());
    const model::Suitability result = score(input_of(stack, scratch.path() / "out"), Progress());
    for (const model::ClusterRating& rating : result.clusters)
        for (const model::RatedCriterion& rated : rating.criteria) {
            raster::Grid<float> worths = stack.grids[rated.criterion.index()];
            ValueCurve(rated.value, {}, "c").apply(stack.grids[rated.criterion.index()].cells, worths.cells);
            for (std::size_t i = 0; i < worths.cells.size(); ++i)
                if (stack.admissible.cells[i] != 0) worths.cells[i] = raster::no_data;
            for (std::size_t p = 0; p < stack.parcels.size(); ++p) {
                const geom::MultiPolygon* zone[] = {&stack.parcels[p].geometry};
                const raster::Grid<float>* grid[] = {&worths};
                const double expected = raster::zonal_means(zone, grid, Progress())[0].mean;
                const float found = result.worth(p, rated.term);
                if (std::isnan(expected))
                    ASSERT_TRUE(std::isnan(found)) << "seed " << GetParam();
                else
                    ASSERT_NEAR(found, expected, 3e-6) << "seed " << GetParam();
            }
        }
}

TEST_P(Seeded, ParcelsWithoutMapsHaveTheScoresTheyHaveWithThem) {
    Random random(GetParam(), "parcels only");
    const Scratch scratch;
    const Stack stack = random_stack(random, scratch.path());
    for (const char* rule : {"wlc", "wpm", "minimum"}) {
        ScoreInput input = input_of(stack, scratch.path() / rule);
        input.aggregation = rule;
        const model::Suitability mapped = score(input, Progress());
        input.folder.clear();
        const model::Suitability alone = score(input, Progress());
        EXPECT_EQ(
            std::memcmp(mapped.worths.data(), alone.worths.data(), mapped.worths.size() * sizeof(float)), 0)
            << rule << " seed " << GetParam();
        ASSERT_EQ(mapped.scores.size(), alone.scores.size());
        for (std::size_t i = 0; i < mapped.scores.size(); ++i) {
            EXPECT_EQ(mapped.scores[i].state, alone.scores[i].state) << rule << " seed " << GetParam();
            EXPECT_EQ(mapped.scores[i].score, alone.scores[i].score) << rule << " seed " << GetParam();
        }
        for (const model::ClusterRating& rating : alone.clusters) EXPECT_EQ(rating.tiles, "");
    }
}

TEST_P(Seeded, TileSizeAndThreadsLeaveNoTrace) {
    Random random(GetParam(), "tiles");
    const Scratch scratch;
    const Stack stack = random_stack(random, scratch.path());
    std::vector<std::vector<float>> worths;
    std::vector<std::string> cells;
    std::size_t run = 0;
    for (const auto& [threads, edge] : {std::pair<std::size_t, std::size_t>{1, 512}, {2, 7}, {4, 33}}) {
        ScoreInput input = input_of(stack, scratch.path() / std::to_string(run++));
        input.tile_edge = edge;
        const model::Suitability result = score(input, Progress(nullptr, {}, threads));
        std::string bytes;
        for (const auto& rating : result.clusters) {
            const auto surface = read_back(rating.tiles, stack.admissible.spec);
            bytes.append(reinterpret_cast<const char*>(surface.cells.data()),
                         surface.cells.size() * sizeof(float));
        }
        for (const auto& one : result.scores)
            bytes.append(reinterpret_cast<const char*>(&one.score), sizeof one.score);
        cells.push_back(bytes);
    }
    EXPECT_EQ(cells[0] == cells[1], true) << "seed " << GetParam();
    EXPECT_EQ(cells[0] == cells[2], true) << "seed " << GetParam();
}

}  // namespace
}  // namespace zonewright::suitability
