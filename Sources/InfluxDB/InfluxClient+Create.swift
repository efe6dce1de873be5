extension InfluxClient {
    /// What making a database found.
    public enum Creation: Hashable, Sendable {
        /// It was not there and is now.
        case made
        /// It was there; a retention policy that was not has been added.
        case addedPolicy
        /// All was there; nothing was changed.
        case present
        /// This kind of server makes databases with the first write.
        case notNeeded
    }

    /// Makes a database of 1.x that keeps points for ever in shards of a year.
    ///
    /// By default 1.x keeps a shard for each week, of which years of history make hundreds. What is there already is left
    /// as it is: another default retention policy would hide the points of the one before.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - retentionPolicy: The retention policy that is written to; `nil` for the database's own.
    /// - Throws: `InfluxError`; `.unsupported` for 2.x, whose buckets need rights and a retention of their own.
    @discardableResult
    public func createDatabase(_ name: String, retentionPolicy: String? = nil) throws(InfluxError) -> Creation {
        switch server.kind {
        case .v3: return .notNeeded
        case .v2: throw .unsupported(.v2, "databases that a client makes; make the bucket with `influx bucket create`")
        case .v1: break
        }
        let database = QueryText.influxQLName(name)
        let terms = "DURATION INF REPLICATION 1 SHARD DURATION 52w"
        guard try names(in: "SHOW DATABASES").contains(name) else {
            let policy = retentionPolicy.map { " NAME \(QueryText.influxQLName($0))" } ?? ""
            try execute("CREATE DATABASE \(database) WITH \(terms)\(policy)")
            return .made
        }
        guard let retentionPolicy, try !names(in: "SHOW RETENTION POLICIES ON \(database)").contains(retentionPolicy)
        else { return .present }
        let policy = QueryText.influxQLName(retentionPolicy)
        try execute("CREATE RETENTION POLICY \(policy) ON \(database) \(terms)")
        return .addedPolicy
    }

    private func names(in query: String) throws(InfluxError) -> [String] {
        guard case .strings(let names)? = try influxQLTables(query).first?["name"]?.values else { return [] }
        return names
    }
}
