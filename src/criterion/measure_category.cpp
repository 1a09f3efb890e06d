#include <algorithm>

#include "criterion/measures.h"
#include "model/criterion_surface.h"
#include "raster/occupied_cells.h"

namespace zonewright::criterion {
namespace {

constexpr std::string_view any_other_class = "other";

/// The class itself, or for codes the longest known beginning (0601 is found under 06), or "other".
std::optional<std::size_t> position_of(const std::vector<std::string>& words, const std::string& text) {
    for (std::size_t length = text.size(); length > 0; --length) {
        const bool is_code = text.find_first_not_of("0123456789") == std::string::npos;
        if (length < text.size() && !is_code) break;
        const auto found = std::find(words.begin(), words.end(), text.substr(0, length));
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    }
    const auto other = std::find(words.begin(), words.end(), any_other_class);
    if (other == words.end()) return std::nullopt;
    return static_cast<std::size_t>(other - words.begin());
}

}  // namespace

Values measure_category(const Question& question, const Progress& progress) {
    Values values(question.input.spec, raster::no_data);
    const std::vector<std::string> words = model::category_words(question.definition);
    const std::size_t field = question.table->field(question.definition.field);
    for (const model::Feature* feature : question.features) {
        progress.checkpoint();
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature->geometry);
        const auto position = position_of(words, model::text_of(feature->values.at(field)));
        if (polygons && position) raster::fill_centres(values, *polygons, static_cast<float>(*position));
    }
    return values;
}

Values measure_zone_listing(const Question& question, const Progress& progress) {
    const auto& definition = question.definition;
    const double elsewhere = question.cluster->open_list ? definition.open_value : definition.unlisted_value;
    Values values(question.input.spec, static_cast<float>(elsewhere));
    for (const model::Zone& zone : question.input.zones.zones) {
        progress.checkpoint();
        if (&question.input.plan.cluster(zone.cluster) == question.cluster)
            raster::fill_centres(values, zone.geometry, 1.0f);
    }
    return values;
}

}  // namespace zonewright::criterion
