#include "answer/zones.h"

#include "answer/json_form.h"
#include "answer/named_in_study.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

const model::Zone* zone_of(const model::ZoneMap& map, model::ClusterId cluster, model::PlaceId place) {
    for (const model::Zone& zone : map.zones)
        if (zone.cluster == cluster && zone.place == place) return &zone;
    return nullptr;
}

void state_cluster(const study::Study& study, model::ClusterId id, ZonesAnswer& answer) {
    const model::Plan& plan = study.plan();
    const model::Cluster& cluster = plan.cluster(id);
    ZoneCluster stated{cluster.id, cluster.name, cluster.clause, cluster.open_list, {}};
    for (const std::string& place_id : cluster.places) {
        const model::PlaceId place = *plan.find_place(place_id);
        ZonePlace named{plan.place(place).id, plan.place(place).name, {}, {}};
        if (const model::Zone* zone = zone_of(study.zones(), id, place)) {
            answer.zones.push_back({cluster.id, named.place, cluster.clause, zone->status, zone->area});
            named.status = zone->status, named.area = zone->area;
        }
        stated.places.push_back(std::move(named));
    }
    answer.clusters.push_back(std::move(stated));
}

}  // namespace

template <typename V>
void fields(V& v, ZoneRow& z) {
    v("cluster", z.cluster);
    v("place", z.place);
    v("clause", z.clause);
    v("status", z.status, "", {"边界可信程度", "how far the boundary may be trusted"});
    v("area_m2", z.area);
}
template <typename V>
void fields(V& v, ZonePlace& p) {
    v("place", p.place);
    v("name", p.name);
    v("status", p.status, "", {"没有边界数据时略去", "absent where no boundary is at hand"});
    v("area_m2", p.area);
}
template <typename V>
void fields(V& v, ZoneCluster& c) {
    v("cluster", c.cluster);
    v("name", c.name);
    v("clause", c.clause);
    v("open_list", c.open_list, "", {"名单开放", "the list is open"});
    v("places", c.places);
}
template <typename V>
void fields(V& v, ZonesAnswer& a) {
    v("zones", a.zones);
    v("clusters", a.clusters, "", {"每个集群点名的地点", "the places each cluster names"});
    v("without_geometry", a.without_geometry, "", {"没有边界的地点", "places without a boundary"});
}

Declaration declared(ZonesQuestion& q) {
    Declaration d{.name = "zones",
                  .summary = {"产业集聚区：每个集群落在哪些地点，面积多少",
                              "zones: which places each cluster has, and their areas"},
                  .example = "zonewright zones demo-city --cluster energy"};
    add_study(d, q.study);
    d.add("cluster", &q.cluster, {"只看一个集群", "one cluster only"}).choices(ChoicesOf::Clusters);
    return d;
}

ZonesAnswer answer(study::Study& study, const ZonesQuestion& question, const Progress& progress) {
    study.zoning(progress);
    ZonesAnswer answer;
    if (!question.cluster.empty())
        state_cluster(study, cluster_named(study, question.cluster), answer);
    else
        for (std::size_t c = 0; c < study.plan().clusters.size(); ++c)
            state_cluster(study, model::ClusterId(c), answer);
    for (const model::PlaceId place : study.zones().without_geometry)
        answer.without_geometry.push_back(study.plan().place(place).id);
    return answer;
}

Json to_json(const ZonesAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const ZonesAnswer*) {
    return schema_form<ZonesAnswer>();
}

}  // namespace zonewright::answer
