// FFTW's three libraries as one: each function takes the precision first and is the same to a caller in all of them.
//
// Only the split-storage interface is bound. It subsumes the interleaved one, whose functions pass on a pointer to the
// first real and imaginary part, with strides counted in reals.
#ifndef CFFTW_SHIM_H
#define CFFTW_SHIM_H

// FFTW's complex type must stay two plain reals: with C99's complex.h before it,
// fftw3.h would declare types that Swift cannot import.
#define FFTW_NO_Complex
#include <fftw3.h>

typedef enum __attribute__((enum_extensibility(closed))) {
  CFFTWSingle,
  CFFTWDouble,
  CFFTWExtended
} CFFTWPrecision;

typedef void *_Nullable CFFTWPlan;
typedef const fftw_iodim64 *_Nullable CFFTWDimensions;

// `call` with FFTW's prefix, plan type and real type of the precision.
#define CFFTW_FOR_EACH_PRECISION(call)                  \
  switch (precision) {                                  \
    case CFFTWSingle: call(fftwf_, float); break;       \
    case CFFTWDouble: call(fftw_, double); break;       \
    case CFFTWExtended: call(fftwl_, long double); break; \
  }

static inline CFFTWPlan cfftw_plan_dft(
    CFFTWPrecision precision, int rank, CFFTWDimensions dimensions, int batchRank, CFFTWDimensions batch,
    void *_Nonnull realIn, void *_Nonnull imaginaryIn, void *_Nonnull realOut, void *_Nonnull imaginaryOut,
    unsigned flags) {
  CFFTWPlan plan = 0;
#define CALL(prefix, real)                                                                                          \
  plan = prefix##plan_guru64_split_dft(rank, dimensions, batchRank, batch, (real *)realIn, (real *)imaginaryIn, \
                                       (real *)realOut, (real *)imaginaryOut, flags)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return plan;
}

static inline CFFTWPlan cfftw_plan_dft_r2c(
    CFFTWPrecision precision, int rank, CFFTWDimensions dimensions, int batchRank, CFFTWDimensions batch,
    void *_Nonnull in, void *_Nonnull realOut, void *_Nonnull imaginaryOut, unsigned flags) {
  CFFTWPlan plan = 0;
#define CALL(prefix, real)                                                                          \
  plan = prefix##plan_guru64_split_dft_r2c(rank, dimensions, batchRank, batch, (real *)in, (real *)realOut, \
                                           (real *)imaginaryOut, flags)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return plan;
}

static inline CFFTWPlan cfftw_plan_dft_c2r(
    CFFTWPrecision precision, int rank, CFFTWDimensions dimensions, int batchRank, CFFTWDimensions batch,
    void *_Nonnull realIn, void *_Nonnull imaginaryIn, void *_Nonnull out, unsigned flags) {
  CFFTWPlan plan = 0;
#define CALL(prefix, real)                                                                              \
  plan = prefix##plan_guru64_split_dft_c2r(rank, dimensions, batchRank, batch, (real *)realIn, (real *)imaginaryIn, \
                                           (real *)out, flags)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return plan;
}

static inline CFFTWPlan cfftw_plan_r2r(
    CFFTWPrecision precision, int rank, CFFTWDimensions dimensions, int batchRank, CFFTWDimensions batch,
    void *_Nonnull in, void *_Nonnull out, const fftw_r2r_kind *_Nonnull kinds, unsigned flags) {
  CFFTWPlan plan = 0;
#define CALL(prefix, real) \
  plan = prefix##plan_guru64_r2r(rank, dimensions, batchRank, batch, (real *)in, (real *)out, kinds, flags)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return plan;
}

#define CFFTW_PLAN(prefix) ((prefix##plan)plan)

static inline void cfftw_execute_dft(
    CFFTWPrecision precision, CFFTWPlan plan, void *_Nonnull realIn, void *_Nonnull imaginaryIn, void *_Nonnull realOut,
    void *_Nonnull imaginaryOut) {
#define CALL(prefix, real)                                                                          \
  prefix##execute_split_dft(CFFTW_PLAN(prefix), (real *)realIn, (real *)imaginaryIn, (real *)realOut, \
                            (real *)imaginaryOut)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline void cfftw_execute_dft_r2c(
    CFFTWPrecision precision, CFFTWPlan plan, void *_Nonnull in, void *_Nonnull realOut, void *_Nonnull imaginaryOut) {
#define CALL(prefix, real) \
  prefix##execute_split_dft_r2c(CFFTW_PLAN(prefix), (real *)in, (real *)realOut, (real *)imaginaryOut)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline void cfftw_execute_dft_c2r(
    CFFTWPrecision precision, CFFTWPlan plan, void *_Nonnull realIn, void *_Nonnull imaginaryIn, void *_Nonnull out) {
#define CALL(prefix, real) \
  prefix##execute_split_dft_c2r(CFFTW_PLAN(prefix), (real *)realIn, (real *)imaginaryIn, (real *)out)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline void cfftw_execute_r2r(
    CFFTWPrecision precision, CFFTWPlan plan, void *_Nonnull in, void *_Nonnull out) {
#define CALL(prefix, real) prefix##execute_r2r(CFFTW_PLAN(prefix), (real *)in, (real *)out)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline void cfftw_destroy_plan(CFFTWPrecision precision, CFFTWPlan plan) {
#define CALL(prefix, real) prefix##destroy_plan(CFFTW_PLAN(prefix))
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

// FFTW's own words for the algorithm; to be freed by `free`.
static inline char *_Nullable cfftw_sprint_plan(CFFTWPrecision precision, CFFTWPlan plan) {
  char *text = 0;
#define CALL(prefix, real) text = prefix##sprint_plan(CFFTW_PLAN(prefix))
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return text;
}

static inline void cfftw_flops(
    CFFTWPrecision precision, CFFTWPlan plan, double *_Nonnull additions, double *_Nonnull multiplications,
    double *_Nonnull fused) {
#define CALL(prefix, real) prefix##flops(CFFTW_PLAN(prefix), additions, multiplications, fused)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline double cfftw_cost(CFFTWPrecision precision, CFFTWPlan plan) {
  double cost = 0;
#define CALL(prefix, real) cost = prefix##cost(CFFTW_PLAN(prefix))
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return cost;
}

// Seconds that a search may take; negative: any time.
static inline void cfftw_set_timelimit(CFFTWPrecision precision, double seconds) {
#define CALL(prefix, real) prefix##set_timelimit(seconds)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

// To be freed by `free`.
static inline char *_Nullable cfftw_export_wisdom(CFFTWPrecision precision) {
  char *text = 0;
#define CALL(prefix, real) text = prefix##export_wisdom_to_string()
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return text;
}

static inline int cfftw_import_wisdom(CFFTWPrecision precision, const char *_Nonnull text) {
  int isImported = 0;
#define CALL(prefix, real) isImported = prefix##import_wisdom_from_string(text)
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return isImported;
}

static inline int cfftw_import_system_wisdom(CFFTWPrecision precision) {
  int isImported = 0;
#define CALL(prefix, real) isImported = prefix##import_system_wisdom()
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
  return isImported;
}

static inline void cfftw_forget_wisdom(CFFTWPrecision precision) {
#define CALL(prefix, real) prefix##forget_wisdom()
  CFFTW_FOR_EACH_PRECISION(CALL)
#undef CALL
}

#undef CFFTW_PLAN
#undef CFFTW_FOR_EACH_PRECISION
#endif
