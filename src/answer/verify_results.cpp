#include "answer/verify_results.h"

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/signature.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

void note_manifest(ResultsCheck& check, const char* file, Text what) {
    check.faults.push_back({file, "", "", "", std::move(what)});
}

/// With whose key is the seal checked?
std::optional<SigningKey> key_of_seal(const fs::path& out, const fs::path& signer, ResultsCheck& check) {
    if (!signer.empty()) return SigningKey::read_public(signer);
    if (fs::exists(out / study::public_key_file)) return SigningKey::read_public(out / study::public_key_file);
    note_manifest(check, study::public_key_file, {"文件缺失，无法核对签名；可用 --signer 指定公钥",
                                           "the file is missing, so the seal cannot be checked; name the key by --signer"});
    return std::nullopt;
}

void check_seal(const fs::path& out, const fs::path& signer, ResultsCheck& check) {
    const bool sealed = fs::exists(out / study::signature_file);
    if (!sealed && (!signer.empty() || fs::exists(out / study::public_key_file)))
        note_manifest(check, study::signature_file, {"没有签名：成果未封签，或签名已被移走",
                                              "there is no signature: never sealed, or the seal was taken away"});
    if (!sealed) return;
    const std::optional<SigningKey> key = key_of_seal(out, signer, check);
    if (!key) return;
    check.run.sealed_with = key->algorithm();
    check.run.key_fingerprint = key->fingerprint();
    if (key->verifies(read_file(out / study::manifest_file), read_file(out / study::signature_file))) return;
    note_manifest(check, study::signature_file,
           both("签名不成立：清单在封签后被改动，或不是公钥 {} 的持有人所签",
                "the signature does not hold: the manifest was changed after it was sealed, or another key than {} signed it",
                check.run.key_fingerprint->substr(0, 16)));
}

}  // namespace

fs::path results_of(const fs::path& folder) {
    const bool bare = !fs::exists(folder / "out" / study::manifest_file) && fs::exists(folder / study::manifest_file);
    return bare ? folder : folder / "out";
}

ResultsCheck check_results(const fs::path& folder, const fs::path& signer, const Progress& progress) {
    const fs::path out = results_of(folder);
    // Not within braces: g++ 12 destroys the members before one that throws twice.
    ResultsCheck check;
    check.run.study = folder.string();
    check.manifest = study::read_manifest(out);
    const study::Manifest& manifest = check.manifest;
    check.run.title = manifest.title;
    check.run.digest = manifest.digest;
    check.run.code = study::short_code(manifest.digest);
    check.run.published = manifest.content.size();
    if (!manifest.digest_holds)
        note_manifest(check, study::manifest_file, {"清单与其自身的摘要不符：发布后被改动",
                                             "the manifest does not match its own digest: it was changed after the run"});
    check_seal(out, signer, check);
    for (study::ContentFault& fault : study::content_faults(out, manifest, progress))
        check.faults.push_back(std::move(fault));
    return check;
}

std::optional<Text> not_as_published(const fs::path& certificate) {
    const fs::path file = fs::absolute(certificate).lexically_normal();
    const fs::path out = file.parent_path().parent_path();
    const auto manifest = study::find_manifest(out);
    if (!manifest) return std::nullopt;
    for (const study::PublishedItem& item : manifest->content)
        if (item.file == file.lexically_relative(out).generic_string() && item.sha256 != hash_file(file))
            return both("不是运行 {} 所发布的证书：内容已改动", "not the certificate that run {} published: it was changed",
                        study::short_code(manifest->digest));
    return std::nullopt;
}

}  // namespace zonewright::answer
