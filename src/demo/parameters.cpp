#include "demo/parameters.h"

#include "base/errors.h"
#include "base/units.h"
#include "catalog/layer_files.h"
#include "gis/crs.h"

namespace zonewright::demo {
namespace {

using catalog::TableReader;

class Reader {
public:
    Reader(const std::filesystem::path& layers, const model::Catalogue& catalogue)
        : files_(layers), plan_(catalogue.plan), to_plane_(4490, city_epsg) {}

    Parameters read() {
        Parameters parameters;
        parameters.totals = files_.read("demo/control_totals.toml", [](TableReader& t) { return totals(t); });
        parameters.landforms =
            files_.read("demo/landforms.toml", [this](TableReader& t) { return landforms(t); });
        parameters.roads = files_.read("demo/roads.toml", [this](TableReader& t) { return roads(t); });
        parameters.industry = files_.read("demo/industry.toml", [](TableReader& t) { return industry(t); });
        parameters.places = files_.read("demo/places.toml", [this](TableReader& t) { return places(t); });
        parameters.towns = files_.read("demo/town_seats.toml", [this](TableReader& t) { return towns(t); });
        return parameters;
    }

private:
    static double area(TableReader& table, const std::string& stem) {
        if (const auto m2 = table.area_m2(stem)) return *m2;
        table.reject(stem + "_km2", both("一个面积", "an area"), {});
    }
    static void provenance(TableReader& table) {
        table.text("source");
        table.text("confidence");
    }

    static Totals totals(TableReader& top) {
        Totals t;
        const auto section = [&](const char* key, auto&& fill) {
            return top.read(key, [&](TableReader& table) {
                fill(table);
                provenance(table);
                return true;
            });
        };
        section("city", [&](TableReader& s) { t.land_m2 = area(s, "land_area"); });
        section("farmland", [&](TableReader& s) { t.farmland_m2 = area(s, "area"); });
        section("ecological_redline", [&](TableReader& s) { t.redline_m2 = area(s, "area"); });
        section("growth_boundary", [&](TableReader& s) {
            t.growth_limit_m2 = area(s, "area");
            t.growth_fill_share = s.number("fill_share", catalog::zero_to_one);
            t.flexible_share = s.number("flexible_share", catalog::zero_to_one);
            t.special_share = s.number("special_share", catalog::zero_to_one);
        });
        section("industrial_line", [&](TableReader& s) {
            t.industrial_line_m2 = area(s, "area");
            t.industrial_line_fill_share = s.number("fill_share", {.least = 1});
        });
        section("industrial_land", [&](TableReader& s) {
            t.industrial_land_m2 = area(s, "area");
            t.parcels = static_cast<int>(s.integer("parcels", catalog::positive));
            t.small_parcel_mu = s.number("small_parcel_mu", catalog::positive);
        });
        section("relief", [&](TableReader& s) {
            t.plain_share = s.number("plain_share", catalog::zero_to_one);
            t.terrace_share = s.number("terrace_share", catalog::zero_to_one);
            t.mountain_share = s.number("mountain_share", catalog::zero_to_one);
            t.plain_below_m = s.number("plain_below_m");
            t.mountain_above_m = s.number("mountain_above_m");
            t.highest_m = s.number("highest_m");
        });
        return t;
    }

    /// [[lon, lat], …] in plane coordinates.
    geom::LineString course(TableReader& table, const std::string& key) const {
        geom::LineString line;
        for (const std::vector<double>& position : table.rows(key)) {
            if (position.size() != 2) table.reject(key, "[[lon, lat], …]", {});
            line.push_back(to_plane_({position[0], position[1]}));
        }
        if (line.size() < 2) table.reject(key, both("至少两个点", "at least two points"), {});
        return line;
    }

    static std::vector<double> row(TableReader& table, const std::string& key) {
        const std::vector<std::vector<double>> rows = table.rows(key);
        if (rows.size() != 1 || rows[0].empty())
            table.reject(key, both("一列数 [[…]]", "one list of numbers [[…]]"), {});
        return rows[0];
    }

    TownSpot spot(TableReader& table) const {
        TownSpot spot{.town = table.text("town")};
        if (!plan_.find_place(spot.town))
            table.reject("town", both("规划中的地点", "a place of the plan"), {});
        const std::map<std::string, double> toward = table.numbers_by_name("toward");
        if (toward.size() != 2 || !toward.contains("east") || !toward.contains("north"))
            table.reject("toward", "{ east = …, north = … }", {});
        spot.toward = {toward.at("east"), toward.at("north")};
        spot.share = table.number("share", catalog::zero_to_one);
        return spot;
    }

    Landforms landforms(TableReader& top) const {
        Landforms land;
        top.text("status");
        land.sea.rings = {course(top, "sea")};
        land.hills = top.read_all("hill", [this](TableReader& t) {
            return Hill{.name = t.text("name"),
                        .spot = spot(t),
                        .height_m = t.number("height_m", catalog::positive),
                        .half_width_m = t.number("half_width_m", catalog::positive)};
        });
        land.rivers = top.read_all("river", [this](TableReader& t) {
            return River{.name = t.text("name"),
                         .kind = t.text("class"),
                         .width_m = t.number("width_m", catalog::positive),
                         .course = course(t, "course")};
        });
        land.reservoirs = top.read_all("reservoir", [this](TableReader& t) {
            return Reservoir{.name = t.text("name"), .spot = spot(t), .area_m2 = area(t, "area")};
        });
        return land;
    }

