// Files that towns bring: taken as bytes, looked at no further than their first ones, read by nobody but a question in
// its own process.
//
// A file lies under a name of ours with an extension of ours, chosen by the extension that the sender gave and by what
// the first bytes are; both have to agree. What the sender called it is kept as a title only. Files are wiped after
// the stated days unless a request that was handed in needs them. Errors: InputError for a kind that is not taken.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "server/accounts.h"
#include "server/database.h"

namespace zonewright::server {

struct Upload {
    std::string id, town, name, title, extension, hash;
    std::int64_t bytes = 0, created = 0;
};

class Uploads {
public:
    static constexpr std::size_t most_bytes = 50U << 20;

    Uploads(Database& database, Clock clock, std::filesystem::path folder);

    Upload keep(const User& by, const std::string& title, const std::string& bytes);
    /// Nothing for an unknown one, a wiped one and one of another town alike.
    std::optional<Upload> find(const std::string& id, const User& by);
    std::filesystem::path file(const Upload& upload) const;
    /// Wipes what is older than that and in no request that was handed in; returns how many.
    int wipe_before(std::int64_t moment);

private:
    Database& database_;
    Clock clock_;
    std::filesystem::path folder_;
};

/// The extension a file is kept under, "geojson" or "txt"; throws InputError naming those that are taken.
std::string kept_extension(const std::string& title, const std::string& bytes);

}  // namespace zonewright::server
