// The few routines of BLAS and LAPACK that Parseval calls, each the same to a caller for all four element types.
//
// They are declared here rather than by cblas.h: that header declares functions of C99's complex types, which Swift
// cannot import, is not in the same place everywhere, and does not cover LAPACK. Matrices are row-major; a complex
// number is two reals.
#ifndef CBLAS_SHIM_H
#define CBLAS_SHIM_H

#define CBLAS_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum CBLAS_CLOSED {
  CBLASSingle,
  CBLASDouble,
  CBLASComplexSingle,
  CBLASComplexDouble
} CBLASElement;

// The numbers are those of the CBLAS standard. Of real matrices the adjoint is the transpose.
typedef enum CBLAS_CLOSED { CBLASFormPlain = 111, CBLASFormAdjoint = 113 } CBLASForm;
typedef enum CBLAS_CLOSED { CBLASTriangleUpper = 121, CBLASTriangleLower = 122 } CBLASTriangle;
typedef enum CBLAS_CLOSED { CBLASDiagonalAny = 131, CBLASDiagonalUnit = 132 } CBLASDiagonal;

// Under names of our own, so that a program may include cblas.h or Accelerate beside them.
#ifdef __APPLE__
#define CBLAS_SYMBOL(name) __asm__("_" name)
#else
#define CBLAS_SYMBOL(name) __asm__(name)
#endif

// `scalar` is how the routines of a type take a factor: a real one by its value, a complex one by its address.
#define CBLAS_DECLARE(letter, scalar)                                                                                  \
  void parseval_##letter##gemm(int order, int formA, int formB, int m, int n, int k, scalar alpha, const void *a,      \
                               int strideA, const void *b, int strideB, scalar beta, void *c, int strideC)             \
      CBLAS_SYMBOL("cblas_" #letter "gemm");                                                                           \
  void parseval_##letter##gemv(int order, int form, int rows, int columns, scalar alpha, const void *a, int strideA,   \
                               const void *x, int strideX, scalar beta, void *y, int strideY)                          \
      CBLAS_SYMBOL("cblas_" #letter "gemv");                                                                           \
  void parseval_##letter##trsm(int order, int side, int triangle, int form, int diagonal, int m, int n, scalar alpha,  \
                               const void *a, int strideA, void *b, int strideB)                                       \
      CBLAS_SYMBOL("cblas_" #letter "trsm");                                                                           \
  void parseval_##letter##getrf(const int *m, const int *n, void *a, const int *strideA, int *pivots, int *info)       \
      CBLAS_SYMBOL(#letter "getrf_");
CBLAS_DECLARE(s, float)
CBLAS_DECLARE(d, double)
CBLAS_DECLARE(c, const void *)
CBLAS_DECLARE(z, const void *)
#undef CBLAS_DECLARE
#undef CBLAS_SYMBOL

// `call` with the letter of the element's routines, and 1 and 0 as they take them.
#define CBLAS_FOR_EACH_ELEMENT(call)                              \
  static const float ones[2] = {1, 0}, zeros[2] = {0, 0};         \
  static const double wideOnes[2] = {1, 0}, wideZeros[2] = {0, 0}; \
  switch (element) {                                              \
    case CBLASSingle: call(s, 1, 0); break;                       \
    case CBLASDouble: call(d, 1, 0); break;                       \
    case CBLASComplexSingle: call(c, ones, zeros); break;         \
    case CBLASComplexDouble: call(z, wideOnes, wideZeros); break; \
  }                                                               \
  (void)ones, (void)zeros, (void)wideOnes, (void)wideZeros;

enum { CBLASRowMajor = 101, CBLASLeft = 141 };

// C = op(A)·op(B), with m×k and k×n elements in op(A) and op(B). C is written only.
static inline void cblas_gemm(
    CBLASElement element, CBLASForm formA, CBLASForm formB, int m, int n, int k, const void *_Nonnull a, int strideA,
    const void *_Nonnull b, int strideB, void *_Nonnull c, int strideC) {
#define CALL(letter, one, zero) \
  parseval_##letter##gemm(CBLASRowMajor, formA, formB, m, n, k, one, a, strideA, b, strideB, zero, c, strideC)
  CBLAS_FOR_EACH_ELEMENT(CALL)
#undef CALL
}

// y = op(A)·x. A itself has `rows`×`columns` elements, one behind the other. y is written only.
static inline void cblas_gemv(
    CBLASElement element, CBLASForm form, int rows, int columns, const void *_Nonnull a, const void *_Nonnull x,
    void *_Nonnull y) {
#define CALL(letter, one, zero) \
  parseval_##letter##gemv(CBLASRowMajor, form, rows, columns, one, a, columns, x, 1, zero, y, 1)
  CBLAS_FOR_EACH_ELEMENT(CALL)
#undef CALL
}

// B ← op(A)⁻¹·B for a triangle A of n×n elements and B of n×`columns`. The other triangle of A is not read.
static inline void cblas_trsm(
    CBLASElement element, CBLASTriangle triangle, CBLASForm form, CBLASDiagonal diagonal, int n, int columns,
    const void *_Nonnull a, void *_Nonnull b) {
#define CALL(letter, one, zero)                                                                                \
  parseval_##letter##trsm(CBLASRowMajor, CBLASLeft, triangle, form, diagonal, n, columns, one, a, n, b, columns)
  CBLAS_FOR_EACH_ELEMENT(CALL)
#undef CALL
}

// The factors of Aᵀ = P·L·U in place of A, n×n elements of it: in rows, Uᵀ and, above the diagonal, Lᵀ, whose own is
// 1s. P is row i exchanged with row pivots[i] − 1, one after the other. Returns the number of the first pivot that is
// 0, from 1; or 0.
static inline int cblas_getrf(CBLASElement element, int n, void *_Nonnull a, int *_Nonnull pivots) {
  int info = 0;
#define CALL(letter, one, zero) parseval_##letter##getrf(&n, &n, a, &n, pivots, &info)
  CBLAS_FOR_EACH_ELEMENT(CALL)
#undef CALL
  return info;
}

// Whether threads have to take turns: an OpenBLAS without threads of its own hands one buffer to two callers, and both get
// wrong numbers, unless it was built with USE_LOCKING, which it does not tell. Other libraries have no such function.
#ifdef __APPLE__
static inline int cblas_takes_turns(void) { return 0; }
#else
extern char *_Nonnull openblas_get_config(void) __attribute__((weak));
static inline int cblas_takes_turns(void) {
  return openblas_get_config && __builtin_strstr(openblas_get_config(), "SINGLE_THREADED");
}
#endif

#undef CBLAS_FOR_EACH_ELEMENT
#undef CBLAS_CLOSED
#endif
