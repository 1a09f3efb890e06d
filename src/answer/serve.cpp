#include "answer/serve.h"

#include "answer/json_form.h"
#include "base/errors.h"

namespace zonewright::answer {

template <typename V>
void fields(V& v, ServedUser& u) {
    v("name", u.name);
    v("role", u.role);
    v("town", u.town);
}
template <typename V>
void fields(V& v, ServeAnswer& a) {
    v("address", a.address);
    v("requests", a.requests, "", {"答复的请求数", "requests that were answered"});
    v("questions_answered", a.questions_answered, "", {"完成的任务数", "questions that were answered"});
    v("questions_waiting", a.questions_waiting, "", {"留在队列中的任务数", "questions that are still in the queue"});
    v("audit_end", a.audit_end, "", {"审计日志末条的摘要", "hash of the last entry of the audit log"});
    v("users", a.users);
}

Declaration declared(ServeQuestion& q) {
    Declaration d{.name = "serve",
                  .summary = {"开启网页服务：镇街在浏览器里提交选址，局里审核", "the web door: towns ask in a browser, the bureau decides"},
                  .example = "zonewright serve demo-city"};
    add_study(d, q.study);
    d.add("port", &q.port, {"本机端口，0 为任意空闲端口", "port on this machine, 0 for any that is free"}).range(0, 65535);
    d.add("public_url", &q.public_url, {"对外地址（前置服务器的），用于链接", "address that others use (that of the server in front), for links"});
    d.add("state", &q.state, {"存放用户、队列和上传文件的文件夹，默认 <研究>/desk", "folder of users, queue and uploads, default <study>/desk"}).path(PathOf::NewFolder);
    d.add("workers", &q.workers, {"同时处理几个任务", "questions answered at once"}).range(1, 64);
    d.add("memory_mib", &q.memory_mib, {"每个任务的内存上限", "limit of memory of a question"}).unit("MiB").range(256, 1048576);
    d.add("time_limit_s", &q.time_limit_s, {"每个任务的时间上限", "limit of time of a question"}).unit("s").range(1, 86400);
    d.add("keep_days", &q.keep_days, {"未提交的上传文件和结果保留几天", "days that uploads and answers are kept which nobody handed in"}).unit("d").range(1, 3650);
    d.add("without_sandbox", &q.without_sandbox, {"没有 bwrap 时也开启：任务只受系统限额约束", "open even without bwrap: questions are held by the limits of the system alone"});
    d.add("add_user", &q.add_user, {"添加用户或改其密码（密码从标准输入读取）后退出", "add a user or change the password (read from standard input) and end"});
    d.add("role", &q.role, {"该用户的身份", "role of that user"}).choices({"town", "bureau", "admin"});
    d.add("town", &q.town, {"该用户的镇街", "town of that user"}).choices(ChoicesOf::Towns).only_with("add_user");
    d.add("remove_user", &q.remove_user, {"删除用户后退出", "remove a user and end"});
    d.add("list_users", &q.list_users, {"列出用户后退出", "list the users and end"});
    add_language(d, q.language);
    return d;
}

ServeAnswer answer(const ServeQuestion&, const Progress&) {
    throw InputError({.thing = "serve",
                      .value = both("不能从这里开启", "cannot be opened from here"),
                      .expected = both("在命令行开启", "the command line"),
                      .advice = "zonewright serve STUDY"});
}

Json to_json(const ServeAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const ServeAnswer*) {
    return schema_form<ServeAnswer>();
}

}  // namespace zonewright::answer
