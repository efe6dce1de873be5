import DataSources
import HTTPClient
import StrategyKit

extension InfluxDestination {
    /// The database of a config.
    init(
        _ influx: CollectConfiguration.Influx, kind: CollectedKind, attempts: Int, cancellation: Cancellation
    ) throws(CollectError) {
        var credentials = HTTPCredentials.none
        if let source = influx.token {
            let secret = try SecretText(source).value()
            if let user = influx.user {
                credentials = .basic(user: user, password: secret)
            } else {
                credentials = influx.version == 2 ? .token(secret) : .bearer(secret)
            }
        }
        let client = HTTPClient(
            HTTPClient.Options(
                certificateAuthorityFile: influx.certificateAuthorityFile,
                retries: RetryPolicy(attempts: attempts, firstWait: 1, longestWait: 60)), credentials: credentials)
        self.init(
            Options(
                url: influx.url, version: influx.version, database: influx.database,
                organisation: influx.organisation, measurement: influx.measurement, symbolTag: influx.symbolTag),
            kind: kind, client: client, cancellation: cancellation)
    }
}
