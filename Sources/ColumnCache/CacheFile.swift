import Glibc

/// Reads and writes files of a cache.
enum CacheFile {
    static var reason: String { String(cString: strerror(errno)) }

    /// The whole of a small file; `nil` where there is none.
    static func read(_ path: String) throws(CacheError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .refused(path: path, reason: reason)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &part, part.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .refused(path: path, reason: reason)
            }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Gives a file the present as its time, and makes it where it is not there; no error is told.
    ///
    /// The system's own stamp steps with the kernel's tick, so that two uses within milliseconds would have one time.
    static func touch(_ path: String) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let times = [now, now]
        guard utimensat(AT_FDCWD, path, times, 0) != 0, errno == ENOENT else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        futimens(descriptor, times)
        close(descriptor)
    }

    /// Writes a file that is on the disk when this returns; removes it again where that fails.
    static func write(_ parts: [UnsafeRawBufferPointer], to path: String) throws(CacheError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .notWritten(path: path, reason: reason) }
        var failure: Int32 = 0
        for part in parts where failure == 0 { failure = write(part, descriptor) }
        if failure == 0, fsync(descriptor) != 0 { failure = errno }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        guard failure == 0 else {
            unlink(path)
            throw .notWritten(path: path, reason: String(cString: strerror(failure)))
        }
    }

    /// Writes a small file in the place of another: a reader sees the old or the new.
    static func replace(_ path: String, with text: String) throws(CacheError) {
        let part = path + ".part"
        try ColumnData.byte(Array(text.utf8)).withBytes { (bytes) throws(CacheError) in try write([bytes], to: part) }
        guard rename(part, path) == 0 else {
            let words = reason
            unlink(part)
            throw .notWritten(path: path, reason: words)
        }
    }

    /// Makes names in a folder as lasting as the files they name.
    static func syncFolder(_ path: String) throws(CacheError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused(path: path, reason: reason) }
        defer { close(descriptor) }
        // Some file systems know no such thing, and need none.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .notWritten(path: path, reason: reason) }
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(CacheError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        guard errno == ENOENT, !parent.isEmpty else { throw .notWritten(path: path, reason: reason) }
        try makeFolder(parent)
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .notWritten(path: path, reason: reason) }
    }

    /// The names in a folder, sorted; none where there is no folder.
    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let item = readdir(folder) {
            let name = withUnsafePointer(to: &item.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a folder of files.
    static func removeFolder(_ path: String) {
        for name in names(in: path) { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// Whether the folder is there.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int32 {
        var place = 0
        while place < bytes.count, let base = bytes.baseAddress {
            let written = Glibc.write(descriptor, base + place, min(bytes.count - place, 8 << 20))
            if written < 0 {
                if errno == EINTR { continue }
                return errno
            }
            place += written
        }
        return 0
    }
}
