import Foundation

/// What a worker notes before each trial: its number, and when it began on the clock that all processes share.
///
/// Notices go through a pipe of their own that nobody waits for, so that a short trial wakes nobody.
struct WorkerNotice: Sendable, Hashable {
    /// The trial.
    var trial: UInt32
    /// When it began.
    var begun: UInt64

    /// The bytes of a notice: few enough that the system writes them at once or not at all.
    static let byteCount = 16

    /// Nanoseconds of a clock that never goes back.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// A trial that begins now.
    init(trial: UInt32) {
        self.trial = trial
        begun = WorkerNotice.now
    }

    /// The notice of some bytes; `nil` where they are too few.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= WorkerNotice.byteCount else { return nil }
        begun = bytes.loadUnaligned(as: UInt64.self)
        trial = UInt32(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// Its bytes.
    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeBytes(of: (begun, UInt64(trial))) { body($0) }
    }
}
