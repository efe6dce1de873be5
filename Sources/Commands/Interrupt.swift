import Foundation
import Synchronization

/// Ctrl-C: noted once, so that what is being done can end cleanly; a second one ends at once.
enum Interrupt {
    private static let count = Atomic<Int>(0)

    /// Whether it was asked to stop.
    static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

    /// Starts listening for it.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                if Interrupt.count.add(1, ordering: .relaxed).newValue > 1 { _exit(ExitStatus.interrupted.rawValue) }
            }
        }
    }
}
