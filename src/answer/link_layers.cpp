#include "answer/link_layers.h"

#include <algorithm>
#include <cmath>

#include "geom/middle.h"
#include "geom/planar_area.h"
#include "model/printed_area.h"
#include "model/town.h"

namespace zonewright::answer {
namespace {

using model::FieldType;

model::Value minutes_value(const planning::Minutes& minutes) {
    return minutes && std::isfinite(*minutes) ? model::Value(std::round(*minutes * 10) / 10) : model::Value();
}

std::string band_word(const LinkedStudy& linked, const planning::Minutes& minutes) {
    const std::size_t band = planning::band_of(linked.bands, minutes);
    return band < linked.bands.size() ? linked.bands[band].id : "none";
}

model::FeatureTable layer_of_links(const study::Study& study, const char* name, Text title, model::GeometryKind kind) {
    return {name, std::move(title), kind, study.definition().epsg, {}, {}};
}

/// The city that is reached first from a parcel; nothing where none is.
const CityMinutes* nearest_city(const LinkedStudy& linked, std::size_t parcel) {
    const CityMinutes* nearest = nullptr;
    for (const CityMinutes& city : linked.minutes) {
        const planning::Minutes minutes = city.least(parcel);
        if (minutes && (nearest == nullptr || *minutes < *nearest->least(parcel))) nearest = &city;
    }
    return nearest;
}

model::FeatureTable offered_parcels_by_time(const study::Study& study, const LinkedStudy& linked, Language language) {
    model::FeatureTable table = layer_of_links(study, "link_parcel", {"可供土地（按到相邻城市的时间）", "land on offer by time"}, model::GeometryKind::Polygon);
    table.fields = {{"id", FieldType::Text, {"标识", "id"}, ""},
                    {"town", FieldType::Text, {"镇街", "town"}, ""},
                    {"net_m2", FieldType::Real, {"净面积（椭球）", "net area (ellipsoidal)"}, "m2"},
                    {"net_mu", FieldType::Real, {"净面积（亩）", "net area (mu)"}, "mu"},
                    {"band", FieldType::Text, {"时间圈层（最近的城市）", "band (nearest city)"}, ""},
                    {"nearest_city", FieldType::Text, {"最近的城市", "nearest city"}, ""},
                    {"minutes", FieldType::Real, {"到最近城市（分钟）", "minutes to it"}, "minute"}};
    for (const CityMinutes& city : linked.minutes) {
        table.fields.push_back({city.city.id + "_road_min", FieldType::Real, both("公路到{}（分钟）", "minutes by road to {}", city.city.name), "minute"});
        table.fields.push_back({city.city.id + "_rail_min", FieldType::Real, both("轨道到{}（分钟）", "minutes by rail to {}", city.city.name), "minute"});
        table.fields.push_back({city.city.id + "_band", FieldType::Text, both("到{}的圈层", "band to {}", city.city.name), ""});
    }
    for (const std::size_t p : linked.parcels) {
        const model::Parcel& parcel = study.parcels()[p];
        const Area net = study.supply_statement().parcels[p].net;
        const CityMinutes* nearest = nearest_city(linked, p);
        const planning::Minutes least = nearest == nullptr ? planning::Minutes() : nearest->least(p);
        std::vector<model::Value> values{parcel.id, model::town_name(parcel.town_code, study.plan()).in(language), net.m2(), model::printed(net).mu, band_word(linked, least),
                                         nearest == nullptr ? model::Value() : model::Value(nearest->city.name.in(language)), minutes_value(least)};
        for (const CityMinutes& city : linked.minutes) {
            values.push_back(minutes_value(city.road[p]));
            values.push_back(minutes_value(city.rail[p]));
            values.emplace_back(band_word(linked, city.least(p)));
        }
        table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, parcel.geometry, std::move(values)});
    }
    return table;
}

/// The polygons of the source with this origin and name, in the order of the answer.
void add_enclaves(const study::Study& study, const LinkedCity& city, Language language, model::FeatureTable& hosts, model::FeatureTable& lines) {
    const model::FeatureTable* source = study.sources().find("reverse_enclave");
    if (source == nullptr) return;
    const std::size_t name = source->field("name");
    for (const GivenEnclave& enclave : city.enclaves) {
        const auto feature = std::ranges::find_if(source->features, [&](const model::Feature& f) { return model::text_of(f.values[name]) == enclave.name; });
        if (feature == source->features.end()) continue;
        const auto minutes = [](const std::optional<double>& value) { return minutes_value(value); };
        hosts.features.push_back({static_cast<std::int64_t>(hosts.features.size()) + 1, feature->geometry,
                                  {enclave.name, city.name.in(language), enclave.town.in(language), enclave.form, enclave.status, enclave.cluster,
                                   enclave.area.m2(), model::printed(enclave.on_offer).mu, minutes(enclave.road_minutes), minutes(enclave.rail_minutes)}});
        const model::FeatureTable* gateways = study.sources().find("gateway");
        const auto kind = gateways == nullptr ? std::nullopt : gateways->find_field("class");
        const auto host = geom::middle_of(feature->geometry);
        if (!kind || !host) continue;
        std::optional<geom::Point> nearest;
        for (const model::Feature& gateway : gateways->features)
            if (const auto at = geom::middle_of(gateway.geometry); at && model::text_of(gateway.values[*kind]) == city.city)
                if (!nearest || geom::distance(*at, *host) < geom::distance(*nearest, *host)) nearest = at;
        if (nearest)
            lines.features.push_back({static_cast<std::int64_t>(lines.features.size()) + 1, geom::MultiLineString{{{*nearest, *host}}}, {city.name.in(language), enclave.name}});
    }
}

