#include "answer/preview.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>

#include "answer/json_form.h"
#include "answer/live_talk.h"
#include "answer/named_in_study.h"
#include "answer/tile_talk.h"
#include "answer/tried_weights.h"
#include "base/errors.h"
#include "io/raster_io.h"

namespace zonewright::answer {
namespace {

TriedWeights tried_from(const std::vector<std::string>& words) {
    TriedWeights tried;
    for (const std::string& word : words) {
        const std::size_t equals = std::min(word.find('='), word.size());
        const char* end = word.data() + word.size();
        double weight = 0;
        const auto [stop, problem] = std::from_chars(word.data() + std::min(equals + 1, word.size()), end, weight);
        if (equals == word.size() || problem != std::errc() || stop != end)
            throw InputError({.thing = "weight",
                              .value = word,
                              .expected = both("指标=权重，如 slope=0.2", "CRITERION=WEIGHT, such as slope=0.2"),
                              .advice = both("改正后重试", "correct it and try again")});
        tried.weights[word.substr(0, equals)] = weight;
    }
    return tried;
}

std::vector<TriedWeight> weights_beside(const study::Study& study, const model::ClusterRating& run, const model::ClusterRating& tried) {
    std::vector<TriedWeight> weights;
    for (std::size_t i = 0; i < run.criteria.size(); ++i) {
        const model::CriterionDefinition& definition = study.catalogue().criteria.at(run.criteria[i].criterion.index());
        weights.push_back({definition.id, definition.title, run.criteria[i].weight, tried.criteria[i].weight});
    }
    std::ranges::stable_sort(weights, std::greater{}, &TriedWeight::tried);
    return weights;
}

bool is_same_cell(float a, float b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// The preview under the run's own weights beside the run's surface, every cell, band by band.
PreviewComparison compared_cells(const study::Study& study, const model::ClusterRating& run, std::size_t memory_mib, const Progress& progress) {
    const raster::GridSpec& spec = study.grid();
    const auto terms = preview_terms(study, run);
    std::vector<std::filesystem::path> surfaces;
    surfaces.reserve(terms.size());
    for (const suitability::PreviewTerm& term : terms) surfaces.push_back(term.surface);
    suitability::Preview preview(study.admissible(), surfaces, memory_mib);
    io::RasterReader published(run.tiles);
    PreviewComparison result;
    for (std::size_t row = 0; row < spec.rows; row += io::tile_cells) {
        const std::size_t height = std::min(io::tile_cells, spec.rows - row);
        const auto ours = preview.scores({.column = 0, .row = static_cast<std::int64_t>(row), .width = spec.columns, .height = height},
                                         terms, suitability::parse_aggregation(study.suitability().aggregation), progress);
        std::vector<float> theirs(ours.size());
        published.read(0, row, spec.columns, height, theirs);
        result.cells += ours.size();
        for (std::size_t i = 0; i < ours.size(); ++i) {
            if (ours[i] >= 0) ++result.rated;
            if (is_same_cell(ours[i], theirs[i])) continue;
            ++result.different;
            result.greatest_difference = std::max(result.greatest_difference, std::abs(static_cast<double>(ours[i]) - static_cast<double>(theirs[i])));
        }
        progress.report(static_cast<double>(row + height) / static_cast<double>(spec.rows));
    }
    return result;
}

void compare_with_run(const study::Study& study, const model::ClusterRating& run, const PreviewQuestion& question, const Progress& progress,
                      PreviewAnswer& answer) {
    answer.compared = compared_cells(study, run, question.memory_mib, progress);
    answer.complete = answer.compared->different == 0;
    if (!answer.complete)
        answer.warn(both("预览与运行成果有 {} 个栅格不同", "the preview and the run differ in {} cells", answer.compared->different));
}

}  // namespace

template <typename V>
void fields(V& v, TriedWeight& w) {
    v("criterion", w.criterion);
    v("title", w.title);
    v("run", w.run, "1", {"运行时的权重", "weight in the run"});
    v("tried", w.tried, "1", {"试用的权重，合计为 1", "weight tried; they sum to 1"});
}
template <typename V>
void fields(V& v, PreviewComparison& c) {
    v("cells", c.cells);
    v("rated", c.rated, "", {"有得分的栅格数", "cells that have a score"});
    v("different", c.different);
    v("greatest_difference", c.greatest_difference, "1");
}
template <typename V>
void fields(V& v, PreviewAnswer& a) {
    v("cluster", a.cluster);
    v("name", a.name);
    v("aggregation", a.aggregation);
    v("weights", a.weights);
    v("shift", a.shift, "", {"与运行成果相比的变化", "what moves against the run"});
    v("compared", a.compared, "", {"预览与运行成果逐栅格比较", "the preview beside the run, cell by cell"});
}

Declaration declared(PreviewQuestion& q) {
    Declaration d{.name = "preview",
                  .summary = {"试用权重：先看适宜性和供应怎样变化，再运行", "try weights: what suitability and supply would become, before a run"},
                  .example = "zonewright preview demo-city --cluster semiconductor --weight slope=0.2"};
    add_study(d, q.study);
    d.add("cluster", &q.cluster, {"产业集群", "cluster"}).choices(ChoicesOf::Clusters);
    d.add("weight", &q.weights, {"试用的权重：指标=权重，可多个；合计自动调为 1", "weights to try: CRITERION=WEIGHT; brought to the sum 1"}).only_with("cluster");
    d.add("verify", &q.verify, {"按运行时的权重逐栅格与成果比较", "compare with the run cell by cell, under its own weights"}).only_with("cluster");
    d.add("conversation", &q.conversation, {"供程序使用：从标准输入逐行读问题（JSON），持续答复", "for programs: answers questions (JSON) from standard input, line by line"});
    d.add("tiles", &q.tiles, {"供程序使用：从标准输入逐行读请求（JSON），绘制地图瓦片", "for programs: draws tiles of the map, asked for (JSON) on standard input, line by line"});
    d.add("memory_mib", &q.memory_mib, {"预览占用的内存", "memory that the preview may take"}).unit("MiB").range(64, 1048576);
    return d;
}

PreviewAnswer answer(study::Study& study, const PreviewQuestion& question, const Progress& progress) {
    if (question.conversation) {
        talk_live(study, question.memory_mib, std::cin, std::cout, progress);
        return {};
    }
    if (question.tiles) {
        talk_tiles(study, std::cin, std::cout);
        return {};
    }
    if (question.cluster.empty())
        throw InputError({.thing = "cluster", .value = both("未给出", "not given"), .expected = both("一个产业集群", "a cluster"),
                          .advice = both("加上 --cluster 集群", "add --cluster CLUSTER")});
    const model::ClusterId cluster = cluster_named(study, question.cluster);
    study.supply(progress.part(0, 0.8));
    const model::Suitability& suitability = study.suitability();
    const model::ClusterRating& run = suitability.clusters.at(cluster.index());
    PreviewAnswer answer;
    answer.cluster = study.plan().cluster(cluster).id, answer.name = study.plan().cluster(cluster).name;
    answer.aggregation = suitability.aggregation;
    if (run.criteria.empty()) {
        answer.complete = false;
        answer.warn(both("该集群没有可用的评价指标", "no criterion of this cluster could be measured"));
        return answer;
    }
    const model::ClusterRating tried = tried_rating(study, run, tried_from(question.weights));
    answer.weights = weights_beside(study, run, tried);
    answer.shift = shift_of(study, cluster.index(), tried);
    if (question.verify) compare_with_run(study, run, question, progress.part(0.8, 1), answer);
    return answer;
}

Json to_json(const PreviewAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PreviewAnswer*) {
    return schema_form<PreviewAnswer>();
}

}  // namespace zonewright::answer
