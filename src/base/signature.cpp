#include "base/signature.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"

namespace zonewright {
namespace {

template <auto Release>
struct OpensslRelease {
    template <typename T>
    void operator()(T* object) const noexcept {
        Release(object);
    }
};
/// Shared, because a type of this unnamed namespace may not be a member of a class of the header.
using KeyHandle = std::shared_ptr<EVP_PKEY>;
using BioHandle = std::unique_ptr<BIO, OpensslRelease<BIO_free_all>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslRelease<EVP_MD_CTX_free>>;

constexpr std::string_view sm2_identity = "1234567812345678";

[[noreturn]] void refuse_key(const std::filesystem::path& file, const Text& found) {
    throw InputError(
        {.thing = file.string(),
         .value = found,
         .expected = both("PEM 格式、未加密的 Ed25519 或 SM2 密钥", "an Ed25519 or SM2 key as PEM, not encrypted"),
         .advice = both("新建密钥：openssl genpkey -algorithm ed25519 -out key.pem（国密：openssl genpkey -algorithm "
                        "SM2 -out key.pem）；公钥：openssl pkey -in key.pem -pubout -out key.pub.pem",
                        "make one: openssl genpkey -algorithm ed25519 -out key.pem (or -algorithm SM2); its public "
                        "part: openssl pkey -in key.pem -pubout -out key.pub.pem")});
}

[[noreturn]] void refuse_openssl(const char* what) {
    std::array<char, 256> words{};
    ERR_error_string_n(ERR_get_error(), words.data(), words.size());
    throw ResourceError({.thing = "OpenSSL",
                         .value = fmt::format("{}: {}", what, words.data()),
                         .expected = both("支持 Ed25519 与 SM2 的 OpenSSL 3", "an OpenSSL 3 with Ed25519 and SM2"),
                         .advice = both("检查 OpenSSL 安装", "check the OpenSSL installation")});
}

/// Asked only when a key is encrypted; a passphrase is never asked for.
int note_encryption(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

KeyHandle parse_private(const std::string& pem, bool& encrypted) {
    const BioHandle text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    KeyHandle key(PEM_read_bio_PrivateKey(text.get(), nullptr, note_encryption, &encrypted), EVP_PKEY_free);
    ERR_clear_error();
    return key;
}

KeyHandle parse_public(const std::string& pem) {
    const BioHandle text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    KeyHandle key(PEM_read_bio_PUBKEY(text.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    ERR_clear_error();
    return key;
}

void require_known_kind(const EVP_PKEY* key, const std::filesystem::path& file) {
    if (EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "SM2") == 1) return;
    const char* kind = EVP_PKEY_get0_type_name(key);
    refuse_key(file, both("{} 密钥", "a key of kind {}", std::string(kind == nullptr ? "?" : kind)));
}

/// A context ready for one operation; SM2 hashes its identity in front.
DigestContext prepared(EVP_PKEY* key, decltype(&EVP_DigestSignInit_ex) init) {
    DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* of_key = nullptr;
    const bool sm2 = EVP_PKEY_is_a(key, "SM2") == 1;
    if (!context || init(context.get(), &of_key, sm2 ? "SM3" : nullptr, nullptr, nullptr, key, nullptr) != 1)
        refuse_openssl("EVP_DigestSignInit");
    if (sm2 && EVP_PKEY_CTX_set1_id(of_key, sm2_identity.data(), sm2_identity.size()) != 1)
        refuse_openssl("EVP_PKEY_CTX_set1_id");
    return context;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        refuse_openssl("EVP_Digest");
    std::string hex;
    for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

struct SigningKey::Key {
    KeyHandle handle;
};

SigningKey::SigningKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;

SigningKey SigningKey::read_private(const std::filesystem::path& file) {
    const std::string pem = read_file(file);
    bool encrypted = false;
    auto key = std::make_unique<Key>(Key{parse_private(pem, encrypted)});
    if (encrypted) refuse_key(file, {"加密的密钥（程序不询问口令）", "an encrypted key (no passphrase is asked for)"});
    if (!key->handle && parse_public(pem)) refuse_key(file, {"公钥；签名要用私钥", "a public key; signing takes the private one"});
    if (!key->handle) refuse_key(file, {"不是 PEM 密钥", "no key as PEM"});
    require_known_kind(key->handle.get(), file);
    return SigningKey(std::move(key));
}

SigningKey SigningKey::read_public(const std::filesystem::path& file) {
    const std::string pem = read_file(file);
    auto key = std::make_unique<Key>(Key{parse_public(pem)});
    bool encrypted = false;
    if (!key->handle) key->handle = parse_private(pem, encrypted);
    if (encrypted) refuse_key(file, {"加密的私钥；核对要用公钥", "an encrypted private key; checking takes the public one"});
    if (!key->handle) refuse_key(file, {"不是 PEM 密钥", "no key as PEM"});
    require_known_kind(key->handle.get(), file);
    return SigningKey(std::move(key));
}

std::string SigningKey::algorithm() const {
    return EVP_PKEY_is_a(key_->handle.get(), "SM2") == 1 ? "SM2 with SM3" : "Ed25519";
}

std::string SigningKey::public_pem() const {
    const BioHandle text(BIO_new(BIO_s_mem()));
    if (!text || PEM_write_bio_PUBKEY(text.get(), key_->handle.get()) != 1) refuse_openssl("PEM_write_bio_PUBKEY");
    char* data = nullptr;
    const auto size = BIO_get_mem_data(text.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string SigningKey::fingerprint() const {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key_->handle.get(), &der);
    if (size <= 0) refuse_openssl("i2d_PUBKEY");
    const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return sha256_of(bytes);
}

std::string SigningKey::sign(std::string_view bytes) const {
    const DigestContext context = prepared(key_->handle.get(), EVP_DigestSignInit_ex);
    std::size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, bytes_of(bytes), bytes.size()) != 1) refuse_openssl("EVP_DigestSign");
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes_of(bytes),
                       bytes.size()) != 1)
        refuse_openssl("EVP_DigestSign");
    signature.resize(size);
    return signature;
}

bool SigningKey::verifies(std::string_view bytes, std::string_view signature) const {
    const DigestContext context = prepared(key_->handle.get(), EVP_DigestVerifyInit_ex);
    const int outcome = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes), bytes.size());
    ERR_clear_error();
    return outcome == 1;
}

}  // namespace zonewright
