internal import CMappedFiles
import Dispatch
import Foundation
import Synchronization

extension SweepFolder {
    /// Writes several files on as many threads as there are processors.
    ///
    /// - Throws: The error of the first, in their order, that failed; the others are written all the same.
    func writeAtOnce<Part: Sendable>(
        _ parts: [Part], _ write: @Sendable (Part) throws(SweepError) -> Void
    ) throws(SweepError) {
        let failures = Mutex([SweepError?](repeating: nil, count: parts.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { place in
            do throws(SweepError) { try write(parts[place]) } catch { failures.withLock { $0[place] = error } }
        }
        if let first = failures.withLock({ $0.lazy.compactMap { $0 }.first }) { throw first }
    }

    /// Waits until all that was written to the folder's file system is on the disk.
    func bringToDisk() throws(SweepError) {
        let folder = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if folder >= 0 { close(folder) } }
        guard folder >= 0, cmapped_sync_file_system(folder) == 0 else {
            let reason = String(cString: strerror(errno))
            throw .folder(FolderError(path: url.path, reason: reason))
        }
    }
}
