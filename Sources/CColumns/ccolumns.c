#include "ccolumns.h"

/* Products and sums are rounded one by one, as Swift rounds them. */
#pragma STDC FP_CONTRACT OFF

/* Rows that fill no word, and processors without wide instructions. */

static uint64_t plain_greater(const double *a, const double *b, size_t count) {
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)(a[i] > b[i]) << i;
    return word;
}

static uint64_t plain_greater_number(const double *a, double b, size_t count) {
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)(a[i] > b) << i;
    return word;
}

static uint64_t plain_less_number(const double *a, double b, size_t count) {
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)(a[i] < b) << i;
    return word;
}

static uint64_t plain_defined(const double *a, size_t count) {
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++) word |= (uint64_t)(a[i] == a[i]) << i;
    return word;
}

static size_t plain_not_above(const double *a, size_t from, size_t to, double level) {
    while (from < to && a[from] > level) from++;
    return from;
}

static size_t plain_not_below(const double *a, size_t from, size_t to, double level) {
    while (from < to && a[from] < level) from++;
    return from;
}

static size_t plain_ruin(const double *a, size_t from, size_t to, double cash, double quantity, double multiplier) {
    while (from < to && cash + quantity * a[from] * multiplier > 0) from++;
    return from;
}

static void plain_extremes(const double *a, size_t from, size_t to, double *least, double *greatest) {
    for (; from < to; from++) {
        if (a[from] < *least) *least = a[from];
        if (a[from] > *greatest) *greatest = a[from];
    }
}

#if defined(__x86_64__)

#include <immintrin.h>

/* 2 for eight doubles at a time, 1 for four, 0 for none. */
static int width(void) {
    static int known = -1;
    int found = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (found >= 0) return found;
    __builtin_cpu_init();
    found = __builtin_cpu_supports("avx512f") ? 2 : __builtin_cpu_supports("avx2") ? 1 : 0;
    __atomic_store_n(&known, found, __ATOMIC_RELAXED);
    return found;
}

#define WIDE8 __attribute__((target("avx512f")))
#define WIDE4 __attribute__((target("avx2")))

WIDE8 static size_t compare8(const double *a, const double *b, size_t words, uint64_t *greater, uint64_t *less) {
    for (size_t w = 0; w < words; w++) {
        uint64_t g = 0, l = 0;
        for (int i = 0; i < 8; i++) {
            const __m512d x = _mm512_loadu_pd(a + 64 * w + 8 * i), y = _mm512_loadu_pd(b + 64 * w + 8 * i);
            g |= (uint64_t)_mm512_cmp_pd_mask(x, y, _CMP_GT_OQ) << 8 * i;
            l |= (uint64_t)_mm512_cmp_pd_mask(x, y, _CMP_LT_OQ) << 8 * i;
        }
        greater[w] = g;
        less[w] = l;
    }
    return words;
}

/* Rounding keeps the order of numbers: where rounded ones differ, the numbers do, the same way. A word with a row whose
   rounded numbers are equal, or nan, is compared whole. */

WIDE8 static size_t compare_rounded8(
    const float *ra, const float *rb, const double *a, const double *b, size_t words, uint64_t *greater, uint64_t *less) {
    for (size_t w = 0; w < words; w++) {
        uint64_t g = 0, l = 0;
        for (int i = 0; i < 4; i++) {
            const __m512 x = _mm512_loadu_ps(ra + 64 * w + 16 * i), y = _mm512_loadu_ps(rb + 64 * w + 16 * i);
            g |= (uint64_t)_mm512_cmp_ps_mask(x, y, _CMP_GT_OQ) << 16 * i;
            l |= (uint64_t)_mm512_cmp_ps_mask(x, y, _CMP_LT_OQ) << 16 * i;
        }
        greater[w] = g;
        less[w] = l;
        if ((g | l) != UINT64_MAX) compare8(a + 64 * w, b + 64 * w, 1, greater + w, less + w);
    }
    return words;
}

