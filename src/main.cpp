#include "command/program.h"
#include "server/serve.h"

int main(int argc, char** argv) {
    return zonewright::command::run_program(argc, argv, {.serve = zonewright::server::serve});
}
