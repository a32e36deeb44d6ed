#define _GNU_SOURCE
#include "CAllocationCount.h"

// A program's own malloc takes the place of the C library's, for all libraries in the process. Only glibc gives its own
// another name by which it still can be called.
#ifdef __linux__
#include <features.h>
#endif
#ifdef __GLIBC__
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_long count, bytes, peak;
static long usable(void *block) { return block ? (long)malloc_usable_size(block) : 0; }
static void *counted(void *block) {
  atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
  long size = usable(block), now = atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed) + size;
  long most = atomic_load_explicit(&peak, memory_order_relaxed);
  while (now > most && !atomic_compare_exchange_weak_explicit(
                           &peak, &most, now, memory_order_relaxed, memory_order_relaxed)) {
  }
  return block;
}

long allocation_count(void) { return atomic_load(&count); }

long allocated_bytes(void) { return atomic_load(&bytes); }

long peak_bytes(void) { return atomic_load(&peak); }

void forget_peak_bytes(void) { atomic_store(&peak, atomic_load(&bytes)); }

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t elements, size_t size) { return counted(__libc_calloc(elements, size)); }

void *realloc(void *old, size_t size) {
  long before = usable(old);
  void *block = __libc_realloc(old, size);
  // Where it fails, the old block stays.
  if (block || !size) atomic_fetch_sub_explicit(&bytes, before, memory_order_relaxed);
  return counted(block);
}

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  void *memory = counted(__libc_memalign(alignment, size));
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}

void free(void *block) {
  atomic_fetch_sub_explicit(&bytes, usable(block), memory_order_relaxed);
  __libc_free(block);
}
#else
long allocation_count(void) { return -1; }
long allocated_bytes(void) { return -1; }
long peak_bytes(void) { return -1; }
void forget_peak_bytes(void) {}
#endif
