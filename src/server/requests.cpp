#include "server/requests.h"

#include <fmt/format.h>

#include <map>

#include "base/secrets.h"

namespace zonewright::server {
namespace {

constexpr const char* request_columns =
    "SELECT id, number, town, name, title, state, reason, decided_by, created, updated FROM request ";

/// From which states each may be reached.
const std::map<std::string, std::string> ways{{"submitted", "draft returned"},
                                              {"accepted", "submitted"},
                                              {"returned", "submitted accepted"},
                                              {"signed", "accepted"}};

}  // namespace

SiteRequest Requests::open(const User& by, const std::string& title) {
    Changes changes(database_);
    const std::string year = iso_time(clock_()).substr(0, 4);
    auto last = database_.ask("SELECT coalesce(max(CAST(substr(number, 9) AS INTEGER)), 0) FROM request WHERE number LIKE ?1", "ZW-" + year + "-%");
    last.step();
    SiteRequest request{.id = random_hex(16),
                        .number = fmt::format("ZW-{}-{:05}", year, last.number(0) + 1),
                        .town = by.town,
                        .name = by.name,
                        .title = title,
                        .state = "draft",
                        .created = clock_(),
                        .updated = clock_()};
    database_.run("INSERT INTO request (id, number, town, name, title, state, created, updated) VALUES (?1, ?2, ?3, ?4, ?5, 'draft', ?6, ?6)",
                  request.id, request.number, request.town, request.name, title, request.created);
    changes.commit();
    return request;
}

void Requests::add_version(const std::string& id, const RequestVersion& version) {
    Changes changes(database_);
    auto last = database_.ask("SELECT coalesce(max(version), 0) FROM version WHERE request = ?1", id);
    last.step();
    database_.run("INSERT INTO version VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", id, last.number(0) + 1, version.upload, version.job,
                  version.project, version.comment, clock_());
    database_.run("UPDATE request SET updated = ?2 WHERE id = ?1", id, clock_());
    changes.commit();
}

SiteRequest Requests::filled(const Query& row) {
    SiteRequest request{.id = row.text(0), .number = row.text(1), .town = row.text(2), .name = row.text(3), .title = row.text(4),
                        .state = row.text(5), .reason = row.text(6), .decided_by = row.text(7), .created = row.number(8),
                        .updated = row.number(9)};
    auto versions = database_.ask("SELECT version, upload, job, project, comment, created FROM version WHERE request = ?1 ORDER BY version", request.id);
    while (versions.step())
        request.versions.push_back({static_cast<int>(versions.number(0)), versions.text(1), versions.text(2), versions.text(3),
                                    versions.text(4), versions.number(5)});
    return request;
}

std::optional<SiteRequest> Requests::find(const std::string& id, const User& by) {
    const auto lock = database_.locked();
    auto row = database_.ask(std::string(request_columns) + "WHERE id = ?1", id);
    if (!row.step() || (!by.sees_all() && row.text(2) != by.town)) return std::nullopt;
    return filled(row);
}

std::optional<SiteRequest> Requests::find_number(const std::string& number, const User& by) {
    const auto lock = database_.locked();
    auto row = database_.ask(std::string(request_columns) + "WHERE number = ?1", number);
    if (!row.step() || (!by.sees_all() && row.text(2) != by.town)) return std::nullopt;
    return filled(row);
}

std::vector<SiteRequest> Requests::list(const User& by, std::size_t limit) {
    const auto lock = database_.locked();
    auto rows = database_.ask(std::string(request_columns) + "WHERE (?1 OR town = ?2) ORDER BY updated DESC, number DESC LIMIT ?3",
                              by.sees_all() ? 1 : 0, by.town, static_cast<std::int64_t>(limit));
    std::vector<SiteRequest> requests;
    while (rows.step()) requests.push_back(filled(rows));
    return requests;
}

bool Requests::move(const std::string& id, const std::string& to, const User& by, const std::string& reason) {
    const auto way = ways.find(to);
    if (way == ways.end()) return false;
    const auto lock = database_.locked();
    return database_.run("UPDATE request SET state = ?2, reason = ?3, decided_by = ?4, updated = ?5 WHERE id = ?1 AND "
                         "instr(' ' || ?6 || ' ', ' ' || state || ' ') > 0",
                         id, to, reason, to == "submitted" ? std::string() : by.name, clock_(), way->second) > 0;
}

bool Requests::is_handed_in(const std::string& job) {
    const auto lock = database_.locked();
    auto row = database_.ask("SELECT count(*) FROM version v JOIN request r ON r.id = v.request WHERE v.job = ?1 AND r.state <> 'draft'", job);
    row.step();
    return row.number(0) > 0;
}

}  // namespace zonewright::server
