#include "base/errors.h"

#include "base/language.h"

namespace zonewright {

std::string Problem::message() const {
    std::string text = thing;
    if (!value.empty()) text += say("：现为“{}”", ": found \"{}\"", value);
    if (!expected.empty()) text += say("；应为 {}", "; expected {}", expected);
    if (!advice.empty()) text += say("。下一步：{}", ". Next step: {}", advice);
    return text;
}

}  // namespace zonewright
