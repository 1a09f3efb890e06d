#include "answer/ten_ones_table.h"

#include <map>
#include <set>

#include "answer/people_table.h"

namespace zonewright::answer {
namespace {

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
        : plan_(plan),
          table_(file, {"“十个一”", "the ten ones"},
                 {"cluster、item、status（可加 note）", "cluster, item, status (and note)"}, progress),
          cluster_(table_.column({"cluster", "集群", "产业集群"})),
          item_(table_.column({"item", "事项", "十个一"})),
          status_(table_.column({"status", "状态"})),
          note_(table_.find_column({"note", "说明", "备注"})) {}

    std::vector<planning::StatedItem> rows() const {
        std::vector<planning::StatedItem> rows;
        std::set<std::pair<std::string, std::string>> seen;
        for (std::size_t r = 0; r < table_.rows(); ++r) {
            planning::StatedItem row{cluster_at(r), item_at(r), status_at(r), note_ ? table_.cell(r, *note_) : std::string()};
            if (!seen.emplace(row.cluster, row.item).second)
                table_.refuse(r, "item", row.cluster + " " + row.item,
                              both("每个集群的每一项一行", "one row for each item of a cluster"),
                              both("删去其中一行", "remove one of the rows"));
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    std::string cluster_at(std::size_t row) const {
        const std::string word = table_.cell(row, cluster_);
        std::vector<std::string> known;
        for (const model::Cluster& cluster : plan_.clusters) {
            if (is_called(cluster, word) || cluster.name.zh == word) return cluster.id;
            known.push_back(cluster.id);
        }
        table_.refuse(row, "cluster", word, known);
    }
    std::string item_at(std::size_t row) const {
        const std::string word = table_.cell(row, item_);
        std::vector<std::string> known;
        if (!plan_.clusters.empty())
            for (const model::ChecklistItem& item : plan_.clusters.front().checklist) {
                if (item.id == word || item.title.zh == word) return item.id;
                known.push_back(item.id);
            }
        table_.refuse(row, "item", word, known);
    }
    std::string status_at(std::size_t row) const {
        const std::string word = table_.cell(row, status_);
        const auto found = status_words().find(word);
        if (found != status_words().end()) return found->second;
        table_.refuse(row, "status", word, {"yes", "under_way", "no", "unknown"});
    }

    const model::Plan& plan_;
    PeopleTable table_;
    std::size_t cluster_, item_, status_;
    std::optional<std::size_t> note_;
};

}  // namespace

std::vector<planning::StatedItem> read_stated_items(const std::filesystem::path& file, const model::Plan& plan,
                                                    const Progress& progress) {
    return StatedTable(file, plan, progress).rows();
}

}  // namespace zonewright::answer
