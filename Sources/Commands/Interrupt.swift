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
        // Who started this may have blocked them: a supervisor's thread, for one, hands its mask on.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for number in [SIGINT, SIGTERM] { sigaddset(&wanted, number) }
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interrupt.last.store(number, ordering: .relaxed)
                if Interrupt.count.add(1, ordering: .relaxed).newValue > 1 { _exit(ExitStatus.interrupted.rawValue) }
            }
        }
    }
}
