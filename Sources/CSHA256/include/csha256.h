#ifndef CSHA256_H
#define CSHA256_H

#include <stddef.h>
#include <stdint.h>

/// Whether this processor has instructions for SHA-256.
int csha256_is_accelerated(void);

/// Adds blocks of 64 bytes to the eight words of a SHA-256 state, by the processor's own instructions.
///
/// To be called only where `csha256_is_accelerated` says so.
void csha256_add_blocks(uint32_t *state, const uint8_t *bytes, size_t blocks);

#endif
