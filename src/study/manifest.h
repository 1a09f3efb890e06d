// out/manifest.json: what went into this run, what it took, and what exactly it published, so that it can be
// repeated, compared and checked.
//
// "published" lists every published thing with its digest (study/published_content.h). "digest" is the SHA-256 of the
// manifest without "run" (timings) and without itself, as compact JSON in the order of the file: python3 -c
// "import json,sys,hashlib; m=json.load(sys.stdin); m.pop('run'); d=m.pop('digest');
// print(d==hashlib.sha256(json.dumps(m,ensure_ascii=False,separators=(',',':')).encode()).hexdigest())" < manifest.json
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "study/study.h"

namespace zonewright::study {

/// Written whole or not at all. Timings and memory stand in a part of their own: everything outside "run" is
/// the same for the same study, build and inputs. A run that stops before publishing leaves the manifest of what is
/// published as it is; one that publishes the same again leaves a sealed manifest, so that its seal stays good.
void write_manifest(const Study& opened, const Progress& progress);

/// The language that the results below <study>/out were published in; Chinese where no manifest says it.
Language published_language(const Opened& opened);

/// A manifest as it is read again.
struct Manifest {
    std::string digest;        ///< as it states it
    bool digest_holds = false;
    std::vector<PublishedItem> content;
    Language language = Language::Zh;
    std::string title, scenario, program_build;
    std::map<std::string, std::string> stages;  ///< fingerprint by id
};

/// InputError when there is none, when it is cut short, of another version, or of a run that did not publish.
Manifest read_manifest(const std::filesystem::path& out);
/// Nothing where read_manifest() would refuse.
std::optional<Manifest> find_manifest(const std::filesystem::path& out);

/// "3f2a-91bc-07de": the first digits of a digest, for people to compare.
std::string short_code(const std::string& digest);

inline constexpr const char* manifest_file = "manifest.json";
inline constexpr const char* signature_file = "manifest.sig";
inline constexpr const char* public_key_file = "manifest.pub.pem";

}  // namespace zonewright::study
