import Foundation
import Synchronization

/// Ctrl-C: noted once, so that what is being done can end cleanly; a second one ends at once.
enum Interrupt {
    private static let count = Atomic<Int>(0)
    private static let last = Atomic<Int32>(0)

    /// Whether it was asked to stop.
    static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

    /// Whether it was SIGTERM that asked: whoever sends it wants an end, and no failure.
    static var isTermination: Bool { last.load(ordering: .relaxed) == SIGTERM }

    /// Starts listening for it.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interrupt.last.store(number, ordering: .relaxed)
                if Interrupt.count.add(1, ordering: .relaxed).newValue > 1 { _exit(ExitStatus.interrupted.rawValue) }
            }
        }
        // Whoever started this program from a thread that blocks signals has left them blocked; what came until now is
        // heard now.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
