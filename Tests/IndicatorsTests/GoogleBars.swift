import Indicators
import TestSupport

/// The bars of GOOG and the closes of the index on the same days, on which third-party tools computed indicators.
struct GoogleBars {
    /// Columns by input; a second series is the index.
    let columns: [IndicatorDeclaration.Input: [Double]]
    /// The index's closes.
    let benchmark: [Double]

    /// The third-party figures, a column by name.
    let oracle: FigureTable

    /// The bars, read once.
    static let read = Result { try GoogleBars() }

    private init() throws {
        oracle = try FigureTable(path: SharedFolder.path("oracles/indicators/indicators_goog.csv"))
        let bars = try FigureTable(path: SharedFolder.path("data/daily/wiki/goog.csv"))
        let index = try FigureTable(path: SharedFolder.path("data/daily/index/sp500_ohlcv_1999_2018.csv"))
        let closes = Dictionary(zip(index.texts("date"), index.numbers("close"))) { first, _ in first }
        benchmark = bars.texts("date").map { closes[$0] ?? .nan }
        columns = [
            .series: bars.numbers("close"), .open: bars.numbers("open"), .high: bars.numbers("high"),
            .low: bars.numbers("low"), .close: bars.numbers("close"), .volume: bars.numbers("volume"),
            .sessionStart: bars.rows.indices.map { $0 % 5 == 0 ? 1 : 0 },
        ]
    }

    /// The columns an indicator reads, its second series being the index.
    func inputs(of declaration: IndicatorDeclaration) -> [[Double]] {
        var series = [columns[.series] ?? [], benchmark].makeIterator()
        return declaration.inputs.map { $0 == .series ? series.next() ?? [] : columns[$0] ?? [] }
    }
}
