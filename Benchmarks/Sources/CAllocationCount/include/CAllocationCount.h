#ifndef CALLOCATION_COUNT_H
#define CALLOCATION_COUNT_H

// Calls of malloc and its kin in this process so far, by any thread; −1 where they cannot be counted.
long allocation_count(void);

// Bytes of the blocks that have been allocated and not been freed yet, each block's whole usable size; −1 likewise.
long allocated_bytes(void);

#endif
