#include "publish/zip_archive.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace zonewright::publish {
namespace {

constexpr std::uint16_t version_needed = 20, utf8_names = 1 << 11, stored = 0;
constexpr std::uint16_t midnight = 0, first_of_january_2000 = (20 << 9) | (1 << 5) | 1;

std::array<std::uint32_t, 256> make_crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320U ^ value >> 1 : value >> 1;
        table[i] = value;
    }
    return table;
}

std::uint32_t crc32(std::string_view bytes) {
    static const auto table = make_crc_table();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xffU] ^ crc >> 8;
    return ~crc;
}

void put16(std::string& out, std::size_t value) {
    out += static_cast<char>(value & 0xffU);
    out += static_cast<char>(value >> 8 & 0xffU);
}

void put32(std::string& out, std::size_t value) {
    put16(out, value & 0xffffU);
    put16(out, value >> 16 & 0xffffU);
}

/// The fields that the local header and the central directory share.
void put_description(std::string& out, std::string_view name, std::string_view content) {
    put16(out, version_needed);
    put16(out, utf8_names);
    put16(out, stored);
    put16(out, midnight);
    put16(out, first_of_january_2000);
    put32(out, crc32(content));
    put32(out, content.size());
    put32(out, content.size());
    put16(out, name.size());
    put16(out, 0);  // extra field
}

}  // namespace

std::string zip_archive(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::string archive, directory;
    for (const auto& [name, content] : entries) {
        const std::size_t offset = archive.size();
        put32(archive, 0x04034b50);
        put_description(archive, name, content);
        archive += name + content;

        put32(directory, 0x02014b50);
        put16(directory, version_needed);
        put_description(directory, name, content);
        put16(directory, 0);  // comment
        put16(directory, 0);  // disk
        put16(directory, 0);  // internal attributes
        put32(directory, 0);  // external attributes
        put32(directory, offset);
        directory += name;
    }
    const std::size_t start = archive.size();
    archive += directory;
    put32(archive, 0x06054b50);
    put16(archive, 0);
    put16(archive, 0);
    put16(archive, entries.size());
    put16(archive, entries.size());
    put32(archive, directory.size());
    put32(archive, start);
    put16(archive, 0);
    return archive;
}

}  // namespace zonewright::publish
