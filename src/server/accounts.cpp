#include "server/accounts.h"

#include <algorithm>

#include "base/errors.h"
#include "base/hash.h"
#include "base/secrets.h"

namespace zonewright::server {
namespace {

/// Compared with when there is no such user, so that it takes as long.
const std::string& password_of_nobody() {
    static const std::string kept = kept_password(random_hex(16));
    return kept;
}

void require_name(const std::string& name) {
    const bool sound = !name.empty() && name.size() <= 64 && std::ranges::none_of(name, [](unsigned char c) {
        return c < 0x21 || c == 0x7f || c == ':';
    });
    if (!sound)
        throw InputError({.thing = "--add-user",
                          .value = name,
                          .expected = both("1 到 64 字节，没有空白和冒号", "1 to 64 bytes without blanks and colons"),
                          .advice = both("换一个用户名", "choose another name")});
}

}  // namespace

void Accounts::keep(const User& user, const std::string& password) {
    require_name(user.name);
    if (password.size() < least_password || password.size() > longest_password)
        throw InputError({.thing = both("{} 的密码", "password of {}", user.name),
                          .value = both("{} 字节", "{} bytes", password.size()),
                          .expected = both("{} 到 {} 字节", "{} to {} bytes", least_password, longest_password),
                          .advice = both("从标准输入给出，例如 zonewright serve STUDY --add-user {} < 密码文件",
                                         "give it on standard input, for example zonewright serve STUDY --add-user {} < FILE", user.name)});
    const std::string kept = kept_password(password);
    Changes changes(database_);
    database_.run("DELETE FROM session WHERE name = ?1", user.name);
    database_.run("INSERT INTO user (name, role, town, password, created) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name) DO "
                  "UPDATE SET role = excluded.role, town = excluded.town, password = excluded.password, failures = 0, "
                  "locked_until = 0",
                  user.name, user.role, user.town, kept, clock_());
    changes.commit();
    remembered_.clear();
}

bool Accounts::remove(const std::string& name) {
    const auto lock = database_.locked();
    remembered_.clear();
    return database_.run("DELETE FROM user WHERE name = ?1", name) > 0;
}

std::vector<User> Accounts::all() {
    const auto lock = database_.locked();
    auto rows = database_.ask("SELECT name, role, town FROM user ORDER BY name");
    std::vector<User> users;
    while (rows.step()) users.push_back({rows.text(0), rows.text(1), rows.text(2)});
    return users;
}

std::optional<Accounts::Known> Accounts::find(const std::string& name) {
    const auto lock = database_.locked();
    auto row = database_.ask("SELECT name, role, town, password, locked_until FROM user WHERE name = ?1", name);
    if (!row.step()) return std::nullopt;
    return Known{{row.text(0), row.text(1), row.text(2)}, row.text(3), row.number(4)};
}

void Accounts::note_failure(const std::string& name) {
    const auto lock = database_.locked();
    database_.run("UPDATE user SET failures = failures + 1 WHERE name = ?1", name);
    database_.run("UPDATE user SET failures = 0, locked_until = ?2 WHERE name = ?1 AND failures >= ?3", name,
                  clock_() + locked_s, failures_allowed);
}

std::optional<User> Accounts::check(const std::string& name, const std::string& password) {
    const auto known = find(name);
    const bool right = is_password(password.substr(0, longest_password + 1), known ? known->kept : password_of_nobody());
    if (!known || known->locked_until > clock_()) return std::nullopt;
    if (!right) {
        note_failure(name);
        return std::nullopt;
    }
    const auto lock = database_.locked();
    database_.run("UPDATE user SET failures = 0 WHERE name = ?1 AND failures > 0", name);
    return known->user;
}

std::optional<User> Accounts::remembered(const std::string& key) {
    const auto lock = database_.locked();
    const auto before = remembered_.find(key);
    if (before == remembered_.end() || before->second.until <= clock_()) return std::nullopt;
    const auto now = find(before->second.name);  // removed, or another password, since
    return now && now->kept == before->second.kept ? std::optional(now->user) : std::nullopt;
}

bool Accounts::remembers(const std::string& header) {
    return remembered(hash_text(header)).has_value();
}

std::optional<User> Accounts::check_basic(const std::string& header) {
    constexpr std::string_view scheme = "Basic ";
    constexpr std::int64_t remembered_s = 600;
    constexpr std::size_t most_remembered = 1000;
    if (!header.starts_with(scheme)) return std::nullopt;
    const std::string key = hash_text(header);
    if (auto before = remembered(key)) return before;
    const auto words = from_base64(std::string_view(header).substr(scheme.size()));
    const std::size_t colon = words ? words->find(':') : std::string::npos;
    if (colon == std::string::npos) return std::nullopt;
    auto user = check(words->substr(0, colon), words->substr(colon + 1));
    if (!user) return std::nullopt;
    const auto lock = database_.locked();
    if (remembered_.size() >= most_remembered) remembered_.clear();
    if (const auto known = find(user->name)) remembered_[key] = {user->name, known->kept, clock_() + remembered_s};
    return user;
}

OpenedSession Accounts::open_session(const User& user) {
    OpenedSession opened{random_hex(32), random_hex(32)};
    const auto lock = database_.locked();
    database_.run("DELETE FROM session WHERE seen < ?1 OR opened < ?2", clock_() - idle_s, clock_() - longest_s);
    database_.run("INSERT INTO session VALUES (?1, ?2, ?3, ?4, ?4)", hash_text(opened.cookie), user.name, opened.token, clock_());
    return opened;
}

std::optional<SessionUser> Accounts::session(const std::string& cookie) {
    if (cookie.empty()) return std::nullopt;
    const std::string key = hash_text(cookie);
    const auto lock = database_.locked();
    auto row = database_.ask("SELECT u.name, u.role, u.town, s.token, s.seen FROM session s JOIN user u USING (name) WHERE "
                             "s.cookie = ?1 AND s.seen >= ?2 AND s.opened >= ?3",
                             key, clock_() - idle_s, clock_() - longest_s);
    if (!row.step()) return std::nullopt;
    constexpr std::int64_t worth_writing_s = 60;
    if (clock_() - row.number(4) >= worth_writing_s) database_.run("UPDATE session SET seen = ?2 WHERE cookie = ?1", key, clock_());
    return SessionUser{{row.text(0), row.text(1), row.text(2)}, row.text(3)};
}

void Accounts::close_session(const std::string& cookie) {
    const auto lock = database_.locked();
    database_.run("DELETE FROM session WHERE cookie = ?1", hash_text(cookie));
}

}  // namespace zonewright::server
