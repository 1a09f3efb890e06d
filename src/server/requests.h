// What a town hands in and the bureau decides: an outline with its project, the report made of it, and what became of it.
//
// draft → submitted → accepted or returned (with a reason) → signed. A returned or a draft request takes another version
// of its outline, which is a report of its own; every version is kept with its comment. The number on the report finds
// the request. A town sees its own requests, the bureau all; unknown and foreign ones read the same.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "server/accounts.h"
#include "server/database.h"

namespace zonewright::server {

struct RequestVersion {
    int version = 0;
    std::string upload, job, project, comment;  ///< project: JSON
    std::int64_t created = 0;
};

struct SiteRequest {
    std::string id, number, town, name, title, state, reason, decided_by;
    std::int64_t created = 0, updated = 0;
    std::vector<RequestVersion> versions;  ///< the newest last
};

class Requests {
public:
    Requests(Database& database, Clock clock) : database_(database), clock_(std::move(clock)) {}

    /// A fresh one, a draft with a number of its own: "ZW-2026-00042".
    SiteRequest open(const User& by, const std::string& title);
    void add_version(const std::string& id, const RequestVersion& version);
    std::optional<SiteRequest> find(const std::string& id, const User& by);
    std::optional<SiteRequest> find_number(const std::string& number, const User& by);
    std::vector<SiteRequest> list(const User& by, std::size_t limit);
    /// False when it is no longer in a state that allows it. `to`: "submitted", "accepted", "returned", "signed".
    bool move(const std::string& id, const std::string& to, const User& by, const std::string& reason);
    /// Does the job belong to a request that was handed in?
    bool is_handed_in(const std::string& job);

private:
    SiteRequest filled(const Query& row);

    Database& database_;
    Clock clock_;
};

}  // namespace zonewright::server
