#ifndef CALLOCATION_COUNT_H
#define CALLOCATION_COUNT_H

// Calls of malloc and its kin in this process so far, by any thread; −1 where they cannot be counted.
long allocation_count(void);

// Bytes of the blocks that have been allocated and not been freed yet, each block's whole usable size; −1 likewise.
long allocated_bytes(void);

// The most that allocated_bytes has been since the last call of forget_peak_bytes; −1 likewise.
long peak_bytes(void);
void forget_peak_bytes(void);

#endif
