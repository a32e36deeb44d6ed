// FFTW's complex type must stay two plain reals: with C99's complex.h before it,
// fftw3.h would declare types that Swift cannot import.
#ifndef CFFTW_SHIM_H
#define CFFTW_SHIM_H
#define FFTW_NO_Complex
#include <fftw3.h>
#endif
