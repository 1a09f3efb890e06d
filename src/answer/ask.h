// Asks a question that names its study by folder: opens it, answers, closes it.
#pragma once

#include <concepts>
#include <filesystem>
#include <optional>

#include "base/folder_lock.h"
#include "base/progress.h"
#include "base/refused_memory.h"
#include "study/study.h"

namespace zonewright::answer {

/// answer(…) is found by the type of the question; this one only keeps the name a function's here.
void answer() = delete;

template <typename Question>
concept AsksAStudy = requires(study::Study& study, const Question& question, const Progress& progress) {
    answer(study, question, progress);
};

/// A question whose answering writes into the folder of its study says so.
template <typename Question>
concept MayWrite = requires(const Question& question) {
    { question.writes_study() } -> std::same_as<bool>;
};

/// The lock of the study for a question that writes into it: taken before study.toml is read, so that what is
/// read is what is written upon. Throws ResourceError naming the other writer.
template <typename Question>
std::optional<FolderLock> lock_for(const Question& question, const Progress& progress) {
    if constexpr (MayWrite<Question>) {
        Question named;
        if (question.writes_study() && std::filesystem::exists(question.study / "study.toml"))
            return FolderLock(question.study, "zonewright " + declared(named).name, FolderLock::usual_patience(),
                              progress);
    }
    return std::nullopt;
}

/// Lets an answer pass that was found without a refused allocation.
class MemoryWatch {
public:
    template <typename Answer>
    Answer passed(Answer answer) const {
        require_no_refusal_since(before_);
        return answer;
    }

private:
    std::uint64_t before_ = refused_allocations();
};

/// The answer to a question; the study, where there is one, is question.study. Throws what answering throws.
template <typename Question>
auto ask(const Question& question, const Progress& progress) {
    const std::optional<FolderLock> lock = lock_for(question, progress);
    const MemoryWatch watch;
    if constexpr (AsksAStudy<Question>) {
        study::Study study(question.study);
        return watch.passed(answer(study, question, progress));
    } else {
        return watch.passed(answer(question, progress));
    }
}

}  // namespace zonewright::answer
