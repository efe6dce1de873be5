#ifndef CCOLUMNS_H
#define CCOLUMNS_H

#include <stddef.h>
#include <stdint.h>

/// Comparisons and searches over columns of doubles by the widest instructions that the processor has.
///
/// The results do not depend on which those are: comparisons are exact, and sums and products are rounded one by one.
/// A bit of a word stands for a row: row r is bit r % 64 of word r / 64; bits past the last row are 0.

/// Where a is above b, and where it is below: neither where one is nan.
///
/// - a, b: columns of count rows
/// - greater, less: (count + 63) / 64 words each
void ccolumns_compare(const double *a, const double *b, size_t count, uint64_t *greater, uint64_t *less);

/// The same, with half the memory read: by the columns rounded to single precision where these tell a and b apart.
///
/// - ra, rb: a and b as `ccolumns_round` rounds them
void ccolumns_compare_rounded(
    const float *ra, const float *rb, const double *a, const double *b, size_t count, uint64_t *greater, uint64_t *less);

/// Each number of a column rounded to the nearest of single precision.
void ccolumns_round(const double *a, size_t count, float *rounded);

/// The same with one number instead of the second column.
void ccolumns_compare_number(const double *a, double b, size_t count, uint64_t *greater, uint64_t *less);

/// Where a column is not nan.
void ccolumns_defined(const double *a, size_t count, uint64_t *defined);

/// The first row from `from` on, below `to`, that is not above a level (nan is not); `to` where there is none.
size_t ccolumns_first_not_above(const double *a, size_t from, size_t to, double level);

/// The first row from `from` on, below `to`, that is not below a level (nan is not); `to` where there is none.
size_t ccolumns_first_not_below(const double *a, size_t from, size_t to, double level);

/// The first row from `from` on, below `to`, at which cash + (quantity * a) * multiplier is not above 0; `to` where there
/// is none.
size_t ccolumns_first_ruin(
    const double *a, size_t from, size_t to, double cash, double quantity, double multiplier);

/// Whether rows need no mending: stamps ascend strictly, no price is nan or 0, and, where has_range is not 0, no high lies
/// below and no low above another price of its row.
int ccolumns_are_sound(
    const int64_t *stamps, const double *open, const double *high, const double *low, const double *close, size_t count,
    int has_range);

/// The least and the greatest of the rows from `from` on, below `to`, which are at least one and not nan.
void ccolumns_extremes(const double *a, size_t from, size_t to, double *least, double *greatest);

/// Asks for the memory of rows ahead of their use, so many lines of eight rows from `row` on, below `to`.
void ccolumns_fetch(const double *a, size_t row, size_t to, size_t lines);

#endif
