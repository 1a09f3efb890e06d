#include "server/audit.h"

#include "base/hash.h"

namespace zonewright::server {
namespace {

constexpr const char* audit_columns = "SELECT number, moment, name, town, action, thing, outcome, hash FROM audit ";

AuditEntry audit_entry(const Query& row) {
    return {row.number(0), row.number(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
}

std::string chained(const std::string& before, const AuditEntry& entry) {
    Fingerprint print;
    print.add(before).add(entry.number).add(entry.moment).add(entry.name).add(entry.town);
    print.add(entry.action).add(entry.thing).add(entry.outcome);
    return print.hex();
}

}  // namespace

void Audit::record(const std::string& name, const std::string& town, const std::string& action, const std::string& thing,
                   const std::string& outcome) {
    const auto lock = database_.locked();
    auto last = database_.ask("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
    AuditEntry entry{.number = 1, .moment = clock_(), .name = name, .town = town, .action = action, .thing = thing, .outcome = outcome};
    std::string before;
    if (last.step()) entry.number = last.number(0) + 1, before = last.text(1);
    database_.run("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", entry.number, entry.moment, name, town, action,
                  thing, outcome, chained(before, entry));
}

std::optional<std::int64_t> Audit::first_fault() {
    const auto lock = database_.locked();
    auto rows = database_.ask(std::string(audit_columns) + "ORDER BY number");
    std::string before;
    std::int64_t expected = 1;
    while (rows.step()) {
        const AuditEntry entry = audit_entry(rows);
        if (entry.number != expected || chained(before, entry) != entry.hash) return expected;
        before = entry.hash;
        ++expected;
    }
    return std::nullopt;
}

std::string Audit::end() {
    const auto lock = database_.locked();
    auto last = database_.ask("SELECT hash FROM audit ORDER BY number DESC LIMIT 1");
    return last.step() ? last.text(0) : "";
}

std::vector<AuditEntry> Audit::newest(std::size_t limit) {
    const auto lock = database_.locked();
    auto rows = database_.ask(std::string(audit_columns) + "ORDER BY number DESC LIMIT ?1", static_cast<std::int64_t>(limit));
    std::vector<AuditEntry> entries;
    while (rows.step()) entries.push_back(audit_entry(rows));
    return entries;
}

}  // namespace zonewright::server
