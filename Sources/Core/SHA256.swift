import CSHA256

/// The SHA-256 hash of a stream of bytes.
///
/// - Source: NIST FIPS 180-4 (2015), section 6.2.
/// - Verified by: `SHA256Tests` on the vectors of FIPS 180-4.
public struct SHA256: Sendable {
    private var state: SIMD8<UInt32> = SIMD8(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    /// The hash of no bytes yet.
    public init() {
        pending.reserveCapacity(64)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount += UInt64(bytes.count)
        var offset = 0
        if !pending.isEmpty {
            let take = min(64 - pending.count, bytes.count)
            pending.append(contentsOf: bytes[..<take])
            offset = take
            guard pending.count == 64 else { return }
            let block = pending
            block.withUnsafeBytes { compress($0, from: 0, blocks: 1) }
            pending.removeAll(keepingCapacity: true)
        }
        let blocks = (bytes.count - offset) / 64
        compress(bytes, from: offset, blocks: blocks)
        offset += blocks * 64
        pending.append(contentsOf: bytes[offset...])
    }

    /// Adds the UTF-8 bytes of a text.
    public mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the bytes of an array of plain values, in the machine's (little-endian) order.
    public mutating func update<Element: BitwiseCopyable>(_ values: [Element]) {
        values.withUnsafeBytes { update($0) }
    }

    /// The hash of all bytes added, as 64 lower-case hexadecimal digits.
    public consuming func hexDigest() -> String {
        let bits = (byteCount * 8).bigEndian
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { tail in
            let count = 1 + (119 - Int(byteCount % 64)) % 64
            tail.initializeMemory(as: UInt8.self, repeating: 0)
            tail[0] = 0x80
            tail.storeBytes(of: bits, toByteOffset: count, as: UInt64.self)
            update(UnsafeRawBufferPointer(rebasing: tail[..<(count + 8)]))
        }
        return String(unsafeUninitializedCapacity: 64) { text in
            for index in 0..<64 {
                let digit = UInt8(state[index / 8] >> UInt32(28 - 4 * (index % 8)) & 15)
                text[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 64
        }
    }

    /// The hash of a text, as 64 lower-case hexadecimal digits.
    public static func hexDigest(of text: String) -> String {
        var hash = SHA256()
        hash.update(text)
        return hash.hexDigest()
    }

    /// Whether the processor's own instructions are used: the same hash, six times as fast.
    static let isAccelerated = csha256_is_accelerated() != 0

    private mutating func compress(_ bytes: UnsafeRawBufferPointer, from offset: Int, blocks: Int) {
        guard blocks > 0 else { return }
        if SHA256.isAccelerated, let base = bytes.baseAddress {
            withUnsafeMutableBytes(of: &state) { words in
                csha256_add_blocks(
                    words.assumingMemoryBound(to: UInt32.self).baseAddress,
                    (base + offset).assumingMemoryBound(to: UInt8.self), blocks)
            }
        } else {
            SHA256.compress(&state, bytes, from: offset, blocks: blocks)
        }
    }

    /// The same in plain arithmetic, for processors without such instructions.
    static func compress(_ state: inout SIMD8<UInt32>, _ bytes: UnsafeRawBufferPointer, from offset: Int, blocks: Int) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
            var (a0, b0, c0, d0) = (state[0], state[1], state[2], state[3])
            var (e0, f0, g0, h0) = (state[4], state[5], state[6], state[7])
            for block in 0..<blocks {
                for t in 0..<16 {
                    let word = bytes.loadUnaligned(fromByteOffset: offset + block * 64 + t * 4, as: UInt32.self)
                    schedule[t] = UInt32(bigEndian: word)
                }
                for t in 16..<64 {
                    let (x, y) = (schedule[t &- 15], schedule[t &- 2])
                    let s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x &>> 3)
                    let s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y &>> 10)
                    schedule[t] = schedule[t &- 16] &+ s0 &+ schedule[t &- 7] &+ s1
                }
                var (a, b, c, d, e, f, g, h) = (a0, b0, c0, d0, e0, f0, g0, h0)
                SHA256.constants.withUnsafeBufferPointer { constants in
                    for t in 0..<64 {
                        let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
                        let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[t] &+ schedule[t]
                        let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
                        let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
                        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
                    }
                }
                (a0, b0, c0, d0) = (a0 &+ a, b0 &+ b, c0 &+ c, d0 &+ d)
                (e0, f0, g0, h0) = (e0 &+ e, f0 &+ f, g0 &+ g, h0 &+ h)
            }
            state = SIMD8(a0, b0, c0, d0, e0, f0, g0, h0)
        }
    }

    @inline(__always)
    private static func rotate(_ value: UInt32, _ count: UInt32) -> UInt32 {
        value &>> count | value &<< (32 &- count)
    }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
