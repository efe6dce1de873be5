import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

/// The daily bars of Google on which other tools were run, a session a UTC day.
enum Goog {
    static func series(lot: Double) throws -> BarSeries {
        let table = try FigureTable(path: SharedFolder.path("data/daily/wiki/goog.csv"))
        let dates = table.texts("date").map { text in
            let parts = text.split(separator: "-").compactMap { Int($0) }
            return CivilDate(year: parts[0], month: parts[1], day: parts[2])
        }
        return BarSeries(
            instrument: Instrument(symbol: "GOOG", lotSize: lot),
            calendar: TradingCalendar(
                name: "days", zone: .utc, periodsPerYear: 252,
                sessions: dates.map { Session(date: $0, open: Timestamp($0), close: Timestamp($0 + 1)) }),
            start: dates.map { Timestamp($0).nanoseconds }, end: dates.map { Timestamp($0 + 1).nanoseconds },
            open: table.numbers("open"), high: table.numbers("high"), low: table.numbers("low"),
            close: table.numbers("close"), volume: table.numbers("volume"))
    }

    /// The mean of the last `n` values; `nan` before there are so many.
    static func average(_ values: [Double], _ n: Int) -> [Double] {
        values.indices.map { at in
            at < n - 1 ? .nan : values[(at - n + 1)...at].reduce(0, +) / Double(n)
        }
    }

    /// Wilder's relative strength, seeded with the plain mean of the first 14 changes.
    static func relativeStrength(_ values: [Double], _ n: Int = 14) -> [Double] {
        var out = [Double](repeating: .nan, count: values.count)
        var (up, down) = (0.0, 0.0)
        for at in 1..<values.count {
            let change = values[at] - values[at - 1]
            let (gain, loss) = (max(0, change), max(0, -change))
            if at <= n {
                up += gain / Double(n)
                down += loss / Double(n)
            } else {
                up = (up * Double(n - 1) + gain) / Double(n)
                down = (down * Double(n - 1) + loss) / Double(n)
            }
            if at >= n { out[at] = 100 * up / (up + down) }
        }
        return out
    }

    /// The bars on which `a` comes to lie above `b`.
    static func crossings(_ a: [Double], _ b: [Double]) -> [Bool] {
        a.indices.map { $0 > 0 && a[$0 - 1] < b[$0 - 1] && a[$0] > b[$0] }
    }
}

/// A trade of another tool.
struct ForeignTrade {
    var entryBar: Int
    var exitBar: Int
    /// Negative for a short.
    var size: Double
    var entryPrice: Double
    var exitPrice: Double
    var profit: Double
}

/// Compares a run's trades and equity with those of another tool.
func expectAgreement(
    _ stage: Stage, trades: [ForeignTrade], equity: [Double], relative: Double = 1e-9, except: Set<Int> = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let series = stage.panel[one]
    func bar(_ time: Timestamp, atOpen: Bool) -> Int {
        series.firstIndex(endingAtOrAfter: atOpen ? time + 1 : time)
    }
    var opens: Set<Timestamp> = []
    for event in stage.run.log {
        if case .filled(let fill) = event.body, fill.source == .open || fill.source == .gap { opens.insert(event.time) }
    }
    var found = stage.ledger.closed + stage.ledger.open
    found.sort { ($0.entryTime, $0.exitTime) < ($1.entryTime, $1.exitTime) }
    let theirs = trades.sorted { ($0.entryBar, $0.exitBar) < ($1.entryBar, $1.exitBar) }
    #expect(found.count == theirs.count, "the number of trades", sourceLocation: sourceLocation)
    for (index, (ours, other)) in zip(found, theirs).enumerated() {
        let agrees =
            agree(ours.quantity * (ours.side == .buy ? 1 : -1), other.size, relative: relative)
            && agree(ours.entryPrice, other.entryPrice, relative: relative)
            && agree(ours.exitPrice, other.exitPrice, relative: relative)
            && agree(ours.netPnl, other.profit, relative: 1e-7, absolute: 1e-6)
        guard agrees else {
            Issue.record("trade \(index): \(ours) against \(other)", sourceLocation: sourceLocation)
            return
        }
    }
    for (index, (ours, other)) in zip(stage.equity, equity).enumerated()
    where !except.contains(index) && !agree(ours, other, relative: relative) {
        Issue.record("equity of bar \(index): \(ours) against \(other)", sourceLocation: sourceLocation)
        return
    }
    #expect(stage.equity.count == equity.count, sourceLocation: sourceLocation)
}
