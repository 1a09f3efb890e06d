#include "report/site_cards.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/units.h"
#include "geom/middle.h"
#include "gis/crs.h"
#include "io/map_renderer.h"
#include "model/town.h"
#include "report/framed_map.h"
#include "report/map_marks.h"
#include "report/marks_apart.h"
#include "report/map_figure.h"
#include "report/page.h"
#include "report/wording.h"

namespace zonewright::report {
namespace {

using model::FeatureTable;
using model::GeometryKind;
using model::Site;

constexpr int city_width_px = 1500, city_height_px = 1000, card_width_px = 900, card_height_px = 760;
constexpr double city_width_mm = 180, card_width_mm = 92;
constexpr double mark_spacing_mm = 5.2;  ///< a dot of 4.6 mm and a gap
constexpr double margin_of_card = 0.35;  ///< of the larger side of the site, around it

/// Layers from below, with the legend they need.
class CardSheet {
public:
    explicit CardSheet(const SiteCardsRequest& request) : request_(request) {}

    void add(FeatureTable table, const std::string& style_name, bool labels = true) {
        const model::LayerStyle* style = request_.map_styles->find(style_name);
        if (style == nullptr) style = request_.styles->find(style_name);
        if (style == nullptr)
            throw InputError(
                {.thing = fmt::format("styles/maps/{}.toml", style_name),
                 .expected = both("地图样式", "a style for maps"),
                 .advice = both("恢复随程序安装的样式", "restore the style that came with the program")});
        if (table.features.empty()) return;
        tables_.push_back(std::make_unique<FeatureTable>(std::move(table)));
        for (LegendEntry& entry : legend_of(*style, *tables_.back(), request_.language))
            furniture_.legend.push_back(std::move(entry));
        layers_.push_back({.table = tables_.back().get(),
                           .style = style,
                           .grid = nullptr,
                           .ramp = nullptr,
                           .labels = labels});
    }
    MapFurniture& furniture() { return furniture_; }
    const std::vector<io::MapLayer>& layers() const { return layers_; }

private:
    const SiteCardsRequest& request_;
    std::vector<std::unique_ptr<FeatureTable>> tables_;
    std::vector<io::MapLayer> layers_;
    MapFurniture furniture_;
};

class Cards {
public:
    explicit Cards(const SiteCardsRequest& request) : request_(request), run_(*request.run) {}

    io::MapPicture city_map(CardSheet& sheet) const {
        sheet.add(towns(), "town");
        geom::Box box;
        for (const model::Territory& town : run_.zones->territories) box.include(geom::bounds(town.geometry));
        for (const Site& site : run_.sites) box.include(geom::bounds(site.geometry));
        add_numbers(sheet, box);
        return draw(sheet, box.grown(0.02 * std::max(box.width(), box.height())), city_width_px,
                    city_height_px, city_width_mm, {"连片用地分布图", "The sites on the map"});
    }

    PageData card(std::size_t index) const {
        const Site& site = run_.sites[index];
        PageData data = page_object();
        data.set("number", std::to_string(index + 1));
        data.set("id", site.id);
        data.set("town", town_name(site.town_code));
        data.set("cluster", run_.plan->cluster(site.cluster).name.in(request_.language));
        data.set("mu", with_thousands(site.net.mu(), 2));
        data.set("m2", with_thousands(site.net.m2(), 2));
        data.set("facts", facts(site));
        data.set("reasons", reasons(index));
        data.set("score", fmt::format("{:.4f}", site.score));
        data.set("blocks", in(site.blocks_larger));
        data.set("parcels", parcel_rows(site));
        CardSheet sheet(request_);
        data.set("map", site_map(site, sheet));
        return data;
    }

private:
    const std::string& in(const Text& text) const { return text.in(request_.language); }

    /// A site is a dot with its number on the map of a city; dots that would lie on each other stand apart, each with a line
    /// to its place.
    void add_numbers(CardSheet& sheet, const geom::Box& box) const {
        std::vector<geom::Point> places;
        std::vector<std::string> numbers;
        for (std::size_t i = 0; i < run_.sites.size(); ++i)
            if (const auto middle = geom::middle_of(run_.sites[i].geometry))
                places.push_back(*middle), numbers.push_back(std::to_string(i + 1));
        const double least = std::max(box.width(), box.height() * city_width_px / city_height_px);
        const std::vector<geom::Point> dots = set_apart(places, mark_spacing_mm * round_scale(least, city_width_mm) / 1000);
        FeatureTable sites = named_table("site_number", GeometryKind::Point), leaders = named_table("site_leader", GeometryKind::Line);
        for (std::size_t i = 0; i < dots.size(); ++i) {
            sites.features.push_back({0, geom::MultiPoint{{dots[i]}}, {numbers[i]}});
            if (dots[i] != places[i]) leaders.features.push_back({0, geom::MultiLineString{{{places[i], dots[i]}}}, {numbers[i]}});
        }
        sheet.add(std::move(leaders), "site_leader", false);
        sheet.add(std::move(sites), "site_number");
    }

