#include "command/plan_json.h"

namespace zonewright::command {
namespace {

OrderedJson list_of(const std::vector<Text>& texts) {
    OrderedJson list = OrderedJson::array();
    for (const Text& text : texts) list.push_back(json_of(text));
    return list;
}

OrderedJson number_or_null(const std::optional<double>& value) {
    return value ? OrderedJson(*value) : OrderedJson(nullptr);
}

}  // namespace

OrderedJson json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

OrderedJson json_of(const model::Evidence& evidence) {
    return {{"source", evidence.source},
            {"document", evidence.document},
            {"date", evidence.date},
            {"confidence", to_string(evidence.confidence)}};
}

OrderedJson json_of(const model::Cluster& cluster) {
    OrderedJson directions = OrderedJson::array(), checklist = OrderedJson::array();
    for (const model::Direction& direction : cluster.directions)
        directions.push_back({{"role", direction.role}, {"term", json_of(direction.term)}});
    for (const model::ChecklistItem& item : cluster.checklist)
        checklist.push_back(
            {{"id", item.id}, {"title", json_of(item.title)}, {"status", item.status}, {"note", item.note}});
    return {{"id", cluster.id},
            {"name", json_of(cluster.name)},
            {"kind", to_string(cluster.kind)},
            {"clause", cluster.clause},
            {"leads", list_of(cluster.leads)},
            {"places", cluster.places},
            {"open_list", cluster.open_list},
            {"directions", directions},
            {"checklist", checklist}};
}

OrderedJson json_of(const model::Place& place) {
    OrderedJson origins = OrderedJson::array(), revisions = OrderedJson::array();
    for (const model::GeometryOrigin origin : place.geometry_from) origins.push_back(to_string(origin));
    for (const model::PlaceRevision& revision : place.revisions)
        revisions.push_back({{"date", revision.date},
                             {"published_area_m2", number_or_null(revision.published_area_m2)},
                             {"note", revision.note},
                             {"evidence", json_of(revision.evidence)}});
    return {{"id", place.id},
            {"name", json_of(place.name)},
            {"kind", to_string(place.kind)},
            {"code", place.code},
            {"district", place.district},
            {"members", place.members},
            {"hosts", place.hosts},
            {"published_area_m2", number_or_null(place.published_area_m2)},
            {"aliases", place.aliases},
            {"geometry_from", origins},
            {"date", place.date},
            {"note", place.note},
            {"evidence", json_of(place.evidence)},
            {"revisions", revisions}};
}

OrderedJson document_json(const model::Plan& plan) {
    OrderedJson clauses = OrderedJson::array(), targets = OrderedJson::array(),
                mechanisms = OrderedJson::array(), empty = OrderedJson::array(),
                shared_areas = OrderedJson::array();
    for (const model::Clause& clause : plan.clauses)
        clauses.push_back({{"id", clause.id}, {"title", json_of(clause.title)}});
    for (const model::Target& target : plan.targets)
        targets.push_back({{"id", target.id},
                           {"name", json_of(target.name)},
                           {"comparison", target.comparison},
                           {"value", target.value},
                           {"unit", target.unit},
                           {"year", target.year},
                           {"clause", target.clause}});
    for (const model::Mechanism& mechanism : plan.mechanisms)
        mechanisms.push_back({{"id", mechanism.id},
                              {"name", json_of(mechanism.name)},
                              {"clause", mechanism.clause},
                              {"leads", list_of(mechanism.leads)},
                              {"measures", list_of(mechanism.measures)}});
    for (const model::EmptyList& list : plan.empty_lists)
        empty.push_back({{"what", list.what}, {"reason", json_of(list.reason)}, {"clause", list.clause}});
    for (const model::SharedArea& shared : plan.shared_areas)
        shared_areas.push_back({{"places", shared.places},
                                {"area_m2", shared.area_m2},
                                {"note", shared.note},
                                {"evidence", json_of(shared.evidence)}});
    return {{"id", plan.id},
            {"title", json_of(plan.title)},
            {"issuer", json_of(plan.issuer)},
            {"date", plan.date},
            {"evidence", json_of(plan.evidence)},
            {"clauses", clauses},
            {"targets", targets},
            {"mechanisms", mechanisms},
            {"empty_lists", empty},
            {"shared_areas", shared_areas}};
}

}  // namespace zonewright::command
