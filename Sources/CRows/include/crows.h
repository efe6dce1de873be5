#ifndef CROWS_H
#define CROWS_H

#include <stddef.h>
#include <stdint.h>

/// Reads plain rows of separated text by vector instructions, many bytes at a time.
///
/// Plain is a row without quotes and spaces around fields whose numbers have no exponent and at most twenty-four
/// characters, of them nineteen digits from the first that is not 0 before the point or twenty-two decimals. Its stamp is
/// a count of ticks since 1970, or YYYY-MM-DD, alone or with HH:MM or HH:MM:SS behind T or a space and perhaps a fraction
/// of at most nine digits; Z or +00:00 behind it. The reader stops in front of any other row, right or wrong, and of a blank
/// line: whoever calls reads that one in its own way. So nothing is decided here but what is plain.

/// What the fields of a row are for.
enum { CROWS_IGNORED = -1, CROWS_STAMP = -2 };

/// How stamps are written.
enum { CROWS_DATE = 0, CROWS_WALL_CLOCK = 1, CROWS_INSTANT = 2, CROWS_EPOCH = 3 };

/// The bytes that must lie in memory before a row that is read here: digits are read from their end.
enum { CROWS_BEFORE = 32 };

/// Whose rows are read and where they go.
typedef struct {
    /// The use of each field: CROWS_IGNORED, CROWS_STAMP or the place of a column in values.
    const int64_t *codes;
    int64_t field_count;
    /// The columns of numbers: nan where a field is empty.
    double *const *values;
    /// The column of stamps, nanoseconds as if they were UTC.
    int64_t *wall;
    /// Of CROWS_EPOCH: the nanoseconds of a tick, and the least and most ticks that are plain; their product fits 63 bits.
    int64_t tick;
    int64_t least_ticks;
    int64_t most_ticks;
    /// CROWS_DATE, CROWS_WALL_CLOCK, CROWS_INSTANT or CROWS_EPOCH.
    int32_t stamp_kind;
    uint8_t delimiter;
    /// Set to 0 by a stamp that is not at midnight.
    uint8_t all_midnight;
} crows_plan;

/// Whether the processor has the instructions that crows_read needs; without them it reads nothing.
int crows_is_available(void);

/// Reads rows from `text + from`, where a row begins, up to `text + length`, where one ends.
///
/// - row: the place in the columns of the first row read
/// - consumed: set to the offset in `text` at which the first row that was not read begins
/// - returns: the number of rows read
size_t crows_read(crows_plan *plan, const uint8_t *text, size_t from, size_t length, size_t row, size_t *consumed);

/// The number of line breaks (byte 10) in a text; has_quote is set to 1 where there is a double quote, else to 0.
size_t crows_count_lines(const uint8_t *text, size_t length, int *has_quote);

#endif
