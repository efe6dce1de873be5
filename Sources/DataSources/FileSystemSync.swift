internal import CMappedFiles
import Glibc

/// The disk's word for many files at once, which is faster than file by file.
public enum FileSystemSync {
    /// Has the disk keep everything that was written to the file system of a folder.
    ///
    /// - Returns: `nil` where it is kept, or what the system says.
    public static func failure(ofFolder path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        return cmapped_sync_file_system(descriptor) == 0 ? nil : String(cString: strerror(errno))
    }
}
