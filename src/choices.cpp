// zonewright-choices STUDY KIND [BEGINNING]: a line "value<TAB>title" for each choice whose value begins so. The shells ask it
// when a value is completed: it is linked with nothing that takes time to load. Exit code 3: only `zonewright describe STUDY
// KIND` can tell, for whatever reason; it also says what is wrong.
#include <cstdlib>
#include <exception>
#include <iostream>

#include "catalog/offered_names.h"

int main(int argc, char** argv) {
    constexpr int ask_the_program = 3;
    if (argc < 3) return ask_the_program;
    const char* stated = std::getenv("ZONEWRIGHT_LANG");
    const auto language = stated != nullptr && std::string_view(stated) == "en" ? zonewright::Language::En : zonewright::Language::Zh;
    const std::string_view beginning = argc > 3 ? argv[3] : "";
    try {
        const auto names = zonewright::catalog::offered_names(argv[1], argv[2]);
        if (!names) return ask_the_program;
        for (const auto& name : *names)
            if (name.value.starts_with(beginning)) std::cout << name.value << '\t' << name.title.in(language) << '\n';
    } catch (const std::exception&) {
        return ask_the_program;
    }
    return std::cout.flush() ? 0 : ask_the_program;
}
