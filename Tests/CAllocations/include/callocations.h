#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

/// Counts calls of malloc, calloc, realloc and their aligned kin from now on, from zero.
void allocations_begin(void);

/// Stops counting and tells the number of calls, of all threads; -1 where the C library has no hooks.
long allocations_end(void);

/// Lets the program keep the memory that it frees, so that repetitions find that of those before them.
void allocations_keep_memory(void);

#endif
