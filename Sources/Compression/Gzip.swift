internal import CZlib

/// Packs and unpacks gzip (RFC 1952) through zlib.
public enum Gzip {
    /// Why data could not be packed or unpacked.
    public struct Failure: Error, Hashable, Sendable {
        /// The reason in words.
        public var text: String
    }

    /// The gzip form of bytes, without a file name or a time, so that equal bytes give equal results.
    ///
    /// - Parameters:
    ///   - plain: What to pack.
    ///   - level: 1 for speed to 9 for size.
    /// - Throws: `Failure` where zlib cannot be started.
    public static func deflate(_ plain: [UInt8], level: Int = 6) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Int32(min(9, max(1, level))), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw Failure(text: "zlib cannot be started") }
        defer { deflateEnd(&stream) }
        var packed: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        var place = 0
        var status = Z_OK
        while status != Z_STREAM_END {
            let give = min(plain.count - place, 1 << 30)
            let flush = place + give == plain.count ? Z_FINISH : Z_NO_FLUSH
            let written = plain.withUnsafeBufferPointer { source in
                block.withUnsafeMutableBufferPointer { out in
                    stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + place) }
                    stream.avail_in = UInt32(give)
                    stream.next_out = out.baseAddress
                    stream.avail_out = UInt32(out.count)
                    status = CZlib.deflate(&stream, flush)
                    return out.count - Int(stream.avail_out)
                }
            }
            place += give - Int(stream.avail_in)
            packed.append(contentsOf: block[..<written])
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw Failure(text: "zlib status \(status)")
            }
        }
        return packed
    }
}
