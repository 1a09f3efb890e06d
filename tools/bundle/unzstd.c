/* unzstd < FILE.tar.zst | tar x: for systems that have no zstd. Linked with nothing of the system it runs on. */
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

static void fail(const char* why) {
    fprintf(stderr, "unzstd: %s\n", why);
    exit(1);
}

int main(void) {
    ZSTD_DStream* stream = ZSTD_createDStream();
    const size_t in_room = ZSTD_DStreamInSize(), out_room = ZSTD_DStreamOutSize();
    void* in = malloc(in_room);
    void* out = malloc(out_room);
    size_t read, expected = 1; /* 0: a frame has just ended whole */
    if (!stream || !in || !out) fail("no memory");
    while ((read = fread(in, 1, in_room, stdin)) > 0) {
        ZSTD_inBuffer from = {in, read, 0};
        while (from.pos < from.size) {
            ZSTD_outBuffer to = {out, out_room, 0};
            expected = ZSTD_decompressStream(stream, &to, &from);
            if (ZSTD_isError(expected)) fail(ZSTD_getErrorName(expected));
            if (fwrite(out, 1, to.pos, stdout) != to.pos) fail("cannot write");
        }
    }
    /* What a full buffer left behind. */
    while (expected != 0) {
        ZSTD_inBuffer none = {in, 0, 0};
        ZSTD_outBuffer to = {out, out_room, 0};
        expected = ZSTD_decompressStream(stream, &to, &none);
        if (ZSTD_isError(expected)) fail(ZSTD_getErrorName(expected));
        if (expected != 0 && to.pos == 0) fail("the file is cut short");
        if (fwrite(out, 1, to.pos, stdout) != to.pos) fail("cannot write");
    }
    if (ferror(stdin) || fflush(stdout) != 0) fail("cannot read or write");
    return 0;
}
