#include "python/asking.h"

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/errors.h"

namespace zonewright::python {
namespace {

namespace py = pybind11;
constexpr std::chrono::milliseconds between_looks{50};

/// Keeps the newest report until somebody takes it.
class LatestReport : public ProgressSink {
public:
    void report(double share, const Text& stage) override {
        const std::scoped_lock lock(mutex_);
        latest_ = {share, stage};
    }
    std::optional<std::pair<double, Text>> take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(latest_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::optional<std::pair<double, Text>> latest_;
};

[[noreturn]] void raise_problem(const char* type, const Problem& problem, Language language) {
    const py::object error = py::module_::import("zonewright.errors").attr(type);
    const py::object instance =
        error(problem.message(language), problem.thing.in(language), problem.value.in(language),
              problem.expected.in(language), problem.advice.in(language));
    PyErr_SetObject(error.ptr(), instance.ptr());
    throw py::error_already_set();
}

/// What a function of Python raises while the work goes on; empty: nothing.
std::exception_ptr raised_by(const std::function<void()>& call) {
    try {
        call();
        return nullptr;
    } catch (const py::error_already_set&) {
        return std::current_exception();
    }
}

void look_for_signals() {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

void rethrow_for_python(const std::exception_ptr& failure, Language language) {
    try {
        std::rethrow_exception(failure);
    } catch (const InputError& problem) {
        raise_problem("InputError", problem.problem(), language);
    } catch (const ResourceError& problem) {
        raise_problem("ResourceError", problem.problem(), language);
    } catch (const Error& problem) {
        raise_problem("InternalError", problem.problem(), language);
    } catch (const std::filesystem::filesystem_error& problem) {
        raise_problem("ResourceError",
                      {.thing = problem.path1().string(),
                       .value = problem.code().message(),
                       .expected = both("可以访问的文件夹", "a folder that can be entered"),
                       .advice = both("检查路径和权限", "check the path and its permissions")},
                      language);
    } catch (const Cancelled&) {
        PyErr_SetNone(PyExc_KeyboardInterrupt);
        throw py::error_already_set();
    }
}

}  // namespace

Waiting waiting_of(const std::string& language, std::size_t threads, pybind11::object on_progress) {
    if (language != "zh" && language != "en")
        raise_problem("InputError",
                      {.thing = "language", .value = language, .expected = "zh, en", .advice = "language=\"zh\""},
                      Language::Zh);
    return {language == "en" ? Language::En : Language::Zh, threads, std::move(on_progress)};
}

void wait_for(const Waiting& waiting, const std::function<void(const Progress&)>& work) {
    const auto latest = std::make_shared<LatestReport>();
    std::stop_source stop;
    std::promise<void> promise;
    std::future<void> finished = promise.get_future();
    std::jthread worker([&] {
        try {
            work(Progress(latest, stop.get_token(), waiting.threads));
            promise.set_value();
        } catch (...) {
            promise.set_exception(std::current_exception());
        }
    });
    std::exception_ptr raised;
    for (bool ended = false; !ended;) {
        {
            const py::gil_scoped_release others_go_on;
            ended = finished.wait_for(between_looks) == std::future_status::ready;
        }
        if (raised) continue;
        raised = raised_by(look_for_signals);
        if (const auto report = latest->take(); report && !raised && !waiting.on_progress.is_none())
            raised = raised_by([&] { waiting.on_progress(report->first, report->second.in(waiting.language)); });
        if (raised) stop.request_stop();
    }
    worker.join();
    if (raised) std::rethrow_exception(raised);
    try {
        finished.get();
    } catch (...) {
        rethrow_for_python(std::current_exception(), waiting.language);
    }
}

}  // namespace zonewright::python
