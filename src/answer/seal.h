// Who vouches for these results? Signs the manifest of a study's results, and with it everything that it lists.
//
// Ed25519, or SM2 with SM3 where the key is an SM2 key. Writes <study>/out/manifest.sig (the raw signature over the
// bytes of manifest.json) and manifest.pub.pem (the public key), which OpenSSL verifies without this program. Only results
// that are what was published are sealed. Errors: InputError for a key of another kind, an encrypted or a public key, a
// manifest that cannot be used, results that were changed; ResourceError when the files cannot be written. Cost: reads
// the results once.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct SealQuestion {
    std::filesystem::path study;  ///< or the folder of its results
    std::filesystem::path key;    ///< PEM file with a private key
};
Declaration declared(SealQuestion& question);

struct SealAnswer : Remarks {
    std::string algorithm;        ///< "Ed25519", "SM2 with SM3"
    std::string key_fingerprint;  ///< SHA-256 of the public key in DER form
    std::string digest, code;     ///< of the manifest
    std::string check;            ///< the command by which a stranger checks it, typed in the folder of the results
};
SealAnswer answer(const SealQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const SealAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const SealAnswer*);

}  // namespace zonewright::answer
