import Glibc
import Synchronization

/// Prints bars on standard output, each at once, so that a script can act on it.
public final class BarOutput: Sendable {
    private let printing: BarPrinting
    private let isEnding = Atomic<Bool>(false)
    /// What a pipe takes without waiting, once it can be written to.
    private static let pieceCount = 4_096

    /// An output of that form.
    public init(_ printing: BarPrinting) { self.printing = printing }

    /// From now on a reader that does not read is not waited for; bars are kept all the same.
    public func end() { isEnding.store(true, ordering: .relaxed) }

    /// Prints a bar; where nobody reads any more, it is lost, but not the bars that are kept.
    public func write(_ bar: CompletedBar) {
        var rest = printing.line(bar)[...]
        while !rest.isEmpty {
            var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
            let wait: Int32 = isEnding.load(ordering: .relaxed) ? 0 : 100
            if poll(&output, 1, wait) <= 0 {
                if isEnding.load(ordering: .relaxed) { return }
                continue
            }
            let piece = rest.prefix(BarOutput.pieceCount)
            let count = piece.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if count < 0 {
                // A reader that has gone is no failure.
                if errno != EPIPE {
                    let error = IngestError.system("<stdout>")
                    try? FileBytes.write(Array("\(error)\n".utf8), to: STDERR_FILENO, path: "<stderr>")
                }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
