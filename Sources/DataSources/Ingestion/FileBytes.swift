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

    /// The bytes of a piece of a file; fewer where the file ends before it does.
    static func read(_ descriptor: Int32, count: Int, at offset: Int, path: String) throws(IngestError) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path) }
        let there = max(0, min(count, Int(status.st_size) - offset))
        var failure: IngestError?
        let bytes = [UInt8](unsafeUninitializedCapacity: there) { buffer, taken in
            while taken < there {
                let more = pread(
                    descriptor, buffer.baseAddress.map { $0 + taken }, there - taken, off_t(offset + taken))
                if more < 0, errno == EINTR { continue }
                if more < 0 { failure = .system(path) }
                if more <= 0 { break }
                taken += more
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Has the disk keep what was written to a file.
    static func sync(_ path: String) throws(IngestError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(path) }
    }

    /// Writes a file beside another, has the disk keep it, and puts it in the other's place.
    static func replace(_ path: String, with bytes: [UInt8]) throws(IngestError) {
        let temporary = path + ".part"
        try make(temporary, of: bytes, isDurable: true)
        guard rename(temporary, path) == 0 else {
            let error = IngestError.system(path)
            unlink(temporary)
            throw error
        }
    }

    /// Makes a file; where that fails, there is none.
    static func make(_ path: String, of bytes: [UInt8], isDurable: Bool) throws(IngestError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        do throws(IngestError) {
            try write(bytes, to: descriptor, path: path)
            guard !isDurable || fsync(descriptor) == 0 else { throw .system(path) }
        } catch {
            unlink(path)
            throw error
        }
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
