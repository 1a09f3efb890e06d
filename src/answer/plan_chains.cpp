#include "answer/plan_chains.h"

#include <algorithm>

#include "answer/chain_folder.h"
#include "answer/json_form.h"
#include "answer/named_in_study.h"
#include "base/errors.h"
#include "model/town.h"
#include "planning/chains.h"
#include "study/study.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

planning::ChainRules chain_rules(const study::Study& study) {
    const model::PolicyRules& rules = study.catalogue().rules_of("chains");
    return {.cell_m = rules.number("cell_m"),
            .band_m = rules.number("band_m"),
            .test = {study.definition().seed, static_cast<int>(rules.number("permutations"))},
            .significance = rules.number("significance"),
            .near_leader_m = rules.number("near_leader_m")};
}

std::string word_of(planning::MoranKind kind) {
    switch (kind) {
        case planning::MoranKind::HighHigh: return "high_high";
        case planning::MoranKind::LowLow: return "low_low";
        case planning::MoranKind::HighLow: return "high_low";
        case planning::MoranKind::LowHigh: return "low_high";
        case planning::MoranKind::None: return "none";
    }
    return {};
}

Text town_of(const study::Study& study, const std::optional<std::size_t>& town) {
    return town ? model::name_of(study.towns()[*town], study.plan()) : Text();
}

ChainSquare square_of(const study::Study& study, const planning::CountingSquares& squares,
                      const planning::SquareFigures& figures, double significance) {
    const geom::Point at = squares.centres[figures.square];
    ChainSquare square{.x = at.x, .y = at.y, .town = town_of(study, squares.town[figures.square]),
                       .enterprises = figures.enterprises, .gi_star = figures.hot.value, .gi_p = figures.hot.p,
                       .moran = figures.moran.value, .moran_p = figures.moran.p, .moran_kind = word_of(figures.moran.kind)};
    square.hot = (square.gi_star > 0 && square.gi_p <= significance) ||
                 (square.moran_kind == "high_high" && square.moran_p <= significance);
    return square;
}

ChainFigures figures_of(const study::Study& study, const planning::ChainInput& input, const planning::ClusterChain& chain) {
    const model::Cluster& cluster = study.plan().cluster(chain.cluster);
    ChainFigures figures{.cluster = cluster.id, .name = cluster.name, .enterprises = chain.enterprises,
                         .leaders = chain.leaders, .first_tier = chain.first_tier, .outside_city = chain.outside_city, .tiers = {},
                         .nearest_m = chain.scatter.mean_m, .expected_m = chain.scatter.expected_m,
                         .ratio = chain.scatter.ratio, .z = chain.scatter.z, .hot_squares = chain.hot_squares,
                         .high_high = chain.high_high, .squares = {}, .leading = {}};
    for (const auto& [tier, count] : chain.tiers) figures.tiers.push_back({tier, count});
    for (const planning::SquareFigures& square : chain.squares)
        figures.squares.push_back(square_of(study, input.squares, square, input.rules.significance));
    std::ranges::stable_sort(figures.squares, [](const ChainSquare& a, const ChainSquare& b) { return a.gi_star > b.gi_star; });
    for (const planning::LeaderSurroundings& leader : chain.leading)
        figures.leading.push_back({input.enterprises[leader.leader].name, town_of(study, input.enterprises[leader.leader].town),
                                   leader.suppliers, leader.parcels, leader.suitable, leader.largest});
    std::ranges::stable_sort(figures.leading, [](const ChainLeader& a, const ChainLeader& b) { return a.suitable > b.suitable; });
    return figures;
}

LeftEnterprise left_enterprise(const planning::SetAsideEnterprise& record) {
    using enum planning::SetAsideReason;
    switch (record.reason) {
        case NoPlace: return {record.name, "no_place", {"没有位置", "no place"}, {}};
        case OutsideCity: return {record.name, "outside_city", {"在市域以外", "outside the city"}, {}};
        case NoCluster: return {record.name, "no_cluster", {"未注明集群", "no cluster stated"}, {}};
        case UnknownCluster: return {record.name, "unknown_cluster", {"集群不在规划中", "a cluster that the plan does not have"}, record.cluster};
    }
    return {};
}

void account_for(const study::Study& study, const planning::TownLookup& lookup, PlanChainsAnswer& answer) {
    const planning::EnterpriseAccount account = planning::account_of_enterprises(study.plan(), study.sources(), lookup);
    answer.read = account.read, answer.used = account.used;
    for (const planning::SetAsideEnterprise& record : account.set_aside) answer.set_aside.push_back(left_enterprise(record));
}

double city_m2(const study::Study& study) {
    return study.area().of(study.city()).m2();
}

void require_enterprises(const study::Study& study) {
    if (study.sources().find("enterprise") != nullptr) return;
    throw InputError({.thing = (study.definition().folder / "study.toml").string() + ": source",
                      .value = both("没有 role = \"enterprise\" 的来源", "no source of role = \"enterprise\""),
                      .expected = both("企业点位数据", "points of enterprises"),
                      .advice = both("zonewright import 研究 企业.shp --role enterprise", "zonewright import STUDY FILE --role enterprise")});
}

}  // namespace

