/// The generations of InfluxDB, which speak different languages.
public enum InfluxKind: String, Hashable, Sendable, CaseIterable {
    /// 1.x: databases, retention policies, InfluxQL.
    case v1 = "InfluxDB 1.x"
    /// 2.x: organisations, buckets, Flux.
    case v2 = "InfluxDB 2.x"
    /// 3: databases, SQL and InfluxQL.
    case v3 = "InfluxDB 3"
}

/// What answers at an address.
public struct InfluxIdentity: Hashable, Sendable {
    /// Its generation.
    public var kind: InfluxKind
    /// Its version as it says it.
    public var version: String
}
