// The fields that a bureau's own Word form may name, worded from the figures of a report: styles/report/form_fields.html.
//
// Every field has two names, Chinese and English, whatever the language of the report.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "io/html_document.h"
#include "io/word_part.h"

namespace zonewright::report {

struct FormField {
    Text name;  ///< of a column "核查项.名称"
    Text title;
};

/// What a field stands for: words, a list with a row an item, or blocks of the page.
class FormFields {
public:
    /// `html`: the rendered form_fields.html. InputError naming it where it is not as it should be.
    explicit FormFields(const std::string& html);

    const std::vector<FormField>& words() const { return words_; }
    const std::vector<FormField>& columns() const { return columns_; }
    const std::vector<FormField>& blocks() const { return blocks_; }

    /// By either name.
    const io::WordPart::Row& values() const { return values_; }
    const std::map<std::string, std::vector<io::WordPart::Row>>& lists() const { return lists_; }
    /// Which headings ("#c3") and classes (".verdict") of the page a block is made of.
    const std::map<std::string, std::vector<std::string>>& sources() const { return sources_; }

    /// All names of all fields.
    std::vector<std::string> names() const;

private:
    void take_words(const io::HtmlNode& section);
    void take_list(const io::HtmlNode& section);
    void take_blocks(const io::HtmlNode& section);

    std::vector<FormField> words_, columns_, blocks_;
    io::WordPart::Row values_;
    std::map<std::string, std::vector<io::WordPart::Row>> lists_;
    std::map<std::string, std::vector<std::string>> sources_;
};

}  // namespace zonewright::report