WIDE4 static size_t compare4(const double *a, const double *b, size_t words, uint64_t *greater, uint64_t *less) {
    for (size_t w = 0; w < words; w++) {
        uint64_t g = 0, l = 0;
        for (int i = 0; i < 16; i++) {
            const __m256d x = _mm256_loadu_pd(a + 64 * w + 4 * i), y = _mm256_loadu_pd(b + 64 * w + 4 * i);
            g |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_cmp_pd(x, y, _CMP_GT_OQ)) << 4 * i;
            l |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_cmp_pd(x, y, _CMP_LT_OQ)) << 4 * i;
        }
        greater[w] = g;
        less[w] = l;
    }
    return words;
}

WIDE4 static size_t compare_rounded4(
    const float *ra, const float *rb, const double *a, const double *b, size_t words, uint64_t *greater, uint64_t *less) {
    for (size_t w = 0; w < words; w++) {
        uint64_t g = 0, l = 0;
        for (int i = 0; i < 8; i++) {
            const __m256 x = _mm256_loadu_ps(ra + 64 * w + 8 * i), y = _mm256_loadu_ps(rb + 64 * w + 8 * i);
            g |= (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_cmp_ps(x, y, _CMP_GT_OQ)) << 8 * i;
            l |= (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_cmp_ps(x, y, _CMP_LT_OQ)) << 8 * i;
        }
        greater[w] = g;
        less[w] = l;
        if ((g | l) != UINT64_MAX) compare4(a + 64 * w, b + 64 * w, 1, greater + w, less + w);
    }
    return words;
}

WIDE8 static size_t compare_number8(const double *a, double b, size_t words, uint64_t *greater, uint64_t *less) {
    const __m512d y = _mm512_set1_pd(b);
    for (size_t w = 0; w < words; w++) {
        uint64_t g = 0, l = 0;
        for (int i = 0; i < 8; i++) {
            const __m512d x = _mm512_loadu_pd(a + 64 * w + 8 * i);
            g |= (uint64_t)_mm512_cmp_pd_mask(x, y, _CMP_GT_OQ) << 8 * i;
            l |= (uint64_t)_mm512_cmp_pd_mask(x, y, _CMP_LT_OQ) << 8 * i;
        }
        greater[w] = g;
        less[w] = l;
    }
    return words;
}

WIDE4 static size_t compare_number4(const double *a, double b, size_t words, uint64_t *greater, uint64_t *less) {
    const __m256d y = _mm256_set1_pd(b);
    for (size_t w = 0; w < words; w++) {
        uint64_t g = 0, l = 0;
        for (int i = 0; i < 16; i++) {
            const __m256d x = _mm256_loadu_pd(a + 64 * w + 4 * i);
            g |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_cmp_pd(x, y, _CMP_GT_OQ)) << 4 * i;
            l |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_cmp_pd(x, y, _CMP_LT_OQ)) << 4 * i;
        }
        greater[w] = g;
        less[w] = l;
    }
    return words;
}

WIDE8 static size_t defined8(const double *a, size_t words, uint64_t *defined) {
    for (size_t w = 0; w < words; w++) {
        uint64_t d = 0;
        for (int i = 0; i < 8; i++) {
            const __m512d x = _mm512_loadu_pd(a + 64 * w + 8 * i);
            d |= (uint64_t)_mm512_cmp_pd_mask(x, x, _CMP_ORD_Q) << 8 * i;
        }
        defined[w] = d;
    }
    return words;
}

WIDE4 static size_t defined4(const double *a, size_t words, uint64_t *defined) {
    for (size_t w = 0; w < words; w++) {
        uint64_t d = 0;
        for (int i = 0; i < 16; i++) {
            const __m256d x = _mm256_loadu_pd(a + 64 * w + 4 * i);
            d |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_cmp_pd(x, x, _CMP_ORD_Q)) << 4 * i;
        }
        defined[w] = d;
    }
    return words;
}

/* Searches: each returns a row up to which nothing was found, from which the plain loop goes on. */

