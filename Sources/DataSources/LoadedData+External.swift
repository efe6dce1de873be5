import Core
import TimeSeries

extension LoadedData {
    /// Adds external series as instruments that are read and never traded: `name.field`, or `SYMBOL.name.field` where a
    /// row is of one instrument (S15).
    ///
    /// Each has a bar wherever another value is known at the end of a bar of the data than at the one before, and no
    /// others: no instant is added at which the data have no bar, so that a run decides when it would without them. The
    /// bar ends where the value is first seen, and holds it as its close. Values of symbols that the data do not have are
    /// left out.
    ///
    /// - Parameters:
    ///   - external: The files.
    ///   - currency: The currency of the account, so that nothing is converted.
    /// - Throws: What is wrong with a file, with its line.
    public mutating func add(_ external: [ExternalOptions], currency: String) throws(DataError) {
        guard !external.isEmpty else { return }
        let instants = panel.ends
        let begin = panel.period?.lowerBound.nanoseconds ?? 0
        var series = panel.series
        var known = Set(panel.instruments.map(\.symbol))
        let traded = known
        for options in external {
            var zone: ZoneOffsets?
            if let name = options.zone { zone = try .named(name) }
            let calendar = try TradingCalendar.named(options.calendar)
            let file = try ExternalFile(options, zone: zone ?? calendar.zone)
            var count = 0
            for symbol in file.symbols where options.symbolColumn == nil || traded.contains(symbol) {
                for (field, values) in zip(options.fields, file.values[symbol] ?? []) where !values.isEmpty {
                    let name = (symbol.isEmpty ? "" : "\(symbol).") + "\(options.name).\(field)"
                    guard known.insert(name).inserted else {
                        throw .bars(
                            path: file.path, line: 0, .symbolTwice(symbol: name, otherPath: panelPath(of: name)))
                    }
                    let join = ExternalJoin(values, at: instants, begin: begin)
                    guard !join.values.isEmpty else { continue }
                    count += 1
                    let one = BarSeries(
                        instrument: Instrument(symbol: name, currency: currency, isTradable: false), calendar: calendar,
                        content: .closes, start: join.start, end: join.end, open: join.values, high: join.values,
                        low: join.values, close: join.values,
                        volume: [Double](repeating: .nan, count: join.values.count))
                    series.append(one)
                    report.entries.append(entry(one, join, rows: values.count, path: file.path))
                }
            }
            guard count > 0 else {
                let end = instants.last.map { Timestamp(nanoseconds: $0).description } ?? "the end of the data"
                throw .externalFile(
                    path: file.path, line: 1,
                    found: "no value of \(options.fields.joined(separator: ", ")) that was known by \(end)",
                    expected: options.symbolColumn == nil
                        ? "values of the period of the data" : "values of the period and of the instruments of the data"
                )
            }
            sources.append(file.identity)
        }
        panel = Panel(series)
        report.entries.sort { symbolPrecedes($0.symbol, $1.symbol) }
    }

    private func panelPath(of symbol: String) -> String {
        report.entries.first { $0.symbol == symbol }?.path ?? "data.external"
    }

    private func entry(_ series: BarSeries, _ join: ExternalJoin, rows: Int, path: String) -> LoadReport.Entry {
        var notes: [String] = []
        func note(_ count: Int, _ text: String) {
            if count > 0 { notes.append("\(count) of \(rows) values \(text)") }
        }
        note(join.outdatedCount, "became known after one of a later event_time and are not seen")
        note(join.replacedCount, "were followed by another before a bar ended and are not seen")
        note(join.lateCount, "became known after the last bar")
        return LoadReport.Entry(
            symbol: series.instrument.symbol, path: path, rows: rows, bars: series.count,
            period: Timestamp(nanoseconds: series.start[0])..<Timestamp(nanoseconds: series.end[series.count - 1]),
            barLength: nil, calendar: series.calendar.name, adjustment: .none, counts: RepairCounts(),
            barsOutsideSessions: 0, barsClipped: 0, notes: notes)
    }
}

extension Panel {
    /// The instants at which any bar ends, ascending, each once.
    var ends: [Int64] {
        guard let first = series.first else { return [] }
        if series.allSatisfy({ $0.end == first.end }) { return first.end }
        var all: [Int64] = []
        for one in series { all += one.end }
        all.sort()
        var last: Int64?
        all.removeAll { end in
            defer { last = end }
            return end == last
        }
        return all
    }
}
