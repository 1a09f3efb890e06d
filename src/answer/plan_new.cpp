#include "answer/plan_new.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/plan_template.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// The folder's name names the plan in files and on the command line.
std::string id_of(const fs::path& folder) {
    std::string id = folder.filename().string();
    const bool plain = !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    if (plain) return id;
    throw InputError({.thing = folder.string(),
                      .value = id,
                      .expected = both("由小写字母、数字、- 和 _ 组成的文件夹名，它就是规划的 id", "a folder named in small letters, digits, - and _: its name is the id of the plan"),
                      .advice = both("如 anyang-2030", "such as anyang-2030")});
}

void refuse_taken(const fs::path& folder) {
    if (fs::exists(folder) && !fs::is_directory(folder))
        throw InputError({.thing = folder.string(),
                          .value = both("文件", "a file"),
                          .expected = both("新文件夹", "a new folder"),
                          .advice = both("换一个名称", "take another name")});
    if (fs::exists(folder / "plan.toml"))
        throw InputError({.thing = (folder / "plan.toml").string(),
                          .value = both("已存在", "exists already"),
                          .expected = both("还没有规划的文件夹", "a folder without a plan"),
                          .advice = both("换一个文件夹，或直接编辑该文件", "take another folder, or edit that file")});
}

/// West, south, east, north; the mainland of the country where none is given, so that nothing is found to lie elsewhere.
std::vector<double> extent_of(const PlanNewQuestion& question) {
    if (question.extent.empty()) return {73, 3, 136, 54};
    const std::vector<double>& e = question.extent;
    if (e.size() == 4 && e[0] < e[2] && e[1] < e[3]) return e;
    throw InputError({.thing = "extent",
                      .value = fmt::format("{}", fmt::join(e, " ")),
                      .expected = both("西 南 东 北，单位度，西小于东，南小于北", "west south east north in degrees, west below east, south below north"),
                      .advice = both("如 --extent 119.2 30.6 120.4 31.5", "such as --extent 119.2 30.6 120.4 31.5")});
}

}  // namespace

template <typename V>
void fields(V& v, PlanNewAnswer& a) {
    v("folder", a.folder);
    v("plan", a.plan, "", {"规划的 id", "id of the plan"});
}

Declaration declared(PlanNewQuestion& q) {
    Declaration d{.name = "plan_new",
                  .summary = {"新建一份空的规划，逐键说明", "begin the plan of a city: empty, every key explained"},
                  .example = "zonewright plan new plans/anyang-2030 --extent 113.6 35.2 115.0 36.4"};
    d.add("folder", &q.folder, {"新规划的文件夹，其名即 id", "folder of the new plan; its name is the id"}).path(PathOf::NewFolder).required().position();
    d.add("title", &q.title, {"文件名称", "title of the document"});
    d.add("issuer", &q.issuer, {"发文单位", "who issued it"});
    d.add("extent", &q.extent, {"本市范围：西 南 东 北（度）；不给则为全国", "where the city lies: west south east north; the whole country by default"}).unit("degree");
    add_language(d, q.language);
    return d;
}

PlanNewAnswer answer(const PlanNewQuestion& question, const Progress&) {
    const fs::path given = fs::absolute(question.folder).lexically_normal();
    const fs::path folder = given.has_filename() ? given : given.parent_path();
    refuse_taken(folder);
    const fs::path layers = catalog::find_layers_folder();
    const model::Catalogue catalogue = catalog::read_catalogue(layers, catalog::plan_versions(layers).back());
    NewPlan plan{.id = id_of(folder),
                 .title = question.title.empty() ? folder.filename().string() : question.title,
                 .issuer = question.issuer.empty() ? Text("待填写", "to be filled in").in(question.language) : question.issuer,
                 .extent = extent_of(question),
                 .margin_degree = question.extent.empty() ? 0 : catalogue.rules_of("region").number("margin_degree"),
                 .criteria = {}};
    for (const model::CriterionDefinition& criterion : catalogue.criteria) plan.criteria.push_back(criterion.id);
    PlanNewAnswer answer;
    answer.folder = folder, answer.plan = plan.id;
    for (const auto& [file, text] : plan_template(plan)) {
        make_folder((folder / file).parent_path());
        write_file(folder / file, text);
    }
    answer.made(folder / "plan.toml", {"规划文件，按注释填写", "the plan, to be filled in as its comments say"});
    answer.made(folder / "clusters", {"集群，一个一份", "clusters, one file each"});
    answer.made(folder / "places", {"地点，一个一份", "places, one file each"});
    answer.made(folder / "rules", {"本市范围和自己的规则", "where the city lies, rules of its own"});
    answer.made(folder / "weights", {"权重，起初等权", "weights, equal to begin with"});
    return answer;
}

Json to_json(const PlanNewAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanNewAnswer*) {
    return schema_form<PlanNewAnswer>();
}

}  // namespace zonewright::answer
