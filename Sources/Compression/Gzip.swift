internal import CZlib
internal import Core
internal import Glibc

/// Packs and unpacks gzip (RFC 1952) through zlib.
public enum Gzip {
    /// Why data could not be packed or unpacked.
    public struct Failure: Error, Hashable, Sendable {
        /// The reason in words.
        public var text: String
    }

    /// The unpacked bytes of one or more gzip members, in memory from `malloc` that the caller frees.
    ///
    /// - Throws: `Failure` where the data are damaged or end too early.
    public static func inflate(_ packed: UnsafeRawBufferPointer) throws(Failure) -> UnsafeMutableRawBufferPointer {
        var stream = z_stream()
        // 16 added to the window's bits asks for the gzip frame.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Failure(text: "zlib cannot be started")
        }
        defer { inflateEnd(&stream) }
        // Memory that has a home is not to grow and move: what it takes is counted beforehand.
        let known = LongArray.home == nil ? nil : try inflatedCount(packed)
        var capacity = known.map { $0 + 64 } ?? max(packed.count * 4, 1 << 16)
        var count = 0
        var consumed = 0
        guard var memory = malloc(capacity), let source = packed.baseAddress else {
            throw Failure(text: "not enough memory")
        }
        LongArray.settle(
            UnsafeMutableBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: capacity))
        func fail(_ text: String) -> Failure {
            free(memory)
            return Failure(text: text)
        }
        while true {
            if count == capacity {
                capacity *= 2
                guard let larger = realloc(memory, capacity) else { throw fail("not enough memory") }
                memory = larger
            }
            // zlib counts in 32 bits.
            let give = min(packed.count - consumed, 1 << 30)
            let room = min(capacity - count, 1 << 30)
            stream.next_in = UnsafeMutablePointer(mutating: (source + consumed).assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(give)
            stream.next_out = (memory + count).assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(room)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            consumed += give - Int(stream.avail_in)
            count += room - Int(stream.avail_out)
            switch status {
            case Z_OK: continue
            case Z_STREAM_END:
                // Members may follow one another; trailing zeros are padding.
                guard consumed + 1 < packed.count, packed[consumed] == 0x1f, packed[consumed + 1] == 0x8b else {
                    return UnsafeMutableRawBufferPointer(start: memory, count: count)
                }
                inflateReset(&stream)
            case Z_BUF_ERROR where consumed < packed.count: continue
            case Z_BUF_ERROR: throw fail("they end too early")
            default: throw fail(stream.msg.map { String(cString: $0) } ?? "zlib status \(status)")
            }
        }
    }

    /// The number of bytes that gzip members unpack to, as far as they are whole.
    private static func inflatedCount(_ packed: UnsafeRawBufferPointer) throws(Failure) -> Int {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Failure(text: "zlib cannot be started")
        }
        defer { inflateEnd(&stream) }
        guard let source = packed.baseAddress else { return 0 }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        var (count, consumed) = (0, 0)
        return block.withUnsafeMutableBufferPointer { block in
            while true {
                let give = min(packed.count - consumed, 1 << 30)
                stream.next_in = UnsafeMutablePointer(mutating: (source + consumed).assumingMemoryBound(to: UInt8.self))
                stream.avail_in = UInt32(give)
                stream.next_out = block.baseAddress
                stream.avail_out = UInt32(block.count)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                consumed += give - Int(stream.avail_in)
                count += block.count - Int(stream.avail_out)
                if status == Z_STREAM_END {
                    guard consumed + 1 < packed.count, packed[consumed] == 0x1f, packed[consumed + 1] == 0x8b else {
                        return count
                    }
                    inflateReset(&stream)
                } else if status != Z_OK {
                    // What is damaged is said where it is unpacked.
                    return count
                }
            }
        }
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
