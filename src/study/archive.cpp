#include "study/archive.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "base/hash.h"

namespace zonewright::study {
namespace {

constexpr std::size_t digest_size = 64;

std::string digest_of(std::span<const char> content) {
    Fingerprint digest;
    digest.add_bytes(std::as_bytes(content));
    return digest.hex();
}

std::string head_of(const std::string& fingerprint) {
    return "zonewright stage 2\n" + fingerprint + "\n";
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

void save_archive(const std::filesystem::path& file, const std::string& fingerprint,
                  const ArchiveWriter& archive) {
    make_folder(file.parent_path());
    std::string whole = head_of(fingerprint);
    whole.append(archive.content().begin(), archive.content().end());
    whole += digest_of(archive.content());
    write_file(file, whole);
}

std::optional<ArchiveReader> load_archive(const std::filesystem::path& file, const std::string& fingerprint,
                                          const std::filesystem::path& base) {
    if (!has_archive(file, fingerprint)) return std::nullopt;
    FileReader in(file);
    const std::size_t size = in.size();
    const std::string head = head_of(fingerprint);
    if (size < head.size() + digest_size) return std::nullopt;
    std::string found(head.size(), '\0'), digest(digest_size, '\0');
    std::vector<char> content(size - head.size() - digest_size);
    const bool whole = in.read(found) == found.size() && in.read(content) == content.size() &&
                       in.read(digest) == digest.size();
    if (!whole || found != head || digest != digest_of(content)) return std::nullopt;
    return ArchiveReader(std::move(content), base);
}

bool has_archive(const std::filesystem::path& file, const std::string& fingerprint) {
    const std::string head = head_of(fingerprint);
    return head_if_there(file, head.size()) == head;
}

}  // namespace zonewright::study
