#include "command/import.h"

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/import.h"
#include "base/terminal.h"
#include "command/findings_table.h"
#include "command/import_conversation.h"
#include "command/option_binding.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

Text state_of(const answer::LayerProposal& row) {
    if (row.state == "ready") return {"可导入", "ready"};
    if (row.state == "question") return {"需确认", "asks"};
    if (row.state == "no_role") return {"无角色", "no role"};
    if (row.state == "not_read") return {"未读", "not read"};
    if (row.state == "already_there") return {"已在研究中", "already there"};
    return both("已导入（{} 个错误，{} 个警告）", "imported ({} errors, {} warnings)", row.errors, row.warnings_found);
}

void print_layer(Session& session, const answer::LayerProposal& row, const std::filesystem::path& folder) {
    const std::string name = row.file.lexically_relative(folder).string();
    const std::string shown = (name.empty() || name == "." ? row.file.filename().string() : name) + (row.layer.empty() ? "" : "/" + row.layer);
    if (row.role.empty()) return session.print(both("{}\t{}\t{}", "{}\t{}\t{}", state_of(row), shown, row.note));
    std::string pairs;
    for (const auto& [canonical, in_file] : row.fields)
        if (in_file) pairs += (pairs.empty() ? "" : ", ") + canonical + " ← " + *in_file;
    const std::string kind = row.file.extension().string();
    const bool raster = kind == ".tif" || kind == ".tiff" || kind == ".img" || kind == ".asc";
    const Text unknown{"未知", "unknown"}, encoding = raster ? Text("—") : row.encoding.empty() ? Text("UTF-8") : Text(row.encoding);
    session.print(both("{}\t{}\t{}（{}）\t{}\t{}\t{}\t{}", "{}\t{}\t{} ({})\t{}\t{}\t{}\t{}", state_of(row),
                       shown, row.role_title, row.role, row.crs.empty() ? unknown : Text(row.crs), encoding,
                       row.date.empty() ? unknown : Text(row.date),
                       raster ? Text{"栅格", "raster"} : both("{} 个要素", "{} features", row.features)));
    if (!row.role_by.empty()) session.print(both("    角色依据 {}；坐标系 {}", "    role by {}; CRS {}", row.role_by, row.crs_by.empty() ? unknown : row.crs_by));
    if (!pairs.empty()) session.print(both("    字段 {}", "    fields {}", pairs));
    if (!row.note.empty()) session.print(both("    → {}", "    → {}", row.note));
    if (row.state == "question" && !row.command.empty()) session.print(both("    → {}", "    → {}", row.command));
}

void print_folder(Session& session, const answer::ImportQuestion& asked, const answer::ImportAnswer& found, bool converses) {
    session.print({"状态\t图层\t角色\t坐标系\t编码\t日期\t要素", "state\tlayer\trole\tCRS\tencoding\tdate\tfeatures"});
    std::size_t ready = 0;
    for (const answer::LayerProposal& row : *found.layers) {
        print_layer(session, row, asked.file);
        if (row.state == "ready") ++ready;
    }
    if (!found.findings.empty()) print_findings(session, found);
    if (ready > 0 && !converses)
        session.print(both("\n{} 个图层可导入：再运行一次并加 --yes", "\n{} layers are ready: run this again with --yes", ready));
}

void print_source(Session& session, const answer::ImportAnswer& found) {
    for (const Text& line : found.evidence) session.print(both("  {}", "  {}", line));
    print_findings(session, found);
    print_repairs(session, found);
}

/// Like any other verb, but that a person at a terminal is asked what a folder leaves open.
class ImportCommand : public Command {
public:
    ImportCommand() : declaration_(declared(question_)) {}

    std::string name() const override { return declaration_.name; }
    Text summary() const override { return declaration_.summary; }
    std::string example() const override { return declaration_.example; }
    void declare(CLI::App& verb, Language language) override { bind(verb, declaration_, language); }

    ExitCode run(Session& session) override {
        answer::check(declaration_, answer::NamedAs::Option);
        answer::ImportAnswer found = answer::ask(question_, session.progress());
        const bool converses = found.layers && !question_.yes && !question_.dry_run && session.speaks() && is_conversation();
        tell(session, found, converses);
        if (converses && ask_about_layers(session, question_, *found.layers, print_source)) {
            found = answer::ask(question_, session.progress());
            tell(session, found, false);
        }
        return found.complete ? ExitCode::Done : ExitCode::Shortfall;
    }

private:
    void tell(Session& session, const answer::ImportAnswer& found, bool converses) const {
        session.give(to_json(found, session.language()));
        if (found.layers)
            print_folder(session, question_, found, converses);
        else
            print_source(session, found);
        for (const answer::Output& output : found.outputs) session.list(output);
        for (const Text& warning : found.warnings) session.warn(warning);
    }

    answer::ImportQuestion question_;
    answer::Declaration declaration_;
};

}  // namespace

std::unique_ptr<Command> make_import_command() {
    return std::make_unique<ImportCommand>();
}

}  // namespace zonewright::command
