#include "answer/sites.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/measured_weight.h"
#include "answer/named_in_study.h"
#include "answer/site_folder.h"
#include "assembly/find_sites.h"
#include "assembly/list_sites.h"
#include "base/errors.h"
#include "study/offered_units.h"
#include "study/site_reasons.h"
#include "study/study.h"
#include "supply/offer.h"

namespace zonewright::answer {
namespace {

assembly::SiteObjective objective_named(const std::string& word) {
    return word == "score"       ? assembly::SiteObjective::ScoreArea
           : word == "unit-cost" ? assembly::SiteObjective::UnitCost
                                 : assembly::SiteObjective::Cost;
}

/// One per parcel: 1 where the question allows it.
std::vector<char> available_parcels(const study::Study& study, const SitesQuestion& question) {
    std::vector<char> available = supply::offered_flags(study.supply_statement(),
                                                        supply_classes_named(study, question.supply));
    if (question.town.empty()) return available;
    const std::string code = town_named(study, question.town).code;
    for (std::size_t i = 0; i < available.size(); ++i)
        if (study.parcels()[i].town_code != code) available[i] = 0;
    return available;
}

/// What find_sites is asked, with everything it only points to.
class Search {
public:
    Search(const study::Study& study, const SitesQuestion& question)
        : study_(study),
          demand_{cluster_named(study, question.cluster), {}, {}},
          rules_(study.definition().sites),
          scores_(study::scores_by_cluster(study.suitability())),
          cost_(supply::unit_costs(study.offers())),
          available_(available_parcels(study, question)),
          rebuilt_(study::redevelopment_flags(study.parcels())),
          objective_(objective_named(question.objective)) {
        model::Demand& demand = demand_.demand;
        demand.cluster = study.plan().cluster(demand_.cluster).id;
        demand_.name = study.plan().cluster(demand_.cluster).name;
        demand.minimum_site_m2 = question.area_mu * square_metres_per_mu;
        if (question.max_area_mu) demand.maximum_site_m2 = *question.max_area_mu * square_metres_per_mu;
        demand.site_count = question.count;
        if (!question.around.empty()) centres_.push_back(parcel_named(study, question.around).value);
        limit_shape(question);
    }

    assembly::SitesInput input() const {
        return {.parcels = study_.parcels(),
                .supply = study_.supply_statement().parcels,
                .cost_yuan_per_m2 = cost_,
                .scores = scores_,
                .available = available_,
                .redevelopment = rebuilt_,
                .demand = std::span(&demand_, 1),
                .graph = &study_.graph(),
                .rules = rules_,
                .weight_of_score = objective_ == assembly::SiteObjective::UnitCost ? 0.0 : 1.0,
                .objective = objective_,
                .centres = centres_};
    }

    /// What was asked, in words.
    Text asked(const SitesQuestion& question) const {
        const model::Demand& demand = demand_.demand;
        const double most_m2 = demand.maximum_site_m2.value_or(demand.minimum_site_m2 * rules_.window);
        Text words = both("为{}找用地：{:g}–{:g} 亩", "land for {}: {:g} to {:g} mu",
                          study_.plan().cluster(demand_.cluster).name,
                          demand.minimum_site_m2 / square_metres_per_mu, most_m2 / square_metres_per_mu);
        if (!question.town.empty()) words += both("，{}内", ", within {}", question.town);
        if (!question.around.empty()) words += both("，以 {} 为中心", ", around {}", question.around);
        return words;
    }

private:
    void limit_shape(const SitesQuestion& question) {
        if (question.owners) rules_.maximum_owners = *question.owners;
        if (question.towns) rules_.maximum_towns = *question.towns;
        if (question.redevelopment) rules_.maximum_redevelopment_share = *question.redevelopment;
        if (question.shape) rules_.shape = *question.shape;
        if (question.footprint.empty()) return;
        rules_.footprint_long_m = std::max(question.footprint[0], question.footprint[1]);
        rules_.footprint_short_m = std::min(question.footprint[0], question.footprint[1]);
    }

