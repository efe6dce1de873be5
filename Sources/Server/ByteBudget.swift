import Synchronization

/// The bytes of requests that are in memory at once, over all connections.
final class ByteBudget: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(_ limit: Int) { self.limit = limit }

    /// Takes bytes; `false` where there are not so many left.
    func take(_ count: Int) -> Bool {
        taken.withLock { taken in
            guard count <= limit - taken else { return false }
            taken += count
            return true
        }
    }

    /// Gives bytes back.
    func give(_ count: Int) { taken.withLock { $0 -= count } }
}
