// FFTW as C programs see it: the yardstick, so nothing of the library's own binding is shared.
//
// By its plain interface ("many"), which says the same of contiguous arrays in every precision.
#ifndef CFFTW_DIRECT_SHIM_H
#define CFFTW_DIRECT_SHIM_H
#define FFTW_NO_Complex
#include <fftw3.h>
#include <string.h>

typedef enum __attribute__((enum_extensibility(closed))) {
  DirectSingle,
  DirectDouble,
  DirectExtended
} DirectPrecision;

typedef enum __attribute__((enum_extensibility(closed))) {
  DirectComplex,
  DirectReal,
  DirectInverseReal,
  DirectRealToReal
} DirectKind;

// `call` with FFTW's prefix of the precision.
#define DIRECT_FOR_EACH_PRECISION(call)      \
  switch (precision) {                       \
    case DirectSingle: call(fftwf_); break;  \
    case DirectDouble: call(fftw_); break;   \
    case DirectExtended: call(fftwl_); break; \
  }

// `rows` forward transforms (inverse, for DirectInverseReal) of `rank` extents, one behind the other, unnormalized;
// `realKind` along every axis.
static inline void *_Nullable direct_plan(
    DirectPrecision precision, DirectKind kind, fftw_r2r_kind realKind, int rank, const int *_Nonnull extents, int rows,
    void *_Nonnull in, void *_Nonnull out, unsigned flags) {
  fftw_r2r_kind realKinds[8];
  if (rank > 8) return 0;
  int points = 1;
  for (int axis = 0; axis < rank; axis++) {
    points *= extents[axis];
    realKinds[axis] = realKind;
  }
  const int bins = points / extents[rank - 1] * (extents[rank - 1] / 2 + 1);
  void *plan = 0;
#define CALL(prefix)                                                                                                   \
  switch (kind) {                                                                                                      \
    case DirectComplex:                                                                                                \
      plan = prefix##plan_many_dft(rank, extents, rows, in, 0, 1, points, out, 0, 1, points, FFTW_FORWARD, flags);      \
      break;                                                                                                           \
    case DirectReal:                                                                                                   \
      plan = prefix##plan_many_dft_r2c(rank, extents, rows, in, 0, 1, points, out, 0, 1, bins, flags);                  \
      break;                                                                                                           \
    case DirectInverseReal:                                                                                            \
      plan = prefix##plan_many_dft_c2r(rank, extents, rows, in, 0, 1, bins, out, 0, 1, points, flags);                  \
      break;                                                                                                           \
    case DirectRealToReal:                                                                                             \
      plan = prefix##plan_many_r2r(rank, extents, rows, in, 0, 1, points, out, 0, 1, points, realKinds, flags);         \
      break;                                                                                                           \
  }
  DIRECT_FOR_EACH_PRECISION(CALL)
#undef CALL
  return plan;
}

// Executes so many times, of `copy` where it is given, into which `copiedBytes` of the input go first each time.
static inline void direct_execute(
    DirectPrecision precision, DirectKind kind, void *_Nonnull plan, void *_Nonnull in, void *_Nonnull out,
    void *_Nullable copy, long copiedBytes, long times) {
#define CALL(prefix)                                                                         \
  switch (kind) {                                                                            \
    case DirectComplex:                                                                      \
      for (long i = 0; i < times; i++) prefix##execute_dft(plan, in, out);                    \
      break;                                                                                 \
    case DirectReal:                                                                         \
      for (long i = 0; i < times; i++) prefix##execute_dft_r2c(plan, in, out);                \
      break;                                                                                 \
    case DirectInverseReal:                                                                  \
      for (long i = 0; i < times; i++) {                                                     \
        if (copy) memcpy(copy, in, (size_t)copiedBytes);                                     \
        prefix##execute_dft_c2r(plan, copy ? copy : in, out);                                 \
      }                                                                                      \
      break;                                                                                 \
    case DirectRealToReal:                                                                   \
      for (long i = 0; i < times; i++) prefix##execute_r2r(plan, in, out);                    \
      break;                                                                                 \
  }
  DIRECT_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline void direct_destroy_plan(DirectPrecision precision, void *_Nonnull plan) {
#define CALL(prefix) prefix##destroy_plan(plan)
  DIRECT_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline void direct_forget_wisdom(DirectPrecision precision) {
#define CALL(prefix) prefix##forget_wisdom()
  DIRECT_FOR_EACH_PRECISION(CALL)
#undef CALL
}

static inline const char *_Nonnull direct_version(void) { return fftw_version; }
#endif
