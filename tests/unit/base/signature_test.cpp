#include "base/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright {
namespace {

// RFC 8032, section 7.1, test 1, as PKCS #8: the secret key 9d61b19d…7f60, whose public key is d75a9801…511a.
constexpr const char* rfc_key =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

class Keys : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("zonewright-keys-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path file(const std::string& text) {
        const auto path = folder_ / (std::to_string(++count_) + ".pem");
        write_file(path, text);
        return path;
    }
    std::filesystem::path made(const std::string& options) {
        const auto path = folder_ / (std::to_string(++count_) + ".pem");
        const std::string command = "openssl genpkey -quiet " + options + " -out '" + path.string() + "' 2>/dev/null || " +
                                    "openssl genpkey " + options + " -out '" + path.string() + "' 2>/dev/null";
        return std::system(command.c_str()) == 0 ? path : std::filesystem::path();
    }
    std::string refusal(const std::filesystem::path& key) {
        try {
            SigningKey::read_private(key);
        } catch (const InputError& problem) {
            return problem.message(Language::En);
        }
        return "taken";
    }

    std::filesystem::path folder_;
    int count_ = 0;
};

TEST(Sha256, IsThatOfTheStandard) {
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Keys, SignAsTheStandardSays) {
    const SigningKey key = SigningKey::read_private(file(rfc_key));
    EXPECT_EQ(key.algorithm(), "Ed25519");
    const std::string signature = key.sign("");
    ASSERT_EQ(signature.size(), 64u);
    EXPECT_EQ(static_cast<unsigned char>(signature[0]), 0xe5) << "e5564300c360ac72…";
    EXPECT_EQ(static_cast<unsigned char>(signature[1]), 0x56);
    EXPECT_EQ(static_cast<unsigned char>(signature[63]), 0x0b) << "…24655141438e7a100b";
}

TEST_F(Keys, VerifyWhatTheyHaveSignedAndNothingElse) {
    for (const char* options : {"-algorithm ed25519", "-algorithm SM2"}) {
        const auto path = made(options), other = made(options);
        if (path.empty()) GTEST_SKIP() << "no openssl on this machine";
        const SigningKey key = SigningKey::read_private(path);
        const SigningKey shown = SigningKey::read_public(file(key.public_pem()));
        EXPECT_EQ(shown.fingerprint(), key.fingerprint());
        const std::string signature = key.sign("the manifest");
        EXPECT_TRUE(shown.verifies("the manifest", signature)) << options;
        EXPECT_FALSE(shown.verifies("the Manifest", signature)) << options;
        EXPECT_FALSE(shown.verifies("the manifest", signature.substr(1))) << options;
        EXPECT_FALSE(shown.verifies("the manifest", "")) << options;
        EXPECT_FALSE(SigningKey::read_public(other).verifies("the manifest", signature)) << options;
    }
}

TEST_F(Keys, OfAnotherKindAreRefusedByName) {
    const auto rsa = made("-algorithm RSA"), p256 = made("-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    const auto encrypted = made("-algorithm ed25519 -aes256 -pass pass:secret");
    if (rsa.empty() || p256.empty() || encrypted.empty()) GTEST_SKIP() << "no openssl on this machine";
    EXPECT_THAT(refusal(rsa), testing::HasSubstr("RSA"));
    EXPECT_THAT(refusal(p256), testing::HasSubstr("kind EC"));
    EXPECT_THAT(refusal(encrypted), testing::HasSubstr("encrypted"));
    EXPECT_THAT(refusal(file("nothing\n")), testing::HasSubstr("no key"));
    const SigningKey key = SigningKey::read_private(file(rfc_key));
    EXPECT_THAT(refusal(file(key.public_pem())), testing::HasSubstr("public key"));
    EXPECT_THROW(SigningKey::read_private(folder_ / "absent.pem"), InputError);
}

}  // namespace
}  // namespace zonewright
