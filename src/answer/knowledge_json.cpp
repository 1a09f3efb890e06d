#include "answer/knowledge_json.h"

namespace zonewright::answer {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson both_words(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

OrderedJson evidence_json(const model::Evidence& evidence) {
    return {{"source", evidence.source},
            {"document", evidence.document},
            {"date", evidence.date},
            {"confidence", to_string(evidence.confidence)}};
}

OrderedJson number_json(const std::optional<double>& value) {
    return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

const char* name_of(model::FieldType type) {
    switch (type) {
        case model::FieldType::Integer:
            return "integer";
        case model::FieldType::Real:
            return "real";
        case model::FieldType::Text:
            return "text";
    }
    return "";
}

const char* name_of(model::GeometryKind kind) {
    switch (kind) {
        case model::GeometryKind::None:
            return "none";
        case model::GeometryKind::Point:
            return "point";
        case model::GeometryKind::Line:
            return "line";
        case model::GeometryKind::Polygon:
            return "polygon";
    }
    return "";
}

const char* name_of(model::ConstraintKind kind) {
    switch (kind) {
        case model::ConstraintKind::Inside:
            return "inside";
        case model::ConstraintKind::Outside:
            return "outside";
        case model::ConstraintKind::Corridor:
            return "corridor";
        case model::ConstraintKind::Slope:
            return "slope";
        case model::ConstraintKind::Fragment:
            return "fragment";
    }
    return "";
}

const char* name_of(model::MeasureKind kind) {
    switch (kind) {
        case model::MeasureKind::Distance:
            return "distance";
        case model::MeasureKind::TravelTime:
            return "travel_time";
        case model::MeasureKind::Slope:
            return "slope";
        case model::MeasureKind::Relief:
            return "relief";
        case model::MeasureKind::Elevation:
            return "elevation";
        case model::MeasureKind::Density:
            return "density";
        case model::MeasureKind::Share:
            return "share";
        case model::MeasureKind::RasterValue:
            return "raster_value";
        case model::MeasureKind::Category:
            return "category";
        case model::MeasureKind::ZoneListing:
            return "zone_listing";
        case model::MeasureKind::Quotient:
            return "quotient";
    }
    return "";
}

const char* name_of(model::Expectation expectation) {
    switch (expectation) {
        case model::Expectation::Avoid:
            return "avoid";
        case model::Expectation::Within:
            return "within";
        case model::Expectation::Inform:
            return "inform";
    }
    return "";
}

}  // namespace

nlohmann::ordered_json json_of(const model::Role& role) {
    OrderedJson fields = OrderedJson::array();
    for (const model::RoleField& field : role.fields)
        fields.push_back({{"name", field.name},
                          {"type", name_of(field.type)},
                          {"title", both_words(field.title)},
                          {"unit", field.unit},
                          {"required", field.required},
                          {"aliases", field.aliases},
                          {"domain", field.domain},
                          {"minimum", number_json(field.minimum)},
                          {"maximum", number_json(field.maximum)}});
    return {{"id", role.id},
            {"title", both_words(role.title)},
            {"raster", role.raster},
            {"geometry", role.raster ? "raster" : name_of(role.geometry)},
            {"must_tile", role.must_tile},
            {"layer_aliases", role.layer_aliases},
            {"fields", fields}};
}

nlohmann::ordered_json json_of(const model::ConstraintRule& rule) {
    return {{"id", rule.id},
            {"title", both_words(rule.title)},
            {"bit", rule.bit},
            {"order", rule.order},
            {"kind", name_of(rule.kind)},
            {"role", rule.role},
            {"where", rule.where},
            {"width_m", rule.width_m},
            {"width_by_class_m", rule.width_by_class_m},
            {"threshold_degree", number_json(rule.threshold)},
            {"legal_basis", rule.legal_basis},
            {"evidence", evidence_json(rule.evidence)}};
}

nlohmann::ordered_json json_of(const model::CheckRule& check) {
    return {{"id", check.id},
            {"title", both_words(check.title)},
            {"order", check.order},
            {"chapter", check.chapter},
            {"role", check.role},
            {"constraint", check.constraint},
            {"expectation", name_of(check.expectation)},
            {"touch_area_m2", check.touch_area_m2},
            {"touch_width_m", check.touch_width_m},
            {"if_occupied", to_string(check.if_occupied)},
            {"if_touched", to_string(check.if_touched)},
            {"if_clear", to_string(check.if_clear)},
            {"legal_basis", check.legal_basis},
            {"evidence", evidence_json(check.evidence)}};
}

nlohmann::ordered_json json_of(const model::CriterionDefinition& criterion) {
    return {{"id", criterion.id},
            {"title", both_words(criterion.title)},
            {"rationale", both_words(criterion.rationale)},
            {"unit", criterion.unit},
            {"measure", name_of(criterion.measure)},
            {"role", criterion.role},
            {"where", criterion.where},
            {"radius_m", criterion.radius_m},
            {"low", criterion.value.low},
            {"high", criterion.value.high},
            {"knots", criterion.value.knots},
            {"categories", criterion.value.categories},
            {"per_cluster", criterion.per_cluster},
            {"clause", criterion.clause},
            {"evidence", evidence_json(criterion.evidence)}};
}

nlohmann::ordered_json json_of(const model::WeightSet& weights) {
    OrderedJson clusters = OrderedJson::array();
    for (const model::ClusterWeights& entry : weights.clusters)
        clusters.push_back({{"cluster", entry.cluster},
                            {"method", entry.method},
                            {"criteria", entry.criteria},
                            {"weights", entry.weights},
                            {"judgements", entry.judgements}});
    return {{"id", weights.id},
            {"title", both_words(weights.title)},
            {"is_default", weights.is_default},
            {"clusters", clusters},
            {"evidence", evidence_json(weights.evidence)}};
}

nlohmann::ordered_json json_of(const model::PolicyRules& rules) {
    OrderedJson values = OrderedJson::array();
    for (const model::RuleValue& value : rules.values)
        values.push_back({{"key", value.key},
                          {"title", both_words(value.title)},
                          {"value", number_json(value.value)},
                          {"low", number_json(value.low)},
                          {"high", number_json(value.high)},
                          {"text", value.text},
                          {"words", value.words},
                          {"unit", value.unit},
                          {"evidence", evidence_json(value.evidence)}});
    return {
        {"id", rules.id}, {"title", both_words(rules.title)}, {"version", rules.version}, {"values", values}};
}

}  // namespace zonewright::answer
