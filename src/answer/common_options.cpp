#include "answer/common_options.h"

namespace zonewright::answer {

Declaration declared(CommonOptions& o) {
    Declaration d{.name = "zonewright",
                  .summary = {"产域：产业空间规划与用地配置", "industrial zoning and land allocation"},
                  .example = "zonewright run demo-city --json"};
    d.add("json", &o.json, {"在标准输出给出一个 JSON 对象", "print one JSON object on stdout"});
    d.add("quiet", &o.quiet, {"不显示进度和说明", "no progress, no remarks"}).option('q');
    d.add("progress", &o.progress, {"进度显示方式", "how progress is shown"}).choices({"auto", "plain", "json", "none"});
    d.add("lang", &o.lang, {"界面和成果的语言", "language of messages and outputs"}).choices({"zh", "en"});
    d.add("threads", &o.threads, {"线程数，0 为全部核心", "threads, 0 for all cores"});
    return d;
}

}  // namespace zonewright::answer