    FeatureTable named_table(const char* name, GeometryKind kind = GeometryKind::Polygon) const {
        return {name, {}, kind, run_.epsg, {{"name", model::FieldType::Text, {}, ""}}, {}};
    }

    FeatureTable towns() const {
        FeatureTable table = named_table("town");
        for (const model::Territory& territory : run_.zones->territories)
            if (const model::Place& place = run_.plan->place(territory.place); model::tiles_the_city(place))
                table.features.push_back({0, territory.geometry, {in(place.name)}});
        return table;
    }

    std::string town_name(const std::string& code) const {
        return in(model::town_name(code, *run_.plan));
    }

    PageData site_map(const Site& site, CardSheet& sheet) const {
        const geom::Box land = geom::bounds(site.geometry);
        const geom::Box box = land.grown(margin_of_card * std::max(land.width(), land.height()));
        FeatureTable around = named_table("neighbour_parcel"), own = named_table("site_parcel");
        for (std::size_t p = 0; p < run_.parcels.size(); ++p) {
            const model::Parcel& parcel = run_.parcels[p];
            if (holds(site, model::ParcelId(p)))
                own.features.push_back({0, parcel.geometry, {parcel.id}});
            else if (geom::bounds(parcel.geometry).meets(box.grown(box.width())))
                around.features.push_back({0, parcel.geometry, {parcel.id}});
        }
        sheet.add(towns(), "town", false);
        sheet.add(std::move(around), "neighbour_parcel");
        sheet.add(std::move(own), "site_parcel");
        FeatureTable whole = named_table("site");
        whole.features.push_back({0, site.geometry, {std::string()}});
        sheet.add(std::move(whole), "site", false);
        sheet.add(links_within(site), "link");
        sheet.add(links_refused(site), "blocked_link");
        FeatureTable rectangle = named_table("rectangle");
        if (site.rectangle.short_m > 0)
            rectangle.features.push_back(
                {0, geom::MultiPolygon{{site.rectangle.polygon()}}, {std::string()}});
        sheet.add(std::move(rectangle), "rectangle");
        const io::MapPicture picture =
            draw(sheet, box, card_width_px, card_height_px, card_width_mm, {site.id, site.id});
        return map_figure(picture, sheet.furniture());
    }

    /// A line between the middles of two parcels.
    void add_line(FeatureTable& table, model::ParcelId a, model::ParcelId b, const std::string& word) const {
        const auto from = geom::middle_of(run_.parcels[a.index()].geometry),
                   to = geom::middle_of(run_.parcels[b.index()].geometry);
        if (from && to) table.features.push_back({0, geom::MultiLineString{{{*from, *to}}}, {word}});
    }

    FeatureTable links_within(const Site& site) const {
        FeatureTable table = named_table("link", GeometryKind::Line);
        table.fields[0].name = "reason";
        for (const model::Link& link : run_.graph->links)
            if (holds(site, link.a) && holds(site, link.b))
                add_line(table, link.a, link.b, model::to_string(link.reason));
        return table;
    }

    FeatureTable links_refused(const Site& site) const {
        FeatureTable table = named_table("blocked_link", GeometryKind::Line);
        for (const model::BlockedLink& link : run_.graph->blocked)
            if (holds(site, link.a) != holds(site, link.b)) add_line(table, link.a, link.b, link.barrier);
        return table;
    }

    io::MapPicture draw(CardSheet& sheet, const geom::Box& box, int width_px, int height_px, double width_mm,
                        const Text& title) const {
        MapFurniture& furniture = sheet.furniture();
        furniture.title = in(title);
        furniture.print_width_mm = width_mm;
        furniture.crs = fmt::format("{} (EPSG:{})", gis::crs_name(run_.epsg), run_.epsg);
        furniture.mark = in({"示意图，不作为划界依据", "schematic; not a basis for boundaries"});
        io::MapRequest map{.box = box,
                           .width_px = width_px,
                           .height_px = height_px,
                           .pixels_per_mm = width_px / width_mm,
                           .layers = sheet.layers(),
                           .language = request_.language};
        map.paper = {255, 255, 255, 255};
        return io::draw_map(map);
    }

