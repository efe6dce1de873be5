#ifndef CPAGEFAULTS_H
#define CPAGEFAULTS_H

#include <stddef.h>
#include <stdint.h>

/// Memory whose pages are asked for when they are first touched: Linux's userfaultfd(2).

/// What happened to memory that is watched.
enum { cpagefaults_touched = 1, cpagefaults_unmapped = 2 };

/// A descriptor that tells of touched and unmapped memory, or a negative errno where the system refuses it.
///
/// Where only touches by the program itself may be served, and not those by system calls, it serves those.
int cpagefaults_open(void);

/// Watches pages: a touch of one that is not there waits until it is supplied. 0, or a negative errno.
int cpagefaults_watch(int descriptor, void *start, size_t bytes);

/// Ends the watch: what is not there is zero from now on. 0, or a negative errno.
int cpagefaults_release(int descriptor, void *start, size_t bytes);

/// Waits until something has happened, at most so many milliseconds, or for ever where they are -1. 0, or a negative errno.
int cpagefaults_wait(int descriptor, int patience);

/// What has happened: one of the values above with its addresses, 0 for nothing, or a negative errno.
///
/// Who gives memory back waits until this has told of it.
int cpagefaults_next(int descriptor, uintptr_t *start, uintptr_t *end);

/// Supplies pages and wakes who waits for them; pages that are there stay as they are.
///
/// 0, or -EAGAIN while any watched memory is being unmapped, which ends a little after its event has been taken, or another
/// negative errno.
int cpagefaults_supply(int descriptor, void *target, const void *source, size_t bytes, size_t page);

#endif
