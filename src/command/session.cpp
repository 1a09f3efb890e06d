#include "command/session.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "command/progress_sinks.h"

namespace zonewright::command {

struct Session::Body {
    nlohmann::ordered_json result = nlohmann::ordered_json::object();
    nlohmann::ordered_json warnings = nlohmann::ordered_json::array();
    nlohmann::ordered_json outputs = nlohmann::ordered_json::array();
};

Session::Session(std::ostream& out, std::ostream& err, GlobalOptions options, std::stop_token stop)
    : out_(out),
      err_(err),
      options_(options),
      sink_(make_progress_sink(options, err)),
      progress_(sink_, std::move(stop)),
      body_(std::make_unique<Body>()) {}

Session::~Session() = default;

void Session::print(const std::string& line) {
    if (options_.json || options_.quiet) return;
    clear_progress();
    out_ << line << '\n';
}

void Session::warn(const Text& warning) {
    body_->warnings.push_back(warning.said());
    if (options_.quiet || options_.json) return;
    clear_progress();
    err_ << say("警告：{}", "warning: {}", warning.said()) << '\n';
}

void Session::produced(const std::filesystem::path& path, const Text& what) {
    body_->outputs.push_back({{"path", path.string()}, {"what", what.said()}});
    print(fmt::format("  {}  {}", path.string(), what.said()));
}

nlohmann::ordered_json& Session::result() {
    return body_->result;
}

void Session::finish(const std::string& status) {
    clear_progress();
    if (!options_.json) return;
    nlohmann::ordered_json whole{{"schema_version", 1}, {"status", status}};
    whole.update(body_->result);
    whole["warnings"] = body_->warnings;
    whole["outputs"] = body_->outputs;
    out_ << whole.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void Session::clear_progress() {
    if (auto* clearable = dynamic_cast<ClearableSink*>(sink_.get())) clearable->clear();
}

}  // namespace zonewright::command
