// FFTW as C programs see it: the yardstick, so nothing of the library's own binding is shared.
#ifndef CFFTW_DIRECT_SHIM_H
#define CFFTW_DIRECT_SHIM_H
#define FFTW_NO_Complex
#include <fftw3.h>
#endif
