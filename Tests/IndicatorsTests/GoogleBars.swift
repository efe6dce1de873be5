import Indicators
import TestSupport

/// The bars of GOOG and the closes of the index on the same days, on which third-party tools computed indicators.
struct GoogleBars: Sendable {
    /// Columns by input; a second series is the index.
    let bars: SampleBars
    /// The third-party figures, a column by name.
    let oracle: [String: [Double]]

    /// The bars, read once.
    static let read = Result { try GoogleBars() }

    private init() throws {
        let figures = try FigureTable(path: SharedFolder.path("oracles/indicators/indicators_goog.csv"))
        oracle = Dictionary(uniqueKeysWithValues: figures.names.map { ($0, figures.numbers($0)) })
        let table = try FigureTable(path: SharedFolder.path("data/daily/wiki/goog.csv"))
        let index = try FigureTable(path: SharedFolder.path("data/daily/index/sp500_ohlcv_1999_2018.csv"))
        let closes = Dictionary(zip(index.texts("date"), index.numbers("close"))) { first, _ in first }
        bars = SampleBars(
            columns: [
                .series: table.numbers("close"), .open: table.numbers("open"), .high: table.numbers("high"),
                .low: table.numbers("low"), .close: table.numbers("close"), .volume: table.numbers("volume"),
                .sessionStart: table.rows.indices.map { $0 % 5 == 0 ? 1 : 0 },
            ], second: table.texts("date").map { closes[$0] ?? .nan })
    }
}
