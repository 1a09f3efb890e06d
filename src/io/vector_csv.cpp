#include "io/vector_csv.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <atomic>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "gis/text_encoding.h"
#include "io/gdal_session.h"

namespace zonewright::io {

CsvText::CsvText(const std::filesystem::path& path) {
    if (extension_of(path) != ".csv" || !std::filesystem::is_regular_file(path)) return;
    const std::string head = head_of_file(path, 3);
    if (head == "\xEF\xBB\xBF") stated_ = {"UTF-8", "BOM"};
    if (!head.starts_with("\xFF\xFE") && !head.starts_with("\xFE\xFF")) return;
    auto decoded = gis::decode_text(read_file(path));
    if (!decoded)
        throw InputError({.thing = path.string(),
                          .value = both("开头注明 UTF-16，内容不是", "its first bytes say UTF-16, its text is none"),
                          .expected = both("完整的 UTF-16 文本", "a sound UTF-16 text"),
                          .advice = both("另存为 CSV UTF-8 后导入", "save it as CSV UTF-8 and import that")});
    stated_ = {"UTF-8", decoded->encoding};
    text_ = std::move(decoded->text);
    static std::atomic<unsigned> number = 0;
    copy_ = fmt::format("/vsimem/zonewright_csv_{}/{}", ++number, path.filename().string());
    auto* bytes = reinterpret_cast<GByte*>(text_.data());  // GDAL's interface; not written to
    VSIFCloseL(VSIFileFromMemBuffer(copy_.c_str(), bytes, text_.size(), FALSE));
}

CsvText::~CsvText() {
    if (!copy_.empty()) VSIUnlink(copy_.c_str());
}

}  // namespace zonewright::io
