import Core

/// What is said of a row that cannot be read.
extension RowParser {
    /// The lines that are read, and their place in the file.
    struct Lines {
        var base: UnsafePointer<UInt8>
        var limit: UnsafePointer<UInt8>
        var fileOffset: Int

        func offset(of p: UnsafePointer<UInt8>) -> Int { fileOffset + (p - base) }
    }

    /// A failure of the number of fields, if the row has one: it explains most others.
    func fieldCountFailure(_ row: UnsafePointer<UInt8>, _ lines: Lines) -> RowFailure? {
        var found = 1
        var scanner = QuoteScanner(delimiter: plan.delimiter, offset: lines.offset(of: row))
        var p = row
        while p < lines.limit {
            let isOutside = quotes == .none || scanner.isOutside(p[0])
            if p[0] == 10 {
                if isOutside { break }
                if quotes == .withinLines {
                    return RowFailure(offset: scanner.openQuote ?? 0, field: 0, text: "", reason: .breakInQuotes)
                }
            }
            if isOutside, p[0] == plan.delimiter { found += 1 }
            p += 1
        }
        guard found != plan.uses.count else { return nil }
        return RowFailure(offset: lines.offset(of: row), field: 0, text: "", reason: .fieldCount(found: found))
    }

    /// A failure of a field, or another that explains it.
    func failure(
        _ other: RowFailure?, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ lines: Lines, _ field: Int,
        _ reason: RowFailure.Reason
    ) -> RowFailure {
        if let other { return other }
        let (first, last) = trimmed(start, end)
        let text = String(decoding: UnsafeBufferPointer(start: first, count: last - first), as: UTF8.self)
        return RowFailure(offset: lines.offset(of: start), field: field, text: text, reason: reason)
    }
}
