// Texts in the encodings that files state, as bytes: they are read as what they are, or the file is refused with
// the name of the encoding. Never other words in silence.
#include <gtest/gtest.h>

#include "base/errors.h"
#include "base/random.h"
#include "gis/text_encoding.h"
#include "io/vector_encoding.h"

namespace zonewright::io {
namespace {

struct Stated {
    const char *encoding, *cpg;
    std::vector<std::string> words;
};

const std::vector<Stated>& stated() {
    static const std::vector<Stated> all{
        {"BIG5", ".cpg: Big-5", {"臺北市大安區", "土地使用分區", "農業區", "國土測繪中心", "地號"}},
        {"EUC-KR", ".cpg: EUC-KR", {"서울특별시", "토지이용계획", "공업지역", "행정구역"}},
        {"SHIFT_JIS", ".cpg: SJIS", {"東京都千代田区", "工業専用地域", "土地利用", "アパート"}},
        {"WINDOWS-1251", ".cpg: 1251", {"Москва", "Земельный участок", "промышленная зона"}},
        {"GBK", ".cpg: 936", {"东莞市塘厦镇", "工业用地", "永久基本农田", "生态保护红线"}},
        {"UTF-8", ".cpg: UTF-8", {"东莞市塘厦镇", "工业用地", "𬒔村", "臺北市"}},
    };
    return all;
}

LayerReading layer_of(const std::vector<std::string>& texts, const std::string& encoding) {
    LayerReading reading;
    reading.table.fields = {{.name = "name"}};
    for (const std::string& text : texts)
        reading.table.features.push_back(
            {static_cast<std::int64_t>(reading.table.features.size()), {}, {*gis::encoded(text, encoding)}});
    return reading;
}

TEST(Encodings, AreReadAsTheFileStatesThem) {
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        Random random(seed);
        const Stated& given = stated()[random.below(stated().size())];
        SCOPED_TRACE(fmt::format("seed {}, {}", seed, given.encoding));
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < 3 + random.below(20); ++i)
            texts.push_back(given.words[random.below(given.words.size())] + std::to_string(random.below(100)));
        LayerReading reading = layer_of(texts, given.encoding);
        decode_layer(reading, {}, {given.encoding, given.cpg}, "t.dbf");
        EXPECT_EQ(reading.text.chosen, given.encoding);
        EXPECT_FALSE(reading.text.contradicted);
        for (std::size_t i = 0; i < texts.size(); ++i)
            EXPECT_EQ(std::get<std::string>(reading.table.features[i].values[0]), texts[i]);
    }
}

TEST(Encodings, ThatTheBytesContradictAreRefusedByName) {
    LayerReading reading = layer_of({"东莞市塘厦镇", "工业用地", "永久基本农田"}, "GBK");
    for (model::Feature& feature : reading.table.features) std::get<std::string>(feature.values[0]) += "\xFF";
    try {
        decode_layer(reading, {}, {"EUC-KR", ".cpg: EUC-KR"}, "t.dbf");
        FAIL() << "read";
    } catch (const InputError& error) {
        EXPECT_NE(error.message().en.find("EUC-KR"), std::string::npos);
        EXPECT_NE(error.message().en.find("--encoding"), std::string::npos);
    }
}

TEST(Encodings, OfTwoBytesALetterAreRefusedInADbf) {
    LayerReading reading = layer_of({"a"}, "UTF-8");
    EXPECT_THROW(decode_layer(reading, {}, {"UTF-16LE", ".cpg: UTF-16"}, "t.dbf"), InputError);
    EXPECT_THROW(decode_layer(reading, "UTF-16BE", {}, "t.dbf"), InputError);
}

TEST(Encodings, ThatSayForeignAndAreUtf8AreReadByContent) {
    LayerReading reading = layer_of({"东莞市塘厦镇", "工业用地"}, "UTF-8");
    decode_layer(reading, {}, {"BIG5", ".cpg: Big-5"}, "t.dbf");
    EXPECT_EQ(reading.text.chosen, "UTF-8");
    EXPECT_TRUE(reading.text.contradicted);
}

}  // namespace
}  // namespace zonewright::io
