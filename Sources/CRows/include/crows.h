#ifndef CROWS_H
#define CROWS_H

#include <stddef.h>
#include <stdint.h>

/// Reads plain rows of separated text by vector instructions, many bytes at a time.
///
/// Plain is a row without quotes and spaces whose numbers have at most sixteen characters and whose stamp is written as
/// YYYY-MM-DD, alone or with THH:MM:SS and perhaps Z. The reader stops in front of any other row, right or wrong, and of a
/// blank line: whoever calls reads that one in its own way. So nothing is decided here but what is plain.

/// What the fields of a row are for.
enum { CROWS_IGNORED = -1, CROWS_STAMP = -2 };

/// How stamps are written.
enum { CROWS_DATE = 0, CROWS_WALL_CLOCK = 1, CROWS_INSTANT = 2 };

/// Whose rows are read and where they go.
typedef struct {
    /// The use of each field: CROWS_IGNORED, CROWS_STAMP or the place of a column in values.
    const int64_t *codes;
    int64_t field_count;
    /// The columns of numbers: nan where a field is empty.
    double *const *values;
    /// The column of stamps, nanoseconds as if they were UTC.
    int64_t *wall;
    /// CROWS_DATE, CROWS_WALL_CLOCK or CROWS_INSTANT.
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
