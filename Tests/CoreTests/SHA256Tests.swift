@testable import Core
import Testing

@Suite struct SHA256Tests {
    /// NIST FIPS 180-4 example vectors and the hash of nothing.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func givesThePublishedHash(text: String, digest: String) {
        #expect(SHA256.hexDigest(of: text) == digest)
    }

    @Test func aMillionLettersInPiecesOfEverySizeGiveThePublishedHash() {
        for size in [1, 63, 64, 65, 1000] {
            var hash = SHA256()
            var left = 1_000_000
            while left > 0 {
                hash.update([UInt8](repeating: 0x61, count: min(size, left)))
                left -= min(size, left)
            }
            #expect(hash.hexDigest() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        }
    }

    /// Python's `hashlib` over the digits of the hashes of 0 to 199 bytes.
    @Test func everyLengthIsPadded() {
        let bytes = (0..<200).map { UInt8($0 % 251) }
        let digits = (0..<200).map { count in
            var hash = SHA256()
            hash.update(Array(bytes.prefix(count)))
            return hash.hexDigest()
        }
        #expect(
            SHA256.hexDigest(of: digits.joined())
                == "7a38a844c9e159de39f0862ee2e28569a8250831150a3fbf0a59c001129b2fb2")
    }

    @Test func plainArithmeticAgreesWithTheProcessorsInstructions() {
        var stream = RandomStream(seed: 5, name: "sha")
        let words = (0..<64).map { _ in stream.next() }
        var plain = SIMD8<UInt32>(
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
        var hash = SHA256()
        hash.update(words)
        // The padding of 512 bytes: a one bit, zeros, and the length of 4,096 bits.
        var padding = [UInt8](repeating: 0, count: 64)
        (padding[0], padding[62]) = (0x80, 0x10)
        words.withUnsafeBytes { SHA256.compress(&plain, $0, from: 0, blocks: 8) }
        padding.withUnsafeBytes { SHA256.compress(&plain, $0, from: 0, blocks: 1) }
        let text = (0..<8).map { index in
            let digits = String(plain[index], radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
        #expect(hash.hexDigest() == text)
    }
}
