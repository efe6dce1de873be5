import Foundation
import HTTPClient
import Synchronization

/// Hands an interrupt on to requests that are under way, for as long as it lives.
final class InterruptWatch: Sendable {
    /// Is cancelled by the interrupt.
    let cancellation = Cancellation()
    private let isOver = Atomic<Bool>(false)

    /// Starts looking.
    init() {
        Interrupt.listen()
        Thread.detachNewThread { [weak self] in
            while let watch = self, !watch.isOver.load(ordering: .relaxed) {
                if Interrupt.isRequested { return watch.cancellation.cancel() }
                usleep(20_000)
            }
        }
    }

    /// Stops looking.
    func end() { isOver.store(true, ordering: .relaxed) }
}
