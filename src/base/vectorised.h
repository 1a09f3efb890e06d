// Marks a hot loop to be compiled once each for plain x86-64, AVX2 and AVX-512; the loader picks by
// machine.
// The file that uses it is compiled with -O3 (tools/cmake/zonewright_folders.cmake), because -O2 vectorises
// little. Results stay equal: no contraction (-ffp-contract=off), no reassociation.
// The build option ZONEWRIGHT_INSTRUCTIONS=avx2|plain leaves out what is above it, to measure what older machines have.
#pragma once

#if defined(ZONEWRIGHT_INSTRUCTIONS_PLAIN) || !defined(__x86_64__) || !defined(__GNUC__) || defined(__clang__) || \
    defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define ZONEWRIGHT_VECTORISED
#elif defined(ZONEWRIGHT_INSTRUCTIONS_AVX2)
#define ZONEWRIGHT_VECTORISED __attribute__((target_clones("default", "avx2")))
#else
#define ZONEWRIGHT_VECTORISED __attribute__((target_clones("default", "avx2", "avx512f")))
#endif

namespace zonewright {

/// The vector instructions that marked loops run with here: "AVX-512", "AVX2", or "plain" (what every machine of the
/// architecture has).
inline const char* instructions_in_use() {
#if defined(ZONEWRIGHT_INSTRUCTIONS_PLAIN) || !defined(__x86_64__) || !defined(__GNUC__) || defined(__clang__)
    return "plain";
#else
#ifndef ZONEWRIGHT_INSTRUCTIONS_AVX2
    if (__builtin_cpu_supports("avx512f") != 0) return "AVX-512";
#endif
    return __builtin_cpu_supports("avx2") != 0 ? "AVX2" : "plain";
#endif
}

}  // namespace zonewright
