#include "catalog/table_reader.h"

#include <gmock/gmock.h>

#include "catalog_testing.h"

namespace zonewright::catalog {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// What is said about a document that `reader` reads.
template <typename Read>
std::string complaint(const std::string& document, Read&& reader) {
    return complaint_of([&] {
        read_toml(document, "file.toml", [&](TableReader& table) {
            reader(table);
            return 0;
        });
    });
}

TEST(TableReader, ReadsEveryKindOfValue) {
    const auto sum = read_toml(
        R"(
        name = "a"
        count = 3
        share = 0.5
        on = true
        date = 2024-09-14
        words = ["x", "y"]
        title = { zh = "甲", en = "A" }
        grid = [[1, 2], ["1/4"]]
        speeds = { fast = 80, slow = 25.5 }
        [inner]
        key = "v"
        [[item]]
        n = 1
        [[item]]
        n = 2
    )",
        "file.toml", [](TableReader& table) {
            EXPECT_EQ(table.text("name"), "a");
            EXPECT_EQ(table.integer("count"), 3);
            EXPECT_EQ(table.number("share"), 0.5);
            EXPECT_TRUE(table.flag("on", false));
            EXPECT_EQ(table.text("date"), "2024-09-14");
            EXPECT_EQ(table.words("words"), (std::vector<std::string>{"x", "y"}));
            EXPECT_EQ(table.title("title"), (Text{"甲", "A"}));
            EXPECT_EQ(table.rows("grid"), (std::vector<std::vector<double>>{{1, 2}, {0.25}}));
            EXPECT_EQ(table.numbers_by_name("speeds").at("slow"), 25.5);
            EXPECT_EQ(table.read("inner", [](TableReader& t) { return t.text("key"); }), "v");
            const auto items = table.read_all("item", [](TableReader& t) { return t.integer("n"); });
            return items.at(0) + items.at(1);
        });
    EXPECT_EQ(sum, 3);
}

TEST(TableReader, AnUnknownKeyNamesFileLineAndTheNearestKnownKey) {
    const auto said = complaint("title = \"t\"\n\ncel_size_m = 10\n", [](TableReader& table) {
        table.text("title");
        table.optional_number("cell_size_m");
    });
    EXPECT_THAT(said, AllOf(HasSubstr("file.toml:3: cel_size_m"), HasSubstr("did you mean cell_size_m?")));
}

TEST(TableReader, AMisspeltRequiredKeyIsSuggestedFromWhatStandsThere) {
    const auto said =
        complaint("other = 1\ntitel = \"t\"\n", [](TableReader& table) { table.text("title"); });
    EXPECT_THAT(said, AllOf(HasSubstr("file.toml:2: titel"), HasSubstr("did you mean title?")));
}

TEST(TableReader, AMissingKeyNamesItsTable) {
    const auto said = complaint("[[item]]\na = 1\n[[item]]\nb = 2\n", [](TableReader& table) {
        table.read_all("item", [](TableReader& item) {
            item.optional_number("b");
            return item.number("a");
        });
    });
    EXPECT_THAT(said, AllOf(HasSubstr("file.toml:3: item[2].a"), HasSubstr("missing")));
}

TEST(TableReader, UnknownKeysInSubTablesAreFoundToo) {
    EXPECT_THAT(complaint("[inner]\nx = 1\ny = 2\n",
                          [](TableReader& table) {
                              table.read("inner", [](TableReader& t) { return t.number("x"); });
                          }),
                HasSubstr("file.toml:3: inner.y"));
    EXPECT_THAT(complaint("title = { zh = \"a\", en = \"b\", fr = \"c\" }\n",
                          [](TableReader& t) { t.title("title"); }),
                HasSubstr("title.fr"));
}

struct WrongType {
    const char* document;
    const char* expected;
    void (*read)(TableReader&);
};

