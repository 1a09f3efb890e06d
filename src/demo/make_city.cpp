#include "demo/make_city.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/atomic_file.h"
#include "base/units.h"
#include "demo/facility_layers.h"
#include "demo/relief.h"
#include "demo/scenario_text.h"
#include "demo/study_text.h"
#include "io/raster_io.h"
#include "io/vector_io.h"

namespace zonewright::demo {
namespace {

namespace fs = std::filesystem;
using io::VectorFormat;

constexpr double small_share = 0.1;
constexpr double city_elevation_cell_m = 10;  // the small city keeps the cells it was made on

/// Writes files one after the other and remembers which source each became.
class Folder {
public:
    Folder(fs::path folder, CityReport& report) : folder_(std::move(folder)), report_(report) {
        make_folder(folder_ / "data");
    }

    void write(const std::string& file, VectorFormat format,
               const std::vector<std::pair<std::string, const model::FeatureTable*>>& tables,
               const Progress& progress, const std::string& encoding = "UTF-8") {
        std::vector<const model::FeatureTable*> layers;
        for (const auto& [role, table] : tables) {
            layers.push_back(table);
            if (role.empty()) continue;
            sources_.push_back({.role = role,
                                .path = "data/" + file,
                                .layer = tables.size() > 1 ? table->name : "",
                                .encoding = encoding == "UTF-8" ? "" : encoding,
                                .title = table->title.zh});
        }
        io::write_layers(folder_ / "data" / file, format, layers, progress, {.encoding = encoding});
        report_.files.push_back(folder_ / "data" / file);
    }
    void elevation(const raster::Grid<float>& grid, const Progress& progress) {
        const fs::path target = folder_ / "data" / "dem.tif";
        io::write_cog(target, grid, city_epsg, {.description = "示意数据：高程", .unit = "m"},
                      progress.quiet());
        report_.files.push_back(target);
        sources_.push_back({.role = "dem", .path = "data/dem.tif", .title = "数字高程模型"});
    }
    void study(const DemoOptions& options, const Parameters& parameters, const std::string& plan) {
        write_file(folder_ / "study.toml", study_text(options, parameters, plan, sources_));
        report_.files.push_back(folder_ / "study.toml");
        make_folder(folder_ / "scenarios");
        for (const auto& [name, text] : scenario_texts(parameters.industry)) {
            write_file(folder_ / "scenarios" / name, text);
            report_.files.push_back(folder_ / "scenarios" / name);
        }
    }

private:
    fs::path folder_;
    CityReport& report_;
    std::vector<SourceLine> sources_;
};

double sum_of(const model::FeatureTable& table, const std::string& field) {
    const std::size_t position = table.field(field);
    Area sum;
    for (const model::Feature& feature : table.features)
        sum += Area::from_m2(*model::number_of(feature.values[position]));
    return sum.m2();
}

void report_towns(const Parameters& parameters, const model::FeatureTable& towns, CityReport& report) {
    const std::size_t field = towns.field("DCMJ");
    for (std::size_t i = 0; i < parameters.towns.size(); ++i) {
        const double area = *model::number_of(towns.features[i].values[field]),
                     published = parameters.towns[i].area_m2;
        report.land_m2 += area;
        report.published_towns_m2 += published;
        if (std::abs(area / published - 1) <= report.worst_town_share) continue;
        report.worst_town_share = std::abs(area / published - 1);
        report.worst_town = parameters.towns[i].place;
    }
}

void report_parcels(const Parameters& parameters, const model::FeatureTable& parcels, CityReport& report) {
    const std::size_t field = parcels.field("ZDMJ");
    const double limit = parameters.totals.small_parcel_mu * square_metres_per_mu;
    for (const model::Feature& feature : parcels.features) {
        const double area = *model::number_of(feature.values[field]);
        report.parcel_m2 += area;
        report.parcels_below_limit += area < limit ? 1 : 0;
    }
    report.parcels = parcels.features.size();
}

void write_land(const Survey& survey, const model::Plan& plan, Folder& folder, CityReport& report,
                const Progress& progress) {
    const model::FeatureTable towns = town_table(survey), land_use = land_use_table(survey);
    report_towns(survey.city.parameters, towns, report);
    report.land_use_pieces = land_use.features.size();
    folder.write("land_survey.gdb", VectorFormat::FileGeodatabase,
                 {{"town", &towns}, {"land_use", &land_use}}, progress.part(0, 0.4));
    const model::FeatureTable farmland = farmland_table(survey), redline = redline_table(survey),
                              growth = growth_boundary_table(survey), line = industrial_line_table(survey);
    report.farmland_m2 = sum_of(farmland, "YJJBNTTBMJ");
    report.redline_m2 = sum_of(redline, "MJ");
    report.growth_boundary_m2 = sum_of(growth, "MJ");
    report.industrial_line_m2 = sum_of(line, "MJ");
    folder.write("YJJBNT.shp", VectorFormat::Shapefile, {{"farmland", &farmland}}, progress.part(0.4, 0.45),
                 "GBK");
    folder.write("STBHHX.shp", VectorFormat::Shapefile, {{"ecological_redline", &redline}},
                 progress.part(0.45, 0.5), "GBK");
    folder.write("CZKFBJ.shp", VectorFormat::Shapefile, {{"growth_boundary", &growth}},
                 progress.part(0.5, 0.55), "GBK");
    folder.write("GYBHX.gpkg", VectorFormat::GeoPackage, {{"industrial_line", &line}},
                 progress.part(0.55, 0.6));
    const model::FeatureTable parcels = parcel_table(survey);
    report_parcels(survey.city.parameters, parcels, report);
    folder.write("parcels.gpkg", VectorFormat::GeoPackage, {{"parcel", &parcels}}, progress.part(0.6, 0.75));
    const model::FeatureTable water = water_table(survey), places = place_table(survey, plan),
                              sources = water_source_table(survey), hazards = geohazard_table(survey),
                              heritage = heritage_table(survey);
    folder.write(
        "environment.gpkg", VectorFormat::GeoPackage,
        {{"water", &water}, {"water_source", &sources}, {"geohazard", &hazards}, {"heritage", &heritage}},
        progress.part(0.75, 0.95));
    folder.write("places.gpkg", VectorFormat::GeoPackage, {{"place", &places}}, progress.part(0.95, 1));
}

void write_facilities(const Survey& survey, const model::Plan& plan, Folder& folder,
                      const Progress& progress) {
    const City& city = survey.city;
    const model::FeatureTable roads = road_table(city, survey.recorded),
                              interchanges = interchange_table(city), gateways = gateway_table(city),
                              stations = metro_station_table(city);
    folder.write("transport.gpkg", VectorFormat::GeoPackage,
                 {{"road", &roads},
                  {"interchange", &interchanges},
                  {"gateway", &gateways},
                  {"metro_station", &stations}},
                 progress.part(0, 0.6));
    const model::FeatureTable substations = substation_table(city, survey.seed),
                              lines = power_line_table(city, substations),
                              services = service_table(city, survey.seed);
    folder.write("utilities.gpkg", VectorFormat::GeoPackage,
                 {{"substation", &substations}, {"power_line", &lines}, {"service", &services}},
                 progress.part(0.6, 0.8));
    const model::FeatureTable platforms = platform_table(city, plan, survey.seed),
                              enterprises = enterprise_table(city, plan, survey.seed);
    folder.write("industry.gpkg", VectorFormat::GeoPackage,
                 {{"platform", &platforms}, {"enterprise", &enterprises}}, progress.part(0.8, 1));
}

}  // namespace

CityReport make_city(const DemoOptions& options, const model::Catalogue& catalogue, const fs::path& folder,
                     const Progress& progress) {
    CityReport report;
    const bool small = options.size == CitySize::Small;
    Folder study(folder, report);
    const City city = build_city(read_parameters(options.layers, catalogue), options.seed,
                                 progress.part(0, 0.5, both("生成城市", "building the city")));
    const std::vector<PlotUse> plots = use_plots(city, options.seed);
    const std::vector<std::uint8_t> recorded = recorded_blocks(city, plots, small ? small_share : 1.0);
    const Survey survey{city, plots, recorded, geom::StatutoryArea(*geom::gauss_kruger_of_epsg(city_epsg)),
                        options.seed};
    write_land(survey, catalogue.plan, study, report,
               progress.part(0.5, 0.8, both("写出土地图层", "writing land layers")));
    write_facilities(survey, catalogue.plan, study,
                     progress.part(0.8, 0.9, both("写出设施图层", "writing facility layers")));
    const Progress last = progress.part(0.9, 1, both("写出高程", "writing the elevation"));
    study.elevation(small ? city.grid.elevation_m
                          : finer_relief(city.grid, city_elevation_cell_m, options.seed, last),
                    last);
    report.highest_m = city.parameters.totals.highest_m;
    study.study(options, city.parameters, catalogue.plan.id);
    last.report(1);
    return report;
}

}  // namespace zonewright::demo
