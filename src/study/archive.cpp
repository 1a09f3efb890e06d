#include "study/archive.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "base/hash.h"
#include "io/byte_packing.h"

namespace zonewright::study {
namespace {

constexpr std::size_t digest_size = 64;

std::string digest_of(std::span<const char> content) {
    Fingerprint digest;
    digest.add_bytes(std::as_bytes(content));
    return digest.hex();
}

std::string head_of(const std::string& fingerprint) {
    return "zonewright stage 3\n" + fingerprint + "\n";
}

}  // namespace

std::string archived_path(const std::filesystem::path& path, const std::filesystem::path& base) {
    if (base.empty() || path.empty()) return path.string();
    const std::filesystem::path below = path.lexically_relative(base);
    const bool inside = !below.empty() && *below.begin() != "..";
    return inside ? "./" + below.string() : path.string();
}

std::filesystem::path path_from_archive(const std::string& text, const std::filesystem::path& base) {
    return text.starts_with("./") ? (base / text.substr(2)).lexically_normal() : std::filesystem::path(text);
}

std::string digest_of_values(const ArchiveWriter& archive) {
    return digest_of(archive.content());
}

std::string save_archive(const std::filesystem::path& file, const std::string& fingerprint,
                         const ArchiveWriter& archive) {
    make_folder(file.parent_path());
    const std::vector<char> packed = io::pack_bytes(archive.content());
    std::string digest = digest_of(packed);
    std::string whole = head_of(fingerprint) + digest + "\n";
    whole.append(packed.begin(), packed.end());
    write_file(file, whole);
    return digest;
}

std::optional<ArchiveReader> load_archive(const std::filesystem::path& file, const std::string& fingerprint,
                                          const std::filesystem::path& base) {
    const auto stated = kept_content(file, fingerprint);
    if (!stated) return std::nullopt;
    FileReader in(file);
    const std::size_t head = head_of(fingerprint).size() + digest_size + 1;
    if (in.size() < head) return std::nullopt;
    std::string found(head, '\0');
    std::vector<char> packed(in.size() - head);
    if (in.read(found) != head || in.read(packed) != packed.size()) return std::nullopt;
    if (found != head_of(fingerprint) + *stated + "\n" || digest_of(packed) != *stated) return std::nullopt;
    auto content = io::unpack_bytes(packed);
    if (!content) return std::nullopt;
    return ArchiveReader(std::move(*content), base);
}

std::optional<std::string> kept_content(const std::filesystem::path& file, const std::string& fingerprint) {
    const std::string expected = head_of(fingerprint);
    const auto head = head_if_there(file, expected.size() + digest_size);
    if (!head || head->size() != expected.size() + digest_size || !head->starts_with(expected)) return std::nullopt;
    return head->substr(expected.size());
}

}  // namespace zonewright::study
