#include "allocation/solver/strict_json.h"

#include <cmath>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::allocation {

namespace {

using nlohmann::json;

Text again() {
    return both("重新运行 allocate，或重新复制文件", "run allocate again, or copy the file anew");
}

}  // namespace

json parse_strictly(std::string_view text) {
    std::vector<std::set<std::string>> open;
    const auto once = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) open.emplace_back();
        if (event == json::parse_event_t::object_end) open.pop_back();
        if (event == json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
            throw InputError({both("证书中的键", "a key of the certificate"), parsed.get<std::string>(),
                              both("每个键只出现一次", "every key only once"), again()});
        return true;
    };
    try {
        return json::parse(text, once);
    } catch (const json::parse_error& wrong) {
        const bool cut = wrong.byte > text.size();
        throw InputError(
            {both("配置证书", "the certificate of the allocation"),
             cut ? both("文件在第 {} 字节处中断", "the file ends at byte {}, in the middle", text.size())
                 : both("第 {} 字节处损坏", "damaged at byte {}", wrong.byte),
             both("完整的 JSON", "complete JSON"), again()});
    } catch (const json::out_of_range& wrong) {  // 1e999
        throw InputError({both("配置证书", "the certificate of the allocation"), wrong.what(),
                          both("可表示的数", "numbers that can be held"), again()});
    }
}

void StrictJson::refuse(const Text& expected) const {
    std::string value = value_->dump(-1, ' ', false, json::error_handler_t::replace);
    if (value.size() > 60) value = value.substr(0, 57) + "...";
    throw InputError({both("证书的 {}", "{} of the certificate", path_), value, expected, again()});
}

bool StrictJson::flag() const {
    if (!value_->is_boolean()) refuse("true / false");
    return value_->get<bool>();
}

double StrictJson::number() const {
    if (!value_->is_number() || !std::isfinite(value_->get<double>())) refuse(both("数", "a number"));
    return value_->get<double>();
}

std::string StrictJson::word() const {
    if (!value_->is_string()) refuse(both("文字", "a text"));
    return value_->get<std::string>();
}

std::int64_t StrictJson::whole_within(std::int64_t least, std::int64_t most) const {
    const bool fits = value_->is_number_integer() &&
                      !(value_->is_number_unsigned() && value_->get<std::uint64_t>() > largest) &&
                      value_->get<std::int64_t>() >= least && value_->get<std::int64_t>() <= most;
    if (!fits) refuse(both("{} … {} 的整数", "a whole number, {} … {}", least, most));
    return value_->get<std::int64_t>();
}

std::vector<StrictJson> StrictJson::items() const {
    if (!value_->is_array()) refuse(both("列表", "a list"));
    std::vector<StrictJson> all;
    all.reserve(value_->size());
    for (std::size_t at = 0; at < value_->size(); ++at)
        all.emplace_back((*value_)[at], path_ + "[" + std::to_string(at) + "]");
    return all;
}

std::vector<StrictJson> StrictJson::items(std::size_t count) const {
    if (!value_->is_array() || value_->size() != count) refuse(both("{} 项的列表", "a list of {}", count));
    return items();
}

std::vector<std::string> StrictJson::words() const {
    std::vector<std::string> all;
    for (const StrictJson& item : items()) all.push_back(item.word());
    return all;
}

StrictObject::StrictObject(const StrictJson& value) : value_(value) {
    if (!value.value_->is_object()) value.refuse(both("对象", "an object"));
}

StrictJson StrictObject::at(const char* key) {
    asked_.insert(key);
    const std::string path = value_.path_.empty() ? key : value_.path_ + "." + key;
    const auto found = value_.value_->find(key);
    if (found == value_.value_->end())
        throw InputError(
            {both("证书的 {}", "{} of the certificate", path), "", both("有此键", "this key"), again()});
    return {*found, path};
}

void StrictObject::close() const {
    for (const auto& item : value_.value_->items())
        if (!asked_.contains(item.key())) {
            const std::string path = value_.path_.empty() ? item.key() : value_.path_ + "." + item.key();
            throw InputError({both("证书的 {}", "{} of the certificate", path), item.key(),
                              both("已知的键", "a known key"), again()});
        }
}

}  // namespace zonewright::allocation
