import CRows
import Core

/// Reads rows without quotes from bytes into columns.
///
/// Plain rows are read by vector instructions (`crows_read`); what stops them, right or wrong, is read here. Neither
/// allocates nor copies.
struct RowParser {
    let plan: RowPlan
    let sink: RowSink
    /// What the rows said about themselves.
    var notes = RowNotes()
    private var stamp: StampParser
    private var clock: StampParser
    private let numbers = NumberParser()
    /// Whether rows can be plain: no field but a stamp in ISO 8601, numbers, and what is not read.
    private let isPlain: Bool
    private let plainCodes: [Int64]
    private let columns: [UnsafeMutablePointer<Double>?]

    /// A reader of rows of a plan.
    ///
    /// - Parameter usesVectors: Whether plain rows are read by vector instructions, where the processor has them: the
    ///   result is the same.
    init(plan: RowPlan, sink: RowSink, usesVectors: Bool = true) {
        self.plan = plan
        self.sink = sink
        stamp = StampParser(form: plan.stampForm, delimiter: plan.delimiter)
        clock = StampParser(form: .timeOfDay, delimiter: plan.delimiter)
        isPlain =
            usesVectors && plan.stampForm == .iso && !plan.uses.contains { $0 == .timeOfDay || $0 == .symbol }
            && crows_is_available() != 0
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
        let codes = plan.uses.map(\.code)
        let fieldCount = codes.count
        let delimiter = plan.delimiter
        var p = base
        var row = firstRow
        var patience = 0
        while p < limit {
            if patience > 0 {
                patience -= 1
            } else if notes.kind != nil {
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
                if code >= 0 {
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
                                fieldCountFailure(rowStart, base, fileOffset),
                                start, end, base, fileOffset, field, .number(beyondRange: slow == .beyondRange))
                        }
                        p = end
                    }
                } else if code == -2 {
                    guard stamp.read(&p, limit: limit) else {
                        throw failure(
                            fieldCountFailure(rowStart, base, fileOffset), start, fieldEnd(start, delimiter), base,
                            fileOffset, field, .time(beyondRange: stamp.failure == .beyondRange))
                    }
                    wall &+= stamp.wall
                    offset = stamp.offset
                    if kind == .date { kind = stamp.kind }
                } else if code == -1 {
                    p = fieldEnd(p, delimiter)
                } else if code == -3 {
                    guard clock.read(&p, limit: limit) else {
                        throw failure(
                            fieldCountFailure(rowStart, base, fileOffset), start, fieldEnd(start, delimiter), base,
                            fileOffset, field, .time(beyondRange: false))
                    }
                    wall &+= clock.wall
                    offset = clock.offset
                    kind = clock.kind
                } else {
                    p = fieldEnd(p, delimiter)
                    let (start, end) = trimmed(start, p)
                    guard end > start else { throw failure(nil, start, end, base, fileOffset, field, .noSymbol) }
                    sink.symbolPlaces?[row] = notes.place(of: UnsafeBufferPointer(start: start, count: end - start))
                }
                if p[0] == 13, p[1] == 10 { p += 1 }
                guard p[0] == (field == fieldCount - 1 ? 10 : delimiter) else {
                    let counted = fieldCountFailure(rowStart, base, fileOffset)
                    throw failure(counted, start, p, base, fileOffset, field, .number(beyondRange: false))
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
                        base, fileOffset, place, isZone ? .mixedZones : .mixedForms)
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
                var plan = crows_plan(
                    codes: codes.baseAddress, field_count: Int64(codes.count), values: values.baseAddress,
                    wall: sink.wall, stamp_kind: Int32(kind.rawValue), delimiter: plan.delimiter,
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
    private func fieldEnd(_ start: UnsafePointer<UInt8>, _ delimiter: UInt8) -> UnsafePointer<UInt8> {
        var p = start
        while p[0] != delimiter, p[0] != 10 { p += 1 }
        return p
    }

    private func trimmed(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> (UnsafePointer<UInt8>, UnsafePointer<UInt8>) {
        var (start, end) = (start, end)
        while start < end, start[0] == 32 { start += 1 }
        while end > start, end[-1] == 32 || end[-1] == 13 { end -= 1 }
        return (start, end)
    }

    private func fieldStart(_ row: UnsafePointer<UInt8>, _ field: Int, _ delimiter: UInt8) -> UnsafePointer<UInt8> {
        var p = row
        for _ in 0..<field { p = fieldEnd(p, delimiter) + 1 }
        return p
    }

    /// A failure of the number of fields, if the row has one: it explains most others.
    private func fieldCountFailure(
        _ row: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>, _ fileOffset: Int
    ) -> RowFailure? {
        var found = 1
        var p = row
        while p[0] != 10 {
            if p[0] == plan.delimiter { found += 1 }
            p += 1
        }
        guard found != plan.uses.count else { return nil }
        return RowFailure(offset: fileOffset + (row - base), field: 0, text: "", reason: .fieldCount(found: found))
    }

    private func failure(
        _ other: RowFailure?, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>,
        _ fileOffset: Int, _ field: Int, _ reason: RowFailure.Reason
    ) -> RowFailure {
        if let other { return other }
        let (first, last) = trimmed(start, end)
        let text = String(decoding: UnsafeBufferPointer(start: first, count: last - first), as: UTF8.self)
        return RowFailure(offset: fileOffset + (start - base), field: field, text: text, reason: reason)
    }
}
