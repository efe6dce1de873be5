#include "crows.h"

#include <string.h>

static size_t plain_count(const uint8_t *text, size_t length, int *has_quote) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += text[i] == '\n';
        if (text[i] == '"') *has_quote = 1;
    }
    return count;
}

#if defined(__x86_64__)

#include "numbers.h"

static int is_wide(void) {
    static int known = -1;
    int found = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (found >= 0) return found;
    __builtin_cpu_init();
    found = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
    __atomic_store_n(&known, found, __ATOMIC_RELAXED);
    return found;
}

/* Text is looked through in stretches whose places of separators fit the fastest cache. */
enum { STRETCH = 16384 };

/* The places of separators and line breaks from a byte on; 64 bytes beyond the last are not looked at. */
WIDE static size_t find_separators(
    const uint8_t *text, size_t from, size_t to, uint8_t delimiter, uint32_t *places) {
    const __m256i separator = _mm256_set1_epi8((char)delimiter), line = _mm256_set1_epi8('\n');
    uint32_t *out = places;
    for (size_t at = from; at < to; at += 64) {
        uint8_t rest[64];
        const uint8_t *bytes = text + at;
        if (to - at < 64) {
            memset(rest, 0, sizeof rest);
            memcpy(rest, bytes, to - at);
            bytes = rest;
        }
        const __m256i a = _mm256_loadu_si256((const __m256i *)bytes);
        const __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
        const uint64_t ends = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, line))
            | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, line)) << 32;
        uint64_t found = ends | (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, separator))
            | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, separator)) << 32;
        const size_t count = (size_t)__builtin_popcountll(found);
        const uint32_t base = (uint32_t)(at - from);
        /* Eight at a time without a question; what is written too much is overwritten. */
        for (size_t i = 0; i < count; i += 8) {
            for (size_t k = 0; k < 8; k++) {
                out[i + k] = base + (uint32_t)_tzcnt_u64(found);
                found = _blsr_u64(found);
            }
        }
        out += count;
    }
    return (size_t)(out - places);
}

/* Days from 1970-01-01 of a date written YYYY-MM-DD or YYYY/MM/DD; returns 0 where it is none between 1678 and 2261. */
static int read_date(const uint8_t *text, int64_t *days) {
    static const uint8_t lengths[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const uint8_t digit_places[8] = {0, 1, 2, 3, 5, 6, 8, 9};
    int digits[8];
    for (int i = 0; i < 8; i++) {
        digits[i] = text[digit_places[i]] - '0';
        if (digits[i] < 0 || digits[i] > 9) return 0;
    }
    if (text[4] != text[7] || (text[4] != '-' && text[4] != '/')) return 0;
    const int year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    const int month = digits[4] * 10 + digits[5], day = digits[6] * 10 + digits[7];
    if (year < 1678 || year > 2261 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) return 0;
    if (month == 2 && day == 29 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0))) return 0;
    /* Years begin in March, so that the day of a leap year comes last. */
    const int64_t from_march = month > 2 ? month - 3 : month + 9, leap_year = year - (month <= 2);
    const int64_t era = leap_year / 400, of_era = leap_year % 400;
    const int64_t of_year = (153 * from_march + 2) / 5 + day - 1;
    *days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    return 1;
}

typedef struct {
    uint64_t word;
    uint16_t tail;
    int64_t nanoseconds;
} known_date;

/* What stands behind the seconds: perhaps a fraction of at most nine digits, and Z or an offset of zero for an instant.
   Returns 0 where it is not plain. */
static __attribute__((noinline)) uint32_t read_rest(
    const uint8_t *text, size_t length, int32_t kind, int64_t *nanoseconds) {
    size_t at = 0;
    *nanoseconds = 0;
    if (at < length && text[at] == '.') {
        int64_t unit = 1000000000, value = 0;
        for (at++; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
            if (unit == 1) return 0;
            unit /= 10;
            value = value * 10 + (text[at] - '0');
        }
        if (at == 1) return 0;
        *nanoseconds = value * unit;
    }
    if (kind == CROWS_WALL_CLOCK) return at == length;
    if (length - at == 1) return text[at] == 'Z';
    return length - at == 6 && memcmp(text + at, "+00:00", 6) == 0;
}

