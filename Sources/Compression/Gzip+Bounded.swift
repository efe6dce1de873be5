internal import CZlib

extension Gzip {
    /// The unpacked bytes of one or more gzip members, as far as they are not more than a limit.
    ///
    /// What others send may unpack to a thousand times its size: no more than the limit is held in memory.
    ///
    /// - Returns: `nil` where they are more than `limit` bytes.
    /// - Throws: `Failure` where the data are damaged or end too early.
    public static func inflate(_ packed: [UInt8], atMost limit: Int) throws(Failure) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Failure(text: "zlib cannot be started")
        }
        defer { inflateEnd(&stream) }
        var plain: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        var consumed = 0
        while true {
            let give = min(packed.count - consumed, 1 << 30)
            var status = Z_OK
            let taken = packed.withUnsafeBufferPointer { source in
                block.withUnsafeMutableBufferPointer { out in
                    stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
                    stream.avail_in = UInt32(give)
                    stream.next_out = out.baseAddress
                    stream.avail_out = UInt32(out.count)
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return out.count - Int(stream.avail_out)
                }
            }
            consumed += give - Int(stream.avail_in)
            if plain.count + taken > limit { return nil }
            plain.append(contentsOf: block[..<taken])
            switch status {
            case Z_OK: continue
            case Z_STREAM_END:
                guard consumed + 1 < packed.count, packed[consumed] == 0x1f, packed[consumed + 1] == 0x8b else {
                    return plain
                }
                inflateReset(&stream)
            case Z_BUF_ERROR where consumed < packed.count: continue
            case Z_BUF_ERROR: throw Failure(text: "they end too early")
            default: throw Failure(text: stream.msg.map { String(cString: $0) } ?? "zlib status \(status)")
            }
        }
    }
}
