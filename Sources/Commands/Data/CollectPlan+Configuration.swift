import Core
import DataSources
import InfluxDB
import Research
import StrategyKit
import TimeSeries

extension CollectPlan {
    /// What a config says.
    ///
    /// - Throws: `CommandFailure` with the place of what does not fit.
    init(_ config: CollectConfiguration) throws {
        let endpoint = try EndpointMapping(config)
        let every = config.every.flatMap { Timeframe($0) } ?? .intraday(nanoseconds: Timestamp.second)
        if !endpoint.lengths.isEmpty, !endpoint.lengths.contains(where: { $0.timeframe == every }) {
            let names = endpoint.lengths.map { $0.timeframe == .day ? "1d" : "\($0.timeframe)" }
            throw config.failure(
                "every",
                "\(endpoint.name) has no bars of \(config.every ?? ""); it has \(names.joined(separator: ", "))")
        }
        let calendar: TradingCalendar
        do throws(DataError) {
            calendar = try .named(config.calendar)
        } catch {
            throw config.failure("calendar", "\(error)".replacing("error: ", with: ""))
        }
        self.init(
            symbols: config.symbols, every: every,
            start: config.start.map { start in
                switch start {
                case .date(let date): calendar.zone.instant(ofLocal: Timestamp(date))
                case .instant(let instant): instant
                }
            }, calendar: calendar, calendarName: config.calendar, policies: LoadPolicies(config.policies),
            endpoint: endpoint)
    }
}

extension EndpointMapping {
    /// The endpoint of a config: a preset with another host, or one that it declares.
    init(_ config: CollectConfiguration) throws {
        let url = config.text("url") ?? ""
        if let preset = EndpointMapping.presets.first(where: { $0.name == config.source.rawValue }) {
            self = preset
            if !url.isEmpty { base = url.hasSuffix("/") ? String(url.dropLast()) : url }
        } else {
            self = try EndpointMapping(declared: config, url: url)
        }
        for item in config.headers {
            headers.removeAll { $0.name.lowercased() == item.name.lowercased() }
            headers.append(Item(item.name, RequestText(item.value)))
        }
        query += config.query.map { Item($0.name, RequestText($0.value)) }
        if let key = config.key.map({ RequestText($0) }) {
            switch config.source {
            case .declared: self.key = key
            case .stooq: query.append(Item("apikey", key))
            default:
                throw config.failure("key", "\(name) takes its keys by headers: headers: { NAME: { env: VARIABLE } }")
            }
        }
        if let rate = config.rate { self.rate = RequestRate(requests: rate.requests, per: rate.per) }
    }

    private init(declared config: CollectConfiguration, url: String) throws {
        self.init(name: "declared", base: "", address: url, columns: [])
        format = config.text("format").flatMap { Format(rawValue: $0) } ?? .json
        for field in Field.allCases {
            guard let place = config.text("columns.\(field.rawValue)") else { continue }
            if format == .json, place != "{name}" { _ = try config.path("columns.\(field.rawValue)") }
            columns.append(Column(field, place))
        }
        rows = try config.path("rows") ?? ""
        time = config.text("time").flatMap { TimeForm(rawValue: $0) } ?? .iso
        if let zone = config.text("zone") {
            do throws(DataError) {
                self.zone = try .named(zone)
            } catch {
                throw config.failure("zone", "\(error)".replacing("error: ", with: ""))
            }
        }
        stamp = config.text("stamp").flatMap { Stamp(rawValue: $0) } ?? .start
        requestTime = config.text("request_time").flatMap { TimeForm(rawValue: $0) } ?? .iso
        if let token = try config.path("page.token"), let parameter = config.text("page.parameter") {
            page = Page(token: token, parameter: parameter)
        }
        limit = config.whole("limit")
        isEmptyWithoutRows = config.text("missing_rows") == "empty"
        message = try config.path("message")
    }
}

extension CollectConfiguration {
    /// A failure at a key below `collect`.
    func failure(_ key: String, _ message: String) -> CommandFailure {
        CommandFailure(.config, "\(place(of: key)): error: 'collect.\(key)': \(message)")
    }

    /// A way through an answer; `nil` where the config has none.
    fileprivate func path(_ key: String) throws -> AnswerPath? {
        guard let text = text(key) else { return nil }
        guard let path = AnswerPath(text) else {
            throw failure(
                key, "'\(text)' is no way through JSON; write names parted by dots, [0], or ['a name with dots']")
        }
        return path
    }
}

extension RequestText {
    /// What a config says.
    init(_ secret: CollectConfiguration.Secret) {
        switch secret {
        case .text(let text): self = .text(text)
        case .environment(let name): self = .secret(.environment(name))
        case .file(let path): self = .secret(.file(path))
        }
    }
}
