#include "answer/demo.h"

#include "answer/json_form.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "demo/make_city.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

void refuse_existing_demo(const fs::path& folder, bool overwrite) {
    if (fs::exists(folder) && !fs::is_directory(folder))
        throw InputError({.thing = folder.string(),
                          .value = both("文件", "a file"),
                          .expected = both("文件夹", "a folder"),
                          .advice = both("换一个名称", "take another name")});
    if (fs::exists(folder / "study.toml") && !overwrite)
        throw InputError(
            {.thing = (folder / "study.toml").string(),
             .value = both("已存在", "exists already"),
             .expected = both("没有研究的文件夹", "a folder without a study"),
             .advice = both("换一个文件夹，或加 --overwrite", "take another folder, or add --overwrite")});
}

DemoAnswer figures_of(const demo::CityReport& report) {
    DemoAnswer answer;
    answer.land_m2 = report.land_m2;
    answer.published_towns_m2 = report.published_towns_m2;
    answer.worst_town = report.worst_town;
    answer.worst_town_share = report.worst_town_share;
    answer.farmland_m2 = report.farmland_m2;
    answer.ecological_redline_m2 = report.redline_m2;
    answer.growth_boundary_m2 = report.growth_boundary_m2;
    answer.industrial_line_m2 = report.industrial_line_m2;
    answer.parcels = report.parcels;
    answer.parcels_below_75_mu = report.parcels_below_limit;
    answer.parcels_below_75_mu_share =
        static_cast<double>(report.parcels_below_limit) / static_cast<double>(report.parcels);
    answer.parcel_m2 = report.parcel_m2;
    answer.land_use_pieces = report.land_use_pieces;
    return answer;
}

}  // namespace

template <typename V>
void fields(V& v, DemoAnswer& a) {
    v("land_m2", a.land_m2, "m2", {"全市椭球面积", "statutory area of the city"});
    v("published_towns_m2", a.published_towns_m2, "m2", {"各镇街公布面积之和", "sum of the published areas"});
    v("worst_town", a.worst_town, "", {"与公布面积相差最大的镇街", "the town farthest from its published area"});
    v("worst_town_share", a.worst_town_share, "1");
    v("farmland_m2", a.farmland_m2, "m2");
    v("ecological_redline_m2", a.ecological_redline_m2, "m2");
    v("growth_boundary_m2", a.growth_boundary_m2, "m2");
    v("industrial_line_m2", a.industrial_line_m2, "m2");
    v("parcels", a.parcels);
    v("parcels_below_75_mu", a.parcels_below_75_mu);
    v("parcels_below_75_mu_share", a.parcels_below_75_mu_share, "1");
    v("parcel_m2", a.parcel_m2, "m2");
    v("land_use_pieces", a.land_use_pieces);
}

Declaration declared(DemoQuestion& q) {
    Declaration d{.name = "demo",
                  .summary = {"生成示意城市，作为一个完整的研究", "make the demonstration city as a complete study"},
                  .example = "zonewright demo demo-city --size small"};
    d.add("folder", &q.folder, {"新研究的文件夹", "folder of the new study"}).path(PathOf::NewFolder).required().position();
    d.add("size", &q.size, {"small：50 米、十分之一地块；city：10 米、全部地块", "small: 50 m, a tenth of the parcels; city: 10 m, all parcels"}).choices({"small", "city"});
    d.add("seed", &q.seed, {"随机种子；同种子同内容", "random seed; same seed, same content"});
    d.add("overwrite", &q.overwrite, {"覆盖已有的示意城市", "replace a demonstration city that is there"});
    return d;
}

DemoAnswer answer(const DemoQuestion& question, const Progress& progress) {
    const fs::path folder = fs::absolute(question.folder).lexically_normal();
    refuse_existing_demo(folder, question.overwrite);
    const fs::path layers = catalog::find_layers_folder();
    const model::Catalogue catalogue =
        catalog::read_catalogue(layers, catalog::plan_versions(layers).back());
    const demo::DemoOptions options{
        .size = question.size == "city" ? demo::CitySize::City : demo::CitySize::Small,
        .seed = question.seed,
        .layers = layers};
    DemoAnswer answer = figures_of(demo::make_city(options, catalogue, folder, progress));
    answer.made(folder / "study.toml", {"示意城市的研究定义", "study of the demonstration city"});
    return answer;
}

Json to_json(const DemoAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const DemoAnswer*) {
    return schema_form<DemoAnswer>();
}

}  // namespace zonewright::answer
