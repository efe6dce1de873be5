import CRows
import Core

/// Reads rows from bytes into columns.
///
/// Plain rows are read by vector instructions (`crows_read`); what stops them, right or wrong, is read here. Neither
/// allocates nor copies.
struct RowParser {
    /// Which quoted fields a text can have.
    enum Quotes {
        /// There is no quote in it.
        case none
        /// Those that end in the line in which they begin; another is a failure.
        case withinLines
        /// Any.
        case withBreaks
    }

    let plan: RowPlan
    let sink: RowSink
    /// What the rows said about themselves.
    var notes = RowNotes()
    let quotes: Quotes
    let numbers = NumberParser()
    /// The readers of quoted stamps: the quote is what ends them.
    var quotedStamp: StampParser
    var quotedClock: StampParser
    private var stamp: StampParser
    private var clock: StampParser
    /// Whether rows can be plain: no field but a stamp in ISO 8601 or an epoch, numbers, and what is not read.
    private let isPlain: Bool
    private let plainCodes: [Int64]
    private let columns: [UnsafeMutablePointer<Double>?]

    /// A reader of rows of a plan.
    ///
    /// - Parameter usesVectors: Whether plain rows are read by vector instructions, where the processor has them: the
    ///   result is the same.
    init(plan: RowPlan, sink: RowSink, quotes: Quotes = .none, usesVectors: Bool = true) {
        self.plan = plan
        self.sink = sink
        self.quotes = quotes
        quotedStamp = StampParser(form: plan.stampForm, delimiter: UInt8(ascii: "\""))
        quotedClock = StampParser(form: .timeOfDay, delimiter: UInt8(ascii: "\""))
        stamp = StampParser(form: plan.stampForm, delimiter: plan.delimiter)
        clock = StampParser(form: .timeOfDay, delimiter: plan.delimiter)
        isPlain =
            usesVectors && plan.stampForm.canBePlain && !plan.uses.contains { $0 == .timeOfDay || $0 == .symbol }
            && crows_is_available() != 0
            // A field that is not read may hold a quoted separator, which those instructions do not see.
            && (quotes == .none || !plan.uses.contains(.ignored))
        plainCodes = plan.uses.map { Int64($0.code) }
        columns = sink.values
    }