    Roads roads(TableReader& top) const {
        Roads roads;
        top.text("status");
        roads.width_m = top.numbers_by_name("width_m", catalog::positive);
        top.read("street_grid", [&](TableReader& t) {
            roads.street_spacing_m = t.number("spacing_m", {.least = 300});
            roads.street_bend_m = t.number("bend_m", catalog::not_negative);
            return true;
        });
        roads.station_spacing_m = top.read(
            "metro_spacing", [](TableReader& t) { return t.number("station_m", catalog::positive); });
        roads.expressways = top.read_all("expressway", [this](TableReader& t) {
            return Course{.name = t.text("name"), .line = course(t, "course")};
        });
        roads.metros = top.read_all(
            "metro", [](TableReader& t) { return Metro{.name = t.text("name"), .towns = t.words("towns")}; });
        roads.gateways = top.read_all("gateway", [this](TableReader& t) {
            return Gateway{.name = t.text("name"),
                           .kind = t.text("class"),
                           .position = to_plane_({t.number("lon"), t.number("lat")})};
        });
        return roads;
    }

    static Industry industry(TableReader& top) {
        Industry industry;
        top.text("status");
        industry.city_title = top.text("city_title");
        industry.platform_towns = top.words("platform_towns");
        top.read("scarce", [&](TableReader& t) {
            industry.scarce_cluster = t.text("cluster");
            industry.scarce_place = t.text("place");
            return true;
        });
        industry.town_leaning = top.numbers_by_name("town_leaning", catalog::not_negative);
        top.read("parcel", [&](TableReader& t) {
            industry.whole_below_m2 = row(t, "whole_below_m2");
            for (double hectares : row(t, "block_ha"))
                industry.block_m2.push_back(hectares * square_metres_per_hectare);
            industry.edge_m = t.number("edge_m", catalog::positive);
            industry.lane_share = t.number("lane_share", catalog::zero_to_one);
            industry.gross_per_net = t.number("gross_per_net", {.least = 1});
            industry.outside_boundary_share = t.number("outside_boundary_share", catalog::zero_to_one);
            return true;
        });
        top.read("supply", [&](TableReader& t) {
            industry.supplied_share = t.number("supplied_share", catalog::zero_to_one);
            industry.approved_share = t.number("approved_share", catalog::zero_to_one);
            industry.collective_share = t.number("collective_share", catalog::zero_to_one);
            industry.register_share = t.number("register_share", catalog::zero_to_one);
            industry.vacant_share = t.number("vacant_share", catalog::zero_to_one);
            return true;
        });
        industry.demand = top.read_all("demand", [](TableReader& t) {
            return DemandParameters{.cluster = t.text("cluster"),
                                    .area_mu = t.number("area_mu", catalog::positive),
                                    .minimum_site_mu = t.number("minimum_site_mu", catalog::positive),
                                    .maximum_site_mu = t.number("maximum_site_mu", catalog::positive)};
        });
        return industry;
    }

    std::vector<PlaceGrowth> places(TableReader& top) const {
        top.text("status");
        return top.read_all("place", [this](TableReader& t) {
            PlaceGrowth growth{.place = t.text("place")};
            const auto place = plan_.find_place(growth.place);
            if (!place) t.reject("place", both("规划中的地点", "a place of the plan"), {});
            const auto published = plan_.place(*place).published_area_m2;
            growth.area_m2 = published && !t.has("area_km2") ? *published : area(t, "area");
            t.text("note", "");
            for (auto& [where, share] : t.read_all("spot", [this](TableReader& s) {
                     return std::pair(spot(s), s.number("area_share", catalog::zero_to_one));
                 })) {
                growth.spots.push_back(where);
                growth.shares.push_back(share);
            }
            return growth;
        });
    }

    std::vector<TownTarget> towns(TableReader& top) const {
        provenance(top);
        top.text("crs");
        top.number("accuracy_degree");
        return top.read_all("seat", [this](TableReader& t) {
            const std::string id = t.text("place");
            const auto found = plan_.find_place(id);
            if (!found) t.reject("place", both("规划中的地点", "a place of the plan"), {});
            const model::Place& place = plan_.place(*found);
            if (!place.published_area_m2)
                t.reject("place", both("规划中有公布面积的地点", "a place of the plan with a published area"),
                         {});
            return TownTarget{.place = id,
                              .code = place.code,
                              .name = place.name,
                              .district = place.district,
                              .seat = to_plane_({t.number("lon"), t.number("lat")}),
                              .area_m2 = *place.published_area_m2};
        });
    }

    catalog::LayerFiles files_;
    const model::Plan& plan_;
    gis::Transformation to_plane_;
};

}  // namespace

Parameters read_parameters(const std::filesystem::path& layers, const model::Catalogue& catalogue) {
    return Reader(layers, catalogue).read();
}

}  // namespace zonewright::demo