    PageData facts(const Site& site) const {
        PageData rows = page_list();
        const auto add = [&](const Text& label, const std::string& value) {
            PageData row = page_object();
            row.set("label", in(label));
            row.set("value", value);
            rows << row;
        };
        add({"地块 / 权利人 / 跨镇街", "parcels / owners / towns"},
            fmt::format("{} / {} / {}", site.parcels.size(), site.owner_count, site.town_count));
        add({"改造用地占比", "share of redevelopment"},
            fmt::format("{:.0f} %", 100 * site.redevelopment_share));
        add({"成本（万元）", "cost (10,000 yuan)"}, with_thousands(site.cost_yuan / 1e4, 0));
        add({"单位成本（元/㎡）", "cost per m² (yuan)"}, with_thousands(site.cost_yuan_per_m2, 0));
        add({"边际价格（元/㎡）", "price of one more m² (yuan)"},
            site.marginal_yuan_per_m2 > 0 ? with_thousands(site.marginal_yuan_per_m2, 0) : "—");
        add({"最大内接矩形（m，不跨道路）", "largest rectangle across no road (m)"},
            fmt::format("{:.0f} × {:.0f}", site.rectangle.long_m, site.rectangle.short_m));
        add({"最宽处（不跨道路，m）", "widest place across no road (m)"}, fmt::format("{:.0f}", site.min_width_m));
        const bool snake =
            site.compactness < request_.catalogue->rules_of("site_report").number("snake_compactness_below");
        add({"紧凑度（4πA/P²）/ 洞", "compactness (4πA/P²) / holes"},
            fmt::format("{:.2f}{} / {}", site.compactness,
                        snake ? in({"（狭长或不规则）", " (long, thin or irregular)"}) : std::string(),
                        site.hole_count));
        add({"形状规则：距中心地块不超过（m）", "shape rule: within … of the centre parcel (m)"},
            site.reach_m > 0 ? fmt::format("{:.0f}", site.reach_m) : in({"未启用", "off"}));
        add({"与此中心最优的差距", "distance from the best around this centre"},
            fmt::format("{:.3f} %（{}）", 100 * site.gap,
                        title_of_code(*request_.styles, "site", "stop", model::to_string(site.stop),
                                      request_.language)));
        return rows;
    }

    PageData reasons(std::size_t index) const {
        PageData rows = page_list();
        const std::vector<model::ScorePart>& parts = request_.reasons[index];
        const double most = parts.empty() ? 0 : parts.front().points;
        for (const model::ScorePart& part : parts) {
            PageData row = page_object();
            row.set("criterion", in(request_.catalogue->criteria[part.criterion.index()].title));
            row.set("weight", fmt::format("{:.3f}", part.weight));
            row.set("worth", fmt::format("{:.3f}", part.worth));
            row.set("points", fmt::format("{:.4f}", part.points));
            row.set("share", fmt::format("{:.1f}", most > 0 ? 100 * part.points / most : 0));
            rows << row;
        }
        return rows;
    }

    PageData parcel_rows(const Site& site) const {
        PageData rows = page_list();
        for (const model::ParcelId id : site.parcels) {
            PageData row = page_object();
            row.set("id", run_.parcels[id.index()].id);
            row.set("m2", with_thousands(run_.supply->parcels[id.index()].net.m2(), 2));
            row.set("centre", id == site.centre);
            rows << row;
        }
        return rows;
    }

    const SiteCardsRequest& request_;
    const model::RunView& run_;
};

PageData strings(std::span<const std::string> words) {
    PageData list = page_list();
    for (const std::string& word : words) list << PageData(word);
    return list;
}

}  // namespace

std::string write_site_cards(const std::filesystem::path& target, const std::filesystem::path& templates,
                             const SiteCardsRequest& request, const Progress& progress) {
    if (request.reasons.size() != request.run->sites.size())
        throw InternalError({.thing = "site cards", .expected = "reasons for every site"});
    const Cards cards(request);
    PageData page = page_object(), list = page_list();
    page.set("title", request.title);
    page.set("question", request.question);
    page.set("schematic", request.schematic);
    page.set("confidentiality", request.confidentiality);
    page.set("has_confidentiality", !request.confidentiality.empty());
    page.set("notes", strings(request.notes));
    page.set("has_notes", !request.notes.empty());
    page.set("none", request.run->sites.empty());
    const auto count = static_cast<double>(request.run->sites.size() + 1);
    CardSheet sheet(request);
    const io::MapPicture city = cards.city_map(sheet);
    page.set("city_map", map_figure(city, sheet.furniture()));
    for (std::size_t i = 0; i < request.run->sites.size(); ++i) {
        progress.report(static_cast<double>(i + 1) / count);
        list << cards.card(i);
    }
    page.set("cards", list);
    page.set("versions", version_list(request.versions));
    write_file(target, render_page(templates, "site_cards", std::move(page), request.language));
    progress.report(1);
    return draw_framed_map({.title = Text{"连片用地分布图", "The sites on the map"}.in(request.language),
                            .note = request.question + "　" + rule_wording(*request.catalogue, "slogan_map").in(request.language),
                            .box = city.box,
                            .layers = sheet.layers(),
                            .legend = sheet.furniture().legend,
                            .language = request.language});
}

}  // namespace zonewright::report