template <typename V>
void fields(V& v, ChainSquare& s) {
    v("x", s.x, "m");
    v("y", s.y, "m");
    v("town", s.town);
    v("enterprises", s.enterprises);
    v("gi_star", s.gi_star, "1", {"Getis-Ord Gi* 的 z 值", "z of Getis-Ord Gi*"});
    v("gi_p", s.gi_p, "1");
    v("moran", s.moran, "1", {"局部莫兰指数", "local Moran"});
    v("moran_p", s.moran_p, "1");
    v("moran_kind", s.moran_kind);
    v("hot", s.hot);
}
template <typename V>
void fields(V& v, ChainLeader& l) {
    v("name", l.name);
    v("town", l.town);
    v("suppliers", l.suppliers, "", {"周边一级配套企业", "first-tier suppliers within reach"});
    v("parcels", l.parcels);
    v("suitable_m2", l.suitable, "m2", {"周边适宜的可供净面积", "suitable net land on offer within reach"});
    v("largest_m2", l.largest, "m2");
}
template <typename V>
void fields(V& v, TierCount& t) {
    v("tier", t.tier);
    v("enterprises", t.enterprises);
}
template <typename V>
void fields(V& v, ChainFigures& c) {
    v("cluster", c.cluster);
    v("name", c.name);
    v("enterprises", c.enterprises);
    v("leaders", c.leaders);
    v("first_tier", c.first_tier);
    v("outside_city", c.outside_city, "", {"在市域以外，不计入其他各项", "outside the city, counted nowhere else"});
    v("tiers", c.tiers);
    v("nearest_m", c.nearest_m, "m", {"到最近同业的平均距离", "mean distance to the nearest of the same cluster"});
    v("expected_m", c.expected_m, "m", {"随机分布时的期望", "what a random scatter would have"});
    v("ratio", c.ratio, "1", {"小于 1 为集聚", "below 1: clustered"});
    v("z", c.z, "1");
    v("hot_squares", c.hot_squares);
    v("high_high", c.high_high);
    v("squares", c.squares);
    v("leading", c.leading);
}
template <typename V>
void fields(V& v, LeftEnterprise& l) {
    v("name", l.name);
    v("reason", l.reason);
    v("why", l.why);
    v("cluster", l.cluster, "", {"来源所写的集群", "cluster as the source writes it"});
}
template <typename V>
void fields(V& v, PlanChainsAnswer& a) {
    v("read", a.read, "", {"来源中的记录数 = 已用 + 未计入", "records of the source = used + set aside"});
    v("used", a.used);
    v("set_aside", a.set_aside);
    v("seed", a.seed);
    v("permutations", a.permutations);
    v("cell_m", a.cell_m, "m");
    v("band_m", a.band_m, "m");
    v("significance", a.significance, "1");
    v("near_leader_m", a.near_leader_m, "m");
    v("squares", a.squares, "", {"参与检验的方格数", "squares tested"});
    v("clusters", a.clusters);
}

Declaration declared(PlanChainsQuestion& q) {
    Declaration d{.name = "plan_chains",
                  .summary = {"产业链集聚：热点方格（Gi*、局部莫兰，置换检验），龙头周边可承接配套的土地", "concentrations of chains: hot squares (Gi*, local Moran, permutation tests), land near leaders for suppliers"},
                  .example = "zonewright plan chains demo-city --cluster semiconductor"};
    add_study(d, q.study);
    d.add("cluster", &q.cluster, {"只看一个集群", "one cluster only"}).choices(ChoicesOf::Clusters);
    d.add("output", &q.output, {"写出工作簿和热点方格图层的文件夹", "folder for a workbook and the layer of squares"}).path(PathOf::NewFolder).option('o');
    add_language(d, q.language);
    return d;
}

PlanChainsAnswer answer(study::Study& study, const PlanChainsQuestion& question, const Progress& progress) {
    study.intake(progress.part(0, 0.2));
    require_enterprises(study);
    study.suitability(progress.part(0.2, 0.5));
    study.supply(progress.part(0.5, 0.6));
    const planning::TownLookup lookup(study.towns());
    const std::vector<planning::Enterprise> enterprises = planning::enterprises_of(study.plan(), study.sources(), lookup);
    const planning::ChainRules rules = chain_rules(study);
    const planning::CountingSquares squares = planning::counting_squares(lookup, geom::bounds(study.city()), enterprises, rules.cell_m, rules.band_m);
    const planning::ChainInput input{study.plan(), enterprises, squares, study.parcels(), study.supply_statement(),
                                     study.suitability(), supply::supply_rules_of(study.catalogue()).least_score,
                                     city_m2(study), rules};
    PlanChainsAnswer answer;
    account_for(study, lookup, answer);
    answer.seed = rules.test.seed, answer.permutations = rules.test.permutations;
    answer.cell_m = rules.cell_m, answer.band_m = rules.band_m;
    answer.significance = rules.significance, answer.near_leader_m = rules.near_leader_m;
    answer.squares = squares.centres.size();
    std::vector<model::ClusterId> asked;
    if (!question.cluster.empty()) asked.push_back(cluster_named(study, question.cluster));
    else
        for (std::size_t k = 0; k < study.plan().clusters.size(); ++k) asked.emplace_back(k);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const double from = 0.6 + 0.35 * static_cast<double>(i) / static_cast<double>(asked.size());
        const planning::ClusterChain chain =
            planning::chain_of(input, asked[i], progress.part(from, from + 0.35 / static_cast<double>(asked.size())));
        answer.clusters.push_back(figures_of(study, input, chain));
    }
    if (!question.output.empty())
        for (Output& file : write_chain_folder(study, question, answer, progress.part(0.95, 1)))
            answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const PlanChainsAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanChainsAnswer*) {
    return schema_form<PlanChainsAnswer>();
}

}  // namespace zonewright::answer
