import Glibc

/// Writes files so that a reader sees the whole of one or none of it.
public enum OutputFile {
    /// Writes bytes to a file, or to standard output for `-`.
    ///
    /// Devices and pipes are written in place; a file comes into being under its name only when it is complete.
    ///
    /// - Throws: `DataError.output` with the system's words.
    public static func write(_ bytes: [UInt8], to path: String) throws(DataError) {
        try write(to: path) { put throws(DataError) in try put(bytes) }
    }

    /// Writes what a body puts, piece by piece, as `write(_:to:)` writes bytes.
    ///
    /// - Throws: `DataError.output` with the system's words, and what the body throws.
    static func write(to path: String, _ body: (Put) throws(DataError) -> Void) throws(DataError) {
        if path == "-" { return try body(Put(descriptor: 1, path: "<stdout>")) }
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { throw .output(path: path, reason: "it is a directory") }
            if status.st_mode & S_IFMT != S_IFREG {
                let descriptor = open(path, O_WRONLY | O_CLOEXEC)
                guard descriptor >= 0 else { throw failure(path) }
                defer { close(descriptor) }
                return try body(Put(descriptor: descriptor, path: path))
            }
        }
        let temporary = path + ".\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        do throws(DataError) {
            try body(Put(descriptor: descriptor, path: path))
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        // A full disk may show only here. What has its name is on the disk: a power cut leaves the old file or the new one.
        let isSynced = fsync(descriptor) == 0 || errno == EINVAL
        guard isSynced else {
            let error = failure(path)
            close(descriptor)
            unlink(temporary)
            throw error
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let error = failure(path)
            unlink(temporary)
            throw error
        }
    }

    /// An open file that pieces are put into, one behind the other.
    struct Put {
        let descriptor: Int32
        let path: String

        /// Writes a piece.
        func callAsFunction(_ piece: UnsafeRawBufferPointer) throws(DataError) {
            var place = 0
            while place < piece.count {
                let written = Glibc.write(descriptor, piece.baseAddress.map { $0 + place }, piece.count - place)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw OutputFile.failure(path)
                }
                place += written
            }
        }

        /// Writes a piece.
        func callAsFunction(_ piece: [UInt8]) throws(DataError) {
            try piece.withUnsafeBufferPointer { piece throws(DataError) in
                try callAsFunction(UnsafeRawBufferPointer(piece))
            }
        }
    }

    private static func failure(_ path: String) -> DataError {
        .output(path: path, reason: String(cString: strerror(errno)))
    }
}
