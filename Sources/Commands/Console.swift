import Foundation
import Synchronization

/// Standard output for results, standard error for everything else.
enum Console {
    /// Whether standard error is a terminal: only then progress is drawn.
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1
    /// Whether results may be coloured.
    static let isColoured =
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty

    /// Prints a result.
    static func out(_ text: String) {
        write(Array(text.utf8), to: STDOUT_FILENO)
    }

    /// Prints a result line.
    static func line(_ text: String = "") {
        out(text + "\n")
    }

    /// Prints bytes of a result.
    static func out(bytes: [UInt8]) {
        write(bytes, to: STDOUT_FILENO)
    }

    /// Prints a message for people.
    static func note(_ text: String) {
        write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    /// When progress was drawn last; `nil` where none stands there.
    private static let lastDrawn = Mutex<ContinuousClock.Instant?>(nil)
    /// How far apart drawings lie at least: nobody reads more, and a terminal is slow.
    private static let pause = Duration.milliseconds(80)

    /// Draws progress over the present line of a terminal; nothing where there is none, or where the last was just drawn.
    ///
    /// - Parameter isStage: Whether something new begins, which is drawn at once.
    static func progress(_ text: @autoclosure () -> String, isStage: Bool = false) {
        guard errorIsTerminal else { return }
        let isDue = lastDrawn.withLock { last in
            let now = ContinuousClock.now
            if let last, now - last < pause, !isStage { return false }
            last = now
            return true
        }
        if isDue { write(Array("\r\u{1B}[2K\(text())".utf8), to: STDERR_FILENO) }
    }

    /// Takes the progress line away.
    static func endProgress() {
        guard errorIsTerminal else { return }
        lastDrawn.withLock { $0 = nil }
        write(Array("\r\u{1B}[2K".utf8), to: STDERR_FILENO)
    }

    /// A text in bold on a terminal.
    static func bold(_ text: String) -> String {
        isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                guard let base = buffer.baseAddress else { return }
                let written = Foundation.write(descriptor, base + offset, buffer.count - offset)
                if written <= 0 && errno != EINTR {
                    // A result that is lost is a failure; a note that is lost is not worth one.
                    guard descriptor == STDOUT_FILENO else { return }
                    let reason = String(cString: strerror(errno))
                    note("<stdout>: error: cannot be written: \(reason)")
                    exit(ExitStatus.failed.rawValue)
                }
                offset += max(0, written)
            }
        }
    }
}
