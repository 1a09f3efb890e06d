// The map as tiles: what there is, and each of them. They show what is published to everybody who has signed in.
#include "base/errors.h"
#include "server/parameters.h"
#include "server/router.h"
#include "server/tile_pack.h"

namespace zonewright::server {
namespace {

using answer::TilePlace;

Json set_json(const TileMap& map, const answer::TileSet& set) {
    return {{"id", set.id},
            {"title", {{"zh", set.title.zh}, {"en", set.title.en}}},
            {"kind", set.is_base ? "base" : "overlay"},
            {"group", set.group},
            {"min_zoom", map.first_level(set)},
            {"max_zoom", map.grid.resolutions.size() - 1}};
}

Response tile_list(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto map = desk.tiles->map();
    const geom::Box& city = map->grid.extent;
    Json sets = Json::array();
    for (const answer::TileSet& set : map->sets) sets.push_back(set_json(*map, set));
    return json_response({{"crs", desk.notice.plane},
                          {"tile_px", answer::TileGrid::tile_px},
                          {"origin", {map->grid.origin.x, map->grid.origin.y}},
                          {"extent", {city.min_x, city.min_y, city.max_x, city.max_y}},
                          {"resolutions", map->grid.resolutions},
                          {"version", map->version},
                          {"url", "/tiles/{set}/{z}/{x}/{y}.png?v={version}"},
                          {"sets", sets}});
}

/// "12.png" for y; nothing where it is no tile.
std::optional<TilePlace> place_in(const std::string& z, const std::string& x, std::string y) {
    constexpr std::string_view ending = ".png";
    if (!y.ends_with(ending)) return std::nullopt;
    y.resize(y.size() - ending.size());
    const auto level = tile_number(z), column = tile_number(x), row = tile_number(y);
    if (!level || !column || !row) return std::nullopt;
    return TilePlace{*level, *column, *row};
}

Response come_back() {
    Response response = problem_response(503, "Service Unavailable", "正在准备地图，请稍后再试 / the map is being made ready; try again in a while");
    response.headers.emplace_back("Retry-After", "2");
    return response;
}

Response not_drawn() {
    return problem_response(500, "Internal Server Error",
                            "地图没有画成，请告知管理员（drawing-last.txt 中有其原因） / the map was not drawn; tell the administrator (drawing-last.txt says why)");
}

Response tile(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"v"});
    const std::string& set = visit.parts[0];
    const auto place = place_in(visit.parts[1], visit.parts[2], visit.parts[3]);
    const auto map = desk.tiles->map();
    if (!place || !map->has(set, *place)) return not_found();
    const std::string tag = fmt::format("\"{}-{}-{}-{}-{}\"", map->version, set, place->z, place->x, place->y);
    Response response{.type = "image/png"};
    response.headers.emplace_back("ETag", tag);
    const bool is_named = visit.request.parameter("v") == map->version;
    response.headers.emplace_back("Cache-Control", is_named ? "private, max-age=86400, immutable" : "private, no-cache");
    if (visit.request.header("if-none-match") == tag) {
        response.status = 304;
        return response;
    }
    try {
        auto picture = desk.tiles->picture(*map, set, *place);
        if (!picture) return come_back();
        response.body = std::move(*picture);
        return response;
    } catch (const Error&) {  // what the process said is for the administrator
        return not_drawn();
    }
}

}  // namespace

bool is_quick_tile(Desk& desk, const std::string& path) {
    std::vector<std::string> parts{""};
    for (const char c : path) {
        if (c == '/') parts.emplace_back();
        else parts.back() += c;
    }
    constexpr std::size_t segments = 6;  // "", tiles, set, z, x, y
    if (parts.size() != segments || !desk.tiles) return true;
    const auto place = place_in(parts[3], parts[4], parts[5]);
    try {
        const auto map = desk.tiles->map();
        return !place || !map->has(parts[2], *place) || desk.tiles->is_kept(*map, parts[2], *place);
    } catch (const Error&) {
        return true;
    }
}

std::vector<Route> tile_routes() {
    return {{"GET", "/tiles.json", Who::SignedIn, tile_list, "which tiles of the map there are, and on which grid"},
            {"GET", "/tiles/{set}/{z}/{x}/{y}", Who::SignedIn, tile, "one of them, as PNG ({y} is 12.png)"}};
}

}  // namespace zonewright::server
