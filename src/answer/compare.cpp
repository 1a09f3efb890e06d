#include "answer/compare.h"

#include <map>

#include "allocation/comparison.h"
#include "answer/difference_folder.h"
#include "answer/json_form.h"
#include "answer/plan_version.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "model/printed_area.h"
#include "model/schematic_data.h"
#include "study/opened.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

allocation::Certificate certificate_in(const fs::path& given) {
    const fs::path file = fs::is_directory(given) ? given / "out" / "allocation" / "study.json" : given;
    if (!fs::is_regular_file(file))
        throw InputError({.thing = file.string(),
                          .expected = both("配置证书（JSON）", "a certificate of an allocation (JSON)"),
                          .advice = both("先运行 zonewright allocate", "run zonewright allocate first")});
    return allocation::read_certificate(read_file(file));
}

/// The GeoPackage published beside a certificate.
fs::path package_beside(const fs::path& given) {
    if (fs::is_directory(given)) return given / "out" / "zonewright.gpkg";
    return given.parent_path().parent_path() / "zonewright.gpkg";
}

/// One of the two: of the study that the certificate lies in, where there is one.
struct Compared {
    model::Plan plan;  ///< the newest installed version for a certificate that lies elsewhere
    Text name;
    bool schematic = false;
    std::string confidentiality;
};

Compared compared(const fs::path& given) {
    const fs::path study = fs::is_directory(given) ? given : fs::absolute(given).parent_path().parent_path().parent_path();
    const std::string scenario = fs::is_directory(given) ? "study" : given.stem().string();
    if (!fs::is_regular_file(study / "study.toml")) return {.plan = plan_version(""), .name = Text(given.filename().string())};
    const study::Opened opened = study::open_folder(study);
    Compared found{.plan = opened.catalogue.plan, .name = Text(opened.definition.title), .confidentiality = opened.definition.confidentiality};
    if (scenario != "study") found.name = both("{}（情景 {}）", "{} (scenario {})", opened.definition.title, scenario);
    found.schematic = model::rests_on_schematic_data(opened.definition);
    return found;
}

/// What a picture that is handed on alone must say: which two, how much changed, what the data are worth.
Text note_of(const Compared& a, const Compared& b, const allocation::Comparison& comparison) {
    std::int64_t changed = 0;
    for (const allocation::ChangedUnit& change : comparison.changes) changed += change.area;
    const double hectares = model::printed(Area{changed}).hectares;
    Text note = both("由“{}”到“{}”：变动 {} 处 {:.4f} 公顷", "from “{}” to “{}”: {} units changed, {:.4f} ha", a.name, b.name,
                     comparison.changes.size(), hectares);
    if (a.schematic || b.schematic) note += Text("；示意数据，不作为划界依据", "; schematic data, not a basis for boundaries");
    const std::string& mark = a.confidentiality.empty() ? b.confidentiality : a.confidentiality;
    if (!mark.empty()) note += both("；密级：{}", "; classification: {}", mark);
    return note;
}

/// What holders of land are called, by the names of the certificates.
class HolderTitles {
public:
    explicit HolderTitles(const std::vector<model::Plan>& plans)
        : titles_{{allocation::idle_name, {"未配置", "idle"}}, {allocation::not_offered_name, {"未提供", "not offered"}}} {
        for (const model::Plan& plan : plans)
            for (const model::Cluster& cluster : plan.clusters) titles_.emplace(cluster.id, cluster.name);
    }
    /// A cluster that neither plan knows keeps its id: it has no other name.
    Holder of(const std::string& name) const {
        const auto found = titles_.find(name);
        return {name, found == titles_.end() ? Text(name) : found->second};
    }

private:
    std::map<std::string, Text> titles_;
};

}  // namespace

template <typename V>
void fields(V& v, HandedLand& h) {
    v("from", h.from.name);
    v("to", h.to.name);
    v("area_m2", h.area, "m2");
    v("units", h.units);
}
template <typename V>
void fields(V& v, UnitChange& c) {
    v("unit", c.unit);
    v("from", c.from.name);
    v("to", c.to.name);
    v("area_m2", c.area, "m2", {"变动面积", "area that changed hands"});
    v("reason", c.reason);
}
template <typename V>
void fields(V& v, CompareAnswer& a) {
    v("transfers", a.transfers);
    v("changes", a.changes);
    v("unchanged_m2", a.unchanged, "m2");
    v("shortfall_m2", a.shortfall, "m2", {"前后的缺口", "of A and of B"});
    v("objective", a.objective, "", {"前后的目标值", "of A and of B"});
}

Declaration declared(CompareQuestion& q) {
    Declaration d{.name = "compare",
                  .summary = {"比较两次配置：从→到面积矩阵、变动地块及原因",
                              "compare two allocations: from→to matrix in area, changed parcels and why"},
                  .example = "zonewright compare demo-city/out/allocation/study.json demo-city/out/allocation/scarce.json"};
    d.add("a", &q.a, {"配置证书，或研究文件夹", "certificate of an allocation, or folder of a study"}).path(PathOf::File).required().position();
    d.add("b", &q.b, {"与之比较的另一个", "the other one"}).path(PathOf::File).required().position();
    d.add("output", &q.output, {"写出变动图层（GeoPackage，含样式）和变动图的文件夹", "folder for the layer of changes (styled GeoPackage) and their map"}).path(PathOf::NewFolder).option('o');
    add_language(d, q.language);
    return d;
}

CompareAnswer answer(const CompareQuestion& question, const Progress& progress) {
    const allocation::Certificate a = certificate_in(question.a), b = certificate_in(question.b);
    const allocation::Comparison comparison = allocation::compare(a, b);
    const Compared first = compared(question.a), second = compared(question.b);
    const std::vector<model::Plan> plans{first.plan, second.plan};
    const HolderTitles titles(plans);
    CompareAnswer answer;
    for (const allocation::Transfer& transfer : comparison.transfers)
        answer.transfers.push_back(
            {titles.of(transfer.from), titles.of(transfer.to), Area{transfer.area}, transfer.units});
    for (const allocation::ChangedUnit& change : comparison.changes)
        answer.changes.push_back({change.name, titles.of(change.from), titles.of(change.to), Area{change.area},
                                  to_string(change.reason), title_of(change.reason)});
    answer.unchanged = Area{comparison.unchanged};
    answer.shortfall = {Area{comparison.shortfall_a}, Area{comparison.shortfall_b}};
    answer.objective = {comparison.objective_a, comparison.objective_b};
    if (question.output.empty()) return answer;
    const std::vector<fs::path> packages{package_beside(question.a), package_beside(question.b)};
    for (Output& file :
         write_difference_folder(question.output, comparison, packages, plans.front(),
                                 note_of(first, second, comparison), question.language, progress))
        answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const CompareAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const CompareAnswer*) {
    return schema_form<CompareAnswer>();
}

}  // namespace zonewright::answer
