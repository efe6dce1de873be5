import Foundation

/// Metrics as the file has them: doubles, the lowest byte first, and one `nan` of its own for a metric that is not there.
enum MetricBytes {
    /// No arithmetic gives this `nan`.
    private static let absent: UInt64 = 0x7ff8_0000_6e69_6c00

    static func data(of values: [Double?]) -> Data {
        let words = values.map { value -> UInt64 in
            guard let value else { return absent.littleEndian }
            return (value.isNaN ? Double.nan : value).bitPattern.littleEndian
        }
        return words.withUnsafeBytes { Data($0) }
    }

    static func values(of data: Data) -> [Double?] {
        data.words.map { $0 == absent ? nil : Double(bitPattern: $0) }
    }
}

extension Data {
    /// Words, the highest byte first, so that the bytes read as the digits do.
    init(words: [UInt64]) {
        let bytes = words.map { $0.bigEndian }
        self = bytes.withUnsafeBytes { Data($0) }
    }

    /// The bytes of an identity.
    init(_ identity: TrialIdentity) {
        self.init(words: [identity.high, identity.low])
    }

    /// Whole words, the lowest byte first.
    var words: [UInt64] {
        withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
    }

    /// Whole words, the highest byte first.
    var digitWords: [UInt64] { words.map(\.byteSwapped) }
}
