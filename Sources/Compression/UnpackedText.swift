internal import CZlib
internal import Glibc

/// The text of gzip members (RFC 1952), unpacked piece by piece: into memory while there is little, then into a file without
/// a name, so that a small file that unpacks to a huge one fills no memory.
public enum UnpackedText {
    /// Text of more bytes goes to a file.
    static let mostInMemory = 32 << 20

    /// Unpacks all members.
    ///
    /// - Parameter folder: The folder whose disk takes a large text.
    /// - Returns: The text, and the file that holds it where memory does not: both are the caller's to give back.
    /// - Throws: `Gzip.Failure` for data that are damaged, end too early or have other bytes behind them, and where the disk
    ///   has no room.
    public static func make(
        _ packed: UnsafeRawBufferPointer, folder: String = UnpackedText.temporaryFolder
    ) throws(Gzip.Failure) -> (bytes: UnsafeRawBufferPointer, descriptor: Int32?) {
        var piece = Piece()
        defer { free(piece.memory) }
        var stream = z_stream()
        // 16 added to the window's bits asks for the gzip frame.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK,
            let source = packed.baseAddress
        else { throw Gzip.Failure(text: "zlib cannot be started") }
        defer { inflateEnd(&stream) }
        var consumed = 0
        var isOver = false
        while !isOver {
            let room = try piece.room(folder)
            // zlib counts in 32 bits.
            let give = min(packed.count - consumed, 1 << 30)
            stream.next_in = UnsafeMutablePointer(mutating: (source + consumed).assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(give)
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            consumed += give - Int(stream.avail_in)
            piece.count += room.count - Int(stream.avail_out)
            switch status {
            case Z_OK: continue
            case Z_STREAM_END:
                isOver = try !UnpackedText.hasMember(packed, at: consumed)
                if !isOver { inflateReset(&stream) }
            case Z_BUF_ERROR where consumed < packed.count: continue
            case Z_BUF_ERROR: throw piece.failure("they end too early")
            default: throw piece.failure(stream.msg.map { String(cString: $0) } ?? "zlib status \(status)")
            }
        }
        return try piece.finish()
    }

    /// Whether another member follows; padding of zeros may follow too, and nothing else.
    private static func hasMember(_ packed: UnsafeRawBufferPointer, at place: Int) throws(Gzip.Failure) -> Bool {
        let rest = packed[place...]
        if rest.count >= 2, rest[place] == 0x1f, rest[place + 1] == 0x8b { return true }
        guard let stranger = rest.firstIndex(where: { $0 != 0 }) else { return false }
        throw Gzip.Failure(text: "behind their end, at byte \(stranger + 1), stands something else")
    }

    /// `$TMPDIR`, else `/tmp`.
    public static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// What has been unpacked and is not in the file yet.
    private struct Piece {
        var memory: UnsafeMutableRawPointer?
        var capacity = 0
        var count = 0
        var descriptor: Int32?
        var written = 0

        /// Room for more: in memory, or, where that is full, in the memory whose content has gone to the file.
        mutating func room(_ folder: String) throws(Gzip.Failure) -> UnsafeMutableBufferPointer<UInt8> {
            if count == capacity {
                if capacity < UnpackedText.mostInMemory {
                    capacity = max(1 << 18, capacity * 2)
                    guard let larger = realloc(memory, capacity) else { throw failure("not enough memory") }
                    memory = larger
                } else {
                    try spill(folder)
                }
            }
            guard let memory else { throw failure("not enough memory") }
            return UnsafeMutableBufferPointer(
                start: (memory + count).assumingMemoryBound(to: UInt8.self), count: min(capacity - count, 1 << 20))
        }

        private mutating func spill(_ folder: String) throws(Gzip.Failure) {
            if descriptor == nil {
                // A file without a name is gone with the process, however it ends.
                var path = Array("\(folder)/backtest-XXXXXX".utf8CString)
                let file = path.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
                guard file >= 0 else { throw noRoom(folder) }
                unlink(path)
                _ = fcntl(file, F_SETFD, FD_CLOEXEC)
                descriptor = file
            }
            guard let descriptor, let memory else { return }
            var place = 0
            while place < count {
                let done = write(descriptor, memory + place, count - place)
                if done < 0, errno == EINTR { continue }
                guard done > 0 else { throw noRoom(folder) }
                place += done
            }
            written += count
            count = 0
        }

        /// All of it: the memory, which is no longer this piece's, or the mapped file.
        mutating func finish() throws(Gzip.Failure) -> (UnsafeRawBufferPointer, Int32?) {
            guard let descriptor else {
                defer { memory = nil }
                return (UnsafeRawBufferPointer(start: memory, count: count), nil)
            }
            try spill("")
            guard let address = mmap(nil, written, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
                throw failure(String(cString: strerror(errno)))
            }
            return (UnsafeRawBufferPointer(start: address, count: written), descriptor)
        }

        private func noRoom(_ folder: String) -> Gzip.Failure {
            failure(
                "\(String(cString: strerror(errno))) in \(folder), where the text is unpacked; let TMPDIR be a folder with room"
            )
        }

        func failure(_ text: String) -> Gzip.Failure {
            if let descriptor { close(descriptor) }
            return Gzip.Failure(text: text)
        }
    }
}
