import Core
import DataSources
import StrategyKit
import TimeSeries

/// Finer bars beside the data, inside which orders meet prices (S27).
extension Study {
    /// Reads what `data.finer` names.
    static func finerBars(
        _ configuration: DataConfiguration, cache: DataCache?,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
    ) throws(DataError) -> LoadedData? {
        guard let finer = configuration.finer else { return nil }
        return try MarketData.load(CSVReadOptions(finer, of: configuration), cache: cache, progress: progress)
    }

    /// About how many bytes of memory the bars of a config take, finer ones included.
    static func memoryEstimate(_ configuration: DataConfiguration) throws(DataError) -> Int {
        // What a database holds is known when it has been read.
        var sets = configuration.influx == nil ? [CSVReadOptions(configuration)] : []
        sets += configuration.beside.map { CSVReadOptions($0, of: configuration) }
        if let finer = configuration.finer { sets.append(CSVReadOptions(finer, of: configuration)) }
        var bytes = 0
        for options in sets {
            let (sum, isTooLarge) = bytes.addingReportingOverflow(try MarketData.memoryEstimate(options))
            bytes = isTooLarge ? .max : sum
        }
        return bytes
    }

    /// Lays finer bars beside those of their instruments.
    ///
    /// - Throws: Where they are of an instrument that is not there, are no whole bars, or are not shorter.
    static func lay(
        _ finer: LoadedData, beside loaded: inout LoadedData, _ configuration: StudyConfiguration
    ) throws(StudyError) {
        let place = configuration.place(of: "data.finer")
        var series = loaded.panel.series
        for one in finer.panel.series {
            let symbol = one.instrument.symbol
            let path = finer.report.entries.first { $0.symbol == symbol }?.path ?? ""
            guard let index = loaded.panel.index(of: symbol)?.place else {
                let symbols = loaded.panel.instruments.map(\.symbol)
                throw .unsuitable(
                    "data.finer: \(path) holds bars of '\(symbol)', which the data do not have; leave them out, or name "
                        + "their instrument with data.finer.symbol; there are \(symbols.joined(separator: ", "))",
                    at: place)
            }
            guard one.content == .bars else {
                throw .unsuitable(
                    "data.finer: \(path) holds closes alone for \(symbol), which do not tell what happened inside a bar; "
                        + "name a file with open, high, low and close", at: place)
            }
            let (length, own) = (one.usualBarLength, series[index].usualBarLength)
            guard length < own else {
                func text(_ length: Int64) -> String { Timeframe.intraday(nanoseconds: length).description }
                throw .unsuitable(
                    "data.finer: the bars of \(symbol) in \(path) are \(text(length)) long, those of the data \(text(own)); "
                        + "name a file of shorter bars, or leave data.finer out and choose another broker.fill.intrabar",
                    at: place)
            }
            series[index] = series[index].with(FinerBars(one))
        }
        loaded.panel = Panel(series)
        loaded.sources += finer.sources.filter { !loaded.sources.contains($0) }
        loaded.report.entries += finer.report.entries.map { entry in
            var entry = entry
            entry.symbol += " (finer)"
            // What is said of volumes, closes and actions is said of the data.
            entry.notes = []
            return entry
        }
    }
}

extension StudyResult {
    /// Bars of the period that orders met as a whole, because finer bars do not cover them; `nil` where none are asked for.
    var barsWithoutFiner: (count: Int, all: Int)? {
        guard configuration.broker.fill.intrabar == .finerData else { return nil }
        var (count, all) = (0, 0)
        for series in data.panel.series where series.instrument.isTradable && series.content == .bars {
            let places = tradedBars(of: series)
            count += series.countWithoutFiner(in: places)
            all += places.count
        }
        return (count, all)
    }
}
