#include "io/vector_shapefile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "gis/text_encoding.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t shape_header_bytes = 100;
constexpr std::uintmax_t index_record_bytes = 8;

[[noreturn]] void reject_shapefile(const fs::path& path, Text value, Text expected) {
    throw InputError({.thing = path.string(),
                      .value = std::move(value),
                      .expected = std::move(expected),
                      .advice = both("向提供方索取完整的一套文件（.shp .shx .dbf .prj）",
                                     "ask for the whole set of files (.shp .shx .dbf .prj)")});
}

/// The file beside `path` with this extension, in lower or upper case.
std::optional<fs::path> sibling(const fs::path& path, const std::string& extension) {
    std::string upper = extension;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    for (const std::string& each : {extension, upper})
        if (fs::path beside = fs::path(path).replace_extension(each); fs::exists(beside)) return beside;
    return std::nullopt;
}

std::string head_of(const fs::path& path, std::size_t size) {
    return head_of_file(path, size);
}

std::uint32_t byte_at(const std::string& bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes.at(at));
}
std::uint32_t big_endian(const std::string& b, std::size_t at) {
    return byte_at(b, at) << 24 | byte_at(b, at + 1) << 16 | byte_at(b, at + 2) << 8 | byte_at(b, at + 3);
}
std::uint32_t little_endian(const std::string& b, std::size_t at) {
    return byte_at(b, at + 3) << 24 | byte_at(b, at + 2) << 16 | byte_at(b, at + 1) << 8 | byte_at(b, at);
}

std::string canonical(const std::string& word) {
    std::string plain;
    for (const char c : word)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (plain == "UTF8" || plain == "65001") return "UTF-8";
    for (const char* name : {"GBK", "936", "CP936", "ANSI936", "GB2312", "X936"})
        if (plain == name) return "GBK";
    if (plain == "GB18030" || plain == "54936") return "GB18030";
    if (plain == "BIG5" || plain == "950" || plain == "CP950" || plain == "ANSI950" || plain == "BIG5HKSCS") return "BIG5";
    for (const char* name : {"EUCKR", "949", "CP949", "UHC", "KSC56011987", "ANSI949", "WINDOWS949"})
        if (plain == name) return "EUC-KR";
    for (const char* name : {"SHIFTJIS", "SJIS", "932", "CP932", "MS932", "WINDOWS31J", "ANSI932", "WINDOWS932"})
        if (plain == name) return "SHIFT_JIS";
    if (plain == "1251" || plain == "CP1251" || plain == "WINDOWS1251" || plain == "ANSI1251") return "WINDOWS-1251";
    if (plain == "UTF16" || plain == "UTF16LE" || plain == "1200" || plain == "UCS2") return "UTF-16LE";
    if (plain == "UTF16BE" || plain == "1201") return "UTF-16BE";
    if (plain == "ISO88591" || plain == "88591" || plain == "1252" || plain == "CP1252") return "ISO-8859-1";
    return gis::known_encoding(word) ? word : "";
}

std::string by_language_byte(unsigned byte) {
    switch (byte) {
        case 0x4D:
        case 0x7A:
            return "GBK";
        case 0x4F:
        case 0x78:
            return "BIG5";
        case 0x4E:
        case 0x79:
            return "EUC-KR";
        case 0x13:
        case 0x7B:
            return "SHIFT_JIS";
        case 0xC9:
            return "WINDOWS-1251";
        case 0x03:
        case 0x57:
            return "ISO-8859-1";
        default:
            return {};
    }
}

}  // namespace

void check_shapefile(const fs::path& path) {
    if (extension_of(path) != ".shp") return;
    const auto shx = sibling(path, ".shx"), dbf = sibling(path, ".dbf");
    if (!dbf)
        reject_shapefile(path, both("没有 .dbf", "no .dbf"),
               both("同名的 .dbf（属性）", "a .dbf of the same name (attributes)"));
    if (!shx)
        reject_shapefile(path, both("没有 .shx", "no .shx"),
               both("同名的 .shx（索引）", "a .shx of the same name (index)"));
    const std::string shape = head_of(path, shape_header_bytes), table = head_of(*dbf, 32);
    if (shape.size() < shape_header_bytes || big_endian(shape, 0) != 9994)
        reject_shapefile(path, {}, both("Shapefile 文件头", "the header of a Shapefile"));
    const std::uintmax_t stated = std::uintmax_t{big_endian(shape, 24)} * 2;
    if (fs::file_size(path) < stated)
        reject_shapefile(path, both("{} 字节", "{} bytes", fs::file_size(path)),
               both("{} 字节（文件被截断）", "{} bytes (the file is cut)", stated));
    if (table.size() < 32 || fs::file_size(*shx) < shape_header_bytes)
        reject_shapefile(*dbf, {}, both("完整的文件头", "a whole header"));
    const std::uintmax_t records = little_endian(table, 4),
                         shapes = (fs::file_size(*shx) - shape_header_bytes) / index_record_bytes;
    if (records != shapes)
        reject_shapefile(*dbf, both("{} 条记录", "{} records", records),
               both("与 .shp 相同的 {} 条", "{} as in the .shp", shapes));
}

std::size_t deleted_records(const fs::path& path, std::size_t read) {
    if (extension_of(path) != ".shp") return 0;
    const auto table = sibling(path, ".dbf");
    if (!table) return 0;
    constexpr std::size_t count_at = 4, header_bytes = 8;
    const std::string header = head_of(*table, header_bytes);
    if (header.size() < header_bytes) return 0;
    const std::size_t records = little_endian(header, count_at);
    return records > read ? records - read : 0;
}

StatedEncoding stated_encoding(const fs::path& path) {
    if (const auto cpg = sibling(path, ".cpg")) {
        std::string word = head_of(*cpg, 64);
        word.erase(std::remove_if(word.begin(), word.end(),
                                  [](unsigned char c) { return std::isspace(c) != 0 || c == 0; }),
                   word.end());
        return {canonical(word), ".cpg: " + word};
    }
    const auto dbf = sibling(path, ".dbf");
    const std::string table = dbf ? head_of(*dbf, 32) : std::string{};
    if (table.size() < 32) return {};
    const std::string encoding = by_language_byte(byte_at(table, 29));
    return {encoding, encoding.empty() ? "" : fmt::format("LDID 0x{:02X}", byte_at(table, 29))};
}

}  // namespace zonewright::io
