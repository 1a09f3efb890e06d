#include "base/secrets.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/errors.h"

namespace zonewright {
namespace {

constexpr std::size_t salt_bytes = 16, key_bytes = 32;

struct ScryptCost {
    unsigned log2_n = 15, r = 8, p = 1;
};

void require_openssl(int code) {
    if (code == 1) return;
    throw ResourceError({.thing = "OpenSSL",
                         .advice = both("检查 OpenSSL 安装和可用内存", "check the OpenSSL installation and free memory")});
}

std::string hex_of(const std::vector<unsigned char>& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

std::string scrypt_hex(std::string_view password, std::string_view salt, const ScryptCost& cost) {
    constexpr std::uint64_t memory_allowed = 256U << 20;
    std::vector<unsigned char> key(key_bytes);
    require_openssl(EVP_PBE_scrypt(password.data(), password.size(),
                                   reinterpret_cast<const unsigned char*>(salt.data()), salt.size(),
                                   std::uint64_t{1} << cost.log2_n, cost.r, cost.p, memory_allowed, key.data(), key.size()));
    return hex_of(key);
}

/// The parts between the dollar signs.
std::vector<std::string> parts_of(const std::string& kept) {
    std::vector<std::string> parts(1);
    for (const char c : kept)
        if (c == '$') parts.emplace_back();
        else parts.back() += c;
    return parts;
}

std::optional<unsigned> number_in(const std::string& text, unsigned most) {
    unsigned value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || value == 0 || value > most) return std::nullopt;
    return value;
}

}  // namespace

std::string random_hex(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    require_openssl(RAND_bytes(random.data(), static_cast<int>(bytes)));
    return hex_of(random);
}

std::string kept_password(std::string_view password) {
    const ScryptCost cost;
    const std::string salt = random_hex(salt_bytes);
    return fmt::format("scrypt${}${}${}${}${}", cost.log2_n, cost.r, cost.p, salt, scrypt_hex(password, salt, cost));
}

bool is_password(std::string_view password, const std::string& kept) {
    const std::vector<std::string> parts = parts_of(kept);
    if (parts.size() != 6 || parts[0] != "scrypt") return false;
    const auto log2_n = number_in(parts[1], 17), r = number_in(parts[2], 16), p = number_in(parts[3], 4);
    if (!log2_n || !r || !p) return false;
    return same_secret(scrypt_hex(password, parts[4], {*log2_n, *r, *p}), parts[5]);
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<std::string> from_base64(std::string_view text) {
    // OpenSSL takes '=' wherever it stands.
    const std::size_t letters = std::min(text.find('='), text.size());
    if (text.size() % 4 != 0 || text.size() - letters > 2 || text.find_first_not_of('=', letters) != std::string_view::npos)
        return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int made = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (made < 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(made) - padding);
    return bytes;
}

}  // namespace zonewright
