extension ConfigValidator {
    /// The names that an address may hold in braces.
    private static let placeholders = ["symbol", "every", "start", "end", "key"]
    /// Keys that describe an endpoint, which a preset does by itself.
    private static let declaring = [
        "format", "rows", "columns", "time", "zone", "stamp", "request_time", "page", "limit", "missing_rows",
        "message",
    ]

    /// What must fit together in a config of `backtest data collect`.
    mutating func checkCollecting(_ root: ConfigValue) {
        guard let section = root["collect"] else { return }
        let source = section["from"]?.text ?? ""
        let givesQuotes = section["columns.price"] != nil
        if source == "declared" {
            checkDeclared(section, givesQuotes: givesQuotes)
        } else if !source.isEmpty {
            for key in ConfigValidator.declaring {
                guard let value = section[key] else { continue }
                report(
                    value.place, "'collect.\(key)' goes with from: declared; the preset \(source) says it by itself")
            }
        }
        if !givesQuotes {
            for (key, example) in [("every", "1m"), ("start", "2024-01-01")] where section[key] == nil {
                report(section.place, "'collect' needs the key '\(key)': such as \(key): \(example)")
            }
        }
        checkSymbols(section)
        checkAddress(section, isWhole: source == "declared")
        for key in ["repeat", "rate.per", "timeout"] {
            guard let value = section[key], let text = value.text, ConfigDuration.nanoseconds(text) == 0 else {
                continue
            }
            report(value.place, "'collect.\(key)' must be longer than 0s; found \(value.found)")
        }
        for key in ["query", "headers"] {
            for entry in section[key]?.entries ?? [] {
                checkSecret(entry.value, "collect.\(key).\(entry.key.text)", kinds: ["text", "env", "file"])
                guard entry.key.text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }) else {
                    report(entry.key.place, "'\(entry.key.text)' is no name for a header or a part of a query")
                    continue
                }
            }
        }
        if let key = section["key"] { checkSecret(key, "collect.key", kinds: ["env", "file"]) }
        checkDestination(section["to"])
    }

    private mutating func checkDeclared(_ section: ConfigValue, givesQuotes: Bool) {
        if section["url"] == nil {
            report(section.place, "'collect' needs the key 'url': from: declared names the whole address")
        }
        if section["calendar"] == nil, !givesQuotes {
            report(section.place, "'collect' needs the key 'calendar': XNYS, 24/7, 24/5 or the path of a file")
        }
        let isCSV = section["format"]?.text == "csv"
        func column(_ name: String) -> ConfigValue? { section["columns.\(name)"] }
        let prices = ["open", "high", "low", "close"]
        if givesQuotes {
            for name in prices + ["volume"] {
                guard let value = column(name) else { continue }
                report(
                    value.place,
                    "'collect.columns.\(name)' is of bars and 'collect.columns.price' of quotes; give one kind")
            }
        } else if !isCSV {
            for name in ["time"] + prices where column(name) == nil {
                report(
                    section["columns"]?.place ?? section.place,
                    "'collect.columns' needs the key '\(name)' for bars in json; quotes have a price instead")
            }
        }
        if section["stamp"] == nil, !givesQuotes, section["every"]?.text != "1d" {
            report(
                section.place,
                "'collect' needs the key 'stamp': start or end, for bars within a day: a wrong guess would show the "
                    + "future"
            )
        }
        if isCSV {
            for key in ["rows", "time", "page", "missing_rows", "message"] {
                guard let value = section[key] else { continue }
                report(value.place, "'collect.\(key)' goes with format: json")
            }
        }
    }

    private mutating func checkSymbols(_ section: ConfigValue) {
        var seen: Set<String> = []
        for element in section["symbols"]?.elements ?? [] {
            guard let symbol = element.text else { continue }
            if symbol.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
                report(element.place, "a symbol in 'collect.symbols' holds a control character")
            } else if symbol.utf8.count > 80 {
                report(element.place, "a symbol in 'collect.symbols' is longer than 80 bytes")
            } else if !seen.insert(symbol).inserted {
                report(element.place, "'\(symbol)' stands twice in 'collect.symbols'")
            }
        }
    }

    private mutating func checkAddress(_ section: ConfigValue, isWhole: Bool) {
        guard let url = section["url"], let text = url.text else { return }
        let authority = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
        if !text.hasPrefix("http://") && !text.hasPrefix("https://") || authority.isEmpty {
            report(url.place, "'collect.url' must begin with http:// or https:// and a host; found \(url.found)")
        } else if authority.contains("@") {
            report(url.place, "'collect.url' carries a user or password; name them with 'headers' or 'key'")
        } else if text.utf8.contains(where: { $0 <= 32 || $0 >= 127 }) {
            report(url.place, "'collect.url' holds a space or a letter that is not ASCII; write it as %XX")
        }
        guard isWhole else { return }
        var names: [String] = []
        for part in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
            guard let end = part.firstIndex(of: "}") else {
                report(url.place, "'collect.url' has a { without a }")
                continue
            }
            names.append(String(part[..<end]))
        }
        for name in names where !ConfigValidator.placeholders.contains(name) {
            let near = separator(for: name, among: ConfigValidator.placeholders)
            let allowed = ConfigValidator.placeholders.map { "{\($0)}" }.joined(separator: ", ")
            report(url.place, "'collect.url' holds {\(name)}\(near) allowed: \(allowed)")
        }
        if section["key"] != nil, !names.contains("key") {
            report(url.place, "'collect.key' is given, but 'collect.url' has no {key}")
        }
        if names.contains("key"), section["key"] == nil {
            report(url.place, "'collect.url' has {key}: say where it is found, key: { env: NAME }")
        }
    }

    private mutating func checkSecret(_ section: ConfigValue, _ shown: String, kinds: [String]) {
        let given = kinds.filter { section[$0] != nil }
        guard given.count != 1 else { return }
        let found = given.isEmpty ? "none" : given.joined(separator: " and ")
        report(
            section.place,
            "'\(shown)' needs one of \(kinds.joined(separator: ", ")); found \(found)"
        )
    }

    private mutating func checkDestination(_ section: ConfigValue?) {
        guard let section else { return }
        if (section["csv"] == nil) == (section["influxdb"] == nil) {
            report(section.place, "'collect.to' needs one of csv, a folder, and influxdb")
        }
        guard let influx = section["influxdb"] else { return }
        if let url = influx["url"], let text = url.text, !text.hasPrefix("http://"), !text.hasPrefix("https://") {
            report(
                url.place, "'collect.to.influxdb.url' must begin with http:// or https://; found \(url.found)")
        }
        if let timeout = influx["timeout"], let text = timeout.text, ConfigDuration.nanoseconds(text) == 0 {
            report(timeout.place, "'collect.to.influxdb.timeout' must be longer than 0s; found \(timeout.found)")
        }
        checkInfluxTarget(influx, "collect.to.influxdb")
    }
}
