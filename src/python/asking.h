// How does Python wait for an answer? The work runs on a thread of its own with the interpreter free for others; the
// waiting thread looks for Ctrl-C and passes progress on twenty times a second, so that nothing of Python is touched from
// the working thread. Ctrl-C, and an exception of the progress function, stop the work at its next checkpoint and are
// raised when it has ended. Errors of the program become those of zonewright.errors in the language asked for.
#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <functional>

#include "base/language.h"
#include "base/progress.h"

namespace zonewright::python {

/// What every question takes beside its own fields.
struct Waiting {
    Language language = Language::Zh;
    std::size_t threads = 0;          ///< 0: all cores
    pybind11::object on_progress;     ///< called with (share, stage); None: nobody listens
};

/// "zh" or "en", threads, a function or None. Throws zonewright.errors.InputError.
Waiting waiting_of(const std::string& language, std::size_t threads, pybind11::object on_progress);

/// Called and left with the interpreter held.
void wait_for(const Waiting& waiting, const std::function<void(const Progress&)>& work);

}  // namespace zonewright::python
