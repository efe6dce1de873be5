/// XXH64: a hash of 64 bits that reads about a dozen bytes a nanosecond.
///
/// It finds what disks and cut files do, not what an attacker does. Chosen over CRC-32C because it has twice the bits and
/// is fast in plain arithmetic, and over a hash of our own because any `xxhsum` can check a file against a manifest.
///
/// - Source: Collet, "xxHash fast digest algorithm", specification 0.1.1, section "XXH64 algorithm description".
/// - Verified by: `BlockHashTests` on published values.
public enum BlockHash {
    /// The bytes of a block: the unit in which columns are verified.
    ///
    /// The last block of a column may be shorter.
    public static let blockBytes = 1 << 20

    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The hash of bytes, with a seed of 0.
    ///
    /// - Complexity: O(bytes), no allocation.
    public static func xxh64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let count = bytes.count
        var place = 0
        var hash: UInt64
        if count >= 32 {
            var (a, b, c, d) = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
            while place &+ 32 <= count {
                a = round(a, word(bytes, place))
                b = round(b, word(bytes, place &+ 8))
                c = round(c, word(bytes, place &+ 16))
                d = round(d, word(bytes, place &+ 24))
                place &+= 32
            }
            hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
            for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
        } else {
            hash = prime5
        }
        hash &+= UInt64(count)
        while place + 8 <= count {
            hash = rotate(hash ^ round(0, word(bytes, place)), 27) &* prime1 &+ prime4
            place += 8
        }
        if place + 4 <= count {
            let half = UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian)
            hash = rotate(hash ^ (half &* prime1), 23) &* prime2 &+ prime3
            place += 4
        }
        while place < count {
            hash = rotate(hash ^ (UInt64(bytes[place]) &* prime5), 11) &* prime1
            place += 1
        }
        hash = (hash ^ hash &>> 33) &* prime2
        hash = (hash ^ hash &>> 29) &* prime3
        return hash ^ hash &>> 32
    }

    /// The hash of a text's UTF-8 bytes.
    static func xxh64(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { xxh64(UnsafeRawBufferPointer($0)) }
    }

    /// A hash as 16 lower-case hexadecimal digits.
    static func text(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
    }

    @inline(__always)
    private static func round(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        rotate(sum &+ word &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value &<< count | value &>> (64 &- count)
    }
}
