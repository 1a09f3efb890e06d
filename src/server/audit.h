// What was done at this desk, by whom, in an order that cannot be changed unnoticed?
//
// Every entry carries the SHA-256 of the one before it and of its own words, so a changed, removed or exchanged entry is
// found by walking the chain; entries removed at the end are found by whoever has written down the last hash (told when
// the door is closed). Entries are never deleted here. Cost: one row an action; the walk reads all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/database.h"

namespace zonewright::server {

struct AuditEntry {
    std::int64_t number = 0, moment = 0;
    std::string name, town, action, thing, outcome, hash;
};

class Audit {
public:
    Audit(Database& database, Clock clock) : database_(database), clock_(std::move(clock)) {}

    void record(const std::string& name, const std::string& town, const std::string& action, const std::string& thing,
                const std::string& outcome = "ok");
    /// The number of the first entry that does not follow from the one before it; nothing when all do.
    std::optional<std::int64_t> first_fault();
    std::string end();
    /// The newest first.
    std::vector<AuditEntry> newest(std::size_t limit);

private:
    Database& database_;
    Clock clock_;
};

}  // namespace zonewright::server
