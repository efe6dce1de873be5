import Core
import TimeSeries

extension ReadFile {
    /// The rows of each instrument, with stamps resolved to dates or instants.
    func rows(_ context: inout LoadContext) throws(DataError) -> [BarRows] {
        let (kind, stamps) = try resolvedStamps(&context)
        switch columns.content {
        case .ticks: throw .header(path: source.path, line: header.line, .ticks(names: header.names))
        case .wide(let symbols):
            return symbols.indices.map { place in
                let closes = parsed.values[place]
                var rows = BarRows(
                    symbol: symbols[place], stampKind: kind, stamps: stamps, open: closes, high: closes, low: closes,
                    close: closes, volume: LongArray.repeating(.nan, count: closes.count), content: .closes)
                // Before its listing and after its end an instrument has no row, rather than one without a price.
                let first = closes.firstIndex { !$0.isNaN } ?? closes.count
                let last = closes.lastIndex { !$0.isNaN } ?? -1
                if first > 0 || last + 1 < closes.count { rows.keep(first <= last ? Array(first...last) : []) }
                return rows
            }
        case .bars(let isLong):
            let close = values(.close) ?? []
            let content: BarSeries.Content = columns.places[.open] == nil ? .closes : .bars
            let whole = BarRows(
                symbol: optionSymbol, stampKind: kind, stamps: stamps, open: values(.open) ?? close,
                high: values(.high) ?? close, low: values(.low) ?? close, close: close,
                volume: values(.volume) ?? LongArray.repeating(.nan, count: close.count),
                adjustedClose: values(.adjustedClose) ?? [], content: content)
            return isLong ? split(whole) : [whole]
        }
    }

    /// The rows of a long file by symbol, in order of symbols.
    private func split(_ whole: BarRows) -> [BarRows] {
        var counts = [Int](repeating: 0, count: parsed.symbols.count)
        for symbol in parsed.symbolPlaces { counts[Int(symbol)] += 1 }
        var places = counts.map { LongArray.room(for: $0, of: Int.self) }
        for (row, symbol) in parsed.symbolPlaces.enumerated() { places[Int(symbol)].append(row) }
        let order = parsed.symbols.indices.sorted { symbolPrecedes(parsed.symbols[$0], parsed.symbols[$1]) }
        return order.map { place in
            var rows = whole
            rows.symbol = parsed.symbols[place]
            rows.keep(places[place])
            return rows
        }
    }

    /// Stamps as dates (midnight UTC of the date) or as instants.
    func resolvedStamps(_ context: inout LoadContext) throws(DataError) -> (BarRows.StampKind, [Int64]) {
        let isShort = options.barLength.map { $0 < 20 * Timestamp.hour } ?? false
        if parsed.kind == .date || (parsed.areAllMidnight && !isShort) {
            // A day that is stamped with the midnight at its end is the day before.
            let isEnd = parsed.kind != .date && options.stamp == .end
            return (.dates, isEnd ? LongArray.map(parsed.wall) { $0 - Timestamp.day } : parsed.wall)
        }
        let instants = try resolvedInstants(&context)
        let kind: BarRows.StampKind = options.stamp == .end ? .ends : .starts
        if options.barLength == nil, let length = ReadFile.usualStep(instants, parsed.symbolPlaces),
            length >= 20 * Timestamp.hour, length < 4 * Timestamp.day || options.stamp == nil
        {
            // Bars of a day with a time of day, such as the open's or the close's, name sessions too.
            let calendar = try context.calendar(fitting: CalendarGuess(stamps: instants, areDates: false))
            let shift: Int64 = options.stamp == .end ? -1 : 0
            return (
                .dates,
                LongArray.map(instants) {
                    Timestamp(calendar.zone.localDate(at: Timestamp(nanoseconds: $0 + shift))).nanoseconds
                }
            )
        }
        guard options.stamp != nil else { throw .option(path: source.path, .stampNeeded(first: firstStampText)) }
        return (kind, instants)
    }

    /// Stamps as instants, whatever they are in the file.
    func resolvedInstants(_ context: inout LoadContext) throws(DataError) -> [Int64] {
        switch parsed.kind {
        case .instant:
            if parsed.offsets.count == 1, parsed.offsets[0].seconds == 0 { return parsed.wall }
            var instants = LongArray.copy(parsed.wall)
            for (place, run) in parsed.offsets.enumerated() {
                let end = place + 1 < parsed.offsets.count ? parsed.offsets[place + 1].row : instants.count
                let shift = Int64(run.seconds) * Timestamp.second
                for row in run.row..<end { instants[row] -= shift }
            }
            return instants
        case .wallClock, .date:
            guard let zone = try context.zone() else {
                throw .option(path: source.path, .zoneNeeded(first: firstStampText))
            }
            return WallClock.instants(parsed.wall, zone: zone)
        }
    }

    /// The most frequent step between rows of one instrument.
    static func usualStep(_ stamps: [Int64], _ symbols: [Int32]) -> Int64? {
        var counts: [Int64: Int] = [:]
        var last: [Int32: Int64] = [:]
        for row in stamps.indices.prefix(20_000) {
            let symbol = symbols.isEmpty ? 0 : symbols[row]
            if let before = last.updateValue(stamps[row], forKey: symbol), before != stamps[row] {
                counts[abs(stamps[row] - before), default: 0] += 1
            }
        }
        return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }
}
