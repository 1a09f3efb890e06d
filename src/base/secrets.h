// Passwords, and numbers that nobody can guess. By OpenSSL.
//
// A password is kept as scrypt of it (RFC 7914; N 2^15, r 8, p 1: 32 MiB and some 0.1 s) with a salt of its own; the
// parameters stand in the kept text, so that old ones stay good when they change. Errors: ResourceError when OpenSSL
// fails (memory refused, no source of randomness).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zonewright {

/// Lower-case hex digits of so many random bytes; 16 make an id that cannot be guessed.
std::string random_hex(std::size_t bytes);

/// "scrypt$15$8$1$<salt>$<key>"
std::string kept_password(std::string_view password);
/// False for a wrong password and for a kept text that is none. Takes as long as keeping one does.
bool is_password(std::string_view password, const std::string& kept);

/// Compared without telling by the time taken where they differ.
bool same_secret(std::string_view a, std::string_view b);

/// Nothing when it is not base64 (RFC 4648, with padding).
std::optional<std::string> from_base64(std::string_view text);

}  // namespace zonewright
