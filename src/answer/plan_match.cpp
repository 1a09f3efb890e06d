#include "answer/plan_match.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/match_folder.h"
#include "answer/matched_towns.h"
#include "answer/named_in_study.h"
#include "model/town.h"

namespace zonewright::answer {
namespace {

std::string word_of(model::Listing listing) {
    return listing == model::Listing::Listed ? "listed" : listing == model::Listing::OpenList ? "open_list" : "not_listed";
}

std::vector<LandOfClass> sizes_of(const study::Study& study, const MatchedTowns& matched,
                                  const planning::TownClusterPair& pair) {
    const model::PolicyRules& titles = study.catalogue().rules_of("size_classes");
    std::vector<LandOfClass> sizes;
    for (std::size_t i = 0; i < matched.sizes.size(); ++i)
        sizes.push_back({matched.sizes[i].id, titles.title_of(matched.sizes[i].id), pair.suitable_by_size[i].parcels,
                         pair.suitable_by_size[i].net});
    return sizes;
}

std::vector<LandOfClass> classes_of(const study::Study& study, const MatchedTowns& matched,
                                    const planning::TownClusterPair& pair) {
    const model::PolicyRules& titles = study.catalogue().rules_of("suitability_classes");
    std::vector<LandOfClass> classes;
    for (std::size_t i = 0; i < matched.bands.size(); ++i)
        classes.push_back({matched.bands[i].id, titles.title_of(matched.bands[i].id), pair.by_band[i].parcels,
                           pair.by_band[i].net});
    classes.push_back({"unrated", {"不可用或无数据", "excluded or without data"}, pair.by_band.back().parcels,
                       pair.by_band.back().net});
    return classes;
}

TownMatch match_of(const study::Study& study, const MatchedTowns& matched, const planning::TownClusterPair& pair) {
    const model::Town& town = study.towns()[pair.town];
    const model::Cluster& cluster = study.plan().cluster(pair.cluster);
    TownMatch match{.town_code = town.code, .town = model::name_of(town, study.plan()), .cluster = cluster.id,
                    .cluster_name = cluster.name, .listing = word_of(pair.listing), .through = {},
                    .offered = pair.offered, .suitable = pair.suitable, .largest_parcel = pair.largest_parcel,
                    .sizes = sizes_of(study, matched, pair), .classes = classes_of(study, matched, pair),
                    .mean_score = pair.mean_score, .quotient = pair.quotient, .output_quotient = pair.output_quotient,
                    .sites = {}, .enterprises = pair.enterprises, .leaders = pair.leaders, .suppliers = pair.suppliers,
                    .output_yuan = pair.output_yuan, .missing = pair.missing,
                    .strong_not_listed = pair.strong_not_listed, .listed_without_land = pair.listed_without_land};
    for (const model::PlaceId place : pair.through) match.through.push_back(study.plan().place(place).name);
    for (const std::size_t s : pair.sites) {
        const model::Site& site = study.sites().sites[s];
        match.sites.push_back({site.id, site.net, site.score});
    }
    return match;
}

void list_coinciding(const study::Study& study, const planning::Matching& matching, PlanMatchAnswer& answer) {
    for (const planning::CoincidingTowns& group : matching.coinciding) {
        CoincidingIndustries listed;
        for (const model::ClusterId cluster : group.industries) {
            listed.clusters.push_back(study.plan().cluster(cluster).id);
            listed.cluster_names.push_back(study.plan().cluster(cluster).name);
        }
        for (const std::size_t town : group.towns) listed.towns.push_back(model::name_of(study.towns()[town], study.plan()));
        answer.coinciding.push_back(std::move(listed));
    }
}

/// Enterprises in no town are named, not lost.
void count_outside(const MatchedTowns& matched, PlanMatchAnswer& answer) {
    constexpr std::size_t named = 3;
    std::vector<std::string> names;
    for (const planning::Enterprise& enterprise : matched.enterprises)
        if (!enterprise.town) names.push_back(enterprise.name);
    answer.enterprises_outside = names.size();
    if (names.empty()) return;
    std::string words;
    for (std::size_t i = 0; i < std::min(named, names.size()); ++i) words += (i > 0 ? "、" : "") + names[i];
    answer.warn(both("enterprise 数据源中 {} 家企业不在任何镇街内，未计入：{}{}", "{} enterprises of the source lie in no town and are not counted: {}{}",
                     names.size(), words, names.size() > named ? " …" : ""));
}

}  // namespace

template <typename V>
void fields(V& v, LandOfClass& l) {
    v("id", l.id);
    v("title", l.title);
    v("parcels", l.parcels);
    v("net_m2", l.net, "m2");
}
template <typename V>
void fields(V& v, MatchedSite& s) {
    v("id", s.id);
    v("net_m2", s.net, "m2");
    v("score", s.score, "1");
}
template <typename V>
void fields(V& v, TownMatch& m) {
    v("town_code", m.town_code);
    v("town", m.town);
    v("cluster", m.cluster);
    v("cluster_name", m.cluster_name);
    v("listing", m.listing, "", {"listed 列名，open_list 名单开放，not_listed 未列名", "listed, open_list, not_listed"});
    v("through", m.through, "", {"因哪些地点列名", "the places through which it is listed"});
    v("offered_m2", m.offered, "m2", {"可供净面积", "net land on offer"});
    v("suitable_m2", m.suitable, "m2", {"其中适宜的", "of it suitable"});
    v("largest_parcel_m2", m.largest_parcel, "m2");
    v("sizes", m.sizes, "", {"适宜的可供土地，按规模", "suitable land on offer by size"});
    v("classes", m.classes, "", {"可供土地的适宜性分布", "land on offer by class of suitability"});
    v("mean_score", m.mean_score, "1");
    v("quotient", m.quotient, "1", {"企业数区位商", "location quotient of enterprises"});
    v("output_quotient", m.output_quotient, "1", {"产值区位商", "location quotient of output"});
    v("sites", m.sites);
    v("enterprises", m.enterprises);
    v("leaders", m.leaders);
    v("suppliers", m.suppliers);
    v("output_yuan", m.output_yuan, "yuan");
    v("missing", m.missing);
    v("strong_not_listed", m.strong_not_listed, "", {"条件好而未列名", "strong and not listed"});
    v("listed_without_land", m.listed_without_land, "", {"列名而没有土地", "listed without land"});
}
template <typename V>
void fields(V& v, CoincidingIndustries& c) {
    v("clusters", c.clusters);
    v("towns", c.towns);
}
template <typename V>
void fields(V& v, PlanMatchAnswer& a) {
    v("pairs", a.pairs);
    v("coinciding", a.coinciding, "", {"优势产业相同的镇街（错位发展）", "towns whose best industries are the same"});
    v("enterprises_outside", a.enterprises_outside);
}

Declaration declared(PlanMatchQuestion& q) {
    Declaration d{.name = "plan_match",
                  .summary = {"镇街与产业匹配：列名、土地、专业化，条件好而未列名、列名而无地", "match towns and industries: listing, land, specialisation, and where they do not agree"},
                  .example = "zonewright plan match demo-city --cluster energy"};
    add_study(d, q.study);
    d.add("town", &q.town, {"只看一个镇街", "one town only"}).choices(ChoicesOf::Towns);
    d.add("cluster", &q.cluster, {"只看一个集群", "one cluster only"}).choices(ChoicesOf::Clusters);
    d.add("output", &q.output, {"写出矩阵（XLSX、SVG）和各镇街、各集群单页的文件夹", "folder for the matrix (XLSX, SVG) and a sheet for each town and cluster"}).path(PathOf::NewFolder).option('o');
    d.add("formats", &q.formats, {"单页除 HTML 外还要的格式", "formats of the sheets beside HTML"}).choices({"pdf", "docx"});
    add_language(d, q.language);
    return d;
}

PlanMatchAnswer answer(study::Study& study, const PlanMatchQuestion& question, const Progress& progress) {
    const MatchedTowns matched = matched_towns(study, progress.part(0, question.output.empty() ? 1 : 0.5));
    std::string town_code, cluster_id;
    if (!question.town.empty()) town_code = town_named(study, question.town).code;
    if (!question.cluster.empty()) cluster_id = study.plan().cluster(cluster_named(study, question.cluster)).id;
    PlanMatchAnswer answer;
    for (const planning::TownClusterPair& pair : matched.matching.pairs) {
        if (!town_code.empty() && study.towns()[pair.town].code != town_code) continue;
        if (!cluster_id.empty() && study.plan().cluster(pair.cluster).id != cluster_id) continue;
        answer.pairs.push_back(match_of(study, matched, pair));
    }
    list_coinciding(study, matched.matching, answer);
    count_outside(matched, answer);
    if (!question.output.empty())
        for (Output& file : write_match_folder(study, question, answer, progress.part(0.5, 1)))
            answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const PlanMatchAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanMatchAnswer*) {
    return schema_form<PlanMatchAnswer>();
}

}  // namespace zonewright::answer
