#include "answer/travel_minutes.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "base/parallel.h"
#include "criterion/measure.h"
#include "geom/middle.h"
#include "io/raster_io.h"
#include "suitability/ground.h"

namespace zonewright::answer {
namespace {

using planning::Minutes;

[[noreturn]] void reject_city(const model::Catalogue& catalogue, const std::string& key, const std::string& word, Text expected, Text advice) {
    throw InputError({.thing = catalogue.rules_of("link_cities").place_of(key), .value = word, .expected = std::move(expected), .advice = std::move(advice)});
}

void read_city_word(const model::Catalogue& catalogue, const std::string& word, LinkCity& city) {
    const std::size_t at = word.find('=');
    const std::string mode = word.substr(0, at), name = at == std::string::npos ? "" : word.substr(at + 1);
    if (mode == "gateway") city.gateway = name;
    else if (mode == "road") city.criterion = name;
    else if (mode == "rail") city.rail_field = name;
    else reject_city(catalogue, city.id, word, "gateway=…, road=…, rail=…", both("改正该词", "correct the word"));
    if (mode == "road" && std::ranges::none_of(catalogue.criteria, [&](const model::CriterionDefinition& criterion) {
            return criterion.id == name && criterion.measure == model::MeasureKind::TravelTime;
        }))
        reject_city(catalogue, city.id, word, both("measure = \"travel_time\" 的指标", "a criterion of measure = \"travel_time\""),
                    both("指标见 zonewright describe criteria", "for the criteria: zonewright describe criteria"));
}

std::optional<raster::Grid<float>> grid_in(const std::filesystem::path& tiles) {
    io::RasterReader reader(tiles);
    const raster::GridSpec& spec = reader.info().spec;
    raster::Grid<float> grid(spec, 0.0f);
    reader.read(0, 0, spec.columns, spec.rows, grid.cells);
    return grid;
}

/// Mean over the cells of the ground; nothing where none of them has a value.
Minutes mean_on(const suitability::Ground& ground, const raster::Grid<float>& grid) {
    double sum = 0, weight = 0;
    std::size_t i = 0;
    for (std::int64_t r = ground.window.row; r < ground.window.row_end(); ++r)
        for (std::int64_t c = ground.window.column; c < ground.window.column_end(); ++c, ++i) {
            const float value = grid.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r));
            if (std::isnan(value) || ground.shares[i] == 0) continue;
            sum += static_cast<double>(value) * static_cast<double>(ground.shares[i]);
            weight += static_cast<double>(ground.shares[i]);
        }
    return weight > 0 ? Minutes(sum / weight) : std::nullopt;
}

Minutes at_middle(const geom::MultiPolygon& outline, const raster::Grid<float>& grid) {
    const auto middle = geom::middle_of(outline);
    if (!middle) return std::nullopt;
    const raster::Cell cell = raster::Lattice(grid.spec).cell_of(*middle);
    const raster::Window all = raster::whole(grid.spec);
    if (cell.column < 0 || cell.row < 0 || cell.column >= all.width || cell.row >= all.height) return std::nullopt;
    const float value = grid.at(static_cast<std::size_t>(cell.column), static_cast<std::size_t>(cell.row));
    return std::isnan(value) ? std::nullopt : Minutes(static_cast<double>(value));
}

bool has_gateway(const study::Study& study, const std::string& kind) {
    const model::FeatureTable* table = study.sources().find("gateway");
    const auto field = table == nullptr ? std::nullopt : table->find_field("class");
    return field && std::ranges::any_of(table->features, [&](const model::Feature& feature) {
        return model::text_of(feature.values[*field]) == kind;
    });
}

const Text not_given{"未提供", "not given"};

}  // namespace

std::vector<LinkCity> link_cities(const model::Catalogue& catalogue) {
    std::vector<LinkCity> cities;
    for (const model::RuleValue& value : catalogue.rules_of("link_cities").values) {
        LinkCity city{.id = value.key, .name = value.title};
        for (const std::string& word : value.words) read_city_word(catalogue, word, city);
        cities.push_back(std::move(city));
    }
    return cities;
}

