// What a verb may say and to whom: text or one JSON object on stdout, progress and warnings on stderr.
#pragma once

#include <iosfwd>
#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>

#include "answer/remarks.h"
#include "base/language.h"
#include "base/progress.h"

namespace zonewright::command {

enum class ProgressStyle { Auto, Plain, JsonLines, None };

struct GlobalOptions {
    Language language = Language::Zh;
    std::size_t threads = 0;  ///< 0: all cores
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
    /// Are there lines for people?
    bool speaks() const { return !options_.json && !options_.quiet; }
    Language language() const { return options_.language; }

    /// A line for people on stdout; silent with --json or --quiet.
    void print(const Text& line);
    /// For people on stderr; silent with --json or --quiet.
    void warn(const Text& warning);
    /// A file or folder that answering made, for people.
    void list(const answer::Output& output);
    /// The JSON object of the answer; printed on stdout with --json.
    void give(const nlohmann::ordered_json& answer);
    /// Says what went wrong: on stderr, with --json as the object {schema_version, status: "error", error}.
    void fail(const Text& message);
    /// Ends the progress line, so that an error starts on a line of its own.
    void clear_progress();

private:
    std::ostream& out_;
    std::ostream& err_;
    GlobalOptions options_;
    std::shared_ptr<ProgressSink> sink_;
    Progress progress_;
};

}  // namespace zonewright::command
