// A study small enough to check by eye: two towns side by side, 12 parcels of one hectare in each, a road.
//
//     塘厦镇 (441900116)      凤岗镇 (441900117)
//     A1 A2 A3 A4            B1 B2 B3 B4
//     A5 A6 A7 A8            B5 B6 B7 B8
//     A9 A10 A11 A12         B9 B10 B11 B12
//
// A town is 1 km × 1 km; parcels are 100 m squares that touch, on EPSG:4547 near the middle of Dongguan. No
// parcel states its supply status: unclassified land, which the study puts on offer. Semiconductor asks for 30 亩
// in sites of at least 30 亩.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/atomic_file.h"
#include "io/vector_io.h"
#include "model/feature_table.h"

namespace zonewright {

inline model::FeatureTable small_towns() {
    model::FeatureTable table{"town", {"镇街", "town"}, model::GeometryKind::Polygon, 4547, {}, {}};
    table.fields = {{"code", model::FieldType::Text, {}, ""}, {"name", model::FieldType::Text, {}, ""}};
    const std::string codes[] = {"441900116", "441900117"}, names[] = {"塘厦镇", "凤岗镇"};
    for (int t = 0; t < 2; ++t) {
        const double west = 500000 + 1000.0 * t;
        table.features.push_back(
            {t + 1, geom::MultiPolygon{{geom::rectangle({west, 2530000, west + 1000, 2531000})}},
             {codes[t], names[t]}});
    }
    return table;
}

inline model::FeatureTable small_parcels() {
    model::FeatureTable table{"parcel", {"地块", "parcel"}, model::GeometryKind::Polygon, 4547, {}, {}};
    for (const char* field : {"id", "town_code", "owner", "land_use"})
        table.fields.push_back({field, model::FieldType::Text, {}, ""});
    table.fields.push_back({"approved_year", model::FieldType::Integer, {}, ""});
    for (int t = 0; t < 2; ++t)
        for (int k = 0; k < 12; ++k) {
            const double west = 500200 + 1000.0 * t + 100.0 * (k % 4), north = 2530800 - 100.0 * (k / 4);
            table.features.push_back(
                {12 * t + k + 1, geom::MultiPolygon{{geom::rectangle({west, north - 100, west + 100, north})}},
                 {(t == 0 ? "A" : "B") + std::to_string(k + 1), std::string(t == 0 ? "441900116" : "441900117"),
                  "村民小组 " + std::to_string(k % 3), std::string("0601"), std::int64_t{2012}}});
        }
    return table;
}

inline model::FeatureTable small_roads() {
    model::FeatureTable table{"road", {"道路", "road"}, model::GeometryKind::Line, 4547, {}, {}};
    table.fields = {{"class", model::FieldType::Text, {}, ""}, {"name", model::FieldType::Text, {}, ""}};
    table.features.push_back({1, geom::MultiLineString{{{{500000, 2530150}, {502000, 2530150}}}},
                              {std::string("arterial"), std::string("环城路")}});
    return table;
}

/// Makes the study in a new folder below the temporary one; removed with the object.
class SmallStudy {
public:
    SmallStudy() {
        static int count = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("zonewright-answer-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_ / "data");
        for (const model::FeatureTable& table : {small_towns(), small_parcels(), small_roads()})
            io::write_layers(folder_ / "data" / (table.name + ".gpkg"), io::VectorFormat::GeoPackage, {&table},
                             Progress{});
        write_file(folder_ / "study.toml", definition());
    }
    ~SmallStudy() { std::filesystem::remove_all(folder_); }
    SmallStudy(const SmallStudy&) = delete;
    SmallStudy& operator=(const SmallStudy&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

    static std::string definition() {
        std::string text =
            "schema = 1\ntitle = \"小研究\"\nplan = \"dongguan-2024\"\ncrs = \"EPSG:4547\"\ncell_size_m = 50\n"
            "weights = \"default\"\n"
            // The parcels state no supply status, so they are unclassified: said to be on offer here.
            "supply_classes = [\"unclassified\"]\n";
        for (const char* role : {"town", "parcel", "road"})
            text += std::string("\n[[source]]\nrole = \"") + role + "\"\npath = \"data/" + role +
                    ".gpkg\"\nstatus = \"official\"\ndate = \"2024-06-01\"\n";
        return text +
               "\n[[demand]]\ncluster = \"semiconductor\"\narea_mu = 30\nminimum_site_mu = 30\n"
               "maximum_site_mu = 60\n";
    }

private:
    std::filesystem::path folder_;
};

}  // namespace zonewright
