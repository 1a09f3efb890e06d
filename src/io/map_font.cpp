// The first font at hand that has Chinese characters.
#include "io/map_renderer.h"

#include <algorithm>
#include <mutex>

#include "base/errors.h"
#include "base/own_file.h"
#include "io/mapnik_headers.h"

namespace zonewright::io {

std::string map_font() {
    static std::string face;
    static std::once_flag once;
    std::call_once(once, [] {
        const std::string beside = (own_file().parent_path().parent_path() / "share" / "fonts").string();
        for (const char* folder :
             {beside.c_str(), "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype",
              "/usr/share/fonts", "/usr/local/share/fonts"}) {
            mapnik::freetype_engine::register_fonts(folder, true);
            const auto names = mapnik::freetype_engine::face_names();
            for (const char* wanted : {"Noto Sans CJK SC Regular", "Source Han Sans SC Regular",
                                       "WenQuanYi Micro Hei Regular", "WenQuanYi Zen Hei Regular"})
                if (face.empty() && std::ranges::find(names, wanted) != names.end()) face = wanted;
            if (!face.empty()) return;
        }
    });
    if (face.empty())
        throw ResourceError({.thing = both("地图字体", "fonts for maps"),
                             .expected = "Noto Sans CJK SC",
                             .advice = both("安装字体：apt install fonts-noto-cjk",
                                            "install it: apt install fonts-noto-cjk")});
    return face;
}

}  // namespace zonewright::io
