// Fingerprints: what was this file or value, exactly? SHA-256 by OpenSSL.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace zonewright {

/// Collects values in order; two different sequences of values give two different digests
/// (every piece is preceded by its length).
class Fingerprint {
public:
    Fingerprint();
    ~Fingerprint();
    Fingerprint(Fingerprint&&) noexcept;
    Fingerprint& operator=(Fingerprint&&) noexcept;

    Fingerprint& add(std::string_view text);
    Fingerprint& add(double value);
    Fingerprint& add(std::int64_t value);
    Fingerprint& add_bytes(std::span<const std::byte> bytes);
    /// 64 lower-case hex digits; the collector may not be used afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 of a file's bytes. Throws InputError when it cannot be read.
std::string hash_file(const std::filesystem::path& path);
std::string hash_text(std::string_view text);

}  // namespace zonewright