WIDE8 static size_t not_above8(const double *a, size_t from, size_t to, double level) {
    const __m512d y = _mm512_set1_pd(level);
    for (; from + 8 <= to; from += 8) {
        if (_mm512_cmp_pd_mask(_mm512_loadu_pd(a + from), y, _CMP_GT_OQ) != 0xff) break;
    }
    return from;
}

WIDE4 static size_t not_above4(const double *a, size_t from, size_t to, double level) {
    const __m256d y = _mm256_set1_pd(level);
    for (; from + 4 <= to; from += 4) {
        if (_mm256_movemask_pd(_mm256_cmp_pd(_mm256_loadu_pd(a + from), y, _CMP_GT_OQ)) != 0xf) break;
    }
    return from;
}

WIDE8 static size_t not_below8(const double *a, size_t from, size_t to, double level) {
    const __m512d y = _mm512_set1_pd(level);
    for (; from + 8 <= to; from += 8) {
        if (_mm512_cmp_pd_mask(_mm512_loadu_pd(a + from), y, _CMP_LT_OQ) != 0xff) break;
    }
    return from;
}

WIDE4 static size_t not_below4(const double *a, size_t from, size_t to, double level) {
    const __m256d y = _mm256_set1_pd(level);
    for (; from + 4 <= to; from += 4) {
        if (_mm256_movemask_pd(_mm256_cmp_pd(_mm256_loadu_pd(a + from), y, _CMP_LT_OQ)) != 0xf) break;
    }
    return from;
}

WIDE8 static size_t ruin8(const double *a, size_t from, size_t to, double cash, double quantity, double multiplier) {
    const __m512d c = _mm512_set1_pd(cash), q = _mm512_set1_pd(quantity), m = _mm512_set1_pd(multiplier);
    for (; from + 8 <= to; from += 8) {
        const __m512d value = _mm512_mul_pd(_mm512_mul_pd(q, _mm512_loadu_pd(a + from)), m);
        if (_mm512_cmp_pd_mask(_mm512_add_pd(c, value), _mm512_setzero_pd(), _CMP_GT_OQ) != 0xff) break;
    }
    return from;
}

/* All rows: those that fill no vector are read under a mask. */
WIDE8 static size_t extremes8(const double *a, size_t from, size_t to, double *least, double *greatest) {
    __m512d low = _mm512_set1_pd(*least), high = low;
    for (; from + 8 <= to; from += 8) {
        const __m512d x = _mm512_loadu_pd(a + from);
        low = _mm512_min_pd(low, x);
        high = _mm512_max_pd(high, x);
    }
    const __mmask8 rest = (__mmask8)((1u << (to - from)) - 1);
    const __m512d x = _mm512_maskz_loadu_pd(rest, a + from);
    low = _mm512_mask_min_pd(low, rest, low, x);
    high = _mm512_mask_max_pd(high, rest, high, x);
    *least = _mm512_reduce_min_pd(low);
    *greatest = _mm512_reduce_max_pd(high);
    return to;
}

#define WIDE(at8, at4, otherwise) (width() == 2 ? (at8) : width() == 1 ? (at4) : (otherwise))

#else

#define WIDE(at8, at4, otherwise) (otherwise)

#endif

void ccolumns_compare(const double *a, const double *b, size_t count, uint64_t *greater, uint64_t *less) {
    const size_t words = count / 64;
    size_t w = WIDE(compare8(a, b, words, greater, less), compare4(a, b, words, greater, less), 0);
    for (; 64 * w < count; w++) {
        const size_t rows = count - 64 * w < 64 ? count - 64 * w : 64;
        greater[w] = plain_greater(a + 64 * w, b + 64 * w, rows);
        less[w] = plain_greater(b + 64 * w, a + 64 * w, rows);
    }
}

