#include "answer/new.h"

#include <algorithm>

#include "answer/json_form.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/layers_folder.h"
#include "catalog/own_layers.h"
#include "catalog/study_reader.h"
#include "report/site_report.h"
#include "report/word_form.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// The kind and the folder of layers/ that its files lie in.
const std::vector<std::pair<std::string, std::string>>& kinds() {
    static const std::vector<std::pair<std::string, std::string>> folders{{"criterion", "criteria"},
                                                                          {"constraint", "constraints"},
                                                                          {"weights", "weights"},
                                                                          {"role", "roles"},
                                                                          {"rule", "rules"}};
    return folders;
}

std::string folder_of(const std::string& kind) {
    return std::ranges::find(kinds(), kind, &std::pair<std::string, std::string>::first)->second;
}

void refuse_odd_id(const std::string& id) {
    const bool fits = !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (fits) return;
    throw InputError({.thing = "id",
                      .value = id,
                      .expected = both("小写字母、数字和下划线", "lower-case letters, digits and underscores"),
                      .advice = both("如 river_distance；中文名写在 title 中", "such as river_distance; names go into title")});
}

void refuse_existing_file(const fs::path& target) {
    if (!fs::exists(target)) return;
    throw InputError({.thing = target.string(),
                      .value = both("已存在", "exists already"),
                      .expected = both("研究还没有的文件", "a file that the study does not have"),
                      .advice = target.extension() == ".docx"
                                    ? both("换一个标识，或删除该文件", "choose another id, or delete the file")
                                    : both("直接编辑该文件；删除它即恢复安装的内容", "edit it; delete it to have the installed one again")});
}

void replace_all(std::string& text, const std::string& word, const std::string& by) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
}

/// The lowest bit that no constraint has, and an order behind all of them.
void fill_constraint(std::string& text, const model::Catalogue& catalogue) {
    std::uint32_t taken = 0;
    int order = 0;
    for (const model::ConstraintRule& rule : catalogue.constraints) {
        taken |= 1U << rule.bit;
        order = std::max(order, rule.order);
    }
    int bit = 0;
    while (bit < 31 && (taken >> bit & 1U) != 0) ++bit;
    replace_all(text, "@BIT@", std::to_string(bit));
    replace_all(text, "@ORDER@", std::to_string(order + 10));
}

/// An installed file as the study's own, or the template of its kind.
std::string content_of(const NewQuestion& question, const std::string& relative, const fs::path& layers,
                       const model::Catalogue& catalogue) {
    if (fs::is_regular_file(layers / relative)) {
        const std::string installed = read_file(layers / relative);
        return catalog::head_for(relative, installed) + installed;
    }
    std::string text = read_file(layers / "templates" / (question.kind + ".toml"));
    replace_all(text, "@ID@", question.id);
    fill_constraint(text, catalogue);
    return text;
}

/// A Word form that shows every field, for a bureau to make its own of.
NewAnswer write_report_form(const NewQuestion& question, const fs::path& layers) {
    catalog::open_study(question.study, layers, catalog::MissingSources::Accept);
    const fs::path target = fs::absolute(question.study / (question.id + ".docx")).lexically_normal();
    const fs::path templates = catalog::styles_folder_of(layers) / "report";
    refuse_existing_file(target);
    report::write_first_form(target, templates / "word", report::known_form_fields(templates), Language::Zh);
    NewAnswer answer;
    answer.file = target;
    answer.made(target, both("列有全部字段的 Word 样张；改好后 report --form，或在 study.toml 写 report_form = \"{0}.docx\"",
                             "a Word form with all fields; change it, then report --form, or report_form = \"{0}.docx\" in study.toml",
                             question.id));
    return answer;
}

}  // namespace

template <typename V>
void fields(V& v, NewAnswer& a) {
    v("file", a.file, "", {"写出的文件", "the file that was written"});
    v("replaces", a.replaces, "", {"替换安装的同名文件", "it stands in place of an installed file"});
}

Declaration declared(NewQuestion& q) {
    std::vector<std::string> words;
    for (const auto& [kind, folder] : kinds()) words.push_back(kind);
    words.emplace_back(report_form_kind);
    Declaration d{.name = "new",
                  .summary = {"为研究写一个自己的规则文件（指标、约束、权重、角色、规则），带注释；或报告的 Word 模板样张",
                              "write a commented file of knowledge of the study's own: criterion, constraint, weights, role, rule; or a Word form of reports to begin with"},
                  .example = "zonewright new criterion slope mystudy"};
    d.add("kind", &q.kind, {"种类", "kind"}).choices(words).required().position();
    d.add("id", &q.id, {"标识；程序已有的即以安装的文件为底稿", "id; of an item that the program knows the installed file is the draft"}).required().position();
    add_study(d, q.study);
    return d;
}

NewAnswer answer(const NewQuestion& question, const Progress&) {
    refuse_odd_id(question.id);
    const fs::path layers = catalog::find_layers_folder();
    if (question.kind == report_form_kind) return write_report_form(question, layers);
    const std::string relative = folder_of(question.kind) + "/" + question.id + ".toml";
    const fs::path target = fs::absolute(question.study / "layers" / relative).lexically_normal();
    refuse_existing_file(target);
    const model::Catalogue before = catalog::open_study(question.study, layers, catalog::MissingSources::Accept).catalogue;
    make_folder(target.parent_path());
    write_file(target, content_of(question, relative, layers, before));
    try {
        catalog::open_study(question.study, layers, catalog::MissingSources::Accept);
    } catch (...) {
        fs::remove(target);
        throw;
    }
    NewAnswer answer;
    answer.file = target;
    answer.replaces = fs::is_regular_file(layers / relative);
    answer.made(target, {"研究自己的规则文件，按注释修改后 run 生效", "the study's own file: change it as its comments say, then run"});
    return answer;
}

Json to_json(const NewAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const NewAnswer*) {
    return schema_form<NewAnswer>();
}

}  // namespace zonewright::answer
