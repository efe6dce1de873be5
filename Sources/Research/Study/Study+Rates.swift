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
    ) throws(StudyError) -> (broker: Broker, sources: [LoadedData.Source]) {
        var broker = configuration.broker
        var sources: [LoadedData.Source] = []
        if let path = configuration.rateFiles.interest {
            let file: RateFile.Content
            do { file = try RateFile.read(path) } catch { throw .data(error) }
            if let first = file.dates.first, let period = panel.period, first > period.lowerBound.date {
                throw .unsuitable(
                    "broker.interest.path: the first rate of \(path) is of \(first), but the data begin on "
                        + "\(period.lowerBound.date); give earlier rates, or later data")
            }
            broker.referenceRates = DatedRates(dates: file.dates, rates: file.values.map { $0 / 100 })
            sources.append(file.source)
        }
        for file in configuration.rateFiles.currencies {
            let loaded = try exchangeRates(file, configuration)
            guard let series = loaded.panel.series.first, loaded.panel.count == 1 else {
                throw .unsuitable("broker.fx.\(file.currency).path: \(file.path) does not hold one series of rates")
            }
            broker.rates.entries.append(
                .init(
                    file.currency, .series(times: series.end, values: series.close), isInverse: file.isInverse))
            sources += loaded.sources
        }
        broker.rates.entries.sort { $0.currency.utf8.lexicographicallyPrecedes($1.currency.utf8) }
        for entry in broker.rates.entries {
            guard case .instrument(let symbol) = entry.source, panel.index(of: symbol) == nil else { continue }
            let symbols = panel.instruments.map(\.symbol).joined(separator: ", ")
            throw .unsuitable(
                "broker.fx.\(entry.currency).instrument: there is no instrument '\(symbol)' in the data; there are \(symbols)"
            )
        }
        return (broker, sources)
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
            throw .data(error)
        }
        do { return try MarketData.load(options) } catch { throw .data(error) }
    }

    /// The hash of the bars and of the rates beside them (S73).
    var dataHash: String {
        let hash = data.panel.hash()
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
