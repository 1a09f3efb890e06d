#include "base/errors.h"

namespace zonewright {

Text Problem::message() const {
    Text text = thing;
    if (!value.empty()) text += both("：现为“{}”", ": found \"{}\"", value);
    if (!expected.empty()) text += both("；应为 {}", "; expected {}", expected);
    if (!advice.empty()) text += both("。下一步：{}", ". Next step: {}", advice);
    return text;
}

}  // namespace zonewright
