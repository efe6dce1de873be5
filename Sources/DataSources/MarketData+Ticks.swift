import Core
public import TimeSeries

/// Trades as they were read.
public struct LoadedTicks: Sendable {
    /// The trades of each instrument, sorted by the bytes of the symbols.
    public var series: [TickSeries]
    /// The sources in the order of their paths.
    public var sources: [LoadedData.Source]
    /// Rows left out because they had no price.
    public var missingDropped: Int
    /// Steps back in time, mended by sorting.
    public var disorderSorted: Int
    /// The zone of the calendar or of the options, for windows at its midnight.
    public var zone: ZoneOffsets
}

/// Best quotes as they were read.
public struct LoadedQuotes: Sendable {
    /// The quotes of each instrument, sorted by the bytes of the symbols.
    public var series: [QuoteSeries]
    /// The sources in the order of their paths.
    public var sources: [LoadedData.Source]
    /// Rows left out because they had neither side.
    public var missingDropped: Int
    /// Steps back in time, mended by sorting.
    public var disorderSorted: Int
    /// Rows of instruments whose rows each quote one side, joined to what stood on the other.
    public var sidesJoined: Int
    /// Rows at which bid and ask crossed: neither is quoted there.
    public var crossed: Int
    /// The zone of the calendar or of the options.
    public var zone: ZoneOffsets
}

extension MarketData {
    /// Loads trades: a time, a price and perhaps a size a row.
    ///
    /// Rows of one instant are all kept, in the order of the file. Rows without a price or with a price of zero are
    /// missing ones (`policies.nan`); steps back in time are errors unless `policies.order` sorts.
    public static func loadTicks(
        _ options: CSVReadOptions, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(DataError) -> LoadedTicks {
        let pairs = try loadPairs(options, named: "price", progress: progress) { price, _ in
            !price.isNaN && price != 0
        }
        return LoadedTicks(
            series: pairs.series.map {
                TickSeries(instrument: Instrument(symbol: $0.symbol), time: $0.time, price: $0.first, size: $0.second)
            }, sources: pairs.sources, missingDropped: pairs.missingDropped, disorderSorted: pairs.disorderSorted,
            zone: pairs.zone)
    }

    /// Loads best quotes: a time, a bid and an ask a row, from the columns of these names or those that `columns` maps to the
    /// uses `price` and `size`.
    ///
    /// A side that is empty or zero is not quoted; a row without both is a missing one (`policies.nan`). Rows of one instant
    /// are all kept, in the order of the file. Where each row quotes one side (`QuoteSeries.isOfSides`), it replaces that side
    /// and the other stands as it stood, at most to the beginning of the next session of `calendar`, or to midnight without
    /// one. Where bid and ask cross, neither is quoted.
    public static func loadQuotes(
        _ options: CSVReadOptions, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(DataError) -> LoadedQuotes {
        var own = options
        own.columns[.price] = options.columns[.price] ?? "bid"
        own.columns[.size] = options.columns[.size] ?? "ask"
        let pairs = try loadPairs(own, named: "bid and ask", progress: progress) { $0 > 0 || $1 > 0 }
        func side(_ values: [Double]) -> [Double] { values.map { $0 > 0 ? $0 : .nan } }
        var loaded = LoadedQuotes(
            series: [], sources: pairs.sources, missingDropped: pairs.missingDropped,
            disorderSorted: pairs.disorderSorted, sidesJoined: 0, crossed: 0, zone: pairs.zone)
        let calendar = try TradingCalendar.named(options.calendar ?? "24/7", zone: pairs.zone)
        for one in pairs.series {
            var quotes = QuoteSeries(
                instrument: Instrument(symbol: one.symbol), time: one.time, bid: side(one.first), ask: side(one.second))
            if quotes.isOfSides {
                quotes = quotes.standing(by: calendar)
                loaded.sidesJoined += quotes.count
            }
            loaded.crossed += quotes.crossedRows.count
            loaded.series.append(quotes.withoutCrossedRows)
        }
        return loaded
    }

    /// Rows of a time and two numbers.
    private struct Pairs {
        var series: [(symbol: String, time: [Int64], first: [Double], second: [Double])] = []
        var sources: [LoadedData.Source] = []
        var missingDropped = 0
        var disorderSorted = 0
        var zone = ZoneOffsets.utc
    }

    /// Loads the columns `price` and `size` of files of instants.
    ///
    /// - Parameters:
    ///   - name: What a row lacks that is not whole.
    ///   - isWhole: Whether a row has what it needs.
    private static func loadPairs(
        _ options: CSVReadOptions, named name: String, progress: (@Sendable (Int, Int) -> Void)?,
        isWhole: (Double, Double) -> Bool
    ) throws(DataError) -> Pairs {
        var context = LoadContext(options)
        var result = Pairs()
        var pathOfSymbol: [String: String] = [:]
        for path in try FileSearch.paths(options) {
            let file = try ReadFile(path, options: options, wantsTicks: true, progress: progress)
            let times = try file.resolvedInstants(&context)
            let prices = file.values(.price) ?? []
            let sizes = file.values(.size) ?? [Double](repeating: .nan, count: prices.count)
            let symbols = file.parsed.symbols.isEmpty ? [file.optionSymbol] : file.parsed.symbols
            var places = [[Int]](repeating: [], count: symbols.count)
            for row in prices.indices {
                guard !isWhole(prices[row], sizes[row]) else {
                    places[file.parsed.symbolPlaces.isEmpty ? 0 : Int(file.parsed.symbolPlaces[row])].append(row)
                    continue
                }
                if options.policiesInForce.nan == .error {
                    throw .bars(
                        path: file.source.path, line: file.line(ofRow: row),
                        .missing(
                            symbol: symbols[0], stamp: Timestamp(nanoseconds: times[row]).description, column: name,
                            count: prices.indices.count { !isWhole(prices[$0], sizes[$0]) }))
                }
                result.missingDropped += 1
            }
            for (place, symbol) in symbols.enumerated() {
                if let other = pathOfSymbol.updateValue(path, forKey: symbol) {
                    throw .bars(path: path, line: 0, .symbolTwice(symbol: symbol, otherPath: other))
                }
                let rows = try ordered(places[place], times, symbol: symbol, file: file, &result.disorderSorted)
                guard !rows.isEmpty else { throw .bars(path: path, line: 0, .nothingLeft(symbol: symbol)) }
                result.series.append(
                    (symbol, rows.map { times[$0] }, rows.map { prices[$0] }, rows.map { sizes[$0] }))
            }
            result.sources.append(file.identity())
        }
        result.series.sort { symbolPrecedes($0.symbol, $1.symbol) }
        result.zone = try context.zone() ?? .utc
        return result
    }

    private static func ordered(
        _ rows: [Int], _ times: [Int64], symbol: String, file: ReadFile, _ sorted: inout Int
    ) throws(DataError) -> [Int] {
        let steps = zip(rows, rows.dropFirst()).filter { times[$1] < times[$0] }
        guard let first = steps.first else { return rows }
        guard file.options.policiesInForce.order == .sort else {
            throw .bars(
                path: file.source.path, line: file.line(ofRow: first.1),
                .order(
                    symbol: symbol, stamp: Timestamp(nanoseconds: times[first.1]).description,
                    previous: Timestamp(nanoseconds: times[first.0]).description, count: steps.count,
                    isReversed: steps.count == rows.count - 1 && rows.count > 2))
        }
        sorted += steps.count
        return rows.sorted { (times[$0], $0) < (times[$1], $1) }
    }
}
