// Compares the spectra of two signals, bin by bin: sums of their distances, and the slopes of those.
//
// In C for one reason: its vectors. Swift has no root of a vector on Linux (the standard library's sets errno, one
// number at a time), and one program serves processors with registers of 16 and of 64 bytes only by functions that are
// compiled for each.
#ifndef CSPECTRALCOMPARISON_H
#define CSPECTRALCOMPARISON_H
#include <stddef.h>

// The sums run in lanes, so that their order, hence every bit, is the same on all processors and in all modes.
enum { CSpectralLanes = 16 };

// Sums over bins of the magnitudes A = √max(|X|², ε) and B = √max(|Y|², ε). All zeros to begin with.
typedef struct {
  double distance[CSpectralLanes];     // Σ(A − B)²
  double reference[CSpectralLanes];    // ΣB²
  double energy[CSpectralLanes];       // ΣA²
  double linear[CSpectralLanes];       // Σ|A − B|
  double logarithmic[CSpectralLanes];  // Σ(ln A − ln B)²
  // Σ|ln A² − ln B²| = ln Π max(A², B²)/min(A², B²): a product of mantissas in (½, 2) and a power of two. So the
  // logarithm of all bins is taken once.
  double quotients[CSpectralLanes];
  long long exponents[CSpectralLanes];
} CSpectralSums;

// The sums of all lanes.
typedef struct {
  double distance, reference, energy, linear;
  double squaredLogarithms;  // Σ(ln A − ln B)²
  double logarithms;         // Σ|ln A − ln B|
} CSpectralTotals;

// What becomes of the spectra.
typedef enum {
  // They stay.
  CSpectralMeasure,
  // X ← d(½Σ(A − B)²)/dX, and Y ← dR/dX for all else that is compared: two slopes by X, one of which is scaled later.
  CSpectralSeparate,
  // X ← dL/dX, Y ← dL/dY.
  CSpectralJoint
} CSpectralMode;

typedef struct {
  CSpectralMode mode;
  double floor;        // ε > 0, a normal number
  double convergence;  // of ½Σ(A − B)² in L: in joint mode
  double reference;    // of −½ΣB² in L: in joint mode
  double linear;       // of Σ|A − B|, or Σ(A − B)², in L and R
  double logarithmic;  // of Σ|ln A − ln B|, or Σ(ln A − ln B)², in L and R
  int squares;         // Whether those are the squares.
} CSpectralTerms;

// X and Y are `count` complex numbers each, followed by zeros up to a multiple of CSpectralLanes. A slope is
// ∂/∂Re + i ∂/∂Im; where A = B it is 0, and by X where |X|² is below the floor, by Y where |Y|² is.
void CSpectralCompareDouble(
    double *_Nonnull x, double *_Nonnull y, ptrdiff_t count, const CSpectralTerms *_Nonnull terms,
    CSpectralSums *_Nonnull sums);
void CSpectralCompareFloat(
    float *_Nonnull x, float *_Nonnull y, ptrdiff_t count, const CSpectralTerms *_Nonnull terms,
    CSpectralSums *_Nonnull sums);

// Adds the sums of all lanes, one after the other.
void CSpectralAdd(const CSpectralSums *_Nonnull sums, CSpectralTotals *_Nonnull totals);

#endif
