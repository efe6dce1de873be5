public import DataSources
import HTTPClient
import InfluxDB
public import StrategyKit
import TimeSeries

extension InfluxReadOptions {
    /// What the `data` key of a config says of a database; `nil` where the bars lie in files.
    public init?(_ data: DataConfiguration) {
        guard let influx = data.influx else { return nil }
        var rules = CSVReadOptions(data)
        (rules.paths, rules.globs) = ([], [])
        let content: BarMapping.Content =
            if let ticks = influx.ticks {
                .ticks(price: ticks.price, size: ticks.size)
            } else {
                .bars(
                    BarFields(
                        open: influx.fields.open, high: influx.fields.high, low: influx.fields.low,
                        close: influx.fields.close, volume: influx.fields.volume ?? ""),
                    stamp: rules.stamp == .end ? .end : .start)
            }
        let credentials: InfluxCredentials =
            if let user = influx.user, let password = influx.password {
                .user(user, password: CredentialSource(password))
            } else if let token = influx.token {
                .token(CredentialSource(token))
            } else {
                .none
            }
        let kinds: [Int: InfluxKind] = [1: .v1, 2: .v2, 3: .v3]
        self.init(
            server: InfluxOptions(
                url: influx.url, kind: influx.version.flatMap { kinds[$0] }, credentials: credentials,
                organisation: influx.organisation.map { organisation in
                    switch organisation {
                    case .name(let name): .name(name)
                    case .identifier(let identifier): .identifier(identifier)
                    }
                },
                http: HTTPClient.Options(
                    idleTimeout: influx.timeoutSeconds, certificateAuthorityFile: influx.authorityFile)),
            database: influx.database, retentionPolicy: influx.retentionPolicy,
            mapping: BarMapping(
                measurement: influx.measurement, symbolTag: influx.symbolTag, tags: influx.tags, content: content),
            symbols: influx.symbols, every: influx.every, aggregation: influx.aggregatesHere ? .here : .auto,
            since: influx.since, rules: rules)
    }
}

extension CredentialSource {
    /// Where a config says that a secret stands.
    fileprivate init(_ secret: InfluxConfiguration.Secret) {
        switch secret {
        case .environment(let name): self = .environment(name)
        case .file(let path): self = .file(path)
        }
    }
}
