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
        do throws(Gzip.Failure) {
            let end = try Gzip.unpackMembers(of: packed) { () throws(Gzip.Failure) in
                try piece.room(folder)
            } take: { count in
                piece.count += count
                return true
            }
            try checkRest(of: packed, from: end ?? packed.count)
            return try piece.finish()
        } catch {
            if let descriptor = piece.descriptor { close(descriptor) }
            throw error
        }
    }

    /// Padding of zeros may follow the last member, and nothing else.
    private static func checkRest(of packed: UnsafeRawBufferPointer, from place: Int) throws(Gzip.Failure) {
        guard let stranger = packed[place...].firstIndex(where: { $0 != 0 }) else { return }
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

        private func failure(_ text: String) -> Gzip.Failure { Gzip.Failure(text: text) }
    }
}