TEST(TableReader, AWrongTypeSaysWhatItIsAndWhatItShouldBe) {
    const std::vector<WrongType> cases = {
        {"k = 3", "text in quotes", [](TableReader& t) { t.text("k"); }},
        {"k = \"  \"", "text that is not blank", [](TableReader& t) { t.text("k"); }},
        {"k = \"3\"", "a number", [](TableReader& t) { t.number("k"); }},
        {"k = nan", "a number", [](TableReader& t) { t.number("k"); }},
        {"k = inf", "a number", [](TableReader& t) { t.number("k"); }},
        {"k = 2.5", "a whole number", [](TableReader& t) { t.integer("k"); }},
        {"k = 1", "true / false", [](TableReader& t) { t.flag("k", true); }},
        {"k = \"a\"", "a list of texts", [](TableReader& t) { t.words("k"); }},
        {"k = [1]", "text in quotes", [](TableReader& t) { t.words("k"); }},
        {"k = \"a\"", "zh =", [](TableReader& t) { t.title("k"); }},
        {"k = [\"a\"]", "zh =", [](TableReader& t) { t.titles("k"); }},
        {"k = 1", "a table [k]", [](TableReader& t) { t.read("k", [](TableReader&) { return 0; }); }},
        {"k = 1", "one or more [[k]]",
         [](TableReader& t) { t.read_all("k", [](TableReader&) { return 0; }); }},
        {"k = [1, 2]", "lists of numbers", [](TableReader& t) { t.rows("k"); }},
        {"k = [[\"1:3\"]]", "a fraction", [](TableReader& t) { t.rows("k"); }},
        {"k = [[\"1/0\"]]", "a fraction", [](TableReader& t) { t.rows("k"); }},
        {"k = { a = \"x\" }", "a number", [](TableReader& t) { t.numbers_by_name("k"); }},
        {"k = { a = 1 }", "text in quotes", [](TableReader& t) { t.texts_by_name("k"); }},
        {"k = { a = \"x\" }", "a list of texts", [](TableReader& t) { t.words_by_name("k"); }},
    };
    for (const WrongType& wrong : cases)
        EXPECT_THAT(complaint(wrong.document, wrong.read),
                    AllOf(HasSubstr("file.toml:1: k"), HasSubstr(wrong.expected)))
            << wrong.document;
}

TEST(TableReader, NumbersStayInsideTheirRange) {
    EXPECT_THAT(complaint("k = -1", [](TableReader& t) { t.number("k", not_negative); }),
                HasSubstr("not below 0"));
    EXPECT_THAT(complaint("k = 0", [](TableReader& t) { t.number("k", positive); }), HasSubstr("above 0"));
    EXPECT_THAT(complaint("k = 1.01", [](TableReader& t) { t.number("k", zero_to_one); }),
                HasSubstr("from 0 to 1"));
    EXPECT_EQ(complaint("k = 1", [](TableReader& t) { t.number("k", zero_to_one); }), "");
}

TEST(TableReader, AWordOutsideTheChoiceIsSuggested) {
    const auto said = complaint("kind = \"corridr\"", [](TableReader& table) {
        table.choice<int>("kind", {{"inside", 1}, {"corridor", 2}});
    });
    EXPECT_THAT(said, AllOf(HasSubstr("corridr"), HasSubstr("inside, corridor"),
                            HasSubstr("did you mean corridor?")));
}

TEST(TableReader, AreasCarryTheirUnitInTheKeyAndOnlyOne) {
    const auto area = [](const std::string& document) {
        return read_toml(document, "f", [](TableReader& t) { return t.area_m2("area"); });
    };
    EXPECT_EQ(area("area_m2 = 5"), 5);
    EXPECT_DOUBLE_EQ(*area("area_mu = 3"), 2000);
    EXPECT_EQ(area("area_ha = 1"), 10000);
    EXPECT_EQ(area("area_km2 = 2"), 2e6);
    EXPECT_EQ(area(""), std::nullopt);
    EXPECT_THAT(complaint("area_m2 = 5\narea_mu = 3", [](TableReader& t) { t.area_m2("area"); }),
                HasSubstr("one unit only"));
}

TEST(TableReader, TextThatIsNotTomlNamesItsLine) {
    EXPECT_THAT(complaint("a = 1\nb = \n", [](TableReader&) {}), HasSubstr("file.toml:2"));
    EXPECT_THAT(complaint("a = 1\na = 2\n", [](TableReader&) {}), HasSubstr("file.toml:2"));
    EXPECT_THAT(complaint("a = \"\xD6\xD0\xCE\xC4\"\n", [](TableReader&) {}), HasSubstr("UTF-8"))
        << "GBK bytes";
}

TEST(TableReader, SpeaksChineseByDefault) {
    try {
        read_toml("titel = \"t\"", "study.toml", [](TableReader& t) { return t.text("title"); });
        FAIL() << "no error";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr("study.toml:1: titel"), HasSubstr("是否想写 title？")));
        EXPECT_THAT(error.message(Language::En), HasSubstr("did you mean title?"));
    }
}

}  // namespace
}  // namespace zonewright::catalog
