#include "base/hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstring>
#include <fstream>
#include <vector>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright {
namespace {

struct ContextRelease {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

std::string to_hex(std::span<const unsigned char> digest) {
    std::string hex;
    for (unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace

struct Fingerprint::State {
    std::unique_ptr<EVP_MD_CTX, ContextRelease> context{EVP_MD_CTX_new()};

    State() {
        if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
            throw ResourceError({.thing = "OpenSSL SHA-256",
                                 .advice = both("检查 OpenSSL 安装", "check the OpenSSL installation")});
    }
    void update(const void* data, std::size_t size) { EVP_DigestUpdate(context.get(), data, size); }
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
    EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size);
    return to_hex(digest);
}

std::string hash_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw InputError(
            {.thing = path.string(),
             .expected = both("可读的文件", "a readable file"),
             .advice = both("检查路径和读取权限", "check the path and the permission to read it")});
    std::unique_ptr<EVP_MD_CTX, ContextRelease> context(EVP_MD_CTX_new());
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::vector<char> buffer(1 << 20);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
        EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context.get(), digest.data(), &size);
    return to_hex(digest);
}

std::string hash_text(std::string_view text) {
    Fingerprint fingerprint;
    fingerprint.add(text);
    return fingerprint.hex();
}

}  // namespace zonewright
