import Core
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
}