/* A whole number of ticks since 1970; returns 0 where it is not plain. */
INLINE uint32_t read_epoch(const crows_plan *plan, const uint8_t *text, size_t start, size_t end, int64_t *wall) {
    const size_t length = end - start, late = length > 16 ? 16 : length;
    if (length == 0 || length > 19) return 0;
    uint64_t ticks = last_digits(text + end, late);
    uint32_t good = are_digits(text + end, late);
    if (length > 16) {
        ticks += last_digits(text + end - 16, length - 16) * 10000000000000000u;
        good &= are_digits(text + end - 16, length - 16);
    }
    *wall = (int64_t)(ticks * (uint64_t)plan->tick);
    return good && ticks >= (uint64_t)plan->least_ticks && ticks <= (uint64_t)plan->most_ticks;
}

/* A stamp of one kind; returns 0 where it is not plain. */
INLINE uint32_t read_stamp(
    const uint8_t *text, size_t length, int32_t kind, known_date *known, int64_t *wall, int64_t *of_day) {
    if (length < 10 || (kind != CROWS_DATE && length != 16 && length < 19)) return 0;
    uint64_t word;
    uint16_t tail;
    memcpy(&word, text, 8);
    memcpy(&tail, text + 8, 2);
    if (__builtin_expect(word != known->word || tail != known->tail, 0)) {
        int64_t days;
        if (!read_date(text, &days)) return 0;
        *known = (known_date){word, tail, days * 86400000000000};
    }
    if (kind == CROWS_DATE) {
        *wall = known->nanoseconds;
        *of_day = 0;
        return length == 10;
    }
    uint64_t clock;
    if (length == 16) {
        /* Without seconds: as if they were zero. */
        memcpy(&clock, text + 8, 8);
        clock = clock >> 24 | (uint64_t)0x30303a << 40;
    } else {
        memcpy(&clock, text + 11, 8);
    }
    /* Digits become their values, colons 0: then nothing may reach the top bit when as much as a digit allows is added. */
    clock ^= 0x30303a30303a3030;
    const uint64_t wrong = (clock | (clock + 0x76767f76767f7676)) & 0x8080808080808080;
    const uint64_t pairs = clock * 10 + (clock >> 8);
    const uint64_t hour = pairs & 0xff, minute = pairs >> 24 & 0xff, second = pairs >> 48 & 0xff;
    const int64_t seconds = (int64_t)(hour * 3600 + minute * 60 + second);
    int64_t fraction = 0;
    uint32_t good = wrong == 0 && hour < 24 && minute < 60 && second < 60 && (text[10] == 'T' || text[10] == ' ');
    if (kind == CROWS_WALL_CLOCK ? length != 19 && length != 16 : length != 20 || text[19] != 'Z') {
        good &= length > 19 && read_rest(text + 19, length - 19, kind, &fraction);
    }
    *wall = known->nanoseconds + seconds * 1000000000 + fraction;
    *of_day = seconds | fraction;
    return good;
}

/* Rows are gathered here and then go to their columns, a stretch of one column after the other: columns begin at the same
   place of a page, and to write a row to each in turn would have them push one another out of the cache. */
enum { MOST_GATHERED = 256, ROOM = 4096, MOST_FIELDS = ROOM / 8 };

typedef struct {
    int64_t wall[MOST_GATHERED];
    double integers[ROOM] __attribute__((aligned(32)));
    double powers[ROOM] __attribute__((aligned(32)));
} gathered_rows;

WIDE static void scatter(
    const crows_plan *plan, const gathered_rows *rows, size_t count, size_t stride, size_t row) {
    size_t column = 0;
    for (size_t field = 0; field < (size_t)plan->field_count; field++) {
        const int64_t code = plan->codes[field];
        if (code == CROWS_STAMP) memcpy(plan->wall + row, rows->wall, count * sizeof(int64_t));
        if (code < 0) continue;
        double *out = plan->values[code] + row;
        const double *integers = rows->integers + column * stride, *powers = rows->powers + column * stride;
        size_t i = 0;
        for (; i + 4 <= count; i += 4) {
            _mm256_storeu_pd(out + i, _mm256_div_pd(_mm256_load_pd(integers + i), _mm256_load_pd(powers + i)));
        }
        for (; i < count; i++) out[i] = integers[i] / powers[i];
        column++;
    }
}

