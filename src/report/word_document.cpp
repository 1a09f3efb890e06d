#include "report/word_document.h"

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "io/html_document.h"
#include "io/zip_archive.h"
#include "report/word_markup.h"
#include "report/word_writer.h"

namespace zonewright::report {
namespace {

using io::HtmlNode;

std::string relations(const WordWriter& writer, std::string xml) {
    const std::size_t end = xml.rfind("</Relationships>");
    if (end == std::string::npos)
        throw InputError(
            {.thing = "document.xml.rels",
             .expected = "</Relationships>",
             .advice = both("恢复随程序安装的文件", "restore the file that came with the program")});
    std::string more;
    for (std::size_t i = 0; i < writer.pictures().size(); ++i)
        more += word_picture_relation(writer.relation_of_picture(i));
    return xml.insert(end, more);
}

}  // namespace

void write_word_document(const std::filesystem::path& target, const std::filesystem::path& look,
                         const std::string& html, Language language) {
    const HtmlNode page = io::read_html_body(html);
    WordWriter writer;
    const std::string body = writer.with_contents(writer.body_of(page), page);
    std::string document = read_file(look / "document.xml");
    const std::string_view mark = "<!--body-->";
    const std::size_t at = document.find(mark);
    if (at == std::string::npos)
        throw InputError(
            {.thing = (look / "document.xml").string(),
             .expected = std::string(mark),
             .advice = both("恢复随程序安装的文件", "restore the file that came with the program")});
    document.replace(at, mark.size(), body);
    const char* foot = language == Language::Zh ? "footer.zh.xml" : "footer.en.xml";
    std::vector<io::ZipEntry> entries{
        {"[Content_Types].xml", read_file(look / "content_types.xml")},
        {"_rels/.rels", read_file(look / "package.rels")},
        {"word/document.xml", std::move(document)},
        {"word/styles.xml", read_file(look / "styles.xml")},
        {"word/settings.xml", read_file(look / "settings.xml")},
        {"word/footer1.xml", read_file(look / foot)},
        {"word/_rels/document.xml.rels",
         relations(writer, read_file(look / "document.rels"))}};
    for (std::size_t i = 0; i < writer.pictures().size(); ++i)
        entries.emplace_back("word/media/" + writer.relation_of_picture(i) + ".png", writer.pictures()[i]);
    io::write_zip(target, entries);
}

}  // namespace zonewright::report
