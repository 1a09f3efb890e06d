#include "command/session.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "command/progress_sinks.h"

namespace zonewright::command {

Session::Session(std::ostream& out, std::ostream& err, GlobalOptions options, std::stop_token stop)
    : out_(out),
      err_(err),
      options_(options),
      sink_(make_progress_sink(options, err)),
      progress_(sink_, std::move(stop), options.threads) {}

Session::~Session() = default;

void Session::print(const Text& line) {
    if (options_.json || options_.quiet) return;
    clear_progress();
    out_ << line.in(options_.language) << '\n';
}

void Session::warn(const Text& warning) {
    if (options_.quiet || options_.json) return;
    clear_progress();
    err_ << both("警告：{}", "warning: {}", warning).in(options_.language) << '\n';
}

void Session::list(const answer::Output& output) {
    print(both("  {}  {}", "  {}  {}", output.path.string(), output.what));
}

void Session::give(const nlohmann::ordered_json& answer) {
    if (!options_.json) return;
    clear_progress();
    out_ << answer.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void Session::fail(const Text& message) {
    clear_progress();
    if (options_.json)
        give({{"schema_version", 1}, {"status", "error"}, {"error", message.in(options_.language)}});
    else
        err_ << both("错误：{}", "error: {}", message).in(options_.language) << '\n';
}

void Session::clear_progress() {
    if (auto* clearable = dynamic_cast<ClearableSink*>(sink_.get())) clearable->clear();
}

}  // namespace zonewright::command
