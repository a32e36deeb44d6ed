#include "CSpectralComparison.h"

#include <limits.h>
#include <math.h>
#include <string.h>

// One function for each size of registers, chosen when the program is loaded. The thread sanitizer's run-time is not
// there yet by then, and only glibc's loader can choose.
#if defined(__x86_64__) && defined(__ELF__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define FOR_EACH_PROCESSOR
#endif

// Fused products would round differently from one processor to the next.
#pragma STDC FP_CONTRACT OFF

// Vectors are passed between functions that are all inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))
#define VECTOR(type, lanes) __attribute__((ext_vector_type(lanes))) type

#define REAL double
#define BITS long long
#define LANES 8
#define NAME(name) name##Double
#define MANTISSA 0x000FFFFFFFFFFFFFLL
#define ONE 0x3FF0000000000000LL
#define MANTISSA_BITS 52
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD 1, 3, 5, 7, 9, 11, 13, 15
#define LOWER 0, 0, 1, 1, 2, 2, 3, 3
#define UPPER 4, 4, 5, 5, 6, 6, 7, 7
// A product of mantissas below 2 doubles at most with each.
#define FACTORS 512
#include "comparison.inc"

#undef REAL
#undef BITS
#undef LANES
#undef NAME
#undef MANTISSA
#undef ONE
#undef MANTISSA_BITS
#undef EVEN
#undef ODD
#undef LOWER
#undef UPPER
#undef FACTORS

#define REAL float
#define BITS int
#define LANES 16
#define NAME(name) name##Float
#define MANTISSA 0x007FFFFF
#define ONE 0x3F800000
#define MANTISSA_BITS 23
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define LOWER 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7
#define UPPER 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15
#define FACTORS 96
#include "comparison.inc"

void CSpectralAdd(const CSpectralSums *sums, CSpectralTotals *totals) {
  for (int i = 0; i < CSpectralLanes; i++) {
    totals->distance += sums->distance[i];
    totals->reference += sums->reference[i];
    totals->energy += sums->energy[i];
    totals->linear += sums->linear[i];
    totals->squaredLogarithms += sums->logarithmic[i];
    // Lanes that were not used are 0.
    if (sums->quotients[i] != 0) {
      totals->logarithms += (log(sums->quotients[i]) + (double)sums->exponents[i] * M_LN2) / 2;
    }
  }
}