void ccolumns_compare_rounded(
    const float *ra, const float *rb, const double *a, const double *b, size_t count, uint64_t *greater, uint64_t *less) {
    const size_t words = count / 64;
    const size_t w = WIDE(
        compare_rounded8(ra, rb, a, b, words, greater, less), compare_rounded4(ra, rb, a, b, words, greater, less), 0);
    ccolumns_compare(a + 64 * w, b + 64 * w, count - 64 * w, greater + w, less + w);
}

void ccolumns_round(const double *a, size_t count, float *rounded) {
    for (size_t i = 0; i < count; i++) rounded[i] = (float)a[i];
}

void ccolumns_compare_number(const double *a, double b, size_t count, uint64_t *greater, uint64_t *less) {
    const size_t words = count / 64;
    size_t w = WIDE(compare_number8(a, b, words, greater, less), compare_number4(a, b, words, greater, less), 0);
    for (; 64 * w < count; w++) {
        const size_t rows = count - 64 * w < 64 ? count - 64 * w : 64;
        greater[w] = plain_greater_number(a + 64 * w, b, rows);
        less[w] = plain_less_number(a + 64 * w, b, rows);
    }
}

void ccolumns_defined(const double *a, size_t count, uint64_t *defined) {
    size_t w = WIDE(defined8(a, count / 64, defined), defined4(a, count / 64, defined), 0);
    for (; 64 * w < count; w++) {
        const size_t rows = count - 64 * w < 64 ? count - 64 * w : 64;
        defined[w] = plain_defined(a + 64 * w, rows);
    }
}

size_t ccolumns_first_not_above(const double *a, size_t from, size_t to, double level) {
    return plain_not_above(a, WIDE(not_above8(a, from, to, level), not_above4(a, from, to, level), from), to, level);
}

size_t ccolumns_first_not_below(const double *a, size_t from, size_t to, double level) {
    return plain_not_below(a, WIDE(not_below8(a, from, to, level), not_below4(a, from, to, level), from), to, level);
}

size_t ccolumns_first_ruin(
    const double *a, size_t from, size_t to, double cash, double quantity, double multiplier) {
    from = WIDE(ruin8(a, from, to, cash, quantity, multiplier), from, from);
    return plain_ruin(a, from, to, cash, quantity, multiplier);
}

void ccolumns_extremes(const double *a, size_t from, size_t to, double *least, double *greatest) {
    *least = a[from];
    *greatest = a[from];
    from = WIDE(extremes8(a, from, to, least, greatest), from, from);
    plain_extremes(a, from, to, least, greatest);
}

void ccolumns_fetch(const double *a, size_t row, size_t to, size_t lines) {
    for (; lines > 0 && row < to; lines--, row += 8) __builtin_prefetch(a + row);
}

int ccolumns_are_sound(
    const int64_t *stamps, const double *open, const double *high, const double *low, const double *close, size_t count,
    int has_range) {
    /* Stretches without a branch, which a compiler makes vectors of. */
    enum { STRETCH = 1024 };
    for (size_t from = 0; from < count; from += STRETCH) {
        const size_t to = count - from < STRETCH ? count : from + STRETCH;
        uint64_t faults = 0;
        for (size_t i = from > 0 ? from : 1; i < to; i++) faults |= (uint64_t)(stamps[i] <= stamps[i - 1]);
        if (has_range) {
            for (size_t i = from; i < to; i++) {
                const double o = open[i], h = high[i], l = low[i], c = close[i];
                /* A comparison with nan is false. */
                const int encloses = (h >= o) & (h >= c) & (l <= o) & (l <= c);
                const int is_price = (o != 0) & (h != 0) & (l != 0) & (c != 0);
                faults |= (uint64_t)!(encloses & is_price);
            }
        } else {
            for (size_t i = from; i < to; i++) {
                const double o = open[i], h = high[i], l = low[i], c = close[i];
                const int is_number = (o == o) & (h == h) & (l == l) & (c == c);
                const int is_price = (o != 0) & (h != 0) & (l != 0) & (c != 0);
                faults |= (uint64_t)!(is_number & is_price);
            }
        }
        if (faults != 0) return 0;
    }
    return 1;
}
