#include "answer/measured_weight.h"

#include <algorithm>

#include "study/study.h"

namespace zonewright::answer {

Text rests_on(double measured) {
    if (measured >= 1) return {};
    return both("（只依据 {:.0f} % 的权重）", " (resting on {:.0f} % of the weight)", 100 * measured);
}

void warn_of_unmeasured(const study::Study& study, Remarks& answer) {
    double least = 1, most = 0;
    std::size_t count = 0;
    for (const model::ClusterRating& rating : study.suitability().clusters) {
        const double measured = model::measured_weight(rating);
        count += measured < 1;
        least = std::min(least, measured), most = std::max(most, measured);
    }
    if (count == 0) return;
    answer.warn(both("{} 个产业的得分只依据 {:.0f} %–{:.0f} % 的权重：其余指标没有数据源（zonewright check 列出缺少哪些）",
                     "the scores of {} clusters rest on {:.0f} % to {:.0f} % of the weight: the other criteria have no "
                     "source (zonewright check lists what is missing)",
                     count, 100 * least, 100 * most));
}

}  // namespace zonewright::answer
