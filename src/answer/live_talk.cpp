#include "answer/live_talk.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "answer/class_shift.h"
#include "answer/json_form.h"
#include "answer/live_point.h"
#include "answer/named_in_study.h"
#include "answer/tried_weights.h"
#include "answer/weights_text.h"
#include "base/errors.h"
#include "suitability/ahp.h"
#include "suitability/explain.h"

namespace zonewright::answer {
namespace {

constexpr std::uint16_t excluded_pixel = 65534, no_data_pixel = 65535;

std::string word_in(const Json& asked, const char* key) {
    const auto found = asked.find(key);
    if (found != asked.end() && found->is_string()) return found->get<std::string>();
    throw InputError({.thing = key, .value = both("未给出", "not given"), .expected = both("文字", "a text"),
                      .advice = both("补上后重试", "add it and try again")});
}

double number_in(const Json& asked, const char* key) {
    const auto found = asked.find(key);
    constexpr double farthest = 1e9;
    if (found != asked.end() && found->is_number() && std::abs(found->get<double>()) < farthest) return found->get<double>();
    throw InputError({.thing = key, .value = both("未给出或不是数", "not given, or no number"), .expected = both("一个数", "a number"),
                      .advice = both("补上后重试", "add it and try again")});
}

TriedWeights tried_in(const Json& asked) {
    TriedWeights tried;
    const Json weights = asked.value("weights", Json::object()), curves = asked.value("curves", Json::object());
    for (const auto& [id, weight] : weights.items()) tried.weights[id] = number_in(weights, id.c_str());
    for (const auto& [id, curve] : curves.items()) tried.curves[id] = curve_from(curve, id);
    return tried;
}

/// Little end first, whatever the machine.
std::string packed_scores(const std::vector<float>& scores) {
    std::string bytes(2 * scores.size(), '\0');
    for (std::size_t i = 0; i < scores.size(); ++i) {
        std::uint16_t pixel = no_data_pixel;
        if (scores[i] >= 0) pixel = static_cast<std::uint16_t>(std::lround(10000.0 * static_cast<double>(scores[i])));
        else if (scores[i] < 0) pixel = excluded_pixel;
        bytes[2 * i] = static_cast<char>(pixel & 0xff), bytes[2 * i + 1] = static_cast<char>(pixel >> 8);
    }
    return bytes;
}

struct Told {
    Json words = Json::object();
    std::string bytes;
};

class LiveTalk {
public:
    LiveTalk(const study::Study& study, std::size_t memory_mib, const Progress& progress)
        : study_(study), progress_(progress), preview_(study.admissible(), rated_surfaces(study.suitability()), memory_mib) {
        preview_.prepare(progress.quiet());
    }

    Told answer(const Json& asked) {
        const std::string what = word_in(asked, "do");
        if (what == "open") return {opened()};
        if (what == "surface") return surface(asked);
        if (what == "shift") return {shift(asked)};
        if (what == "point") return {point(asked)};
        if (what == "ahp") return {judged(asked)};
        if (what == "weights_file") return {{{"text", weights_text(study_, weights_for(asked))}}};
        throw InputError({.thing = "do", .value = what, .expected = "open, surface, shift, point, ahp, weights_file",
                          .advice = both("选用其中之一", "choose one of these")});
    }

private:
    struct Tried {
        std::size_t cluster;
        model::ClusterRating rating;
    };
    Tried tried(const Json& asked) const {
        const std::size_t cluster = cluster_named(study_, word_in(asked, "cluster")).index();
        return {cluster, tried_rating(study_, study_.suitability().clusters.at(cluster), tried_in(asked))};
    }

    Json criterion_json(const model::RatedCriterion& rated) const {
        const model::CriterionDefinition& definition = study_.catalogue().criteria.at(rated.criterion.index());
        return {{"criterion", definition.id}, {"title", definition.title.zh}, {"title_en", definition.title.en}, {"unit", definition.unit},
                {"clause", definition.clause}, {"weight", rated.weight}, {"curve", curve_json(rated.value)}};
    }

    Json opened() const {
        const raster::GridSpec& spec = study_.grid();
        Json clusters = Json::array(), classes = Json::array();
        for (const model::ClusterRating& rating : study_.suitability().clusters) {
            const model::Cluster& cluster = study_.plan().cluster(rating.cluster);
            Json criteria = Json::array();
            for (const model::RatedCriterion& rated : rating.criteria) criteria.push_back(criterion_json(rated));
            clusters.push_back({{"cluster", cluster.id}, {"title", cluster.name.zh}, {"title_en", cluster.name.en}, {"method", rating.method},
                                {"consistency_ratio", rating.consistency_ratio}, {"measured_weight", model::measured_weight(rating)},
                                {"criteria", criteria}});
        }
        for (const suitability::ScoreClass& each : suitability::score_classes(study_.catalogue()))
            classes.push_back({{"class", each.id}, {"title", each.title.zh}, {"title_en", each.title.en}, {"from", each.from}});
        return {{"aggregation", study_.suitability().aggregation}, {"weights", study_.definition().weights}, {"clusters", clusters},
                {"classes", classes}, {"held_step", preview_.held_step()},
                {"grid", {{"west_m", spec.west_m}, {"north_m", spec.north_m}, {"cell_m", spec.cell_m}, {"columns", spec.columns},
                          {"rows", spec.rows}, {"epsg", study_.definition().epsg}}}};
    }

