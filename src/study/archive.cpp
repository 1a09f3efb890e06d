#include "study/archive.h"

#include <algorithm>
#include <fstream>

#include "base/atomic_file.h"
#include "base/errors.h"
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
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) return std::nullopt;
    const std::size_t size = static_cast<std::size_t>(in.tellg());
    const std::string head = head_of(fingerprint);
    if (size < head.size() + digest_size) return std::nullopt;
    in.seekg(0);
    std::string found(head.size(), '\0');
    in.read(found.data(), static_cast<std::streamsize>(found.size()));
    if (found != head) return std::nullopt;
    std::vector<char> content(size - head.size() - digest_size);
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    std::string digest(digest_size, '\0');
    in.read(digest.data(), static_cast<std::streamsize>(digest.size()));
    if (!in || digest != digest_of(content)) return std::nullopt;
    return ArchiveReader(std::move(content), base);
}

bool has_archive(const std::filesystem::path& file, const std::string& fingerprint) {
    std::ifstream in(file, std::ios::binary);
    const std::string head = head_of(fingerprint);
    std::string found(head.size(), '\0');
    in.read(found.data(), static_cast<std::streamsize>(found.size()));
    return in && found == head;
}

}  // namespace zonewright::study