    /// Reads all rows of a text that ends with a line break.
    ///
    /// - Parameters:
    ///   - text: Whole rows.
    ///   - fileOffset: The place of the text in its file, for failures.
    ///   - firstRow: The row of the sink that the first one goes to.
    /// - Returns: The number of rows.
    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>, fileOffset: Int, firstRow: Int
    ) throws(RowFailure) -> Int {
        guard let base = text.baseAddress, text.last == 10 else { return 0 }
        let limit = base + text.count
        let lines = Lines(base: base, limit: limit, fileOffset: fileOffset)
        let codes = plan.uses.map(\.code)
        let fieldCount = codes.count
        let delimiter = plan.delimiter
        var p = base
        var row = firstRow
        let hasQuotes = quotes != .none
        var patience = 0
        while p < limit {
            if patience > 0 {
                patience -= 1
            } else if notes.kind != nil, p - base >= Int(CROWS_BEFORE) {
                let before = row
                row = plainRows(&p, base, limit, row: row)
                // Where rows are not plain, it costs to ask for each.
                patience = row - before > 8 ? 0 : 64
                if p == limit { break }
            }
            if p[0] == 10 || (p[0] == 13 && p[1] == 10) {
                p += p[0] == 10 ? 1 : 2
                continue
            }
            let rowStart = p
            var wall: Int64 = 0
            var offset: Int32 = 0
            var kind = StampParser.Kind.date
            for field in 0..<fieldCount {
                let start = p
                let code = codes[field]
                if hasQuotes, let quote = openingQuote(p) {
                    if let part = try readQuoted(
                        &p, from: quote, RowPlace(row: row, start: rowStart, field: field), lines)
                    {
                        wall &+= part.wall
                        offset = part.offset
                        if kind == .date { kind = part.kind }
                    }
                } else if code >= 0 {
                    if p[0] == delimiter || p[0] == 10 {
                        sink.values[code][row] = .nan
                    } else if !numbers.quickly(&p, delimiter: delimiter, into: &sink.values[code][row]) {
                        let end = fieldEnd(p, delimiter)
                        let slow = numbers.slowly(UnsafeBufferPointer(start: start, count: end - start))
                        switch slow {
                        case .value(let value): sink.values[code][row] = value
                        case .missing: sink.values[code][row] = .nan
                        case .invalid, .beyondRange:
                            throw failure(
                                fieldCountFailure(rowStart, lines),
                                start, end, lines, field, .number(beyondRange: slow == .beyondRange))
                        }
                        p = end
                    }
                } else if code == -2 {
                    guard stamp.read(&p, limit: limit) else {
                        throw failure(
                            fieldCountFailure(rowStart, lines), start, fieldEnd(start, delimiter), lines, field,
                            .time(beyondRange: stamp.failure == .beyondRange))
                    }
                    wall &+= stamp.wall
                    offset = stamp.offset
                    if kind == .date { kind = stamp.kind }
                } else if code == -1 {
                    p = fieldEnd(p, delimiter)
                } else if code == -3 {
                    guard clock.read(&p, limit: limit) else {
                        throw failure(
                            fieldCountFailure(rowStart, lines), start, fieldEnd(start, delimiter), lines, field,
                            .time(beyondRange: false))
                    }
                    wall &+= clock.wall
                    offset = clock.offset
                    kind = clock.kind
                } else {
                    p = fieldEnd(p, delimiter)
                    let (start, end) = trimmed(start, p)
                    guard end > start else { throw failure(nil, start, end, lines, field, .noSymbol) }
                    sink.symbolPlaces?[row] = notes.place(of: UnsafeBufferPointer(start: start, count: end - start))
                }
                if p[0] == 13, p[1] == 10 { p += 1 }
                guard p[0] == (field == fieldCount - 1 ? 10 : delimiter) else {
                    let counted = fieldCountFailure(rowStart, lines)
                    throw failure(counted, start, p, lines, field, .number(beyondRange: false))
                }
                p += 1
            }
            if kind != notes.kind {
                if let first = notes.kind {
                    let isZone = first != .date && kind != .date
                    let place = plan.uses.firstIndex(of: .stamp) ?? 0
                    throw failure(
                        nil, fieldStart(rowStart, place, delimiter),
                        fieldEnd(fieldStart(rowStart, place, delimiter), delimiter),
                        lines, place, isZone ? .mixedZones : .mixedForms)
                }
                notes.kind = kind
                notes.firstOffset = fileOffset + (rowStart - base)
            }
            if kind == .instant, notes.offsets.last?.seconds != offset {
                notes.offsets.append(ParsedRows.OffsetRun(row: row, seconds: offset))
            }
            if notes.areAllMidnight, wall % Timestamp.day != 0 { notes.areAllMidnight = false }
            sink.wall[row] = wall
            row += 1
        }
        return row - firstRow
    }

    /// Reads plain rows as far as there are any; gives the place of the next row in the columns.
    private mutating func plainRows(
        _ p: inout UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, row: Int
    ) -> Int {
        // Their stamps are instants in UTC.
        guard let kind = notes.kind, isPlain, kind != .instant || notes.offsets.last?.seconds == 0 else { return row }
        return plainCodes.withUnsafeBufferPointer { codes in
            columns.withUnsafeBufferPointer { values in
                let epoch = StampParser.Epoch(plan.stampForm)
                var plan = crows_plan(
                    codes: codes.baseAddress, field_count: Int64(codes.count), values: values.baseAddress,
                    wall: sink.wall, tick: epoch?.unit ?? 0, least_ticks: epoch?.ticks.lowerBound ?? 0,
                    most_ticks: epoch?.ticks.upperBound ?? 0,
                    stamp_kind: epoch == nil ? Int32(kind.rawValue) : Int32(CROWS_EPOCH), delimiter: plan.delimiter,
                    all_midnight: notes.areAllMidnight ? 1 : 0)
                var consumed = 0
                let rows = crows_read(&plan, base, p - base, limit - base, row, &consumed)
                p = base + consumed
                notes.areAllMidnight = plan.all_midnight != 0
                return row + rows
            }
        }
    }

    /// The byte that ends a field.
    @inline(__always)
    func fieldEnd(_ start: UnsafePointer<UInt8>, _ delimiter: UInt8) -> UnsafePointer<UInt8> {
        var p = start
        while p[0] != delimiter, p[0] != 10 { p += 1 }
        return p
    }

    func trimmed(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> (UnsafePointer<UInt8>, UnsafePointer<UInt8>) {
        var (start, end) = (start, end)
        while start < end, start[0] == 32 { start += 1 }
        while end > start, end[-1] == 32 || end[-1] == 13 { end -= 1 }
        return (start, end)
    }

    func fieldStart(_ row: UnsafePointer<UInt8>, _ field: Int, _ delimiter: UInt8) -> UnsafePointer<UInt8> {
        var p = row
        for _ in 0..<field { p = fieldEnd(p, delimiter) + 1 }
        return p
    }
}
