#include "answer/init.h"

#include <cmath>

#include "answer/json_form.h"
#include "answer/study_template.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

std::string title_of(const fs::path& folder, Language language) {
    const fs::path last = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
    return last.empty() ? Text("研究", "study").in(language) : last.string();
}

void refuse_existing_study(const fs::path& folder) {
    if (fs::exists(folder) && !fs::is_directory(folder))
        throw InputError({.thing = folder.string(),
                          .value = both("文件", "a file"),
                          .expected = both("新文件夹", "a new folder"),
                          .advice = both("换一个名称", "take another name")});
    if (fs::exists(folder / "study.toml"))
        throw InputError(
            {.thing = (folder / "study.toml").string(),
             .value = both("已存在", "exists already"),
             .expected = both("还没有研究的文件夹", "a folder without a study"),
             .advice = both("换一个文件夹，或直接编辑该文件", "take another folder, or edit that file")});
}

/// On another plane no area could be taken, and every run of the study would be refused.
int plane_named(const std::string& crs) {
    const auto epsg = gis::epsg_of(crs);
    if (epsg && geom::gauss_kruger_of_epsg(*epsg)) return *epsg;
    throw InputError(
        {.thing = "crs",
         .value = crs,
         .expected = both("CGCS2000 高斯-克吕格平面的编号（椭球面积只在其上有定义）",
                          "the number of a CGCS2000 Gauss-Krüger plane (the statutory area is defined on it)"),
         .advice = both("如 EPSG:4547（中央经线 114°，无带号）或 EPSG:4526（带号 38）",
                        "such as EPSG:4547 (meridian 114°, no prefix) or EPSG:4526 (zone prefix 38)")});
}

/// The 3-degree zone, without prefix, whose meridian is nearest to the middle of the city.
int plane_of_city(const model::Catalogue& catalogue) {
    constexpr int first_zone = 4534, last_zone = 4554;
    const model::PolicyRules& region = catalogue.rules_of("region");
    const double west = region.number("west_degree"), east = region.number("east_degree"), middle = (west + east) / 2;
    constexpr double widest_city_degree = 4;
    if (east - west > widest_city_degree)
        throw InputError({.thing = "crs",
                          .value = both("未给出", "not given"),
                          .expected = both("一个坐标系：规划所在范围 {:g}° 至 {:g}° 太宽，定不出三度带", "a CRS: the plan says no more than that its city lies between {:g}° and {:g}°", west, east),
                          .advice = both("加 --crs，或在规划的 rules/region.toml 中写明本市范围", "add --crs, or state in rules/region.toml of the plan where the city lies")});
    const auto away = [&](int epsg) { return std::abs(geom::gauss_kruger_of_epsg(epsg)->central_meridian_deg - middle); };
    int nearest = first_zone;
    for (int epsg = first_zone; epsg <= last_zone; ++epsg)
        if (away(epsg) < away(nearest)) nearest = epsg;
    return nearest;
}

/// A version of layers/plans by its id, a plan that lies elsewhere by its folder, seen from the study.
std::string named_plan(const std::string& asked, const model::Plan& plan, const fs::path& study) {
    if (!fs::is_regular_file(fs::path(asked) / "plan.toml")) return plan.id;
    return fs::weakly_canonical(asked).lexically_proximate(fs::weakly_canonical(study)).generic_string();
}

}  // namespace

template <typename V>
void fields(V& v, InitAnswer& a) {
    v("study", a.study, "", {"研究文件夹", "folder of the study"});
    v("plan", a.plan, "", {"规划版本", "plan version"});
    v("crs", a.crs);
    v("meridian_degree", a.meridian_degree, "degree", {"中央经线", "central meridian"});
}

Declaration declared(InitQuestion& q) {
    Declaration d{.name = "init",
                  .summary = {"新建一个研究文件夹", "make a new study folder"},
                  .example = "zonewright init mystudy"};
    d.add("study", &q.study, {"新研究的文件夹", "folder of the new study"}).path(PathOf::NewFolder).required().position();
    d.add("title", &q.title, {"研究名称，默认取文件夹名", "title, the folder's name by default"});
    d.add("plan", &q.plan, {"规划版本，默认最新", "plan version, the newest by default"}).choices(ChoicesOf::Plans);
    d.add("crs", &q.crs, {"坐标系（CGCS2000 高斯-克吕格平面），如 EPSG:4526；不写则取规划所在城市的三度带", "the CRS, a CGCS2000 Gauss-Krüger plane, such as EPSG:4526; that of the city's 3-degree zone where left out"});
    d.add("cell_size_m", &q.cell_size_m, {"栅格边长（米）", "cell of the rasters in metres"}).unit("m").range(0.5, 1000);
    add_language(d, q.language);
    return d;
}

InitAnswer answer(const InitQuestion& question, const Progress&) {
    const fs::path folder = fs::absolute(question.study).lexically_normal();
    refuse_existing_study(folder);
    const fs::path layers = catalog::find_layers_folder();
    const std::string plan = question.plan.empty() ? catalog::plan_versions(layers).back() : question.plan;
    const model::Catalogue catalogue = catalog::read_catalogue(layers, plan);
    const int epsg = question.crs.empty() ? plane_of_city(catalogue) : plane_named(question.crs);
    const NewStudy study{question.title.empty() ? title_of(folder, question.language) : question.title,
                         named_plan(plan, catalogue.plan, folder), epsg, question.cell_size_m};
    make_folder(folder / "data");
    write_file(folder / "study.toml", study_template(study, catalogue, question.language));
    InitAnswer answer;
    answer.study = folder;
    answer.plan = catalogue.plan.id;
    answer.crs = fmt::format("EPSG:{}", epsg);
    answer.meridian_degree = geom::gauss_kruger_of_epsg(epsg)->central_meridian_deg;
    answer.made(folder / "study.toml",
                {"研究定义，按注释填写", "the study, to be filled in as its comments say"});
    answer.made(folder / "data", {"放置数据源", "for the sources"});
    return answer;
}

Json to_json(const InitAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const InitAnswer*) {
    return schema_form<InitAnswer>();
}

}  // namespace zonewright::answer
