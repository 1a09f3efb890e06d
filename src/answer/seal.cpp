#include "answer/seal.h"

#include "answer/json_form.h"
#include "answer/verify_results.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/signature.h"
#include "study/content_faults.h"
#include "study/manifest.h"

namespace zonewright::answer {
namespace {

/// The same words in the manual page.
std::string check_command(const SigningKey& key) {
    const std::string hash = key.algorithm() == "Ed25519" ? "" : " -digest sm3 -pkeyopt distid:1234567812345678";
    return fmt::format("openssl pkeyutl -verify -pubin -inkey {} -rawin{} -in {} -sigfile {}", study::public_key_file,
                       hash, study::manifest_file, study::signature_file);
}

void require_as_published(const std::filesystem::path& folder, const std::filesystem::path& out,
                          const study::Manifest& manifest, const Progress& progress) {
    const std::vector<study::ContentFault> faults = study::content_faults(out, manifest, progress);
    if (manifest.digest_holds && faults.empty()) return;
    const std::string first = faults.empty() ? study::manifest_file : faults.front().file + " " + faults.front().layer;
    throw InputError({.thing = folder.string(),
                      .value = both("{} 处与发布时不同，首先是 {}", "{} things are not what was published, first {}",
                                    faults.size() + (manifest.digest_holds ? 0 : 1), first),
                      .expected = both("与发布时一致的成果", "results as they were published"),
                      .advice = both("先看 zonewright verify {0}，再 zonewright run {0} --fresh",
                                     "see zonewright verify {0}, then zonewright run {0} --fresh", folder.string())});
}

}  // namespace

template <typename V>
void fields(V& v, SealAnswer& a) {
    v("algorithm", a.algorithm, "", {"签名算法", "algorithm of the signature"});
    v("key_fingerprint", a.key_fingerprint, "", {"公钥（DER）的 SHA-256", "SHA-256 of the public key in DER form"});
    v("digest", a.digest, "", {"运行清单的摘要", "digest of the manifest"});
    v("code", a.code, "", {"清单短码", "short code of the manifest"});
    v("check", a.check, "", {"任何人都可用的核对命令", "the command by which anybody checks it"});
}

Declaration declared(SealQuestion& q) {
    Declaration d{.name = "seal",
                  .summary = {"封签成果：以单位的密钥签署运行清单", "seal the results: sign their manifest with a key"},
                  .example = "zonewright seal demo-city --key key.pem"};
    add_study(d, q.study);
    d.add("key", &q.key, {"私钥文件（PEM，Ed25519 或 SM2，不加密）", "private key (PEM, Ed25519 or SM2, not encrypted)"}).required().path(PathOf::File);
    return d;
}

SealAnswer answer(const SealQuestion& question, const Progress& progress) {
    const SigningKey key = SigningKey::read_private(question.key);
    const std::filesystem::path out = results_of(question.study);
    const study::Manifest manifest = study::read_manifest(out);
    require_as_published(question.study, out, manifest, progress);
    write_file(out / study::public_key_file, key.public_pem());
    write_file(out / study::signature_file, key.sign(read_file(out / study::manifest_file)));
    SealAnswer answer;
    answer.algorithm = key.algorithm();
    answer.key_fingerprint = key.fingerprint();
    answer.digest = manifest.digest;
    answer.code = study::short_code(manifest.digest);
    answer.check = check_command(key);
    answer.made(out / study::signature_file, {"运行清单的签名", "signature of the manifest"});
    answer.made(out / study::public_key_file, {"公钥", "public key"});
    return answer;
}

Json to_json(const SealAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const SealAnswer*) {
    return schema_form<SealAnswer>();
}

}  // namespace zonewright::answer
