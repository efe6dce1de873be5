import Core

/// A bar by its symbol and start.
struct NamedBar: Hashable, Comparable, Sendable {
    var symbol: String
    var start: Timestamp

    init(_ symbol: String, _ start: Timestamp) {
        self.symbol = symbol
        self.start = start
    }

    init(_ bar: CompletedBar) { self.init(bar.symbol, bar.start) }

    /// By symbol, then by time.
    static func < (one: NamedBar, other: NamedBar) -> Bool {
        one.symbol != other.symbol ? one.symbol < other.symbol : one.start < other.start
    }
}
