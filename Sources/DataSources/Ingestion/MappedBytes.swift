import CMappedFiles
import Glibc

/// The bytes of a file, mapped as long as this lives; where another cuts the file short they are zeros.
struct MappedBytes: ~Copyable {
    let bytes: UnsafeRawBufferPointer

    /// Maps a file; one that is not there has no bytes.
    init(_ path: String) throws(IngestError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path) }
        let count = Int(status.st_size)
        if count == 0 {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let base = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
            throw .system(path)
        }
        _ = cmapped_guard(base, count)
        bytes = UnsafeRawBufferPointer(start: base, count: count)
    }

    deinit {
        guard let base = bytes.baseAddress else { return }
        let start = UnsafeMutableRawPointer(mutating: base)
        cmapped_release(start)
        munmap(start, bytes.count)
    }
}
