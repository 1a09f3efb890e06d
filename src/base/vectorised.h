// Marks a hot loop to be compiled once each for plain x86-64, AVX2 and AVX-512; the loader picks by
// machine.
// The file that uses it is compiled with -O3 (tools/cmake/zonewright_folders.cmake), because -O2 vectorises
// little. Results stay equal: no contraction (-ffp-contract=off), no reassociation.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define ZONEWRIGHT_VECTORISED __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define ZONEWRIGHT_VECTORISED
#endif