    const study::Study& study_;
    assembly::ClusterDemand demand_;
    model::SiteRules rules_;
    std::vector<std::vector<double>> scores_;
    std::vector<double> cost_;
    std::vector<char> available_, rebuilt_;
    std::vector<std::uint32_t> centres_;
    assembly::SiteObjective objective_;
};

std::vector<SiteLink> links_of(const study::Study& study, const model::Site& site) {
    std::vector<SiteLink> links;
    for (const model::Link& link : study.graph().links)
        if (holds(site, link.a) && holds(site, link.b))
            links.push_back({study.parcels()[link.a.index()].id, study.parcels()[link.b.index()].id,
                             to_string(link.reason), link.gap_m, link.frontage_m});
    return links;
}

SiteCard card_of(const study::Study& study, const model::Site& site) {
    const model::Parcel& centre = study.parcels()[site.centre.index()];
    SiteCard card{.id = site.id, .links = links_of(study, site), .centre = centre.id};
    for (const model::ParcelId id : site.parcels) card.parcels.push_back(study.parcels()[id.index()].id);
    card.town_code = site.town_code, card.town_name = centre.town_name;
    card.area = site.net, card.area_mu = site.net.mu();
    card.owner_count = site.owner_count, card.town_count = site.town_count;
    card.redevelopment_share = site.redevelopment_share;
    card.min_width_m = site.min_width_m;
    card.rect_long_m = site.rectangle.long_m, card.rect_short_m = site.rectangle.short_m;
    card.rect_centre = {site.rectangle.centre.x, site.rectangle.centre.y};
    card.rect_bearing_rad = site.rectangle.bearing_rad;
    card.compactness = site.compactness, card.hole_count = site.hole_count;
    card.cost_yuan = site.cost_yuan, card.cost_yuan_per_m2 = site.cost_yuan_per_m2, card.score = site.score;
    for (const model::ScorePart& part : study::reasons_of(study, site)) {
        const auto& criterion = study.catalogue().criteria[part.criterion.index()];
        card.reasons.push_back({criterion.id, criterion.title, part.weight, part.worth, part.points});
    }
    card.reach_m = site.reach_m, card.marginal_yuan_per_m2 = site.marginal_yuan_per_m2;
    card.blocks_larger = site.blocks_larger;
    card.solver = {site.objective, site.bound, site.gap, to_string(site.stop)};
    return card;
}

/// What is written beside the answer, and what is found.
struct Found {
    std::vector<model::Site> sites;
    std::vector<std::string> certificates;
};

Found find(const Search& search, SitesAnswer& answer, const Progress& progress) {
    assembly::SitesResult found = assembly::find_sites(search.input(), {}, progress);
    answer.notes = std::move(found.notes);
    for (const assembly::SiteShortfall& shortfall : found.shortfalls) {
        answer.warn(shortfall.reason);
        answer.shortfall = {shortfall.missing_sites, shortfall.reason};
    }
    answer.solver = {found.objective, found.bound, found.gap, to_string(found.stop)};
    answer.complete = found.shortfalls.empty();
    return {std::move(found.sites), std::move(found.certificates)};
}

/// Every feasible site above the score, up to the limit.
Found list(const Search& search, const SitesQuestion& question, SitesAnswer& answer,
           const Progress& progress) {
    constexpr std::int64_t nodes_per_centre = 20000;
    assembly::SiteList found =
        assembly::list_sites(search.input(), question.min_score, question.limit, nodes_per_centre, progress);
    answer.notes = std::move(found.notes);
    const bool all = found.end == assembly::ListEnd::All;
    const bool limited = found.end == assembly::ListEnd::Limit;
    answer.list = {question.min_score, all, all ? "all" : limited ? "limit" : "node_budget"};
    if (limited)
        answer.warn(both("已达上限 {} 处，还有更多", "stopped at {} sites, there are more", question.limit));
    else if (!all)
        answer.warn({"搜索节点预算用尽，可能还有更多", "the node budget ended, there may be more"});
    answer.complete = !found.sites.empty();
    return {std::move(found.sites), {}};
}

void write(const study::Study& study, const SitesQuestion& question, const Text& asked, const Found& found,
           SitesAnswer& answer, const Progress& progress) {
    SiteFolderRequest request{.question = asked,
                              .sites = found.sites,
                              .certificates = found.certificates,
                              .notes = answer.notes,
                              .language = question.language};
    if (answer.shortfall) request.notes.push_back(answer.shortfall->reason);
    if (!question.output.empty())
        for (Output& file : write_site_folder(question.output, study, request, progress))
            answer.outputs.push_back(std::move(file));
    if (!question.certificates.empty())
        for (Output& file : write_certificates(question.certificates, request.sites, request.certificates))
            answer.outputs.push_back(std::move(file));
}

}  // namespace

template <typename V>
void fields(V& v, SolverFigures& s) {
    v("objective", s.objective, "yuan", {"目标值（按适宜性加权）", "objective, weighted by suitability"});
    v("bound", s.bound, "yuan", {"下界", "lower bound"});
    v("gap", s.gap, "1", {"差距占目标值", "gap as a share of the objective"});
    v("stop", s.stop, "", {"搜索为何结束", "why the search ended"});
}
template <typename V>
void fields(V& v, SiteLink& l) {
    v("a", l.a);
    v("b", l.b);
    v("reason", l.reason);
    v("gap_m", l.gap_m, "m");
    v("frontage_m", l.frontage_m, "m");
}
template <typename V>
void fields(V& v, SiteReason& r) {
    v("criterion", r.criterion);
    v("title", r.title);
    v("weight", r.weight, "1");
    v("worth", r.worth, "1");
    v("points", r.points, "1", {"对评分的贡献", "what it adds to the score"});
}
template <typename V>
void fields(V& v, SiteCard& c) {
    v("id", c.id);
    v("parcels", c.parcels);
    v("links", c.links);
    v("centre", c.centre, "", {"中心地块", "parcel at the centre"});
    v("town_code", c.town_code);
    v("town_name", c.town_name);
    v("area_m2", c.area, "m2", {"净面积（椭球面积）", "net area, statutory"});
    v("area_mu", c.area_mu, "mu");
    v("owner_count", c.owner_count);
    v("town_count", c.town_count);
    v("redevelopment_share", c.redevelopment_share, "1");
    v("min_width_m", c.min_width_m, "m", {"最宽处（不跨道路的最大内切圆直径）", "widest place across no road (largest circle inside)"});
    v("rect_long_m", c.rect_long_m, "m");
    v("rect_short_m", c.rect_short_m, "m");
    v("rect_centre", c.rect_centre, "m");
    v("rect_bearing_rad", c.rect_bearing_rad, "rad");
    v("compactness", c.compactness, "1");
    v("hole_count", c.hole_count);
    v("cost_yuan", c.cost_yuan, "yuan");
    v("cost_yuan_per_m2", c.cost_yuan_per_m2, "yuan/m2");
    v("score", c.score, "1");
    v("reasons", c.reasons);
    v("reach_m", c.reach_m, "m");
    v("marginal_yuan_per_m2", c.marginal_yuan_per_m2, "yuan/m2");
    v("blocks_larger", c.blocks_larger, "", {"为什么不能更大", "why it is not larger"});
    v("solver", c.solver);
}
template <typename V>
void fields(V& v, SitesShortfall& s) {
    v("missing_sites", s.missing_sites);
    v("reason", s.reason);
}
template <typename V>
void fields(V& v, SitesList& l) {
    v("least_score", l.least_score, "1");
    v("complete", l.complete);
    v("end", l.end);
}
template <typename V>
void fields(V& v, SitesAnswer& a) {
    v("sites", a.sites);
    v("notes", a.notes);
    v("shortfall", a.shortfall);
    v("solver", a.solver);
    v("list", a.list);
    v("supply_left_out", a.left_out, "", {"未使用的供应类型及可增加的净面积", "supply classes not used, and what each would add"});
}

Declaration declared(SitesQuestion& q) {
    Declaration d{.name = "sites",
                  .summary = {"为一个产业找连片用地：成本、评分、最优性差距、为什么不能更大",
                              "find sites for a cluster: cost, score, distance from the best, why not larger"},
                  .example = "zonewright sites demo-city --cluster semiconductor --area-mu 300 --town 塘厦"};
    add_study(d, q.study);
    d.add("cluster", &q.cluster, {"产业集群（标识或名称）", "cluster (id or name)"}).required().choices(ChoicesOf::Clusters);
    d.add("area_mu", &q.area_mu, {"最小净面积（亩）", "least net area in mu"}).required().unit("mu").above(0);
    d.add("max_area_mu", &q.max_area_mu, {"最大净面积（亩），默认 1.2 倍", "largest net area in mu; 1.2 times the least by default"}).unit("mu").above(0);
    d.add("town", &q.town, {"只在此镇街内（代码或名称）", "only within this town (code or name)"}).choices(ChoicesOf::Towns);
    d.add("around", &q.around, {"以此地块为中心", "with this parcel as the centre"}).choices(ChoicesOf::Parcels);
    d.add("count", &q.count, {"互不重叠的用地数", "number of disjoint sites"}).range(1, 10000);
    d.add("objective", &q.objective, {"目标：cost 总成本，unit-cost 单位成本，score 评分面积", "cost, unit-cost or score"}).choices({"cost", "unit-cost", "score"});
    d.add("owners", &q.owners, {"最多权利人数", "most owners"}).at_least(1);
    d.add("towns", &q.towns, {"最多跨镇街数", "most towns"}).at_least(1);
    d.add("redevelopment", &q.redevelopment, {"改造用地面积占比上限（0…1）", "largest share of redevelopment (0…1)"}).unit("1").range(0, 1);
    d.add("shape", &q.shape, {"形状规则（0 关闭）", "shape rule (0 switches it off)"}).unit("1").range(0, 1);
    d.add("footprint", &q.footprint, {"须容纳的厂房，长 宽（米）", "factory that must fit: long and short side in metres"}).unit("m").above(0).count(2);
    d.add("supply", &q.supply, {"可用的供应类型（idle、approved、planned、renewal、inefficient、floor_space、unclassified、in_use）；缺省为研究所用（不含在用）", "supply classes that may be used (idle, approved, planned, renewal, inefficient, floor_space, unclassified, in_use); default: those of the study (not land in use)"});
    d.add("all", &q.all, {"列出所有符合规则且评分达标的用地", "every feasible site above a score"});
    d.add("min_score", &q.min_score, {"与 --all 合用：最低评分（0…1）", "with --all: least score (0…1)"}).unit("1").range(0, 1).only_with("all");
    d.add("limit", &q.limit, {"与 --all 合用：至多列出几处", "with --all: most sites listed"}).range(1, 100000).only_with("all");
    d.add("output", &q.output, {"写出图层、卡片、分布图和证书的文件夹", "folder for layers, cards, a map and certificates"}).path(PathOf::NewFolder).option('o');
    d.add("certificates", &q.certificates, {"把证书写入此文件夹", "write the certificates into this folder"}).path(PathOf::NewFolder);
    add_language(d, q.language);
    return d;
}

SitesAnswer answer(study::Study& study, const SitesQuestion& question, const Progress& progress) {
    study.assembly(progress.part(0, 0.5));
    const Search search(study, question);
    SitesAnswer answer;
    answer.left_out = classes_left_out(study, supply_classes_named(study, question.supply));
    const Found found = question.all ? list(search, question, answer, progress.part(0.5, 0.9))
                                     : find(search, answer, progress.part(0.5, 0.9));
    for (const model::Site& site : found.sites) answer.sites.push_back(card_of(study, site));
    warn_of_unmeasured(study, answer);
    write(study, question, search.asked(question), found, answer, progress.part(0.9, 1));
    return answer;
}

Json to_json(const SitesAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const SitesAnswer*) {
    return schema_form<SitesAnswer>();
}

}  // namespace zonewright::answer
