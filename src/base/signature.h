// Plain digests that any other tool recomputes, and signatures: who vouches for this file?
//
// Ed25519 (RFC 8032) over the bytes, or SM2 with SM3 (GB/T 32918, GB/T 32905; identity "1234567812345678" as
// GM/T 0009 says), by OpenSSL. Which of the two is the key's to say. Keys are PEM files.
// Errors: InputError for a key that cannot be read, is encrypted, of another kind, or public where the private one
// is needed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace zonewright {

/// SHA-256 of the bytes as sha256sum prints it.
std::string sha256_of(std::string_view bytes);

class SigningKey {
public:
    /// A PEM file with a private key.
    static SigningKey read_private(const std::filesystem::path& file);
    /// A PEM file with a public key, or with a private one, whose public part is taken.
    static SigningKey read_public(const std::filesystem::path& file);
    ~SigningKey();
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;

    /// "Ed25519" or "SM2 with SM3".
    std::string algorithm() const;
    std::string public_pem() const;
    /// SHA-256 of the public key's DER form: what people compare to know it is the same key.
    std::string fingerprint() const;
    std::string sign(std::string_view bytes) const;
    bool verifies(std::string_view bytes, std::string_view signature) const;

private:
    struct Key;
    explicit SigningKey(std::unique_ptr<Key> key);
    std::unique_ptr<Key> key_;
};

}  // namespace zonewright
