import DataSources
import HTTPClient
import InfluxDB
import StrategyKit

extension InfluxDestination {
    /// The database of a config.
    init(
        _ influx: CollectConfiguration.Influx, kind: CollectedKind, attempts: Int, cancellation: Cancellation
    ) throws(CollectError) {
        var server = InfluxOptions(influx.target)
        server.http.retries = RetryPolicy(attempts: attempts, firstWait: 1, longestWait: 60)
        server.http.idleTimeout = Double(influx.timeout) / 1e9
        try self.init(
            Options(
                server: server, database: influx.target.database, retentionPolicy: influx.target.retentionPolicy,
                measurement: influx.measurement, symbolTag: influx.symbolTag, batchRows: influx.batchRows,
                gzipLevel: influx.isPacked ? 1 : nil),
            kind: kind, cancellation: cancellation)
    }
}
