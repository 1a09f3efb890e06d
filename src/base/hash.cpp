#include "base/hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstring>
#include <vector>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"

namespace zonewright {
namespace {

struct ContextRelease {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// 1 is what OpenSSL calls success; it fails where memory is refused.
void require_hashed(int code) {
    if (code == 1) return;
    throw ResourceError({.thing = "OpenSSL SHA-256",
                         .advice = both("检查 OpenSSL 安装和可用内存", "check the OpenSSL installation and free memory")});
}

std::string to_hex(std::span<const unsigned char> digest) {
    std::string hex;
    for (unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace

struct Fingerprint::State {
    std::unique_ptr<EVP_MD_CTX, ContextRelease> context{EVP_MD_CTX_new()};

    State() {
        require_hashed(context ? EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) : 0);
    }
    void update(const void* data, std::size_t size) const { require_hashed(EVP_DigestUpdate(context.get(), data, size)); }
};

Fingerprint::Fingerprint() : state_(std::make_unique<State>()) {}
Fingerprint::~Fingerprint() = default;
Fingerprint::Fingerprint(Fingerprint&&) noexcept = default;
Fingerprint& Fingerprint::operator=(Fingerprint&&) noexcept = default;

Fingerprint& Fingerprint::add_bytes(std::span<const std::byte> bytes) {
    const std::uint64_t size = bytes.size();
    state_->update(&size, sizeof size);
    state_->update(bytes.data(), bytes.size());
    return *this;
}

Fingerprint& Fingerprint::add(std::string_view text) {
    return add_bytes(std::as_bytes(std::span(text.data(), text.size())));
}
Fingerprint& Fingerprint::add(double value) {
    return add_bytes(std::as_bytes(std::span(&value, 1)));
}
Fingerprint& Fingerprint::add(std::int64_t value) {
    return add_bytes(std::as_bytes(std::span(&value, 1)));
}

std::string Fingerprint::hex() {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    require_hashed(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size));
    return to_hex(digest);
}

std::string hash_file(const std::filesystem::path& path) {
    FileReader file(path);
    std::unique_ptr<EVP_MD_CTX, ContextRelease> context(EVP_MD_CTX_new());
    require_hashed(context ? EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) : 0);
    std::vector<char> buffer(1 << 20);
    std::uint64_t read = 0;
    for (std::size_t count = file.read(buffer); count > 0; count = file.read(buffer)) {
        require_hashed(EVP_DigestUpdate(context.get(), buffer.data(), count));
        read += count;
    }
    file.require_unchanged(read);
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    require_hashed(EVP_DigestFinal_ex(context.get(), digest.data(), &size));
    return to_hex(digest);
}

std::string hash_text(std::string_view text) {
    Fingerprint fingerprint;
    fingerprint.add(text);
    return fingerprint.hex();
}

}  // namespace zonewright
