// The JSON form of the answer about supply.
#include "answer/json_form.h"
#include "answer/supply.h"

namespace zonewright::answer {

template <typename V>
void fields(V& v, SupplyStep& s) {
    v("step", s.step);
    v("title", s.title);
    v("checked", s.checked);
    v("area_m2", s.area, "m2", {"精确面积", "exact area"});
    v("hectares", s.hectares, "ha", {"调平", "closed over the waterfall"});
    v("mu", s.mu, "mu", {"调平", "closed over the waterfall"});
    v("share", s.share, "1", {"占毛面积", "of gross"});
    v("reason", s.reason, "", {"为何未核查", "why it was not checked"});
}
template <typename V>
void fields(V& v, SupplyClassRow& r) {
    v("supply_class", r.supply_class);
    v("class_title", r.class_title);
    v("size_class", r.size_class);
    v("size_title", r.size_title);
    v("parcels", r.parcel_count, "", {"有净面积的宗数", "parcels with net land"});
    v("net_m2", r.net);
    v("net_mu", r.net_mu, "mu");
}
template <typename V>
void fields(V& v, SupplyTown& t) {
    v("town_code", t.town_code);
    v("name", t.name);
    v("parcels", t.parcel_count, "", {"有净面积的宗数", "parcels with net land"});
    v("gross_m2", t.gross);
    v("gross_mu", t.gross_mu, "mu");
    v("net_m2", t.net);
    v("net_mu", t.net_mu, "mu", {"调平", "closed over the towns"});
    v("offered_m2", t.offered, "m2", {"净供应", "net supply, on offer"});
    v("offered_mu", t.offered_mu, "mu", {"调平", "closed over the towns"});
}
template <typename V>
void fields(V& v, SupplyFloors& f) {
    v("floor_m2", f.floor_m2, "m2", {"空置建筑面积", "vacant floor space"});
    v("parcels", f.parcel_count);
    v("mean_storeys", f.mean_storeys);
    v("mean_storey_height_m", f.mean_storey_height_m, "m");
    v("mean_load_kn_m2", f.mean_load_kn_m2, "kN/m2");
    v("mean_rent_yuan_per_m2_month", f.mean_rent_yuan_per_m2_month, "yuan/m2 month");
}
template <typename V>
void fields(V& v, SizeFigure& f) {
    v("size_class", f.size_class);
    v("size_title", f.size_title);
    v("parcels", f.parcel_count, "", {"有净面积的宗数", "parcels with net land"});
    v("net_m2", f.net);
    v("net_mu", f.net_mu, "mu");
}
template <typename V>
void fields(V& v, NamedGroup& g) {
    v("id", g.id);
    v("title", g.title);
}
template <typename V>
void fields(V& v, SupplyStructure& s) {
    v("by", s.by);
    v("title", s.title);
    v("adds_up", s.adds_up, "", {"各组互不重叠", "the groups do not overlap"});
    v("not_checked", s.not_checked, "", {"为何未核查", "why it was not checked"});
    v("groups", s.groups);
    v("group_titles", s.group_titles, "", {"各组名称，按次序", "names of the groups, in their order"});
}
template <typename V>
void fields(V& v, PriceRange& p) {
    v("low", p.low);
    v("central", p.central);
    v("high", p.high);
}
template <typename V>
void fields(V& v, CurvePoint& p) {
    v("parcel", p.parcel);
    v("net_m2", p.net);
    v("cumulative_m2", p.cumulative);
    v("cost_yuan_per_m2", p.cost_yuan_per_m2, "yuan/m2");
}
template <typename V>
void fields(V& v, ClusterCurve& c) {
    v("cluster", c.cluster);
    v("cluster_title", c.cluster_title);
    v("town_code", c.town_code, "", {"空：全市", "empty: the city"});
    v("least_score", c.least_score, "1");
    v("points", c.points);
}
template <typename V>
void fields(V& v, BestBuy& b) {
    v("parcel", b.parcel);
    v("net_m2", b.net);
    v("cost_yuan_per_m2", b.cost_yuan_per_m2, "yuan/m2");
    v("quality", b.quality, "1");
}
template <typename V>
void fields(V& v, ClusterBestBuys& b) {
    v("cluster", b.cluster);
    v("cluster_title", b.cluster_title);
    v("parcels", b.parcels);
}
template <typename V>
void fields(V& v, ClusterBalance& b) {
    v("cluster", b.cluster);
    v("cluster_title", b.cluster_title);
    v("town_code", b.town_code, "", {"空：全市", "empty: the city"});
    v("eligible_m2", b.eligible, "m2", {"适宜且可供", "suitable and on offer"});
    v("usable_m2", b.usable, "m2", {"单宗达到最小用地", "in parcels that reach the minimum site alone"});
    v("reachable_m2", b.reachable, "m2", {"连片达到最小用地", "in groups that reach it together"});
    v("demand_m2", b.demand, "m2");
    v("shortfall_m2", b.shortfall, "m2");
    v("assumption", b.assumption, "", {"需求依据", "how the demand was arrived at"});
}
template <typename V>
void fields(V& v, SupplyAnswer& a) {
    v("town_code", a.town_code, "", {"空：全市", "empty: the city"});
    v("place", a.place);
    v("waterfall", a.waterfall);
    v("net_split", a.net_split, "",
      {"净面积的组成：净供应与各类存量", "what net is made of: the net supply, and stock by class"});
    v("classes", a.classes);
    v("towns", a.towns);
    v("floor_space", a.floor_space);
    v("findings", a.findings, "", {"每条规则的发现数", "findings of each rule"});
    v("least_score", a.least_score, "1", {"从此分起为适宜", "land is suitable from here on"});
    v("structure", a.structure);
    v("curves", a.curves);
    v("best_buys", a.best_buys);
    v("balance", a.balance);
}

Json to_json(const SupplyAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const SupplyAnswer*) {
    return schema_form<SupplyAnswer>();
}

}  // namespace zonewright::answer
