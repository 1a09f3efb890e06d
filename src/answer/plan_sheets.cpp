#include "answer/plan_sheets.h"

#include <algorithm>

#include "catalog/style_catalog.h"
#include "geom/middle.h"
#include "gis/crs.h"
#include "model/schematic_data.h"
#include "model/town.h"
#include "report/framed_map.h"
#include "report/sheet_layers.h"
#include "supply/offer.h"

namespace zonewright::answer {
SheetDesk::SheetDesk(const study::Study& study, Language language)
    : study_(study),
      language_(language),
      styles_(catalog::read_styles(study.styles_folder(), study.plan(), study.opened().layers())),
      map_styles_(catalog::read_map_styles(study.styles_folder())),
      look_{.templates = study.styles_folder() / "report",
            .styles = &styles_,
            .map_styles = &map_styles_,
            .study_title = study.definition().title,
            .confidentiality = study.definition().confidentiality,
            .schematic = model::rests_on_schematic_data(study.definition()),
            .language = language} {}

model::FeatureTable SheetDesk::table(const char* name, model::GeometryKind kind) const {
    return {name, {}, kind, study_.definition().epsg, {{"name", model::FieldType::Text, {}, ""}}, {}};
}

report::SheetMap SheetDesk::map(const Text& title) const {
    const int epsg = study_.definition().epsg;
    return {.title = title, .layers = {}, .box = {}, .crs = fmt::format("{} (EPSG:{})", gis::crs_name(epsg), epsg),
            .mark = Text("示意图，不作为划界依据", "schematic; no evidence of boundaries").in(language_)};
}

model::FeatureTable SheetDesk::towns() const {
    model::FeatureTable towns = table("town", model::GeometryKind::Polygon);
    for (const model::Town& town : study_.towns())
        towns.features.push_back({0, town.geometry, {model::name_of(town, study_.plan()).in(language_)}});
    return towns;
}

model::FeatureTable SheetDesk::zones(model::ClusterId cluster) const {
    model::FeatureTable zones = table("zone", model::GeometryKind::Polygon);
    zones.fields = {{"cluster_id", model::FieldType::Text, {}, ""}, {"place_name", model::FieldType::Text, {}, ""}};
    for (const model::Zone& zone : study_.zones().zones)
        if (zone.cluster == cluster)
            zones.features.push_back({0, zone.geometry, {study_.plan().cluster(cluster).id, study_.plan().place(zone.place).name.in(language_)}});
    return zones;
}

model::FeatureTable SheetDesk::offered_parcels(const std::string& town_code) const {
    model::FeatureTable parcels = table("offered_parcel", model::GeometryKind::Polygon);
    const model::SupplyStatement& statement = study_.supply_statement();
    const std::vector<char> offered = supply::offered_flags(statement, statement.offered_classes);
    for (std::size_t p = 0; p < study_.parcels().size(); ++p)
        if (offered[p] != 0 && (town_code.empty() || study_.parcels()[p].town_code == town_code))
            parcels.features.push_back({0, study_.parcels()[p].geometry, {std::string()}});
    return parcels;
}

model::FeatureTable SheetDesk::site_dots(const std::vector<std::string>& ids) const {
    model::FeatureTable dots = table("site_number", model::GeometryKind::Point);
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (const model::Site& site : study_.sites().sites)
            if (site.id == ids[i])
                if (const auto middle = geom::middle_of(site.geometry))
                    dots.features.push_back({0, geom::MultiPoint{{*middle}}, {std::to_string(i + 1)}});
    return dots;
}

std::string SheetDesk::ranked_picture(const Text& title, const Text& note, const model::FeatureTable& polygons, const model::FeatureTable& dots) const {
    const model::FeatureTable outlines = towns();
    geom::Box box;
    for (const model::Feature& town : outlines.features) box.include(geom::bounds(town.geometry));
    if (box.empty()) return {};
    report::FramedMap map{.title = title.in(language_), .note = note.in(language_), .box = box.grown(0.03 * std::max(box.width(), box.height())),
                          .layers = {}, .legend = {}, .language = language_};
    report::SheetLayers layers(map.metres_per_mm(), map_styles_.find("site_leader"));
    for (const model::FeatureTable* table : {&outlines, &polygons, &dots}) {
        const model::LayerStyle* style = styles_.find(table->name);
        if (style == nullptr) style = map_styles_.find(table->name);
        if (style == nullptr || table->features.empty()) continue;
        layers.add(*table, *style);
        if (table == &dots) continue;
        for (report::LegendEntry& entry : report::legend_of(*style, *table, language_)) map.legend.push_back(std::move(entry));
    }
    map.layers = layers.layers();
    return report::draw_framed_map(map);
}

report::SheetMap SheetDesk::place_map(const Text& title, const std::string& place) const {
    report::SheetMap drawn = map(title);
    const auto id = study_.plan().find_place(place);
    for (const model::Territory& territory : study_.zones().territories) {
        if (!id || territory.place != *id) continue;
        model::FeatureTable outline = table("place_outline", model::GeometryKind::Polygon);
        outline.features.push_back({0, territory.geometry, {study_.plan().place(*id).name.in(language_)}});
        drawn.box = geom::bounds(territory.geometry);
        drawn.layers = {{towns(), "town"}, {offered_parcels({}), "offered_parcel"}, {std::move(outline), "place_outline"}};
    }
    std::erase_if(drawn.layers, [](const auto& layer) { return layer.first.features.empty(); });
    return drawn;
}

PlanPackage SheetDesk::package(const std::filesystem::path& folder, const std::string& name, const Text& title,
                               std::vector<model::FeatureTable> layers) const {
    return {.folder = folder,
            .name = name,
            .title = title,
            .notes = look_.schematic ? Text("含示意数据", "with schematic data").in(language_) : std::string(),
            .epsg = study_.definition().epsg,
            .towns = study_.towns(),
            .plan = study_.plan(),
            .styles = styles_,
            .layers = std::move(layers),
            .language = language_};
}

std::string SheetDesk::file_name(const std::string& kind, const std::string& id) {
    std::string name = kind + "_" + id;
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
    return name;
}

std::string shown_mu(Area area) {
    return with_thousands(area.mu(), 2);
}

std::string shown_number(const std::optional<double>& value, int decimals) {
    return value ? with_thousands(*value, decimals) : "—";
}

}  // namespace zonewright::answer
