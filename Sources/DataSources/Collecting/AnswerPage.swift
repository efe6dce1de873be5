import Core
import TimeSeries

/// The rows of one answer, as it gave them, and what a next request must say to go on.
struct AnswerPage {
    /// Stamps are starts or ends of bars, or dates; of quotes, instants.
    var rows: BarRows
    /// The token of the next page; `nil` where there is none.
    var token: String?

    /// Rows of no bars.
    static func empty(symbol: String) -> BarRows {
        BarRows(symbol: symbol, stampKind: .starts, stamps: [], open: [], high: [], low: [], close: [], volume: [])
    }
}

extension BarRows {
    /// Appends the rows of a further answer of the same kind.
    mutating func append(_ other: BarRows) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        stamps += other.stamps
        open += other.open
        high += other.high
        low += other.low
        close += other.close
        volume += other.volume
        // Places in one answer say nothing of several, and columns that are shorter than the others would not be picked from.
        sourceRows = []
        adjustedClose = []
    }
}
