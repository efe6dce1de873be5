#ifndef CROWS_NUMBERS_H
#define CROWS_NUMBERS_H

/* Numbers of plain rows, to the nearest double. */

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WIDE __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define INLINE static inline __attribute__((always_inline)) WIDE

/* Where the point stands among sixteen bytes (16: nowhere): the order of bytes that closes the gap which it leaves. */
static const uint8_t closing[17][16] __attribute__((aligned(16))) = {
#define Z 0x80
    {Z, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},  {Z, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {Z, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},  {Z, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {Z, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},  {Z, 0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {Z, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15},  {Z, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15},
    {Z, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15},  {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15},
    {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15},   {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15},
    {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15},   {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15},
    {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15},   {Z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
#undef Z
};

/* More decimals are not plain. */
enum { MOST_DECIMALS = 22 };

/* Powers of ten that fit 64 bits. */
static const uint64_t powers_of_ten[20] = {
    1u, 10u, 100u, 1000u, 10000u,
    100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
    10000000000u, 100000000000u, 1000000000000u, 10000000000000u, 100000000000000u,
    1000000000000000u, 10000000000000000u, 100000000000000000u, 1000000000000000000u, 10000000000000000000u,
};

/* The power of ten by which digits before a point at that place among sixteen bytes are to be divided. */
static const double divisor[17] = {1e15, 1e14, 1e13, 1e12, 1e11, 1e10, 1e9, 1e8, 1e7,
                                   1e6,  1e5,  1e4,  1e3,  1e2,  1e1,  1e0, 1e0};

/* Sixteen bytes as the digits of a number, those outside the mask being 0. */
INLINE uint64_t sixteen_digits(__m128i ones) {
    const __m128i tens = _mm_maddubs_epi16(
        ones, _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
    const __m128i hundreds = _mm_madd_epi16(tens, _mm_setr_epi16(100, 1, 100, 1, 100, 1, 100, 1));
    const __m128i packed = _mm_packus_epi32(hundreds, hundreds);
    const __m128i eights = _mm_madd_epi16(packed, _mm_setr_epi16(10000, 1, 10000, 1, 10000, 1, 10000, 1));
    const uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
    return (both & 0xffffffffu) * 100000000u + (both >> 32);
}

/* The number that so many digits, at most sixteen, form before `end`; sixteen bytes before it are read. */
INLINE uint64_t last_digits(const uint8_t *end, size_t count) {
    const __m128i places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m128i inside = _mm_cmpgt_epi8(places, _mm_set1_epi8((char)(15 - (int)count)));
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(end - 16));
    return sixteen_digits(_mm_and_si128(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), inside));
}

/* Whether so many bytes before `end`, at most sixteen, are digits; sixteen bytes before it are read. */
INLINE uint32_t are_digits(const uint8_t *end, size_t count) {
    const __m128i bytes = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(end - 16)), _mm_set1_epi8('0'));
    const __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(9)), bytes);
    const uint32_t others = 0xffff ^ (uint32_t)_mm_movemask_epi8(digits);
    return others >> (16 - count) == 0;
}

/* ⌊2^(63 + l) / 5^f⌋ where 5^f has l bits. */
static const uint64_t inverses[MOST_DECIMALS + 1] = {
    0xffffffffffffffff, 0xcccccccccccccccc, 0xa3d70a3d70a3d70a, 0x83126e978d4fdf3b, 0xd1b71758e219652b,
    0xa7c5ac471b478423, 0x8637bd05af6c69b5, 0xd6bf94d5e57a42bc, 0xabcc77118461cefc, 0x89705f4136b4a597,
    0xdbe6fecebdedd5be, 0xafebff0bcb24aafe, 0x8cbccc096f5088cb, 0xe12e13424bb40e13, 0xb424dc35095cd80f,
    0x901d7cf73ab0acd9, 0xe69594bec44de15b, 0xb877aa3236a4b449, 0x9392ee8e921d5d07, 0xec1e4a7db69561a5,
    0xbce5086492111aea, 0x971da05074da7bee, 0xf1c90080baf72cb1,
};

/* 5^f. */
static const uint64_t fives[MOST_DECIMALS + 1] = {
    1u, 5u, 25u, 125u, 625u,
    3125u, 15625u, 78125u, 390625u, 1953125u,
    9765625u, 48828125u, 244140625u, 1220703125u, 6103515625u,
    30517578125u, 152587890625u, 762939453125u, 3814697265625u, 19073486328125u,
    95367431640625u, 476837158203125u, 2384185791015625u,
};

/* mantissa / 10^decimals to the nearest double, ties to even.

   The mantissa, shifted to fill 64 bits, times the inverse is too small by less than 2^64: the real quotient lies less than
   two above the upper half of the product. Only where a middle between doubles lies there too does the exact quotient
   decide. */
