import Foundation

/// Keeps other processes from working in a folder, until it is given up or its process ends, however it ends.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of a folder.
    ///
    /// - Throws: `SweepError.notThisSweep` where another process has it, `.folder` where it cannot be made.
    init(_ folder: URL) throws(SweepError) {
        let file = folder.appendingPathComponent(".lock")
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .folder(FolderError(path: file.path, reason: String(cString: strerror(errno))))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .notThisSweep(
                path: folder.path,
                reason: "another sweep is at work here; wait for it, or choose another folder with --out")
        }
    }

    deinit { close(descriptor) }
}
