// Tables of three rows, written by hand: what is said of a row that was changed, taken out, added or renamed.
#include "study/content_faults.h"

#include <gtest/gtest.h>

namespace zonewright::study {
namespace {

io::DigestedRow row(const std::string& name, std::uint32_t area, std::uint32_t owner) {
    return {.name = name,
            .sha256 = fmt::format("{}-{}-{}", name, area, owner),
            .checks = {area, owner}};
}

io::TableDigest table(std::vector<io::DigestedRow> rows) {
    io::TableDigest digest{.layer = "parcel",
                           .sha256 = {},
                           .frame = {{"area", "REAL [m2]"}, {"owner", "TEXT"}},
                           .columns = {"area", "owner"},
                           .rows = std::move(rows)};
    io::digest_of_table(digest);
    return digest;
}

std::vector<std::string> named(const std::vector<ContentFault>& faults) {
    std::vector<std::string> words;
    for (const ContentFault& fault : faults) words.push_back(fault.row + "." + fault.column + ": " + fault.what.en);
    return words;
}

std::vector<std::string> faults_of(const io::TableDigest& found, std::size_t most = 100) {
    return named(table_faults("z.gpkg", table({row("A", 1, 1), row("B", 2, 1), row("C", 3, 2)}), found, most));
}

using Words = std::vector<std::string>;

TEST(TableFaults, AreNoneForTheSameRowsInAnotherOrder) {
    EXPECT_EQ(faults_of(table({row("C", 3, 2), row("A", 1, 1), row("B", 2, 1)})), Words{});
}

TEST(TableFaults, NameRowAndColumnOfAChangedValue) {
    EXPECT_EQ(faults_of(table({row("A", 1, 1), row("B", 9, 1), row("C", 3, 2)})), Words{"B.area: is not what was published"});
    EXPECT_EQ(faults_of(table({row("A", 8, 9), row("B", 2, 1), row("C", 3, 2)})),
              (Words{"A.area: is not what was published", "A.owner: is not what was published"}));
}

TEST(TableFaults, NameRowsThatAreGoneOrWereAdded) {
    EXPECT_EQ(faults_of(table({row("A", 1, 1), row("C", 3, 2)})), Words{"B.: the row was removed"});
    EXPECT_EQ(faults_of(table({row("A", 1, 1), row("B", 2, 1), row("C", 3, 2), row("D", 3, 2)})), Words{"D.: the row was added"});
    EXPECT_EQ(faults_of(table({row("A", 1, 1), row("B", 2, 1), row("C", 3, 2), row("C", 3, 2)})), Words{"C.: the row was added"});
    EXPECT_EQ(faults_of(table({row("A", 1, 1), row("X", 2, 1), row("C", 3, 2)})),
              (Words{"B.: the row was removed", "X.: the row was added"}));
}

TEST(TableFaults, NameTheRowWhereNoColumnIsTold) {
    io::DigestedRow same_checks = row("B", 2, 1);
    same_checks.sha256 = "another";
    EXPECT_EQ(faults_of(table({row("A", 1, 1), same_checks, row("C", 3, 2)})), Words{"B.: is not what was published"});
}

TEST(TableFaults, NameColumnsThatAreGone) {
    io::TableDigest found = table({row("A", 1, 1), row("B", 2, 1), row("C", 3, 2)});
    found.frame.erase("owner");
    found.columns = {"area"};
    for (io::DigestedRow& each : found.rows) each.sha256 += "'", each.checks.pop_back();
    EXPECT_EQ(faults_of(found), Words{".owner: there is no such column"});
}

TEST(TableFaults, CountWhatTheyDoNotName) {
    EXPECT_EQ(faults_of(table({row("A", 9, 1), row("B", 9, 1), row("C", 9, 2)}), 2),
              (Words{"A.area: is not what was published", "B.area: is not what was published", ".: 1 more rows differ"}));
}

}  // namespace
}  // namespace zonewright::study