    Told surface(const Json& asked) {
        const Tried what = tried(asked);
        const suitability::PreviewPicture picture{.column = static_cast<std::int64_t>(number_in(asked, "column")),
                                                  .row = static_cast<std::int64_t>(number_in(asked, "row")),
                                                  .width = static_cast<std::size_t>(std::max(0.0, number_in(asked, "width"))),
                                                  .height = static_cast<std::size_t>(std::max(0.0, number_in(asked, "height"))),
                                                  .step = static_cast<std::size_t>(std::max(0.0, number_in(asked, "step")))};
        const auto scores = preview_.scores(picture, preview_terms(study_, what.rating),
                                            suitability::parse_aggregation(study_.suitability().aggregation), progress_);
        Told told{{{"width", picture.width}, {"height", picture.height}}, packed_scores(scores)};
        told.words["bytes"] = told.bytes.size();
        return told;
    }

    Json shift(const Json& asked) const {
        if (!asked.value("curves", Json::object()).empty())
            throw InputError({.thing = "curves", .value = both("与运行时不同的价值函数", "value functions that differ from the run's"),
                              .expected = both("只改权重", "weights alone"),
                              .advice = both("保存方案后运行，即得宗地和供应的变化", "save them and run: then parcels and supply are known")});
        const Tried what = tried(asked);
        return JsonWriter(Language::Zh).of(shift_of(study_, what.cluster, what.rating));
    }

    Json point(const Json& asked) const {
        const Tried what = tried(asked);
        return live_point(study_, what.rating, {number_in(asked, "x_m"), number_in(asked, "y_m")});
    }

    static Json judged(const Json& asked) {
        const suitability::Judgements judgements = judgements_in(asked);
        const suitability::Ahp found = suitability::ahp_weights(judgements);
        Json json{{"weights", found.weights}, {"consistency_ratio", found.consistency_ratio}, {"missing", found.judgements_missing}};
        constexpr std::size_t smallest = 3;
        if (judgements.size() < smallest) return json;
        const suitability::WorstJudgement worst = suitability::worst_judgement(judgements);
        json["worst"] = {{"row", worst.row}, {"column", worst.column}, {"given", worst.given}, {"consistent", worst.consistent},
                         {"consistency_ratio_without", worst.consistency_ratio_without}};
        return json;
    }

    static suitability::Judgements judgements_in(const Json& asked) {
        constexpr std::size_t most_criteria = 30;
        const Json upper = asked.value("upper", Json::array());
        const std::size_t order = upper.is_array() ? upper.size() + 1 : 0;
        if (order < 2 || order > most_criteria)
            throw InputError({.thing = "upper", .value = both("{} 行", "{} rows", upper.size()), .expected = both("1 至 29 行", "1 to 29 rows"),
                              .advice = both("按上三角逐行给出", "give the upper triangle row by row")});
        suitability::Judgements judgements(order, std::vector<double>(order, 1));
        for (std::size_t i = 0; i + 1 < order; ++i)
            for (std::size_t k = i + 1; k < order; ++k) {
                const Json row = upper[i].is_array() && upper[i].size() == order - 1 - i ? upper[i][k - i - 1] : Json();
                if (!row.is_number() || !(row.get<double>() >= 0))
                    throw InputError({.thing = "upper", .value = upper[i].dump(), .expected = both("1/9 至 9 的数，0 为未判断", "numbers from 1/9 to 9, 0 for none"),
                                      .advice = both("改正后重试", "correct it and try again")});
                judgements[i][k] = row.get<double>();
                judgements[k][i] = judgements[i][k] > 0 ? 1 / judgements[i][k] : 0;
            }
        return judgements;
    }

    WeightsText weights_for(const Json& asked) const {
        const Tried what = tried(asked);
        return {.id = word_in(asked, "id"), .title = word_in(asked, "title"), .by = word_in(asked, "by"), .date = word_in(asked, "date"), .cluster = what.cluster, .rating = what.rating};
    }

    const study::Study& study_;
    Progress progress_;
    suitability::Preview preview_;
};

Told told_of(LiveTalk& talk, const std::string& line) {
    Told told;
    try {
        const Json asked = Json::parse(line, nullptr, false);
        if (!asked.is_object())
            throw InputError({.thing = both("问题", "question"), .value = line.substr(0, 40), .expected = "{ \"do\": … }",
                              .advice = both("检查 JSON", "check the JSON")});
        told = talk.answer(asked);
        told.words["ok"] = true;
    } catch (const Error& problem) {
        told = {{{"ok", false}, {"error", {{"zh", problem.message().zh}, {"en", problem.message().en}}}}, {}};
    }
    return told;
}

}  // namespace

void talk_live(const study::Study& study, std::size_t memory_mib, std::istream& in, std::ostream& out, const Progress& progress) {
    study.supply(progress);
    LiveTalk talk(study, memory_mib, progress.quiet());
    for (std::string line; std::getline(in, line);) {
        const Told told = told_of(talk, line);
        out << told.words.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << told.bytes << std::flush;
    }
}

}  // namespace zonewright::answer
