// One verb of the command line: its words, its options (declared once, with help) and its work.
// Parsing never does work: declare() only binds options to members, run() works.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "answer/serve.h"
#include "base/errors.h"
#include "base/language.h"

namespace CLI {
class App;
}

namespace zonewright::command {

class Session;

class Command {
public:
    virtual ~Command() = default;
    virtual std::string name() const = 0;
    virtual Text summary() const = 0;
    virtual std::string example() const = 0;  ///< one line a user can copy
    virtual void declare(CLI::App& verb, Language language) = 0;
    virtual ExitCode run(Session& session) = 0;
};

/// Other doors that a verb opens. The doors do not see each other: the program (main.cpp) hands them over.
struct Doors {
    answer::ServeDoor serve;
};

/// Every verb, in the order of the help. One line each in commands.cpp.
std::vector<std::unique_ptr<Command>> all_commands(const Doors& doors);

}  // namespace zonewright::command
