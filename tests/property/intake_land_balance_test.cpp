// Parcel files of random towns, written and read: every parcel that came in is either there, with an id of
// its own, or set aside with a finding that states its area. Land in = land used + land set aside.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/random.h"
#include "intake/read_source_set.h"

namespace zonewright::intake {
namespace {

namespace fs = std::filesystem;

const geom::StatutoryArea statutory(*geom::gauss_kruger_of_epsg(4547));

model::Catalogue catalogue() {
    model::Catalogue made;
    model::Role role{.id = "parcel"};
    role.fields = {{.name = "id", .required = true},
                   {.name = "recorded_area_m2", .type = model::FieldType::Real}};
    made.roles = {role};
    made.rules = {
        {.id = "geometry",
         .values = {{.key = "duplicate_point_m", .value = 1e-4},
                    {.key = "spike_angle_deg", .value = 10},
                    {.key = "spike_tip_m", .value = 0.01},
                    {.key = "arc_step_deg", .value = 1},
                    {.key = "crs_margin_deg", .value = 10},
                    {.key = "longest_edge_m", .value = 50000},
                    {.key = "line_gap_m", .value = 0.05}}},
        {.id = "region",
             .values = {{.key = "west_degree", .value = 113.52},
                        {.key = "south_degree", .value = 22.65},
                        {.key = "east_degree", .value = 114.27},
                        {.key = "north_degree", .value = 23.15},
                        {.key = "margin_degree", .value = 0.3}}},
        {.id = "slivers", .values = {{.key = "width_m", .value = 0.5}, {.key = "area_m2", .value = 1}}},
        {.id = "area",
         .values = {{.key = "recorded_area_tolerance_m2", .value = 1},
                    {.key = "recorded_area_tolerance_share", .value = 0.01},
                    {.key = "published_area_tolerance_share", .value = 0.15}}}};
    return made;
}

struct Written {
    std::size_t parcels = 0, without_shape = 0, bad = 0;
    Area land;  ///< of the parcels as they were before they were damaged
};

/// One town file; ids are drawn from few, some are missing, some parcels have a vertex that is no place.
class TownFile {
public:
    TownFile(Random& random, Written& written) : random_(random), written_(written) {}

    void write(const fs::path& path) {
        std::string text =
            R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[)";
        const std::size_t count = 3 + random_.below(12);
        for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + feature(i >= 3);
        std::ofstream(path) << text << "]}";
    }

private:
    /// The first ones stay sound, or most of the file would lie elsewhere.
    std::string feature(bool may_be_damaged) {
        const std::size_t number = written_.parcels++;
        const geom::Point at{450000 + 300.0 * static_cast<double>(number % 50),
                             2540000 + 300.0 * static_cast<double>(number / 50)};
        const double width = random_.between(20, 200), height = random_.between(20, 200);
        geom::Ring ring = geom::rectangle({at.x, at.y, at.x + width, at.y + height}).rings[0];
        const Area area = statutory.of(geom::MultiPolygon{{{{ring}}}});
        std::string shape = "null";
        const std::uint64_t damage = may_be_damaged ? random_.below(6) : 6;
        if (damage == 0) {
            ++written_.without_shape;
        } else {
            written_.land += area;
            if (damage == 1) ring[1 + random_.below(3)] = no_place(), ++written_.bad;
            shape = R"({"type":"Polygon","coordinates":[[)";
            for (std::size_t i = 0; i < ring.size(); ++i)
                shape += fmt::format("{}[{},{}]", i == 0 ? "" : ",", ring[i].x, ring[i].y);
            shape += "]]}";
        }
        const std::string id =
            random_.below(8) == 0 ? "null" : fmt::format("\"DK{:04}\"", 1 + random_.below(20));
        return fmt::format(
            R"({{"type":"Feature","properties":{{"id":{},"recorded_area_m2":{}}},"geometry":{}}})", id,
            area.m2(), shape);
    }
    geom::Point no_place() {
        switch (random_.below(5)) {
            case 0:
                return {0, 0};
            case 1:
                return {0, 2540000};
            case 2:
                return {450000, 0};
            case 3:
                return {113.9, 22.9};
            default:
                return {38450000, 2540000};
        }
    }

    Random& random_;
    Written& written_;
};

TEST(LandBalance, WhatCameInIsUsedOrSetAsideWithItsArea) {
    const fs::path folder = fs::temp_directory_path() / ("zonewright_balance_" + std::to_string(::getpid()));
    const model::Catalogue knowledge = catalogue();
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        SCOPED_TRACE(seed);
        fs::create_directories(folder);
        Random random(seed);
        Written written;
        model::StudyDefinition study;
        const std::size_t files = 1 + random.below(3);
        for (std::size_t i = 0; i < files; ++i) {
            const fs::path path =
                folder / ("town_" + std::string(1, static_cast<char>('a' + i)) + ".geojson");
            TownFile(random, written).write(path);
            study.sources.push_back({.role = "parcel", .path = path});
        }
        const model::SourceSet set = read_source_set(study, knowledge, Progress{});
        const model::FeatureTable& table = *set.find("parcel");
        Area used, set_aside;
        std::set<std::string> ids;
        std::size_t bad = 0, renamed = 0;
        for (const model::Feature& feature : table.features) {
            used += statutory.of(feature.geometry);
            const std::string id = model::text_of(feature.values[table.field("id")]);
            EXPECT_FALSE(id.empty());
            EXPECT_TRUE(ids.insert(id).second) << id;
            renamed += id != model::text_of(feature.values[table.field("source_id")]);
        }
        std::size_t told = 0;
        for (const model::Finding& finding : set.findings) {
            if (finding.rule == "bad_vertex") ++bad, set_aside += Area::from_m2(finding.area_m2);
            if (finding.rule == "parcel_id_repeated" || finding.rule == "parcel_without_id") {
                ++told;
                EXPECT_GT(finding.area_m2, 0);
            }
        }
        EXPECT_EQ(told, renamed) << "one finding for each parcel with another id";
        EXPECT_EQ(bad, written.bad);
        EXPECT_EQ(table.features.size() + bad + written.without_shape, written.parcels);
        EXPECT_NEAR((used + set_aside).m2(), written.land.m2(), 0.02 * static_cast<double>(written.parcels));
        fs::remove_all(folder);
    }
}

}  // namespace
}  // namespace zonewright::intake