WIDE static size_t read_wide(
    crows_plan *plan, const uint8_t *text, size_t from, size_t length, size_t row, size_t *consumed) {
    /* Eight more are written than there are. */
    uint32_t places[STRETCH + 72];
    gathered_rows gathered;
    const size_t fields = (size_t)plan->field_count;
    const int64_t *codes = plan->codes;
    size_t columns = 0;
    for (size_t field = 0; field < fields; field++) columns += codes[field] >= 0;
    size_t most = columns > 0 ? ROOM / columns & ~(size_t)3 : MOST_GATHERED;
    if (most > MOST_GATHERED) most = MOST_GATHERED;
    const size_t stride = most;
    const int32_t kind = plan->stamp_kind;
    const size_t first_row = row;
    known_date known = {0, 0, 0};
    int64_t any_time = 0;
    size_t held = 0, at = from;
    while (at < length) {
        const size_t to = length - at < STRETCH ? length : at + STRETCH;
        const size_t count = find_separators(text, at, to, plan->delimiter, places);
        size_t used = 0, start = at;
        while (used + fields <= count && start >= CROWS_BEFORE) {
            const uint32_t *ends = places + used;
            uint32_t good = text[at + ends[fields - 1]] == '\n';
            size_t begin = start, slot = held;
            int64_t any_of_row = 0;
            for (size_t field = 0; field < fields; field++) {
                size_t end = at + ends[field];
                const size_t next = end + 1;
                if (field + 1 == fields) {
                    end -= end > begin && text[end - 1] == '\r';
                } else {
                    good &= text[end] != '\n';
                }
                const int64_t code = codes[field];
                if (code >= 0) {
                    good &= read_number(text, begin, end, &gathered.integers[slot], &gathered.powers[slot]);
                    slot += stride;
                } else if (code == CROWS_STAMP) {
                    int64_t of_day = 0;
                    if (kind == CROWS_EPOCH) {
                        good &= read_epoch(plan, text, begin, end, &gathered.wall[held]);
                        /* A quotient is dear: once is enough. */
                        if (any_time == 0) of_day = gathered.wall[held] % 86400000000000;
                    } else {
                        good &= read_stamp(text + begin, end - begin, kind, &known, &gathered.wall[held], &of_day);
                    }
                    any_of_row = of_day;
                }
                begin = next;
            }
            if (!good) break;
            any_time |= any_of_row;
            used += fields;
            start = begin;
            if (++held == most) {
                scatter(plan, &gathered, held, stride, row);
                row += held;
                held = 0;
            }
        }
        const int stopped = used + fields <= count;
        const int is_stuck = start == at;
        at = start;
        if (stopped || is_stuck) break;
    }
    scatter(plan, &gathered, held, stride, row);
    row += held;
    if (any_time != 0) plan->all_midnight = 0;
    *consumed = at;
    return row - first_row;
}

WIDE static size_t wide_count(const uint8_t *text, size_t length, int *has_quote) {
    const __m256i line = _mm256_set1_epi8('\n'), quote = _mm256_set1_epi8('"');
    __m256i total = _mm256_setzero_si256(), quotes = total;
    size_t at = 0;
    while (length - at >= 32) {
        /* Bytes count to 255. */
        size_t blocks = (length - at) / 32;
        if (blocks > 255) blocks = 255;
        __m256i counts = _mm256_setzero_si256();
        for (; blocks > 0; blocks--, at += 32) {
            const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + at));
            counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(bytes, line));
            quotes = _mm256_or_si256(quotes, _mm256_cmpeq_epi8(bytes, quote));
        }
        total = _mm256_add_epi64(total, _mm256_sad_epu8(counts, _mm256_setzero_si256()));
    }
    uint64_t sums[4];
    _mm256_storeu_si256((__m256i *)sums, total);
    if (_mm256_movemask_epi8(quotes) != 0) *has_quote = 1;
    return sums[0] + sums[1] + sums[2] + sums[3] + plain_count(text + at, length - at, has_quote);
}

int crows_is_available(void) { return is_wide(); }

size_t crows_read(crows_plan *plan, const uint8_t *text, size_t from, size_t length, size_t row, size_t *consumed) {
    if (!is_wide() || plan->field_count > MOST_FIELDS) {
        *consumed = from;
        return 0;
    }
    return read_wide(plan, text, from, length, row, consumed);
}

size_t crows_count_lines(const uint8_t *text, size_t length, int *has_quote) {
    *has_quote = 0;
    return is_wide() ? wide_count(text, length, has_quote) : plain_count(text, length, has_quote);
}

#else

int crows_is_available(void) { return 0; }

size_t crows_read(crows_plan *plan, const uint8_t *text, size_t from, size_t length, size_t row, size_t *consumed) {
    (void)plan, (void)text, (void)length, (void)row;
    *consumed = from;
    return 0;
}

size_t crows_count_lines(const uint8_t *text, size_t length, int *has_quote) {
    *has_quote = 0;
    return plain_count(text, length, has_quote);
}

#endif
