import Core
import TimeSeries

extension ConfigValidator {
    /// Checks that files, or a database, are named: what goes with the source, and nothing of the other.
    mutating func checkSource(_ data: ConfigValue, given: ConfigNode?) {
        let influx = data["influxdb"]
        if data["source"]?.text == "simulator" { return checkSimulatedSource(data) }
        if data["calendar"] == nil, given?["calendar"] == nil {
            report(data.place, "'data' needs the key 'calendar': a text")
        }
        guard data["source"]?.text == "influxdb" else {
            checkFiles(data, "data")
            for name in ["influxdb", "symbols"] {
                guard let value = data[name] else { continue }
                report(
                    value.place,
                    "'data.\(name)' does nothing without 'data.source: influxdb'; set that, or leave it out")
            }
            return
        }
        guard let influx else {
            // One that is given and wrong has its own message.
            if given?["influxdb"] == nil {
                report(data.place, "'data.source: influxdb' needs 'data.influxdb', the address and what is read there")
            }
            return
        }
        let ofFiles = ["path", "glob", "layout", "columns", "delimiter", "date_order", "symbol", "memory"]
        for name in ofFiles {
            guard let value = data[name] else { continue }
            report(value.place, "'data.\(name)' is about files; with 'data.source: influxdb' leave it out")
        }
        if data["adjust"]?.text == "total" {
            report(
                data["adjust"]?.place ?? data.place,
                "'data.adjust: total' needs a column of adjusted closes, which a measurement has not; choose none, or splits"
            )
        }
        checkInflux(influx)
        if influx["ticks"] == nil, influx["every"] == nil, data["stamp"] == nil {
            report(
                influx.place,
                "'data.stamp' must say whether the time of a row is the start or the end of its bar: start or end")
        }
    }

    private mutating func checkInflux(_ influx: ConfigValue) {
        if influx["database"] == nil, influx["bucket"] == nil {
            report(influx.place, "'data.influxdb' needs one of the keys 'database' and 'bucket'")
        }
        for (first, second) in [
            ("database", "bucket"), ("org", "org_id"), ("password_env", "password_file"), ("token_env", "token_file"),
            ("user", "token_env"), ("user", "token_file"), ("ticks", "fields"),
        ] {
            guard influx[first] != nil, let other = influx[second] else { continue }
            report(other.place, "'data.influxdb' takes one of the keys '\(first)' and '\(second)', not both")
        }
        let hasPassword = influx["password_env"] != nil || influx["password_file"] != nil
        if (influx["user"] != nil) != hasPassword {
            let place = (influx["user"] ?? influx["password_env"] ?? influx["password_file"])?.place ?? influx.place
            report(place, "'data.influxdb.user' goes with 'password_env' or 'password_file': give both, or none")
        }
        if influx["version"]?.text == "2", influx["org"] == nil, influx["org_id"] == nil {
            report(influx.place, "'data.influxdb' of version 2 needs one of the keys 'org' and 'org_id'")
        }
        if let every = influx["every"], let text = every.text, Timeframe(text) == nil {
            report(
                every.place,
                "'data.influxdb.every' must be a timeframe such as 30s, 5m, 4h, day, week, month, quarter or year; found "
                    + every.found)
        }
        if let ticks = influx["ticks"], influx["every"] == nil {
            report(ticks.place, "'data.influxdb.ticks' needs 'every', the bars to make of trades")
        }
        if let url = influx["url"], let text = url.text {
            let rest = ["http://", "https://"].first { text.hasPrefix($0) }.map { text.dropFirst($0.count) }
            let authority = rest?.prefix { $0 != "/" } ?? ""
            // What is wrong with it is not shown: it may be a password.
            if authority.isEmpty || authority.contains("@") || text.contains(where: { "?#".contains($0) }) {
                report(
                    url.place,
                    "'data.influxdb.url' must be an address such as http://127.0.0.1:8086, without user, password and query: "
                        + "these stand in 'user' and 'password_env', or 'token_env'")
            }
        }
    }
}

extension ConfigNode {
    /// Stops where a secret stands in a config, before anything shows it.
    func refuseSecrets() throws(ConfigError) { try self["data"]?.refuseSecrets(of: "influxdb", shown: "data") }

    /// Stops where a secret stands in a section of this one.
    func refuseSecrets(of section: String, shown: String) throws(ConfigError) {
        let keys = self[section]?.entries?.map(\.key) ?? []
        guard let key = keys.first(where: { $0.text == "password" || $0.text == "token" }) else { return }
        let path = "\(shown).\(section).\(key.text)"
        // The text of an override is the secret itself.
        let place = key.place.line == nil ? SourcePlace(source: "--set \(path)") : key.place
        throw .invalid([
            .init(
                place,
                "'\(path)' is a secret, and configs are kept and shown; put it into an environment variable and name that "
                    + "with '\(key.text)_env', or into a file and name that with '\(key.text)_file'")
        ])
    }
}

extension ConfigValidator {
    /// What a market makes has no file, no zone and no fault.
    private mutating func checkSimulatedSource(_ data: ConfigValue) {
        let taken = ["source", "from", "to", "test_from", "execute_on", "external", "adjust", "strict", "policies"]
        for entry in data.entries where !entry.value.place.isDefault && !taken.contains(entry.key.text) {
            report(
                entry.key.place,
                "'data.\(entry.key.text)' does nothing with 'data.source: simulator', whose bars the section market makes; "
                    + "leave it out")
        }
        if data["adjust"]?.text ?? "none" != "none" {
            report(
                data["adjust"]?.place ?? data.place,
                "'data.adjust' must be none with 'data.source: simulator': a market has no splits and dividends")
        }
    }
}
