import Glibc

/// Whole files in and out of memory, with the system's words where it refuses.
enum FileBytes {
    /// The bytes of a file.
    static func read(_ path: String) throws(IngestError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size) + 1)
        var failure: IngestError?
        var isAtEnd = false
        while !isAtEnd, failure == nil {
            let more = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
                let taken = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if taken < 0, errno != EINTR { failure = .system(path) }
                isAtEnd = taken == 0
                count = max(0, taken)
            }
            bytes += more
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all bytes where a descriptor stands.
    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(IngestError) {
        var place = 0
        while place < bytes.count {
            let written = bytes[place...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw .system(path)
            }
            place += written
        }
    }
}

extension IngestError {
    /// What the system says now about a file.
    static func system(_ path: String) -> IngestError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
