import Glibc

extension OutputFile {
    /// Writes a file that begins as an open one does and goes on otherwise; it takes the name when it is on the disk.
    ///
    /// - Parameters:
    ///   - tail: What follows.
    ///   - count: The bytes of the open file that come first.
    ///   - source: The open file; not looked at for none.
    static func write(
        _ tail: [UInt8], after count: Int, of source: Int32, to path: String
    ) throws(DataError) {
        let temporary = path + ".\(getpid()).part"
        func failure() -> DataError { .output(path: path, reason: String(cString: strerror(errno))) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure() }
        do throws(DataError) {
            var from = off_t(0)
            while from < count {
                let copied = sendfile(descriptor, source, &from, count - Int(from))
                if copied < 0, errno == EINTR { continue }
                guard copied > 0 else {
                    throw copied < 0 ? failure() : .file(path: path, .changed)
                }
            }
            try Put(descriptor: descriptor, path: path)(tail)
            guard fsync(descriptor) == 0 else { throw failure() }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let error = failure()
            unlink(temporary)
            throw error
        }
    }
}
