// Who is this, and may they?
//
// Users with a role and, for towns, a code of town; passwords kept as scrypt (base/secrets.h). After five wrong passwords
// in a row an account is locked for fifteen minutes, right password or not; an unknown name takes as long and reads the
// same. A session ends after half an hour without a request and twelve hours at the latest; what the browser holds is
// kept here only as its hash. Cost: some 0.1 s where a password is checked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/database.h"

namespace zonewright::server {

struct User {
    std::string name, role, town;  ///< role "town", "bureau", "admin"
    bool sees_all() const { return role != "town"; }
    bool operator==(const User&) const = default;
};

/// What a browser holds: the cookie alone lets it read, with the token it may change something.
struct OpenedSession {
    std::string cookie, token;
};
struct SessionUser {
    User user;
    std::string token;
};

class Accounts {
public:
    static constexpr int failures_allowed = 5;
    static constexpr std::int64_t locked_s = 15 * 60, idle_s = 30 * 60, longest_s = 12 * 3600;
    static constexpr std::size_t least_password = 10, longest_password = 200;

    Accounts(Database& database, Clock clock) : database_(database), clock_(std::move(clock)) {}

    /// Adds or changes; ends the sessions of that user. Throws InputError for a name or password that will not do.
    void keep(const User& user, const std::string& password);
    /// False when there is none.
    bool remove(const std::string& name);
    std::vector<User> all();

    /// Nothing when name or password is wrong, or the account is locked.
    std::optional<User> check(const std::string& name, const std::string& password);
    /// As check(), for every request of a program: a header that was right is not hashed again for ten minutes.
    std::optional<User> check_basic(const std::string& header);
    bool remembers(const std::string& header);

    OpenedSession open_session(const User& user);
    std::optional<SessionUser> session(const std::string& cookie);
    void close_session(const std::string& cookie);

private:
    struct Remembered {
        std::string name, kept;  ///< kept: of the password that was right
        std::int64_t until = 0;
    };
    struct Known {
        User user;
        std::string kept;
        std::int64_t locked_until = 0;
    };
    std::optional<Known> find(const std::string& name);
    std::optional<User> remembered(const std::string& key);
    void note_failure(const std::string& name);

    Database& database_;
    Clock clock_;
    std::map<std::string, Remembered> remembered_;  ///< by the hash of the header; guarded by the database's lock
};

}  // namespace zonewright::server
