#include "study/content_faults.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/errors.h"
#include "base/parallel.h"
#include "io/gzip_file.h"
#include "study/published_content.h"

namespace zonewright::study {
namespace {

namespace fs = std::filesystem;
using io::DigestedRow;
using io::TableDigest;

const Text changed_value{"与发布时不同", "is not what was published"};
const Text row_gone{"该行已被删除", "the row was removed"};
const Text row_added{"该行是后来添加的", "the row was added"};
const Text table_gone{"没有这张表", "there is no such table"};

/// Compares the rows of one table with those that were published.
class TableComparison {
public:
    TableComparison(std::string file, const TableDigest& published, const TableDigest& found, std::size_t most)
        : file_(std::move(file)), published_(published), found_(found), most_(most) {}

    std::vector<ContentFault> faults() {
        compare_frames();
        std::vector<const DigestedRow*> gone = rows_only_in(published_, found_);
        std::vector<const DigestedRow*> added = rows_only_in(found_, published_);
        for (const auto& [old, now] : pairs_by_name(gone, added)) compare_values(*old, *now);
        for (const DigestedRow* row : gone) note_row(row->name, "", row_gone);
        for (const DigestedRow* row : added) note_row(row->name, "", row_added);
        if (left_out_ > 0)
            faults_.push_back({file_, published_.layer, "", "",
                               both("还有 {} 行不同", "{} more rows differ", left_out_)});
        return std::move(faults_);
    }

private:
    void note_row(const std::string& row, const std::string& column, const Text& what) {
        if (named_.insert(row).second && named_.size() > most_) ++left_out_;
        if (named_.size() <= most_) faults_.push_back({file_, published_.layer, row, column, what});
    }

    void compare_frames() {
        for (const auto& [column, words] : published_.frame) {
            const auto now = found_.frame.find(column);
            if (now == found_.frame.end())
                faults_.push_back({file_, published_.layer, "", column, {"没有这一列", "there is no such column"}});
            else if (now->second != words)
                faults_.push_back({file_, published_.layer, "", column,
                                   both("列的类型、标题、单位或坐标系为“{}”，发布时为“{}”",
                                        R"(type, title, unit or CRS of the column is "{}", published as "{}")",
                                        now->second, words)});
        }
        for (const auto& [column, words] : found_.frame)
            if (!published_.frame.contains(column))
                faults_.push_back({file_, published_.layer, "", column, {"该列是后来添加的", "the column was added"}});
    }

    /// As often as one table has a row more than the other.
    std::vector<const DigestedRow*> rows_only_in(const TableDigest& table, const TableDigest& other) const {
        std::map<std::string, int> there;
        for (const DigestedRow& row : other.rows) ++there[io::kept_digest(row.sha256)];
        std::vector<const DigestedRow*> only;
        const bool same_columns = published_.columns == found_.columns;
        for (const DigestedRow& row : table.rows)
            if (!same_columns || there[io::kept_digest(row.sha256)]-- <= 0) only.push_back(&row);
        return only;
    }

    /// Takes the rows that have the same name off both lists.
    static std::vector<std::pair<const DigestedRow*, const DigestedRow*>> pairs_by_name(
        std::vector<const DigestedRow*>& gone, std::vector<const DigestedRow*>& added) {
        std::vector<std::pair<const DigestedRow*, const DigestedRow*>> pairs;
        std::multimap<std::string, const DigestedRow*> named;
        for (const DigestedRow* row : added) named.emplace(row->name, row);
        std::erase_if(gone, [&](const DigestedRow* row) {
            const auto now = named.find(row->name);
            if (now == named.end()) return false;
            pairs.emplace_back(row, now->second);
            named.erase(now);
            return true;
        });
        std::set<const DigestedRow*> left;
        for (const auto& [name, row] : named) left.insert(row);
        std::erase_if(added, [&](const DigestedRow* row) { return !left.contains(row); });
        return pairs;
    }

