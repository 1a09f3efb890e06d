#include "catalog/own_layers.h"

#include <algorithm>
#include <map>

#include "base/atomic_file.h"
#include "base/hash.h"
#include "catalog/layer_files.h"
#include "catalog/toml_document.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view digest_mark = "fingerprint:";
constexpr std::size_t digest_length = 64;
constexpr std::size_t changes_in_words = 3;

using Leaves = std::vector<std::pair<std::string, std::string>>;

void add_leaves(const std::string& key, const TomlNode& node, Leaves& leaves);

void add_leaves(const std::string& key, const TomlTable& table, Leaves& leaves) {
    for (const TomlEntry& entry : table.entries)
        add_leaves(key.empty() ? entry.key : key + "." + entry.key, entry.node, leaves);
}

void add_leaves(const std::string& key, const TomlNode& node, Leaves& leaves) {
    if (const auto* table = std::get_if<TomlTable>(&node.value)) return add_leaves(key, *table, leaves);
    if (const auto* list = std::get_if<std::vector<TomlNode>>(&node.value)) {
        for (std::size_t i = 0; i < list->size(); ++i) add_leaves(fmt::format("{}[{}]", key, i), (*list)[i], leaves);
        return;
    }
    // Texts whole: shown() cuts long ones, and the difference may lie behind.
    const auto* text = std::get_if<std::string>(&node.value);
    leaves.emplace_back(key, text != nullptr ? "\"" + *text + "\"" : shown(node));
}

Leaves leaves_of(const fs::path& file) {
    Leaves leaves;
    add_leaves("", parse_toml(read_file(file), file.string()), leaves);
    return leaves;
}

std::vector<ChangedValue> changes_between(const fs::path& installed, const fs::path& own) {
    const Leaves before = leaves_of(installed), after = leaves_of(own);
    const std::map<std::string, std::string> was(before.begin(), before.end()), is(after.begin(), after.end());
    std::vector<ChangedValue> changes;
    for (const auto& [key, value] : before) {
        const auto now = is.find(key);
        if (now == is.end()) changes.push_back({key, value, "—"});
        else if (now->second != value) changes.push_back({key, value, now->second});
    }
    for (const auto& [key, value] : after)
        if (!was.contains(key)) changes.push_back({key, "—", value});
    return changes;
}

/// The digest stated in the comments at the head of a file; empty where there is none.
std::string stated_digest(const std::string& content) {
    const std::size_t at = content.find(digest_mark);
    const std::size_t body = content.find("\nid");
    if (at == std::string::npos || at > body) return "";
    return content.substr(at + digest_mark.size(), digest_length);
}

/// The folders of layers/ that are read by what lies in them.
bool is_read(const std::string& relative) {
    static const std::vector<std::string> folders{"checks", "code_schemes", "constraints", "criteria", "industries",
                                                  "plans",  "roles",        "rules",       "weights"};
    const std::string folder = fs::path(relative).begin()->string();
    return relative.ends_with(".toml") && std::ranges::find(folders, folder) != folders.end();
}

OwnLayerFile compared(const LayersFolder& layers, const std::string& relative) {
    OwnLayerFile file{.file = relative};
    const fs::path own = layers.own / relative, installed = layers.installed / relative;
    if (!is_read(relative)) return file.kind = OwnLayer::Unread, file;
    const bool is_there = fs::is_regular_file(installed);
    if (says_retired(own)) return file.kind = is_there ? OwnLayer::Removes : OwnLayer::Repeats, file;
    if (!is_there) return file;
    file.changes = changes_between(installed, own);
    file.kind = file.changes.empty() ? OwnLayer::Repeats : OwnLayer::Replaces;
    const std::string stated = stated_digest(read_file(own));
    file.installed_changed = !stated.empty() && stated != hash_text(read_file(installed));
    return file;
}

}  // namespace

std::string to_string(OwnLayer kind) {
    switch (kind) {
        case OwnLayer::Adds: return "adds";
        case OwnLayer::Replaces: return "replaces";
        case OwnLayer::Removes: return "removes";
        case OwnLayer::Repeats: return "repeats";
        case OwnLayer::Unread: return "unread";
    }
    return "";
}

Text title_of(OwnLayer kind) {
    switch (kind) {
        case OwnLayer::Adds: return {"新增", "added"};
        case OwnLayer::Replaces: return {"替换", "replaced"};
        case OwnLayer::Removes: return {"停用", "removed"};
        case OwnLayer::Repeats: return {"与安装的相同", "the same as installed"};
        case OwnLayer::Unread: return {"未读取", "not read"};
    }
    return {};
}

std::vector<OwnLayerFile> own_layer_files(const LayersFolder& layers) {
    std::vector<OwnLayerFile> files;
    if (layers.own.empty()) return files;
    for (const auto& entry : fs::recursive_directory_iterator(layers.own))
        if (entry.is_regular_file() && entry.path().extension() != ".md")
            files.push_back(compared(layers, entry.path().lexically_relative(layers.own).generic_string()));
    std::ranges::sort(files, {}, &OwnLayerFile::file);
    return files;
}

std::string head_for(const std::string& relative, const std::string& installed_content) {
    return fmt::format(
        "# 本研究自己的文件，替换安装的 layers/{0}。所依据的安装文件：\n"
        "# The study's own file in place of the installed layers/{0}. Made from the installed file\n"
        "# {1}{2}\n"
        "# 只保留 retired = true 一行即停用该项；删除本文件即恢复。 / With the single line retired = true the item is\n"
        "# removed; delete this file to have the installed one again.\n",
        relative, digest_mark, hash_text(installed_content));
}

Text words_of(const OwnLayerFile& file) {
    Text words = both("{}：{}", "{}: {}", file.file, title_of(file.kind));
    for (std::size_t i = 0; i < std::min(file.changes.size(), changes_in_words); ++i) {
        const ChangedValue& change = file.changes[i];
        const Text between = i == 0 ? Text("；", "; ") : Text("，", ", ");
        words += between + both("{} {} → {}", "{} {} → {}", change.key, change.installed, change.own);
    }
    if (file.changes.size() > changes_in_words)
        words += both(" 等 {} 处", " and others, {} in all", file.changes.size());
    return words;
}

std::vector<Text> cautions_of(const std::vector<OwnLayerFile>& files) {
    std::vector<Text> cautions;
    for (const OwnLayerFile& file : files) {
        if (file.kind == OwnLayer::Unread)
            cautions.push_back(both("研究的 layers/{} 不会被读取：位置或扩展名不对", "layers/{} of the study is read by nothing: wrong folder or "
                                    "extension", file.file));
        if (file.installed_changed)
            cautions.push_back(both("研究替换了 layers/{}，而安装的文件在此之后有变化：用 describe 研究 对照",
                                    "the study replaces layers/{}, and the installed file has changed since: compare with "
                                    "describe STUDY", file.file));
    }
    return cautions;
}

}  // namespace zonewright::catalog
