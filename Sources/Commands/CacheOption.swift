import ArgumentParser
import ColumnCache
import DataSources
import Foundation

/// Whether a command keeps the bars of large files between runs.
struct CacheOption: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Read every file and ask for every bar anew. Else the bars of files of 8 MB and more, and of InfluxDB, are kept "
                + "in $BACKTEST_CACHE, or ~/.cache/backtest; see backtest data cache."))
    var noCache = false

    /// The cache; `nil` where there shall be none.
    func cache() throws -> DataCache? {
        guard !noCache, let columns = try CacheOption.columns() else { return nil }
        return DataCache(columns) { text in
            Console.endProgress()
            Console.note(text)
        }
    }

    /// Throws away what is kept of a measurement that has been written to.
    static func forget(url: String, database: String, measurement: String) {
        guard let columns = try? columns() else { return }
        let source = InfluxReadOptions.path(url: url, database: database, measurement: measurement)
        do throws(CacheError) { try columns.clear(source: source) } catch {
            Console.note("cache: \(error.description); run backtest data cache clear '\(source)'")
        }
    }

    /// The user's cache; `nil` where the environment says no place.
    static func columns() throws -> ColumnCache? {
        do throws(CacheError) {
            return try ColumnCache.standard(ProcessInfo.processInfo.environment)
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }
}
