#include "answer/report_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/external_program.h"
#include "base/hash.h"
#include "io/zip_digest.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t hex_digits_of_digest = 64, digits_of_long_number = 4;

/// Tags become blanks; what stands in <style> is no text.
std::string without_markup(const std::string& page) {
    std::string text;
    for (std::size_t at = 0; at < page.size();) {
        if (page[at] != '<') {
            text += page[at++];
            continue;
        }
        const bool style = page.compare(at, 6, "<style") == 0;
        const std::size_t end = page.find(style ? "</style>" : ">", at);
        if (end == std::string::npos) break;
        at = end + 1;
        text += ' ';
    }
    return text;
}

std::string text_of_pdf(const fs::path& file) {
    const std::array<std::string, 1> names{"pdftotext"};
    const auto program = find_program(names);
    if (!program)
        throw InputError({.thing = file.string(),
                          .value = both("本机没有 pdftotext", "no pdftotext on this machine"),
                          .expected = both("poppler-utils 软件包", "the package poppler-utils"),
                          .advice = both("安装后重试，或核对同一文件夹中的 report.json",
                                         "install it, or verify the report.json of the same folder")});
    const fs::path text = fs::absolute(fs::temp_directory_path()) / ("zonewright-pdf-" + hash_text(fs::absolute(file).string()).substr(0, 16));
    const std::array<std::string, 4> arguments{"-enc", "UTF-8", fs::absolute(file).string(), text.string()};
    if (!run_program(*program, arguments, std::chrono::seconds(60)))
        throw InputError({.thing = file.string(), .expected = both("可读的 PDF", "a PDF that can be read")});
    std::string words = read_file(text);
    fs::remove(text);
    return words;
}

std::string dense_text(std::string text) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0 || c == '\f'; });
    return text;
}

/// &amp; and its kin; numeric ones are left, our documents have none that matter to a comparison.
std::string unescaped(std::string text) {
    for (const auto& [name, character] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
            text.replace(at, std::string_view(name).size(), character);
    return text;
}

/// White space, the ideographic and the unbreakable one included, is layout.
std::string without_layout(std::string text) {
    for (const std::string_view blank : {"\u3000", "\u00a0"})
        for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank)) text.erase(at, blank.size());
    return dense_text(std::move(text));
}

/// What stands in the <w:t> of one <w:p>.
std::string words_of_paragraph(std::string_view paragraph) {
    std::string text;
    for (std::size_t at = paragraph.find("<w:t"); at != std::string_view::npos; at = paragraph.find("<w:t", at + 1)) {
        const char after = at + 4 < paragraph.size() ? paragraph[at + 4] : '\0';
        if (after != '>' && after != ' ') continue;  // <w:tab/>, <w:tbl>
        const std::size_t begin = paragraph.find('>', at);
        if (begin == std::string_view::npos || paragraph[begin - 1] == '/') continue;
        const std::size_t end = paragraph.find("</w:t>", begin);
        if (end == std::string_view::npos) break;
        text += paragraph.substr(begin + 1, end - begin - 1);
    }
    return without_layout(unescaped(std::move(text)));
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

std::string text_of_report(const fs::path& file) {
    const std::string extension = file.extension().string();
    if (extension == ".pdf") return text_of_pdf(file);
    if (extension == ".xlsx") return without_markup(io::zip_entry(file, "xl/sharedStrings.xml"));
    if (extension == ".html") return without_markup(read_file(file));
    if (extension == ".docx") {
        std::string text;
        for (const std::string& paragraph : word_paragraphs(file)) text += paragraph + "\n";
        return text;
    }
    return read_file(file);
}

std::vector<std::string> word_paragraphs(const fs::path& file) {
    const std::string document = io::zip_entry(file, "word/document.xml");
    std::vector<std::string> paragraphs;
    for (std::size_t at = document.find("<w:p"); at != std::string::npos; at = document.find("<w:p", at + 1)) {
        const char after = at + 4 < document.size() ? document[at + 4] : '\0';
        if (after != '>' && after != ' ') continue;  // <w:pPr>, <w:pict>
        const std::size_t head = document.find('>', at), end = document.find("</w:p>", at);
        if (head != std::string::npos && document[head - 1] == '/') continue;  // an empty one
        if (end == std::string::npos) break;
        const std::string_view paragraph(document.data() + at, end - at);
        if (paragraph.find("PAGEREF") != std::string_view::npos) continue;
        std::string words = words_of_paragraph(paragraph);
        if (!words.empty()) paragraphs.push_back(std::move(words));
    }
    return paragraphs;
}

std::string stated_digest(const std::string& text) {
    const std::string dense = dense_text(text);
    constexpr std::string_view mark = "SHA-256";
    for (std::size_t at = dense.rfind(mark); at != std::string::npos; at = at > 0 ? dense.rfind(mark, at - 1) : std::string::npos) {
        std::string digest = dense.substr(at + mark.size(), hex_digits_of_digest);
        if (digest.size() == hex_digits_of_digest && std::all_of(digest.begin(), digest.end(), is_hex)) return digest;
    }
    return {};
}

std::set<std::string> long_numbers(const std::string& text) {
    std::set<std::string> numbers;
    const auto part_of_word = [](unsigned char c) { return std::isalpha(c) != 0 || c == '_' || c == '-'; };
    for (std::size_t at = 0; at < text.size();) {
        if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) {
            ++at;
            continue;
        }
        std::size_t end = text.find_first_not_of("0123456789.,", at);
        end = std::min(end, text.size());
        std::string number = text.substr(at, end - at);
        const bool word = (at > 0 && part_of_word(static_cast<unsigned char>(text[at - 1]))) ||
                          (end < text.size() && part_of_word(static_cast<unsigned char>(text[end])));
        number.erase(number.find_last_of("0123456789") + 1);
        const auto digits = std::count_if(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
        if (!word && static_cast<std::size_t>(digits) >= digits_of_long_number) numbers.insert(number);
        at = end;
    }
    return numbers;
}

}  // namespace zonewright::answer
