// Tables of random names, texts and numbers as Shapefiles: what is written without --lossy reads back the same,
// value by value; what cannot be is refused with the fields that are at fault; with --lossy nothing is cut
// inside a character and every change is told.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "base/errors.h"
#include "base/random.h"
#include "gis/text_encoding.h"
#include "io/vector_io.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> characters{"东", "莞", "地", "块", "𬒔", "𠮷", "é", "한", "a", "B", "7", "_", "镇", "—"};

class RandomTable {
public:
    explicit RandomTable(Random& random) : random_(random) {}

    model::FeatureTable make() {
        model::FeatureTable table{.name = "t", .kind = model::GeometryKind::Point, .epsg = 4547};
        std::set<std::string> names;
        const std::size_t fields = 1 + random_.below(6);
        for (std::size_t i = 0; i < fields; ++i) {
            std::string name = "n" + text(1 + random_.below(6));
            if (!names.insert(name).second) continue;
            const model::FieldType types[]{model::FieldType::Text, model::FieldType::Integer, model::FieldType::Real};
            table.fields.push_back({.name = name, .type = types[random_.below(3)]});
        }
        const std::size_t rows = 1 + random_.below(5);
        for (std::size_t row = 0; row < rows; ++row) {
            model::Feature feature{static_cast<std::int64_t>(row), geom::MultiPoint{{{470000, 2540000}}}, {}};
            for (const model::Field& field : table.fields) feature.values.push_back(value(field.type));
            table.features.push_back(std::move(feature));
        }
        return table;
    }

private:
    std::string text(std::size_t length) {
        // most tables are plain, or nothing would ever be written
        const std::uint64_t known = random_.below(3) == 0 ? characters.size() : 4;
        std::string made;
        for (std::size_t i = 0; i < length; ++i) made += characters[random_.below(known)];
        return made;
    }
    model::Value value(model::FieldType type) {
        if (random_.below(8) == 0) return {};
        if (type == model::FieldType::Text) return text(random_.below(12) == 0 ? 60 + random_.below(80) : random_.below(8));
        if (type == model::FieldType::Integer)
            return static_cast<std::int64_t>(random_.below(random_.below(6) == 0 ? 9'000'000'000'000'000'000U : 1'000'000'000U));
        return random_.between(-1e6, 1e6) * (random_.below(10) == 0 ? 1e20 : 1.0);
    }

    Random& random_;
};

/// A .dbf has no empty texts.
std::string words(const model::Value& value) {
    return model::text_of(value);
}

TEST(ShapefileText, IsTheSameOrRefusedOrTold) {
    const fs::path folder = fs::temp_directory_path() / ("zonewright_shapefile_text_" + std::to_string(::getpid()));
    std::size_t written = 0, refused = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE(seed);
        fs::create_directories(folder);
        Random random(seed);
        const model::FeatureTable table = RandomTable(random).make();
        const std::string encoding = random.below(2) == 0 ? "GBK" : "UTF-8";
        const fs::path path = folder / "t.shp";
        bool sound = true;
        try {
            EXPECT_TRUE(write_layers(path, VectorFormat::Shapefile, {&table}, Progress{}, {.encoding = encoding}).empty());
        } catch (const InputError& error) {
            sound = false;
            EXPECT_NE(error.message().en.find("--lossy"), std::string::npos);
            EXPECT_FALSE(fs::exists(path)) << "refused, and nothing is left";
        }
        (sound ? written : refused)++;
        const auto losses = write_layers(path, VectorFormat::Shapefile, {&table}, Progress{}, {.encoding = encoding, .lossy = true});
        EXPECT_EQ(losses.empty(), sound);
        const model::FeatureTable read = read_layer({.path = path, .encoding = encoding}, Progress{});
        std::set<std::string> names;
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            EXPECT_TRUE(gis::is_utf8(read.fields[i].name));
            EXPECT_TRUE(names.insert(read.fields[i].name).second);
            if (sound) {
                EXPECT_EQ(read.fields[i].name, table.fields[i].name);
            }
            for (std::size_t row = 0; row < table.features.size(); ++row) {
                const model::Value &wanted = table.features[row].values[i], &held = read.features[row].values[i];
                EXPECT_TRUE(gis::is_utf8(words(held)));
                EXPECT_EQ(words(held).find("\xEF\xBF\xBD"), std::string::npos) << "half a character";
                if (!sound) continue;
                if (const auto* real = std::get_if<double>(&wanted)) {
                    EXPECT_NEAR(model::number_of(held).value_or(1e300), *real, std::abs(*real) * 1e-13);
                } else {
                    EXPECT_EQ(words(held), words(wanted));
                }
            }
        }
        fs::remove_all(folder);
    }
    EXPECT_GT(written, 20U);
    EXPECT_GT(refused, 20U);
}

}  // namespace
}  // namespace zonewright::io
