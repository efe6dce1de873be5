public import Core
public import DataSources
public import StrategyKit

extension MarketData {
    /// Loads what the key `data` of a config names, from files or a database, with what lies `beside` it.
    ///
    /// - Parameters:
    ///   - cache: Where bars are kept between loads; `nil` for nowhere. What is loaded is the same.
    ///   - now: The present: what a database has of times that lie a day back is finished, and kept.
    ///   - progress: Told how many bytes of how many files are read; called from any thread.
    /// - Throws: `DataError`.
    public static func load(
        _ data: DataConfiguration, cache: DataCache?, now: Timestamp = .present,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(DataError) -> LoadedData {
        let beside = data.beside.map { CSVReadOptions($0, of: data) }
        guard let influx = InfluxReadOptions(data) else {
            return try load(CSVReadOptions(data), beside: beside, cache: cache, progress: progress)
        }
        return try load(influx, beside: beside, cache: cache, now: now)
    }
}
