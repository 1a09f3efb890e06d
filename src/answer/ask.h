// Asks a question that names its study by folder: opens it, answers, closes it.
#pragma once

#include "base/progress.h"
#include "study/study.h"

namespace zonewright::answer {

/// answer(…) is found by the type of the question; this one only keeps the name a function's here.
void answer() = delete;

template <typename Question>
concept AsksAStudy = requires(study::Study& study, const Question& question, const Progress& progress) {
    answer(study, question, progress);
};

/// The answer to a question; the study, where there is one, is question.study. Throws what answering throws.
template <typename Question>
auto ask(const Question& question, const Progress& progress) {
    if constexpr (AsksAStudy<Question>) {
        study::Study study(question.study);
        return answer(study, question, progress);
    } else {
        return answer(question, progress);
    }
}

}  // namespace zonewright::answer