static __attribute__((noinline)) double rounded(uint64_t mantissa, uint32_t decimals) {
    if (decimals == 0) return (double)mantissa;
    const int shift = __builtin_clzll(mantissa), bits = 64 - __builtin_clzll(fives[decimals]);
    const uint64_t dividend = mantissa << shift;
    uint64_t quotient = (uint64_t)((unsigned __int128)dividend * inverses[decimals] >> 64);
    const int excess = 11 - __builtin_clzll(quotient);
    const uint64_t half = (uint64_t)1 << (excess - 1);
    uint64_t tail = quotient & (2 * half - 1), up = tail > half;
    if (__builtin_expect(tail == half || tail + 1 == half, 0)) {
        const unsigned __int128 whole = (unsigned __int128)dividend << (bits - 1);
        quotient = (uint64_t)(whole / fives[decimals]);
        const int is_exact = (uint64_t)(whole % fives[decimals]) == 0;
        tail = quotient & (2 * half - 1);
        up = tail > half || (tail == half && (!is_exact || (quotient >> excess & 1) != 0));
    }
    const uint64_t significand = (quotient >> excess) + up;
    const uint64_t power = (uint64_t)(1024 + excess - bits - shift - (int)decimals) << 52;
    double scale;
    memcpy(&scale, &power, 8);
    return (double)(int64_t)significand * scale;
}

/* A number of seventeen to twenty-four characters; returns 0 where it is not plain. */
static __attribute__((noinline)) WIDE uint32_t read_long_number(
    const uint8_t *end, size_t length, double *integer) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(end - 32));
    const __m256i digits = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
    const uint32_t field = ~(((uint32_t)1 << (32 - length)) - 1);
    const uint32_t digit_bits = field
        & (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(9)), digits));
    const uint32_t points = field & (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('.')));
    if ((digit_bits | points) != field || (points & (points - 1)) != 0) return 0;
    const uint32_t decimals = points == 0 ? 0 : (uint32_t)__builtin_clz(points);
    const size_t before = points == 0 ? length : length - 1 - decimals;
    if (decimals > MOST_DECIMALS) return 0;
    const uint8_t *point = points == 0 ? end : end - decimals - 1;
    uint64_t whole = before > 16 ? last_digits(point - 16, before - 16) * 10000000000000000u + last_digits(point, 16)
                                 : last_digits(point, before);
    uint64_t fraction = last_digits(end, decimals > 16 ? 16 : decimals);
    if (decimals > 16) {
        const uint64_t first = last_digits(end - 16, decimals - 16);
        /* What is below 1844·10^16 fits 64 bits. */
        if (first >= 1844) return 0;
        fraction += first * 10000000000000000u;
    }
    if (whole != 0) {
        if (before + decimals > 19) return 0;
        fraction += whole * powers_of_ten[decimals];
    }
    *integer = fraction == 0 ? 0 : rounded(fraction, decimals);
    return 1;
}

/* The number that ends before `end`, as an integer and the power of ten to divide it by, with the sign at the latter;
   returns 0 where it is not plain. Both are exact, so that the division alone rounds: Clinger (1990), "How to read
   floating point numbers accurately". A longer one comes rounded, with 1 to divide it by. */
INLINE uint32_t read_number(const uint8_t *text, size_t start, size_t end, double *integer, double *power) {
    const uint64_t negative = text[start] == '-';
    const size_t length = end - start - negative;
    if (__builtin_expect(length > 16, 0)) {
        *power = negative ? -1 : 1;
        return length <= 24 && read_long_number(text + end, length, integer);
    }
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + end - 16));
    const __m128i digits = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const uint32_t field = 0xffffu & ~((1u << (16 - length)) - 1);
    const uint32_t digit_bits
        = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits)) & field;
    const uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.'))) & field;
    const __m128i places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m128i inside = _mm_cmpgt_epi8(places, _mm_set1_epi8((char)(15 - (int)length)));
    const uint32_t point = (uint32_t)__builtin_ctz(points | 0x10000);
    const __m128i order = _mm_load_si128((const __m128i *)closing[point]);
    const uint64_t whole = sixteen_digits(_mm_shuffle_epi8(_mm_and_si128(digits, inside), order));
    uint64_t bits;
    memcpy(&bits, &divisor[point], 8);
    bits |= negative << 63;
    memcpy(power, &bits, 8);
    *integer = (double)(int64_t)whole;
    if (__builtin_expect(end == start, 0)) {
        *integer = NAN;
        return 1;
    }
    if (__builtin_expect(whole > (uint64_t)1 << 53, 0)) {
        *integer = rounded(whole, point < 15 ? 15 - point : 0);
        *power = negative ? -1 : 1;
    }
    return (digit_bits | points) == field && digit_bits != 0 && (points & (points - 1)) == 0;
}

#endif
