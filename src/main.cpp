#include "command/program.h"

int main(int argc, char** argv) {
    return zonewright::command::run_program(argc, argv);
}
