import Glibc

/// Prints bars on standard output, each at once, so that a script can act on it.
public final class BarOutput: Sendable {
    private let printing: BarPrinting

    /// An output of that form.
    public init(_ printing: BarPrinting) { self.printing = printing }

    /// Prints a bar; where nobody reads any more, it is lost, but not the bars that are kept.
    public func write(_ bar: CompletedBar) {
        let line = printing.line(bar)
        if line.isEmpty { return }
        do throws(IngestError) {
            try FileBytes.write(line, to: STDOUT_FILENO, path: "<stdout>")
        } catch {
            // A reader that has gone is no failure.
            if errno != EPIPE {
                try? FileBytes.write(Array("\(error)\n".utf8), to: STDERR_FILENO, path: "<stderr>")
            }
        }
    }
}
