import Dispatch
import Synchronization

/// The hash of a source, computed beside the reading of its rows.
final class SourceHash: Sendable {
    private let result = Mutex("")
    private let group = DispatchGroup()

    init(_ source: SourceBytes) {
        // What a thread costs is more than a small file's hash.
        guard source.raw.count > 1 << 20 else {
            result.withLock { $0 = source.hash() }
            return
        }
        DispatchQueue.global().async(group: group) { [self] in
            let hash = source.hash()
            result.withLock { $0 = hash }
        }
    }

    /// The hash, once it is known.
    func value() -> String {
        group.wait()
        return result.withLock { $0 }
    }
}
