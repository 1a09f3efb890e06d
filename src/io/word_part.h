// One part of a Word document (Office Open XML: document, header, footer) in which a person named fields.
//
// A field is {{name}} typed anywhere (also with the wide braces of a Chinese keyboard, also where the office program
// split it over runs), a MERGEFIELD, or a content control whose tag or title is a known name. The look is that of the
// field's first letter. Everything else of the part stays as it is. Nothing the part names is fetched; a document type
// is refused. Errors: InputError where it is not the XML of such a part. Cost: O(bytes).
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace zonewright::io {

class WordPart {
public:
    /// `name` for messages. `controls`: which tags and titles of content controls are fields; other controls stay.
    WordPart(const std::string& xml, const std::string& name, const std::set<std::string>& controls);
    ~WordPart();
    WordPart(WordPart&&) noexcept;

    /// Each once, in the order of the document; of a row of a list "list.column".
    std::vector<std::string> fields() const;
    /// Texts with {{ that no }} of the same paragraph closes.
    const std::vector<std::string>& unclosed() const { return unclosed_; }

    using Row = std::map<std::string, std::string>;  ///< column → words
    /// Puts in the words of all fields, once. A table row (outside tables a paragraph) with fields of a list is put as
    /// often as the list has rows; of an empty list it stays once, `nothing` in its first field and blanks in the
    /// others. InputError where a row names two lists.
    void fill(const Row& words, const std::map<std::string, std::vector<Row>>& lists, const std::string& nothing);

    /// Where paragraphs of markup go in.
    struct Place {
        std::string mark;    ///< in xml(), to be replaced by the markup
        double width_twips;  ///< of the cell or the page that it stands in
    };
    /// The paragraphs that are nothing but this field; before fill(). InputError where it stands among words.
    std::vector<Place> open_places(const std::string& field);

    /// UTF-8. The root declares the prefixes w, r, wp, a and pic.
    std::string xml() const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
    std::string name_;
    std::vector<std::string> unclosed_;
    std::size_t places_ = 0;
};

}  // namespace zonewright::io
