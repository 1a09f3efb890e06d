#include "command/import.h"

#include "answer/import.h"
#include "command/findings_table.h"
#include "command/verb.h"

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
    const Text unknown{"未知", "unknown"}, encoding = row.encoding.empty() ? Text("UTF-8") : Text(row.encoding);
    session.print(both("{}\t{}\t{}（{}）\t{}\t{}\t{}\t{} 个要素", "{}\t{}\t{} ({})\t{}\t{}\t{}\t{} features", state_of(row),
                       shown, row.role_title, row.role, row.crs.empty() ? unknown : Text(row.crs), encoding,
                       row.date.empty() ? unknown : Text(row.date), row.features));
    if (!row.role_by.empty()) session.print(both("    角色依据 {}；坐标系 {}", "    role by {}; CRS {}", row.role_by, row.crs_by.empty() ? unknown : row.crs_by));
    if (!pairs.empty()) session.print(both("    字段 {}", "    fields {}", pairs));
    if (!row.note.empty()) session.print(both("    → {}", "    → {}", row.note));
    if (row.state == "question" && !row.command.empty()) session.print(both("    → {}", "    → {}", row.command));
}

void print_folder(Session& session, const answer::ImportQuestion& asked, const answer::ImportAnswer& found) {
    session.print({"状态\t图层\t角色\t坐标系\t编码\t日期\t要素", "state\tlayer\trole\tCRS\tencoding\tdate\tfeatures"});
    std::size_t ready = 0;
    for (const answer::LayerProposal& row : *found.layers) {
        print_layer(session, row, asked.file);
        ready += row.state == "ready";
    }
    if (!found.findings.empty()) print_findings(session, found);
    if (ready > 0)
        session.print(both("\n{} 个图层可导入：再运行一次并加 --yes", "\n{} layers are ready: run this again with --yes", ready));
}

void print(Session& session, const answer::ImportQuestion& asked, const answer::ImportAnswer& found) {
    if (found.layers) return print_folder(session, asked, found);
    for (const Text& line : found.evidence) session.print(both("  {}", "  {}", line));
    print_findings(session, found);
    print_repairs(session, found);
}

}  // namespace

std::unique_ptr<Command> make_import_command() {
    return verb<answer::ImportQuestion, answer::ImportAnswer>(print);
}

}  // namespace zonewright::command