std::vector<planning::TravelBand> travel_bands(const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("travel_bands");
    std::vector<planning::TravelBand> bands;
    for (const model::RuleValue& value : rules.values) {
        const double from = rules.number(value.key);
        if (bands.empty() ? from != 0 : !(from > bands.back().from_minutes))
            throw InputError({.thing = rules.place_of(value.key),
                              .value = fmt::format("{:g}", from),
                              .expected = bands.empty() ? Text("0") : both("大于 {:g}", "more than {:g}", bands.back().from_minutes),
                              .advice = both("圈层从 0 起依次递增", "bands ascend from 0")});
        bands.push_back({value.key, from});
    }
    return bands;
}

TravelTimes TravelTimes::unknown(const study::Study& study, Text note) {
    TravelTimes times(study);
    times.note_ = std::move(note);
    return times;
}

TravelTimes TravelTimes::by_road(const study::Study& study, const LinkCity& city, const Progress& progress) {
    if (city.criterion.empty()) return unknown(study, {"未看：规则没有给出行车时间的指标", "not looked at: the rules name no criterion for it"});
    if (!city.gateway.empty() && !has_gateway(study, city.gateway))
        return unknown(study, both(R"({}：没有 class = "{}" 的对外门户（role = "gateway"）)", R"({}: no gateway of class = "{}" (role = "gateway"))", not_given, city.gateway));
    const auto& criteria = study.catalogue().criteria;
    const auto definition = std::ranges::find(criteria, city.criterion, &model::CriterionDefinition::id);
    TravelTimes times(study);
    for (const model::CriterionSurface& surface : study.criteria(progress.part(0, 0.5)).surfaces) {
        if (&criteria[surface.criterion.index()] != &*definition) continue;
        if (surface.missing) return unknown(study, not_given + Text("：", ": ") + surface.note);
        times.surface_ = grid_in(surface.tiles);
        return times;
    }
    criterion::Measured measured = criterion::measure({.sources = study.sources(),
                                                       .plan = study.plan(),
                                                       .zones = study.zones(),
                                                       .spec = study.grid(),
                                                       .epsg = study.definition().epsg,
                                                       .city = &study.city(),
                                                       .memory_mib = 0},
                                                      *definition, std::nullopt, progress.part(0.5, 1));
    if (measured.missing) return unknown(study, not_given + Text("：", ": ") + measured.note);
    times.surface_ = std::move(measured.values);
    return times;
}

TravelTimes TravelTimes::by_rail(const study::Study& study, const LinkCity& city) {
    if (city.rail_field.empty()) return unknown(study, {"未看：规则没有给出轨道时间的字段", "not looked at: the rules name no field for it"});
    const model::FeatureTable* stations = study.sources().find("metro_station");
    if (stations == nullptr) return unknown(study, both("{}：没有轨道站点（role = \"metro_station\"）", "{}: no source of role = \"metro_station\"", not_given));
    TravelTimes times(study);
    const auto field = stations->find_field(city.rail_field);
    for (const model::Feature& station : stations->features) {
        const auto minutes = field ? model::number_of(station.values[*field]) : std::nullopt;
        const auto at = geom::middle_of(station.geometry);
        if (minutes && at) times.stations_.push_back({*at, *minutes});
    }
    if (times.stations_.empty())
        return unknown(study, both("{}：轨道站点没有填写 {}（乘车到{}的分钟数）", "{}: no station states {} (minutes by train to {})", not_given, city.rail_field, city.name));
    const model::PolicyRules& rules = study.catalogue().rules_of("links");
    times.access_ = {rules.number("rail_access_kmh") * 1000 / 60, rules.number("rail_wait_minutes")};
    if (!(times.access_.metres_per_minute > 0))
        throw InputError({.thing = rules.place_of("rail_access_kmh"), .value = "0", .expected = both("大于 0", "more than 0")});
    return times;
}

Minutes TravelTimes::of(const geom::MultiPolygon& outline) const {
    if (!known()) return std::nullopt;
    if (!surface_) {
        const auto middle = geom::middle_of(outline);
        return middle ? Minutes(planning::minutes_by_rail(*middle, stations_, access_)) : std::nullopt;
    }
    const Minutes mean = mean_on(suitability::ground_under(outline, study_->admissible()), *surface_);
    return mean ? mean : at_middle(outline, *surface_);
}

std::vector<Minutes> TravelTimes::of_parcels(const Progress& progress) const {
    std::vector<Minutes> minutes(study_->parcels().size());
    if (!known()) return minutes;
    study_->admissible();
    parallel_for(minutes.size(), 64, progress, [&](std::size_t p) { minutes[p] = of(study_->parcels()[p].geometry); });
    return minutes;
}

}  // namespace zonewright::answer
