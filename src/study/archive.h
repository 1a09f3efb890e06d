// How a finished stage is kept: a flat binary file of its values, packed, with the fingerprint of what it was made from
// and the digest of what it says in front. Not an exchange format: it is read only by the build that wrote it (the build is in the
// fingerprint), and a file that is cut or altered is treated as absent, so the stage simply runs again.
// Paths inside the study's folder are kept relative to it: a study that is copied or moved reads its own files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace zonewright::study {

class ArchiveWriter {
public:
    /// `base`: the study's folder; paths below it are written relative to it.
    explicit ArchiveWriter(std::filesystem::path base = {}) : base_(std::move(base)) {}
    const std::filesystem::path& base() const { return base_; }
    void bytes(const void* data, std::size_t size) {
        const auto* first = static_cast<const char*>(data);
        content_.insert(content_.end(), first, first + size);
    }
    template <typename... Items>
    void operator()(const Items&... items);
    const std::vector<char>& content() const { return content_; }

private:
    std::filesystem::path base_;
    std::vector<char> content_;
};

/// Thrown by the reader when the content ends early; never leaves study/.
struct ArchiveCut {};

class ArchiveReader {
public:
    explicit ArchiveReader(std::vector<char> content, std::filesystem::path base = {})
        : base_(std::move(base)), content_(std::move(content)) {}
    const std::filesystem::path& base() const { return base_; }
    void bytes(void* data, std::size_t size) {
        if (size > content_.size() - at_) throw ArchiveCut{};
        if (size > 0) std::memcpy(data, content_.data() + at_, size);
        at_ += size;
    }
    std::size_t left() const { return content_.size() - at_; }
    template <typename... Items>
    void operator()(Items&... items);

private:
    std::filesystem::path base_;
    std::vector<char> content_;
    std::size_t at_ = 0;
};

/// Of the values as they would be archived: the same exactly where they say the same.
std::string digest_of_values(const ArchiveWriter& archive);
/// Writes fingerprint, digest and content; whole or not at all. The digest: two values that say the same have the same.
std::string save_archive(const std::filesystem::path& file, const std::string& fingerprint,
                         const ArchiveWriter& archive);
/// Nothing when the file is absent, has another fingerprint, or is damaged.
std::optional<ArchiveReader> load_archive(const std::filesystem::path& file, const std::string& fingerprint,
                                          const std::filesystem::path& base = {});
/// The digest of the content that load_archive would find, by reading the head only; nothing when it would not.
std::optional<std::string> kept_content(const std::filesystem::path& file, const std::string& fingerprint);

// One function per kind of value, for writing and reading alike. Structs list their members in
// archive_fields.h as template <typename A> void fields(A& archive, Struct& value) { archive(value.a,
// value.b); }

template <typename T>
struct TypeOf {
    static constexpr int kind = 0;
};
template <typename T>
struct TypeOf<std::vector<T>> {
    static constexpr int kind = 1;
};
template <typename K, typename V>
struct TypeOf<std::map<K, V>> {
    static constexpr int kind = 2;
};
template <typename T>
struct TypeOf<std::optional<T>> {
    static constexpr int kind = 3;
};
template <typename... T>
struct TypeOf<std::variant<T...>> {
    static constexpr int kind = 4;
};
template <typename A, typename B>
struct TypeOf<std::pair<A, B>> {
    static constexpr int kind = 5;
};

/// A struct whose bytes are all members.
template <typename T>
inline constexpr bool is_packed = std::has_unique_object_representations_v<T>;
/// Copied byte by byte. Not an optional or variant of numbers, nor a struct with room between its members: what these
/// leave in their bytes is chance, and digests are over these bytes.
template <typename T>
concept Flat = std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && TypeOf<T>::kind == 0 &&
               (std::is_arithmetic_v<T> || std::is_enum_v<T> || is_packed<T>);

template <typename A, Flat T>
void transfer(A& archive, T& value) {
    archive.bytes(&value, sizeof value);
}

template <typename T>
void resize_for(ArchiveReader& archive, std::vector<T>& items, std::uint64_t count) {
    if (count > archive.left()) throw ArchiveCut{};  // every item takes at least one byte
    items.resize(count);
}

template <typename A>
void transfer(A&, std::monostate&) {}

inline void transfer(ArchiveWriter& archive, std::string& text) {
    const std::uint64_t size = text.size();
    archive.bytes(&size, sizeof size);
    archive.bytes(text.data(), size);
}
inline void transfer(ArchiveReader& archive, std::string& text) {
    std::uint64_t size = 0;
    archive.bytes(&size, sizeof size);
    if (size > archive.left()) throw ArchiveCut{};
    text.resize(size);
    archive.bytes(text.data(), size);
}

