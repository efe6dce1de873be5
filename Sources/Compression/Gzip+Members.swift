internal import CZlib

extension Gzip {
    /// Unpacks one or more gzip members into memory that its receiver gives.
    ///
    /// - Parameters:
    ///   - room: Gives memory for the next bytes, one at least.
    ///   - take: Told how many bytes have come into it; `false` ends the unpacking.
    /// - Returns: How many bytes of `packed` the members are, behind which something else may stand; `nil` where the
    ///   receiver ended it.
    /// - Throws: `Failure` where the data are damaged or end too early, and what `room` throws.
    static func unpackMembers(
        of packed: UnsafeRawBufferPointer, room: () throws(Failure) -> UnsafeMutableBufferPointer<UInt8>,
        take: (Int) -> Bool
    ) throws(Failure) -> Int? {
        var stream = z_stream()
        // 16 added to the window's bits asks for the gzip frame.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Failure(text: "zlib cannot be started")
        }
        defer { inflateEnd(&stream) }
        let source = packed.bindMemory(to: UInt8.self)
        var consumed = 0
        while true {
            let memory = try room()
            // zlib counts in 32 bits.
            let give = min(packed.count - consumed, 1 << 30)
            stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
            stream.avail_in = UInt32(give)
            stream.next_out = memory.baseAddress
            stream.avail_out = UInt32(memory.count)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            consumed += give - Int(stream.avail_in)
            guard take(memory.count - Int(stream.avail_out)) else { return nil }
            switch status {
            case Z_OK: continue
            case Z_STREAM_END:
                guard consumed + 1 < packed.count, packed[consumed] == 0x1f, packed[consumed + 1] == 0x8b else {
                    return consumed
                }
                inflateReset(&stream)
            case Z_BUF_ERROR where consumed < packed.count: continue
            case Z_BUF_ERROR: throw Failure(text: "they end too early")
            default: throw Failure(text: stream.msg.map { String(cString: $0) } ?? "zlib status \(status)")
            }
        }
    }
}