/// link_site with the candidates of one city.
model::FeatureTable candidate_layer(const study::Study& study, const LinkedCity& city, Language language) {
    model::FeatureTable table = layer_of_links(study, "link_site", {"反向飞地备选用地（提案）", "candidates for reverse enclaves (proposals)"}, model::GeometryKind::Polygon);
    table.fields = {{"label", FieldType::Text, {"来源城市与名次", "city and rank"}, ""},
                    {"city", FieldType::Text, {"来源城市", "city of origin"}, ""},
                    {"rank", FieldType::Integer, {"名次", "rank"}, ""},
                    {"site_id", FieldType::Text, {"用地编号", "site"}, ""},
                    {"town", FieldType::Text, {"镇街", "town"}, ""},
                    {"cluster_name", FieldType::Text, {"产业名称", "cluster name"}, ""},
                    {"net_mu", FieldType::Real, {"净面积（亩）", "net area (mu)"}, "mu"},
                    {"score", FieldType::Real, {"适宜性评分", "score"}, ""},
                    {"road_min", FieldType::Real, {"公路（分钟）", "minutes by road"}, "minute"},
                    {"rail_min", FieldType::Real, {"轨道（分钟）", "minutes by rail"}, "minute"},
                    {"points", FieldType::Integer, {"有利条件", "points"}, ""},
                    {"reasons", FieldType::Text, {"理由", "reasons"}, ""}};
    for (const EnclaveSite& candidate : city.candidates) {
        const auto site = std::ranges::find(study.sites().sites, candidate.site.id, &model::Site::id);
        Text reasons;
        for (const Text& reason : candidate.reasons) reasons += (reasons.empty() ? Text() : Text("；", "; ")) + reason;
        table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, site->geometry,
                                  {fmt::format("{}{}", city.name.in(language), candidate.rank), city.name.in(language), std::int64_t{candidate.rank}, site->id,
                                   candidate.site.town.in(language), candidate.site.cluster_name.in(language), model::printed(site->net).mu,
                                   site->score, minutes_value(candidate.site.road_minutes), minutes_value(candidate.site.rail_minutes),
                                   std::int64_t{candidate.points}, reasons.in(language)}});
    }
    return table;
}

}  // namespace

model::FeatureTable parcels_by_band(const study::Study& study, const LinkedStudy& linked, const CityMinutes& minutes) {
    model::FeatureTable table = layer_of_links(study, "link_parcel", {}, model::GeometryKind::Polygon);
    table.fields = {{"band", FieldType::Text, {}, ""}};
    for (const std::size_t p : linked.parcels)
        table.features.push_back({0, study.parcels()[p].geometry, {band_word(linked, minutes.least(p))}});
    return table;
}

std::vector<model::FeatureTable> link_layers(const study::Study& study, const LinkedStudy& linked, Language language) {
    std::vector<model::FeatureTable> layers{offered_parcels_by_time(study, linked, language)};
    model::FeatureTable sites, hosts = layer_of_links(study, "reverse_enclave", {"反向飞地（承接地块）", "reverse enclaves (hosts)"}, model::GeometryKind::Polygon);
    hosts.fields = {{"name", FieldType::Text, {"名称", "name"}, ""},
                    {"origin", FieldType::Text, {"来源城市", "city of origin"}, ""},
                    {"town", FieldType::Text, {"承接镇街", "host town"}, ""},
                    {"form", FieldType::Text, {"形式", "form"}, ""},
                    {"status", FieldType::Text, {"状态", "status"}, ""},
                    {"cluster", FieldType::Text, {"服务集群", "cluster served"}, ""},
                    {"area_m2", FieldType::Real, {"面积（椭球）", "area (ellipsoidal)"}, "m2"},
                    {"on_offer_mu", FieldType::Real, {"其中可供（亩）", "on offer (mu)"}, "mu"},
                    {"road_min", FieldType::Real, {"公路（分钟）", "minutes by road"}, "minute"},
                    {"rail_min", FieldType::Real, {"轨道（分钟）", "minutes by rail"}, "minute"}};
    model::FeatureTable lines = layer_of_links(study, "enclave_link", {"来源城市与承接地块（示意连线）", "city of origin and host"}, model::GeometryKind::Line);
    lines.fields = {{"origin", FieldType::Text, {"来源城市", "city of origin"}, ""}, {"name", FieldType::Text, {"名称", "name"}, ""}};
    for (const LinkedCity& city : linked.answer.cities) {
        model::FeatureTable of_city = candidate_layer(study, city, language);
        if (sites.fields.empty()) sites = std::move(of_city);
        else
            for (model::Feature& feature : of_city.features) sites.features.push_back({static_cast<std::int64_t>(sites.features.size()) + 1, std::move(feature.geometry), std::move(feature.values)});
        add_enclaves(study, city, language, hosts, lines);
    }
    for (model::FeatureTable* table : {&sites, &hosts, &lines})
        if (!table->features.empty()) layers.push_back(std::move(*table));
    std::erase_if(layers, [](const model::FeatureTable& table) { return table.features.empty(); });
    return layers;
}

}  // namespace zonewright::answer
