// What a verb may say and to whom: text or one JSON object on stdout, progress and warnings on stderr.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>

#include "base/language.h"
#include "base/progress.h"

namespace zonewright::command {

enum class ProgressStyle { Auto, Plain, JsonLines, None };

struct GlobalOptions {
    bool json = false;
    bool quiet = false;
    ProgressStyle progress = ProgressStyle::Auto;
};

class Session {
public:
    Session(std::ostream& out, std::ostream& err, GlobalOptions options, std::stop_token stop);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    const Progress& progress() const { return progress_; }
    bool json() const { return options_.json; }

    /// A line for people on stdout; silent with --json or --quiet.
    void print(const std::string& line);
    /// On stderr at once, and in warnings[] of the JSON.
    void warn(const Text& warning);
    /// A file or folder that the verb made; listed for people and in outputs[] of the JSON.
    void produced(const std::filesystem::path& path, const Text& what);
    /// The body of the JSON object; keys schema_version, status, warnings and outputs are added at the end.
    nlohmann::ordered_json& result();

    /// Prints the JSON object when --json was given. `status` is "ok", "shortfall" or "error".
    void finish(const std::string& status);
    /// Ends the progress line, so that an error starts on a line of its own.
    void clear_progress();

private:
    std::ostream& out_;
    std::ostream& err_;
    GlobalOptions options_;
    std::shared_ptr<ProgressSink> sink_;
    Progress progress_;
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace zonewright::command