/// "./…" for what lies below the base, the path itself otherwise.
std::string archived_path(const std::filesystem::path& path, const std::filesystem::path& base);
std::filesystem::path path_from_archive(const std::string& text, const std::filesystem::path& base);

inline void transfer(ArchiveWriter& archive, std::filesystem::path& path) {
    std::string text = archived_path(path, archive.base());
    transfer(archive, text);
}
inline void transfer(ArchiveReader& archive, std::filesystem::path& path) {
    std::string text;
    transfer(archive, text);
    path = path_from_archive(text, archive.base());
}

template <typename A, typename T>
requires(!Flat<T>) void transfer(A& archive, T& value);

template <typename A, typename T>
void transfer_items(A& archive, std::vector<T>& items) {
    if constexpr (Flat<T>) {
        archive.bytes(items.data(), items.size() * sizeof(T));
    } else {
        for (T& item : items) transfer(archive, item);
    }
}
template <typename T>
void transfer_vector(ArchiveWriter& archive, std::vector<T>& items) {
    const std::uint64_t count = items.size();
    archive.bytes(&count, sizeof count);
    transfer_items(archive, items);
}
template <typename T>
void transfer_vector(ArchiveReader& archive, std::vector<T>& items) {
    std::uint64_t count = 0;
    archive.bytes(&count, sizeof count);
    resize_for(archive, items, count);
    transfer_items(archive, items);
}

template <typename K, typename V>
void transfer_map(ArchiveWriter& archive, std::map<K, V>& map) {
    const std::uint64_t count = map.size();
    archive.bytes(&count, sizeof count);
    for (auto& [key, value] : map) {
        K copy = key;
        transfer(archive, copy);
        transfer(archive, value);
    }
}
template <typename K, typename V>
void transfer_map(ArchiveReader& archive, std::map<K, V>& map) {
    std::uint64_t count = 0;
    archive.bytes(&count, sizeof count);
    map.clear();
    for (std::uint64_t i = 0; i < count; ++i) {
        K key{};
        transfer(archive, key);
        transfer(archive, map[key]);
    }
}

template <typename T>
void transfer_optional(ArchiveWriter& archive, std::optional<T>& value) {
    const bool present = value.has_value();
    archive.bytes(&present, sizeof present);
    if (present) transfer(archive, *value);
}
template <typename T>
void transfer_optional(ArchiveReader& archive, std::optional<T>& value) {
    bool present = false;
    archive.bytes(&present, sizeof present);
    value.reset();
    if (present) transfer(archive, value.emplace());
}

template <typename... Kinds>
void transfer_variant(ArchiveWriter& archive, std::variant<Kinds...>& value) {
    const std::uint8_t index = static_cast<std::uint8_t>(value.index());
    archive.bytes(&index, sizeof index);
    std::visit([&](auto& held) { transfer(archive, held); }, value);
}
template <typename... Kinds>
void transfer_variant(ArchiveReader& archive, std::variant<Kinds...>& value) {
    std::uint8_t index = 0;
    archive.bytes(&index, sizeof index);
    std::size_t kind = 0;
    const bool known =
        ((kind++ == index ? (transfer(archive, value.template emplace<Kinds>()), true) : false) || ...);
    if (!known) throw ArchiveCut{};
}

template <typename A, typename T>
requires(!Flat<T>) void transfer(A& archive, T& value) {
    if constexpr (TypeOf<T>::kind == 1) {
        transfer_vector(archive, value);
    } else if constexpr (TypeOf<T>::kind == 2) {
        transfer_map(archive, value);
    } else if constexpr (TypeOf<T>::kind == 3) {
        transfer_optional(archive, value);
    } else if constexpr (TypeOf<T>::kind == 4) {
        transfer_variant(archive, value);
    } else if constexpr (TypeOf<T>::kind == 5) {
        transfer(archive, value.first);
        transfer(archive, value.second);
    } else {
        fields(archive, value);
    }
}

template <typename... Items>
void ArchiveWriter::operator()(const Items&... items) {
    // One list of members serves both directions; the writer only ever reads through the reference.
    (transfer(*this, const_cast<Items&>(items)), ...);
}
template <typename... Items>
void ArchiveReader::operator()(Items&... items) {
    (transfer(*this, items), ...);
}

}  // namespace zonewright::study
