import TimeSeries

/// Which columns of a file are read for what.
struct ColumnPlan {
    /// What the rows of the file are.
    enum Content: Equatable {
        /// Bars of one instrument or, with a column of symbols, of several.
        case bars(isLong: Bool)
        /// Closes of several instruments, one a column.
        case wide(symbols: [String])
        /// Trades.
        case ticks
    }

    var content: Content
    /// The use of each field.
    var uses: [RowPlan.Use]
    /// The number of columns of numbers.
    var valueCount: Int
    /// The place among the values of each use, and of its partner where the mean of two is meant.
    var places: [ColumnUse: (first: Int, second: Int?)]
    /// The name of the stamp's column.
    var stampPlace: Int
    /// Names of columns that are not read.
    var ignored: [String]

    /// Whether the header is no header but the first row.
    static func looksLikeValues(_ names: [String]) -> Bool {
        !names.isEmpty && names.contains { Double($0) != nil }
            && names.allSatisfy { name in
                name.isEmpty || name.utf8.contains { $0 &- 48 < 10 }
            }
    }

    /// Finds the columns.
    ///
    /// - Parameter wantsTicks: Whether trades are asked for, not bars.
    init(
        path: String, header: HeaderLine, options: CSVReadOptions, wantsTicks: Bool = false
    ) throws(DataError) {
        let names = header.names
        var resolver = ColumnResolver(path: path, line: header.line, names: names, mapping: options.columns)
        if options.layout == .wide { resolver.hasWideLayout = true }
        guard let stamp = try resolver.find(.time) else {
            if ColumnPlan.looksLikeValues(names) {
                throw .header(path: path, line: header.line, .absent(found: names.joined(separator: ",")))
            }
            throw resolver.absent(.time)
        }
        uses = names.map { _ in .ignored }
        uses[stamp] = .stamp
        stampPlace = stamp
        valueCount = 0
        places = [:]
        ignored = []
        content = .bars(isLong: false)
        if let clock = try resolver.timeOfDay(besides: stamp) {
            uses[clock.time] = .timeOfDay
            if let date = clock.date {
                uses[stamp] = clock.time == stamp ? .timeOfDay : .ignored
                uses[date] = .stamp
                stampPlace = date
            }
        }
        if wantsTicks {
            try setTicks(&resolver)
        } else {
            try setBars(&resolver, options)
        }
        for place in names.indices where uses[place] == .ignored && !names[place].isEmpty {
            ignored.append(names[place])
        }
    }

    private mutating func setTicks(_ resolver: inout ColumnResolver) throws(DataError) {
        content = .ticks
        guard try add(.price, &resolver) else { throw resolver.absent(.price) }
        if try !add(.size, &resolver), let volume = try resolver.find(.volume) {
            places[.size] = (take(volume), nil)
        }
        if let symbol = try resolver.find(.symbol) { uses[symbol] = .symbol }
    }

    private mutating func setBars(_ resolver: inout ColumnResolver, _ options: CSVReadOptions) throws(DataError) {
        let names = resolver.names
        let hasClose = try resolver.has(.close)
        if options.layout != .wide, hasClose {
            if options.layout != .single, let symbol = try resolver.find(.symbol) {
                uses[symbol] = .symbol
                content = .bars(isLong: true)
            } else if options.layout == .long {
                throw resolver.absent(.symbol)
            }
            let found = try [ColumnUse.open, .high, .low].map { use throws(DataError) in try add(use, &resolver) }
            _ = try add(.close, &resolver)
            if found.contains(true), let _ = found.firstIndex(of: false) {
                let missing = zip(["open", "high", "low"], found).filter { !$0.1 }.map(\.0)
                throw .header(path: resolver.path, line: resolver.line, .incomplete(missing: missing, names: names))
            }
            _ = try add(.volume, &resolver)
            _ = try add(.adjustedClose, &resolver)
            return
        }
        if options.layout == .single || options.layout == .long { throw resolver.absent(.close) }
        let others = names.indices.filter { uses[$0] == .ignored && !names[$0].isEmpty }
        if options.layout == nil {
            let normalized = others.map { ColumnUse.normalized(names[$0]) }
            if normalized.contains(where: { $0.hasPrefix("bid") || $0.hasPrefix("ask") }) {
                throw .header(path: resolver.path, line: resolver.line, .quotes(names: names))
            }
            if normalized.contains("price") {
                throw .header(path: resolver.path, line: resolver.line, .ticks(names: names))
            }
            if normalized.contains(where: { ["open", "high", "low"].contains($0) }) {
                throw .header(path: resolver.path, line: resolver.line, .incomplete(missing: ["close"], names: names))
            }
        }
        guard !others.isEmpty else { throw resolver.absent(.close) }
        for place in others { _ = take(place) }
        content = .wide(symbols: others.map { names[$0].uppercased() })
    }

    /// Gives a field a column of numbers.
    private mutating func take(_ field: Int) -> Int {
        if case .value(let place) = uses[field] { return place }
        uses[field] = .value(valueCount)
        valueCount += 1
        return valueCount - 1
    }

    private mutating func add(_ use: ColumnUse, _ resolver: inout ColumnResolver) throws(DataError) -> Bool {
        if let (a, b) = try resolver.pair(use) {
            places[use] = (take(a), take(b))
            return true
        }
        guard let field = try resolver.find(use) else { return false }
        places[use] = (take(field), nil)
        return true
    }
}
