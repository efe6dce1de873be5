#ifndef CMAPPEDFILES_H
#define CMAPPEDFILES_H

#include <stddef.h>

/// Keeps a program alive when a file that it has mapped is cut short by another.
///
/// The system answers the touch of a page that the file has lost with SIGBUS, which ends a program. While a mapping is
/// guarded, such a page reads as zeros instead; whoever reads must ask the file whether it is still what it was.

/// Guards a mapping; returns 0 where so many are guarded already that this one is not.
int cmapped_guard(void *start, size_t length);

/// Ends the guard; call it before the mapping goes.
void cmapped_release(void *start);

/// Returns when the disk has everything that was written to the file system of an open file; -1 and errno where it fails.
///
/// Swift does not see the system's syncfs, which is an extension of Linux.
int cmapped_sync_file_system(int descriptor);

#endif
