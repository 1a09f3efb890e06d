#include "answer/seal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "answer/ask.h"
#include "answer/run.h"
#include "answer/verify.h"
#include "base/errors.h"
#include "base/signature.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

// RFC 8032, section 7.1, tests 1 and 2, as PKCS #8.
constexpr const char* bureau_key =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* other_key =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";

class Sealing : public testing::Test {
protected:
    Sealing() {
        ask(RunQuestion{.study = small_.folder()}, Progress{});
        write_file(small_.folder() / "key.pem", bureau_key);
        write_file(small_.folder() / "other.pem", other_key);
        out_ = small_.folder() / "out";
    }
    SealAnswer seal() { return ask(SealQuestion{small_.folder(), small_.folder() / "key.pem"}, Progress{}); }
    std::vector<std::string> faults(const std::string& signer = {}) {
        const std::filesystem::path key = signer.empty() ? std::filesystem::path() : small_.folder() / signer;
        const VerifyAnswer found = ask(VerifyQuestion{.what = {small_.folder().string()}, .signer = key}, Progress{});
        std::vector<std::string> words;
        for (const study::ContentFault& fault : *found.altered) words.push_back(fault.file + ": " + fault.what.en);
        return words;
    }

    const SmallStudy small_;
    std::filesystem::path out_;
};

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(Sealing, IsVerifiedByTheKeyBesideItAndByTheKeyOfTheBureau) {
    const SealAnswer sealed = seal();
    EXPECT_EQ(sealed.algorithm, "Ed25519");
    EXPECT_EQ(sealed.code.size(), 14u);
    EXPECT_THAT(faults(), IsEmpty());
    EXPECT_THAT(faults("key.pem"), IsEmpty());
    const VerifyAnswer found = ask(VerifyQuestion{.what = {small_.folder().string()}}, Progress{});
    EXPECT_EQ(found.runs->front().sealed_with, "Ed25519");
    EXPECT_EQ(found.runs->front().key_fingerprint, sealed.key_fingerprint);
    EXPECT_EQ(found.runs->front().code, sealed.code);
    expect_keys_of_schema(to_json(sealed, Language::En), schema_of(static_cast<const SealAnswer*>(nullptr)));
}

TEST_F(Sealing, IsNotThatOfAnotherKey) {
    seal();
    EXPECT_THAT(faults("other.pem"), ElementsAre(HasSubstr("does not hold")));
}

TEST_F(Sealing, BreaksWithTheManifest) {
    seal();
    write_file(out_ / "manifest.json", read_file(out_ / "manifest.json") + "\n");
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("does not hold")));
}

TEST_F(Sealing, IsMissedWhenItIsTakenAway) {
    EXPECT_THAT(faults("key.pem"), ElementsAre(HasSubstr("there is no signature")));
    EXPECT_THAT(faults(), IsEmpty()) << "results that nobody sealed hold by themselves";
    seal();
    std::filesystem::remove(out_ / "manifest.sig");
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("there is no signature")));
}

TEST_F(Sealing, SurvivesTheSameResultsPublishedAgainAndNoOthers) {
    seal();
    ask(RunQuestion{.study = small_.folder(), .fresh = true}, Progress{});
    EXPECT_THAT(faults(), IsEmpty());
    ask(RunQuestion{.study = small_.folder(), .until = "supply"}, Progress{});
    EXPECT_THAT(faults(), IsEmpty());
    ask(RunQuestion{.study = small_.folder(), .language = Language::En}, Progress{});
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("does not hold")));
}

TEST_F(Sealing, TakesOnlyResultsThatAreWhatWasPublished) {
    write_file(out_ / "summary.html", "<p>another page</p>");
    try {
        seal();
        FAIL() << "altered results were sealed";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), HasSubstr("summary.html"));
    }
    EXPECT_FALSE(std::filesystem::exists(out_ / "manifest.sig"));
}

}  // namespace
}  // namespace zonewright::answer