    void compare_values(const DigestedRow& old, const DigestedRow& now) {
        std::size_t differing = 0;
        for (std::size_t c = 0; c < published_.columns.size(); ++c) {
            const auto at = std::find(found_.columns.begin(), found_.columns.end(), published_.columns[c]);
            if (at == found_.columns.end()) continue;
            if (now.checks[static_cast<std::size_t>(at - found_.columns.begin())] == old.checks[c]) continue;
            note_row(old.name, published_.columns[c], changed_value);
            ++differing;
        }
        if (differing == 0 && published_.columns == found_.columns) note_row(old.name, "", changed_value);
    }

    std::string file_;
    const TableDigest& published_;
    const TableDigest& found_;
    std::size_t most_, left_out_ = 0;
    std::set<std::string> named_;
    std::vector<ContentFault> faults_;
};

/// What the manifest says of one file.
struct ListedFile {
    std::string name;
    std::vector<const PublishedItem*> items;
};

std::vector<ListedFile> files_of(const Manifest& manifest) {
    std::vector<ListedFile> files;
    for (const PublishedItem& item : manifest.content) {
        if (files.empty() || files.back().name != item.file) files.push_back({item.file, {}});
        files.back().items.push_back(&item);
    }
    return files;
}

/// Names what differs in a table; only that there is something where the digests of the rows are not at hand.
std::vector<ContentFault> explain_table(const fs::path& rows_from, const PublishedItem& item, const TableDigest& found) {
    std::vector<ContentFault> faults;
    try {
        faults = table_faults(item.file, published_table(io::read_gzip(rows_from / rows_file), item.file, item.layer), found);
    } catch (const InputError& wrong) {
        return {{item.file, item.layer, "", "",
                 both("与发布时不同；无法说明是哪一行（{}）", "is not what was published; which row cannot be said ({})",
                      wrong.message())}};
    }
    if (faults.empty()) faults.push_back({item.file, item.layer, "", "", changed_value});
    return faults;
}

std::vector<ContentFault> faults_of_item(const fs::path& rows_from, const PublishedItem& item, const DigestedFile& found) {
    for (std::size_t i = 0; i < found.items.size(); ++i) {
        if (found.items[i].layer != item.layer) continue;
        if (found.items[i].sha256 == item.sha256) return {};
        if (item.kind == "table") return explain_table(rows_from, item, found.tables[i]);
        return {{item.file, "", "", "", changed_value}};
    }
    return {{item.file, item.layer, "", "", table_gone}};
}

bool lies_below(const std::string& file) {
    const fs::path path = fs::path(file).lexically_normal();
    return !file.empty() && path.is_relative() && path.begin()->string() != "..";
}

std::vector<ContentFault> faults_of_file(const fs::path& out, const fs::path& rows_from, const ListedFile& file,
                                         const Progress& progress) {
    std::vector<ContentFault> faults;
    if (!lies_below(file.name))
        return {{file.name, "", "", "", {"清单指向成果文件夹之外", "the manifest names a file outside the results"}}};
    if (!fs::exists(out / file.name)) return {{file.name, "", "", "", {"文件缺失", "the file is missing"}}};
    try {
        const DigestedFile found = digest_file(out, file.name, progress);
        for (const PublishedItem* item : file.items)
            for (ContentFault& fault : faults_of_item(rows_from, *item, found)) faults.push_back(std::move(fault));
    } catch (const Error& unreadable) {
        faults.push_back({file.name, "", "", "", both("读不出：{}", "cannot be read: {}", unreadable.message())});
    }
    return faults;
}

}  // namespace

std::vector<ContentFault> content_faults(const fs::path& out, const Manifest& manifest, const Progress& progress,
                                         const fs::path& rows_from) {
    const std::vector<ListedFile> files = files_of(manifest);
    std::vector<std::vector<ContentFault>> faults(files.size());
    parallel_for(files.size(), 1, progress,
                 [&](std::size_t i) { faults[i] = faults_of_file(out, rows_from.empty() ? out : rows_from, files[i], progress.quiet()); });
    std::vector<ContentFault> all;
    for (std::vector<ContentFault>& some : faults)
        for (ContentFault& fault : some) all.push_back(std::move(fault));
    return all;
}

std::vector<ContentFault> table_faults(const std::string& file, const TableDigest& published, const TableDigest& found,
                                       std::size_t most) {
    return TableComparison(file, published, found, most).faults();
}

}  // namespace zonewright::study
