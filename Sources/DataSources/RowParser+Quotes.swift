import Core

/// Quoted fields (RFC 4180): what stands between the quotes is the field, two quotes in it are one.
extension RowParser {
    /// Where a field is: its row in the columns, the first byte of that row, and its number.
    struct RowPlace {
        var row: Int
        var start: UnsafePointer<UInt8>
        var field: Int
    }

    /// What a quoted stamp or time of day adds to the stamp of its row.
    struct StampPart {
        var wall: Int64
        var offset: Int32
        var kind: StampParser.Kind
    }

    /// The quote with which a field begins, behind spaces or none; `nil` where it begins otherwise.
    @inline(__always)
    func openingQuote(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var p = start
        while p[0] == 32 { p += 1 }
        return p[0] == UInt8(ascii: "\"") ? p : nil
    }

    /// Reads a quoted field; moves `p` to the byte that ends it.
    mutating func readQuoted(
        _ p: inout UnsafePointer<UInt8>, from quote: UnsafePointer<UInt8>, _ place: RowPlace, _ lines: Lines
    ) throws(RowFailure) -> StampPart? {
        let (end, hasQuotes) = try closingQuote(quote, place.field, lines)
        var next = end + 1
        while next[0] == 32 { next += 1 }
        guard next[0] == plan.delimiter || next[0] == 10 || (next[0] == 13 && next[1] == 10) else {
            throw failure(nil, quote, fieldEnd(next, plan.delimiter), lines, place.field, .textBehindQuote)
        }
        p = next
        var inside = quote + 1
        let field = UnsafeBufferPointer(start: inside, count: end - inside)
        func wrong(_ reason: RowFailure.Reason) -> RowFailure {
            failure(fieldCountFailure(place.start, lines), inside, end, lines, place.field, reason)
        }
        switch plan.uses[place.field] {
        case .ignored: return nil
        case .value(let column):
            let value = sink.values[column] + place.row
            // The closing quote ends a number as a separator does.
            var text = inside
            if numbers.quickly(&text, delimiter: UInt8(ascii: "\""), into: &value.pointee), text == end { return nil }
            switch numbers.slowly(field) {
            case .value(let found): value.pointee = found
            case .missing: value.pointee = .nan
            case .invalid: throw wrong(.number(beyondRange: false))
            case .beyondRange: throw wrong(.number(beyondRange: true))
            }
            return nil
        case .stamp:
            guard quotedStamp.read(&inside, limit: lines.limit), inside == end else {
                throw wrong(.time(beyondRange: quotedStamp.failure == .beyondRange))
            }
            return StampPart(wall: quotedStamp.wall, offset: quotedStamp.offset, kind: quotedStamp.kind)
        case .timeOfDay:
            guard quotedClock.read(&inside, limit: lines.limit), inside == end else {
                throw wrong(.time(beyondRange: false))
            }
            return StampPart(wall: quotedClock.wall, offset: quotedClock.offset, kind: quotedClock.kind)
        case .symbol:
            guard !field.isEmpty else { throw failure(nil, quote, end, lines, place.field, .noSymbol) }
            let symbol =
                hasQuotes
                ? QuotedField.unescaped(field).withUnsafeBufferPointer { notes.place(of: $0) } : notes.place(of: field)
            sink.symbolPlaces?[place.row] = symbol
            return nil
        }
    }

    /// The quote that ends a field, and whether others stand in the field.
    private func closingQuote(
        _ quote: UnsafePointer<UInt8>, _ field: Int, _ lines: Lines
    ) throws(RowFailure) -> (UnsafePointer<UInt8>, hasQuotes: Bool) {
        var hasQuotes = false
        var p = quote + 1
        while p < lines.limit {
            if p[0] == UInt8(ascii: "\"") {
                guard p[1] == p[0] else { return (p, hasQuotes) }
                hasQuotes = true
                p += 1
            } else if p[0] == 10, quotes == .withinLines {
                throw failure(nil, quote, quote, lines, field, .breakInQuotes)
            }
            p += 1
        }
        throw failure(nil, quote, quote, lines, field, .openQuote)
    }
}
