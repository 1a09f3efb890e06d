// verify, the part of the published results: is everything below <study>/out what the run published, and who sealed it?
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "study/content_faults.h"
#include "study/manifest.h"

namespace zonewright::answer {

/// What was found about the manifest of one study.
struct CheckedRun {
    std::string study, title;
    std::string digest;  ///< SHA-256 of the manifest
    std::string code;    ///< its first digits, as reports print it
    std::size_t published = 0;  ///< tables, rasters, pages, certificates … that were compared
    std::optional<std::string> sealed_with;      ///< "Ed25519"; absent: not sealed
    std::optional<std::string> key_fingerprint;  ///< SHA-256 of the public key that the seal was checked with
};

/// Where the results of a study, or of a folder that holds nothing but results, lie.
std::filesystem::path results_of(const std::filesystem::path& folder);

struct ResultsCheck {
    CheckedRun run;
    study::Manifest manifest;
    std::vector<study::ContentFault> faults;
};
/// Everything that the manifest lists, the manifest itself, and its seal: by the key in `signer`, or where that is empty
/// by the key that lies beside it. Throws InputError for a manifest that cannot be used and for a wrong key file.
ResultsCheck check_results(const std::filesystem::path& folder, const std::filesystem::path& signer,
                           const Progress& progress);

/// Of a certificate that lies where a run published it (<out>/<folder>/<file>): why it is not that run's; nothing when it
/// is, or when no manifest lists it.
std::optional<Text> not_as_published(const std::filesystem::path& certificate);

}  // namespace zonewright::answer
