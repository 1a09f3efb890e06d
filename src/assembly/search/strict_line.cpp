#include "assembly/search/strict_line.h"

#include <algorithm>
#include <set>
#include <vector>

namespace zonewright::assembly::certified {
namespace {

using nlohmann::json;

/// Looks at a line while it is parsed.
class LineWatch {
public:
    bool note(json::parse_event_t event, const json& part) {
        using Event = json::parse_event_t;
        if (event == Event::object_start) keys_.emplace_back();
        if (event == Event::object_end) keys_.pop_back();
        if (event == Event::value)
            demand(!part.is_number() || part.is_number_integer(), "证书中有非整数", "a number is not whole");
        if (event == Event::key)
            demand(keys_.back().insert(part.get<std::string>()).second, "键重复：" + part.get<std::string>(),
                   "a key stands twice: " + part.get<std::string>());
        return true;
    }

private:
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

void demand(bool true_statement, const std::string& zh, const std::string& en) {
    if (!true_statement) throw Fault({zh, en});
}

json strict_line(std::string_view line) {
    LineWatch watch;
    json parsed = json::parse(
        line, [&watch](int, json::parse_event_t event, json& part) { return watch.note(event, part); });
    demand(parsed.is_object(), "行不是 JSON 对象", "a line is no JSON object");
    return parsed;
}

void demand_keys(const json& object, std::initializer_list<const char*> keys, const char* optional) {
    for (const auto& item : object.items()) {
        const std::string& name = item.key();
        const bool known = std::any_of(keys.begin(), keys.end(), [&name](const char* each) { return name == each; }) ||
                           (optional != nullptr && name == optional);
        demand(known, "未知的键：" + name, "an unknown key: " + name);
    }
    for (const char* name : keys)
        demand(object.contains(name), std::string("缺少键：") + name, std::string("a key is missing: ") + name);
}

}  // namespace zonewright::assembly::certified
