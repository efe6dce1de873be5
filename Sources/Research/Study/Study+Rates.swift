import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

/// Rates of interest and of currencies that stand in files beside the bars.
extension Study {
    /// The terms with what the files of rates hold, and the files as they were read.
    static func terms(
        _ configuration: StudyConfiguration, _ panel: Panel
    ) throws(StudyError) -> (broker: Broker, sources: [LoadedData.Source], repairs: [LoadReport.Entry]) {
        var broker = configuration.broker
        var sources: [LoadedData.Source] = []
        var repairs: [LoadReport.Entry] = []
        if let path = configuration.rateFiles.interest {
            let file: RateFile.Content
            do { file = try RateFile.read(path) } catch { throw .data(error) }
            if let first = file.dates.first, let period = panel.period, first > period.lowerBound.date {
                throw .unsuitable(
                    "broker.interest.path: the first rate of \(path) is of \(first), but the data begin on "
                        + "\(period.lowerBound.date); give earlier rates, or later data",
                    at: configuration.place(of: "broker.interest.path"))
            }
            broker.referenceRates = DatedRates(dates: file.dates, rates: file.values.map { $0 / 100 })
            sources.append(file.source)
        }
        for file in configuration.rateFiles.currencies {
            let loaded = try exchangeRates(file, configuration)
            guard let series = loaded.panel.series.first, loaded.panel.count == 1 else {
                throw .unsuitable(
                    "broker.fx.\(file.currency).path: \(file.path) does not hold one series of rates",
                    at: configuration.place(of: "broker.fx.\(file.currency).path"))
            }
            try check(series, file, configuration, panel)
            broker.rates.entries.append(
                .init(
                    file.currency, .series(times: series.end, values: series.close), isInverse: file.isInverse))
            sources += loaded.sources
            for var entry in loaded.report.entries where entry.counts.missingDropped > 0 {
                // Only what was left out concerns a reader: nothing is traded in rates.
                var counts = RepairCounts()
                counts.missingDropped = entry.counts.missingDropped
                (entry.counts, entry.notes, entry.barsOutsideSessions) = (counts, [], 0)
                repairs.append(entry)
            }
        }
        broker.rates.entries.sort { $0.currency.utf8.lexicographicallyPrecedes($1.currency.utf8) }
        for entry in broker.rates.entries {
            guard case .instrument(let symbol) = entry.source, panel.index(of: symbol) == nil else { continue }
            let symbols = panel.instruments.map(\.symbol).joined(separator: ", ")
            throw .unsuitable(
                "broker.fx.\(entry.currency).instrument: there is no instrument '\(symbol)' in the data; there are \(symbols)",
                at: configuration.place(of: "broker.fx.\(entry.currency).instrument"))
        }
        return (broker, sources, repairs)
    }

    /// Reads a file of exchange rates as a series of closes.
    private static func exchangeRates(
        _ file: RateFiles.Currency, _ configuration: StudyConfiguration
    ) throws(StudyError) -> LoadedData {
        var options = CSVReadOptions()
        options.paths = [file.path]
        options.calendar = file.calendar ?? configuration.data.calendar
        options.zone = configuration.data.source.zone
        options.stamp = file.stamp.flatMap { CSVReadOptions.Stamp(rawValue: $0) }
        options.symbol = file.currency
        options.layout = .single
        options.policies.closed = .drop
        if let column = file.timeColumn { options.columns[.time] = column }
        if let column = file.rateColumn { options.columns[.close] = column }
        do { return try MarketData.load(options) } catch DataError.header where file.rateColumn == nil {
            // A file of dates and rates calls its numbers as it likes: the second column holds them.
            options.columns[.close] = "2"
        } catch {
            throw .data(ofRates(error))
        }
        do { return try MarketData.load(options) } catch { throw .data(ofRates(error)) }
    }

    /// An error of a file of rates, whose rows no policies mend.
    private static func ofRates(_ error: DataError) -> DataError {
        guard case .bars(let path, let line, let problem) = error else { return error }
        let (found, expected): (String, String)
        switch problem {
        case .duplicate(_, let stamp, _): (found, expected) = ("\(stamp) a second time", "each time once")
        case .order(_, let stamp, let previous, _, _):
            (found, expected) = ("\(stamp) after \(previous)", "times that ascend")
        default: return error
        }
        return .rateFile(path: path, line: line, found: found, expected: expected)
    }

    /// Refuses rates that are below zero, or begin after the first bar of an instrument that needs them.
    private static func check(
        _ rates: BarSeries, _ file: RateFiles.Currency, _ configuration: StudyConfiguration, _ panel: Panel
    ) throws(StudyError) {
        if let wrong = rates.close.firstIndex(where: { !($0 > 0) }) {
            throw .unsuitable(
                "broker.fx.\(file.currency).path: \(file.path) has the rate \(rates.close[wrong].shortestText) at "
                    + "\(Timestamp(nanoseconds: rates.end[wrong])); a rate is above zero",
                at: configuration.place(of: "broker.fx.\(file.currency).path"))
        }
        for series in panel.series where series.instrument.currency == file.currency {
            guard let first = series.end.first, let known = rates.end.first, known > first else { continue }
            throw .unsuitable(
                "broker.fx.\(file.currency).path: the first rate of \(file.path) is known at "
                    + "\(Timestamp(nanoseconds: known)), but the bars of \(series.instrument.symbol) begin before it, at "
                    + "\(Timestamp(nanoseconds: first)); give earlier rates, or bars from then on",
                at: configuration.place(of: "broker.fx.\(file.currency).path"))
        }
    }

    /// The hash of the bars and of the rates beside them (S73).
    public var dataHash: String {
        let hash = read.hash.value(of: data.panel)
        let files = configuration.rateFiles
        guard files.interest != nil || !files.currencies.isEmpty else { return hash }
        var whole = SHA256()
        whole.update(hash)
        let reference = configuration.broker.referenceRates
        whole.update(reference.dates.map { Timestamp($0).nanoseconds })
        whole.update(reference.rates)
        for entry in configuration.broker.rates.entries {
            guard case .series(let times, let values) = entry.source else { continue }
            whole.update(entry.currency)
            whole.update(times)
            whole.update(values)
        }
        return whole.hexDigest()
    }
}

extension Run {
    /// Interest paid and interest earned, both positive (S49).
    var interest: (paid: Cash, earned: Cash) {
        var (paid, earned): (Cash, Cash) = (0, 0)
        for event in log {
            guard case .interest(_, _, let amount, _) = event.body else { continue }
            if amount < 0 { paid -= amount } else { earned += amount }
        }
        return (paid, earned)
    }
}
