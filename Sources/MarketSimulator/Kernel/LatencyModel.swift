public import Core

/// How long a message is on its way in one direction.
public enum LatencyModel: Hashable, Sendable {
    /// Always so many nanoseconds.
    case fixed(nanoseconds: Int64)
    /// Drawn anew for each message, in nanoseconds; draws below zero count as zero.
    case distributed(Distribution)
    /// One of measured latencies in nanoseconds, each as likely as the others.
    case measured([Int64])

    /// A latency.
    ///
    /// - Parameter stream: The participant's stream for latencies.
    public func draw(_ stream: inout RandomStream) -> Int64 {
        switch self {
        case .fixed(let nanoseconds): return nanoseconds
        case .distributed(let distribution):
            let drawn = distribution.draw(&stream)
            return drawn > 0 ? Int64(min(drawn, 1e15)) : 0
        case .measured(let table): return table.isEmpty ? 0 : table[stream.below(table.count)]
        }
    }

    /// What is wrong with it; `nil` where nothing is.
    public var fault: String? {
        switch self {
        case .fixed(let nanoseconds): nanoseconds >= 0 ? nil : "a latency of \(nanoseconds) ns is negative"
        case .distributed(let distribution): distribution.fault(in: 0...1e15)
        case .measured(let table):
            if table.isEmpty {
                "a table without latencies"
            } else {
                table.first { $0 < 0 }.map { "a latency of \($0) ns in the table is negative" }
            }
        }
    }
}
