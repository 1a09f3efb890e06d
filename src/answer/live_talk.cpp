#include "answer/live_talk.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <exception>
#include <map>
#include <nlohmann/json.hpp>

#include "answer/class_shift.h"
#include "answer/conversation.h"
#include "answer/curve_text.h"
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

TriedWeights tried_in(const Json& asked) {
    TriedWeights tried;
    const Json weights = asked.value("weights", Json::object()), curves = asked.value("curves", Json::object());
    for (const auto& [id, weight] : weights.items()) tried.weights[id] = asked_number(weights, id.c_str());
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

class LiveTalk {
public:
    LiveTalk(const study::Study& study, std::size_t memory_mib, const Progress& progress)
        : study_(study), progress_(progress), preview_(study.admissible(), rated_surfaces(study.suitability()), memory_mib) {
        preview_.prepare(progress.quiet());
    }

    Told answer(const Json& asked) {
        const std::string what = asked_word(asked, "do");
        if (what == "open") return {opened()};
        if (what == "surface") return surface(asked);
        if (what == "shift") return {shift(asked)};
        if (what == "point") return {point(asked)};
        if (what == "ahp") return {judged(asked)};
        if (what == "weights_file") return {{{"text", weights_text(study_, weights_for(asked))}}};
        if (what == "curve_files") return {{{"files", curve_files(asked)}}};
        throw InputError({.thing = "do", .value = what, .expected = "open, surface, shift, point, ahp, weights_file, curve_files",
                          .advice = both("选用其中之一", "choose one of these")});
    }

private:
    struct Tried {
        std::size_t cluster;
        model::ClusterRating rating;
    };
    Tried tried(const Json& asked) const {
        const std::size_t cluster = cluster_named(study_, asked_word(asked, "cluster")).index();
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
        const suitability::PreviewPicture picture{.column = static_cast<std::int64_t>(asked_number(asked, "column")),
                                                  .row = static_cast<std::int64_t>(asked_number(asked, "row")),
                                                  .width = static_cast<std::size_t>(std::max(0.0, asked_number(asked, "width"))),
                                                  .height = static_cast<std::size_t>(std::max(0.0, asked_number(asked, "height"))),
                                                  .step = static_cast<std::size_t>(std::max(0.0, asked_number(asked, "step")))};
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
        return live_point(study_, what.rating, {asked_number(asked, "x_m"), asked_number(asked, "y_m")});
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
        return {.id = asked_word(asked, "id"), .title = asked_word(asked, "title"), .by = asked_word(asked, "by"), .date = asked_word(asked, "date"), .cluster = what.cluster, .rating = what.rating};
    }

    Json curve_files(const Json& asked) const {
        const Tried what = tried(asked);
        const std::string cluster = study_.plan().cluster(what.rating.cluster).id;
        Json files = Json::array();
        const TriedWeights asked_curves = tried_in(asked);
        for (const auto& [id, curve] : asked_curves.curves)
            files.push_back({{"name", "criteria/" + id + ".toml"},
                             {"text", curve_text(study_, {.criterion = id, .cluster = cluster, .curve = curve, .by = asked_word(asked, "by"), .date = asked_word(asked, "date")})}});
        return files;
    }

    const study::Study& study_;
    Progress progress_;
    suitability::Preview preview_;
};

/// What keeps the study from being as it is asked about; nothing when it is.
std::exception_ptr brought_up(const study::Study& study, const Progress& progress) {
    try {
        study.suitability(progress);
        study.supply(progress);
        return nullptr;
    } catch (const InputError&) {
        return std::current_exception();
    } catch (const ResourceError&) {
        return std::current_exception();
    }
}

}  // namespace

void talk_live(const study::Study& study, std::size_t memory_mib, std::istream& in, std::ostream& out, const Progress& progress) {
    if (const std::exception_ptr fault = brought_up(study, progress))
        return converse(in, out, [&](const Json&) -> Told { std::rethrow_exception(fault); });
    LiveTalk talk(study, memory_mib, progress.quiet());
    converse(in, out, [&](const Json& asked) { return talk.answer(asked); });
}

}  // namespace zonewright::answer
