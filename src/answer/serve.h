// Who may ask questions of this study in a browser, and where?
//
// Opens the web door of a study on this machine, or changes its list of users. The question is declared here like any
// other; what answers it is the door itself (src/server), which the program hands to the command line: answer() refuses,
// because a door cannot be opened through another one. The answer comes when the door is closed again (Ctrl-C).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct ServeQuestion {
    std::filesystem::path study;
    int port = 8410;  ///< of 127.0.0.1; 0: any that is free
    std::string public_url;       ///< how others reach it; empty: http://127.0.0.1:<port>
    std::filesystem::path state;  ///< queue, users, uploads; empty: <study>/desk
    int workers = 1;
    int memory_mib = 4096, time_limit_s = 900;  ///< of one question
    int keep_days = 30;                         ///< uploads and answers that nobody handed in
    bool without_sandbox = false;
    std::string add_user, remove_user, role = "town", town;
    bool list_users = false;
    Language language = Language::Zh;
};
Declaration declared(ServeQuestion& question);

struct ServedUser {
    std::string name, role, town;
};

/// Figures of one opening of the door; only what was asked for is there.
struct ServeAnswer : Remarks {
    std::optional<std::string> address;
    std::optional<std::int64_t> requests, questions_answered, questions_waiting;
    std::optional<std::string> audit_end;  ///< hash of the last entry of the audit log
    std::optional<std::vector<ServedUser>> users;
};
[[noreturn]] ServeAnswer answer(const ServeQuestion& question, const Progress& progress);

/// How the program hands the door over: `say` prints a line for people while the door is open.
using ServeDoor =
    std::function<ServeAnswer(const ServeQuestion&, const Progress&, const std::function<void(const Text&)>& say)>;

nlohmann::ordered_json to_json(const ServeAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const ServeAnswer*);

}  // namespace zonewright::answer
