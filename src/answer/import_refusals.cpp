#include "answer/import_refusals.h"

#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::answer {

void refuse_changed_study(const std::filesystem::path& file) {
    throw InputError({.thing = file.string(),
                      .value = both("导入期间被改动", "changed while the source was read"),
                      .expected = both("导入期间不变的 study.toml", "a study.toml that stays as it is meanwhile"),
                      .advice = both("保存并关闭编辑器后重新导入；文件未改动",
                                     "save and close the editor, then import again; the file was left as it is")});
}

void refuse_without_role(const ImportQuestion& question, const model::Catalogue& catalogue) {
    std::vector<std::string> roles;
    for (const model::Role& role : catalogue.roles) roles.push_back(role.id);
    throw InputError({.thing = "--role",
                      .value = question.file.string(),
                      .expected = joined(roles),
                      .advice = both("写明角色，如 --role parcel；文件夹不需要角色",
                                     "state the role, such as --role parcel; a folder needs none")});
}

}  // namespace zonewright::answer
