#include "command/site_questions.h"

#include <algorithm>

#include "base/errors.h"
#include "command/named_in_study.h"
#include "intake/outline.h"
#include "supply/parcels.h"

namespace zonewright::command {
namespace {

using study::SiteQuestion;

std::vector<SiteQuestion> from_file(const study::Results& results, const SiteChoice& choice,
                                    const Progress& progress) {
    const model::FeatureTable table = intake::read_outlines(
        {.path = choice.file, .layer = choice.layer, .crs = choice.crs}, results.definition.epsg, progress);
    std::vector<SiteQuestion> questions;
    for (const model::Feature& feature : table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (!polygons || polygons->empty()) continue;
        const std::string stem = std::filesystem::path(choice.file).stem().string();
        const std::string title =
            table.features.size() == 1 ? stem : fmt::format("{} {}", stem, questions.size() + 1);
        questions.push_back({.title = title, .subject = choice.file, .outline = *polygons});
    }
    if (questions.empty())
        throw InputError({.thing = choice.file,
                          .value = say("没有面", "no polygon"),
                          .expected = say("至少一个面状范围", "at least one polygon"),
                          .advice = say("检查文件和图层", "check the file and the layer")});
    return questions;
}

SiteQuestion from_site(const study::Results& results, const std::string& id) {
    for (const model::Site& site : results.sites.sites)
        if (site.id == id) {
            SiteQuestion question{
                .title = id, .subject = say("连片用地 {}", "site {}", id), .outline = site.geometry};
            question.cluster = site.cluster;
            question.itself = id;
            return question;
        }
    std::vector<std::string> known;
    for (const model::Site& site : results.sites.sites) known.push_back(site.id);
    throw InputError({.thing = "--site-id",
                      .value = id,
                      .expected = say("{} 处连片用地之一", "one of {} sites", known.size()),
                      .advice = say("编号见 site 图层或 zonewright sites",
                                    "ids are in layer site, or: zonewright sites")});
}

SiteQuestion found(const study::Results& results, const SiteChoice& choice, const supply::Town& town) {
    const model::ClusterId cluster = cluster_named(results, choice.cluster);
    const double area_m2 = choice.area_mu * square_metres_per_mu;
    if (auto question = study::find_site(results, town.code, cluster, area_m2)) {
        question->title = say("{} {} 亩以上用地", "{}: land of {} mu and more", town.name, choice.area_mu);
        return *question;
    }
    throw InputError({.thing = say("{}（{}）", "{} ({})", town.name, choice.cluster),
                      .value = say("没有 {} 亩以上的已评分净供应", "no scored net supply of {} mu or more",
                                   choice.area_mu),
                      .expected = say("至少一处", "at least one"),
                      .advice = say("减小 --area-mu，或用 zonewright sites 组合更大的连片用地",
                                    "lower --area-mu, or assemble larger land with zonewright sites")});
}

const supply::Town& town_named(const std::vector<supply::Town>& towns, const std::string& text) {
    for (const supply::Town& town : towns)
        if (town.code == text || town.name == text || (!text.empty() && town.name.rfind(text, 0) == 0))
            return town;
    throw InputError({.thing = "--town",
                      .value = text,
                      .expected = say("镇街名称或代码", "name or code of a town"),
                      .advice = say("例如 --town 塘厦", "for example --town 塘厦")});
}

}  // namespace

std::vector<SiteQuestion> site_questions(const study::Results& results, const SiteChoice& choice,
                                         const Progress& progress) {
    std::vector<SiteQuestion> questions;
    if (!choice.file.empty()) {
        questions = from_file(results, choice, progress);
    } else if (!choice.parcel.empty()) {
        const model::Parcel& parcel = results.parcels[parcel_named(results, choice.parcel).index()];
        questions.push_back({.title = parcel.id,
                             .subject = say("地块 {}", "parcel {}", parcel.id),
                             .outline = parcel.geometry,
                             .itself = parcel.id});
    } else if (!choice.site.empty()) {
        questions.push_back(from_site(results, choice.site));
    } else if (choice.find) {
        const auto towns = supply::towns_of(results.sources);
        if (!choice.every_town) questions.push_back(found(results, choice, town_named(towns, choice.town)));
        for (const supply::Town& town : choice.every_town ? towns : std::vector<supply::Town>{}) {
            try {
                questions.push_back(found(results, choice, town));
            } catch (const InputError&) {
                // Most towns cannot offer much land in one piece; the index says which had none.
                questions.push_back({.title = town.name, .subject = ""});
            }
        }
    }
    for (SiteQuestion& question : questions) {
        if (!choice.cluster.empty()) question.cluster = cluster_named(results, choice.cluster);
        question.for_the_public = choice.for_the_public;
    }
    return questions;
}

}  // namespace zonewright::command
