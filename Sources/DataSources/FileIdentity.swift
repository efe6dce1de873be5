import Glibc

/// What tells that a file is the one that was read before, without reading it: path, size, times and place on the disk.
///
/// A file whose bytes change gets another time of change from the system, whatever its time of modification is set to.
struct FileIdentity: Equatable {
    /// As text, the same for the same file.
    var text: String
    /// The bytes of the file as it lies there.
    var byteCount: Int
    /// Whether its name says that it is compressed.
    var isCompressed: Bool

    /// The identity of a regular file; `nil` for any other.
    init?(_ path: String) {
        guard let absolute = realpath(path, nil) else { return nil }
        defer { free(absolute) }
        var status = stat()
        guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        byteCount = Int(status.st_size)
        isCompressed = path.hasSuffix(".gz")
        let times = [status.st_mtim, status.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }.joined(separator: " ")
        text = "\(String(cString: absolute))\nsize \(byteCount) times \(times) inode \(status.st_dev):\(status.st_ino)"
        // A file system counts time in steps: of a change within the step of the last one nobody could tell.
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let age = (now.tv_sec - status.st_ctim.tv_sec) * 1_000_000_000 + now.tv_nsec - status.st_ctim.tv_nsec
        if (0..<FileIdentity.step).contains(age) { usleep(UInt32((FileIdentity.step - age) / 1_000)) }
    }

    /// Longer than a step of the clock of any file system that counts less than seconds.
    private static let step = 20_000_000
}
