import DataSources
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
        if let reason = FileSystemSync.failure(ofFolder: url.path) {
            throw .folder(FolderError(path: url.path, reason: reason))
        }
    }
}
