#include "answer/ten_ones_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/errors.h"
#include "base/spelling.h"
#include "io/vector_io.h"

namespace zonewright::answer {
namespace {

constexpr std::size_t head_lines = 2;  // rows are counted as a spreadsheet does: the head is row 1

const std::map<std::string, std::string>& status_words() {
    static const std::map<std::string, std::string> words{
        {"yes", "yes"},       {"done", "yes"},            {"已有", "yes"},          {"有", "yes"},
        {"under_way", "under_way"}, {"推进中", "under_way"}, {"在建", "under_way"},
        {"no", "no"},         {"missing", "no"},          {"尚无", "no"},           {"无", "no"},
        {"unknown", "unknown"}, {"未知", "unknown"},      {"", "unknown"}};
    return words;
}

class StatedTable {
public:
    StatedTable(const std::filesystem::path& file, const model::Plan& plan, const Progress& progress)
        : file_(file), plan_(plan), table_(io::read_layer({.path = file}, progress)) {
        cluster_ = column({"cluster", "集群", "产业集群"}, "cluster");
        item_ = column({"item", "事项", "十个一"}, "item");
        status_ = column({"status", "状态"}, "status");
        for (const char* name : {"note", "说明", "备注"})
            if (const auto found = table_.find_field(name)) note_ = found;
    }

    std::vector<planning::StatedItem> rows() const {
        std::vector<planning::StatedItem> rows;
        std::set<std::pair<std::string, std::string>> seen;
        for (std::size_t r = 0; r < table_.features.size(); ++r) {
            planning::StatedItem row{cluster_at(r), item_at(r), status_at(r), note_ ? cell(r, *note_) : std::string()};
            if (!seen.emplace(row.cluster, row.item).second)
                throw InputError({.thing = place(r, "item"),
                                  .value = row.cluster + " " + row.item,
                                  .expected = both("每个集群的每一项一行", "one row for each item of a cluster"),
                                  .advice = both("删去其中一行", "remove one of the rows")});
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    std::size_t column(std::initializer_list<const char*> names, const char* wanted) const {
        for (const char* name : names)
            if (const auto found = table_.find_field(name)) return *found;
        std::vector<std::string> heads;
        for (const model::Field& field : table_.fields) heads.push_back(field.name);
        throw InputError({.thing = file_.string() + ": " + wanted,
                          .value = joined(heads),
                          .expected = both("表头 cluster、item、status（可加 note）", "the heads cluster, item, status (and note)"),
                          .advice = both("第一行写表头", "write the heads into the first row")});
    }
    std::string cell(std::size_t row, std::size_t at) const {
        std::string text = model::text_of(table_.features[row].values.at(at));
        text.erase(0, text.find_first_not_of(" \t"));
        text.erase(text.find_last_not_of(" \t") + 1);
        return text;
    }
    std::string place(std::size_t row, const char* name) const {
        return fmt::format("{}:{}: {}", file_.string(), row + head_lines, name);
    }
    [[noreturn]] void refuse(std::size_t row, const char* name, const std::string& word,
                             const std::vector<std::string>& known) const {
        const auto near = nearest_name(word, known);
        throw InputError({.thing = place(row, name),
                          .value = word,
                          .expected = joined(known),
                          .advice = near ? both("是否想写 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these")});
    }

    std::string cluster_at(std::size_t row) const {
        const std::string word = cell(row, cluster_);
        std::vector<std::string> known;
        for (const model::Cluster& cluster : plan_.clusters) {
            if (is_called(cluster, word) || cluster.name.zh == word) return cluster.id;
            known.push_back(cluster.id);
        }
        refuse(row, "cluster", word, known);
    }
    std::string item_at(std::size_t row) const {
        const std::string word = cell(row, item_);
        std::vector<std::string> known;
        if (!plan_.clusters.empty())
            for (const model::ChecklistItem& item : plan_.clusters.front().checklist) {
                if (item.id == word || item.title.zh == word) return item.id;
                known.push_back(item.id);
            }
        refuse(row, "item", word, known);
    }
    std::string status_at(std::size_t row) const {
        const std::string word = cell(row, status_);
        const auto found = status_words().find(word);
        if (found != status_words().end()) return found->second;
        refuse(row, "status", word, {"yes", "under_way", "no", "unknown"});
    }

    const std::filesystem::path& file_;
    const model::Plan& plan_;
    model::FeatureTable table_;
    std::size_t cluster_ = 0, item_ = 0, status_ = 0;
    std::optional<std::size_t> note_;
};

}  // namespace

std::vector<planning::StatedItem> read_stated_items(const std::filesystem::path& file, const model::Plan& plan,
                                                    const Progress& progress) {
    if (!std::filesystem::is_regular_file(file))
        throw InputError({.thing = file.string(),
                          .value = both("不存在", "missing"),
                          .expected = both("“十个一”表（CSV 或 XLSX）", "the table of the ten ones (CSV or XLSX)"),
                          .advice = both("检查路径", "check the path")});
    return StatedTable(file, plan, progress).rows();
}

}  // namespace zonewright::answer
