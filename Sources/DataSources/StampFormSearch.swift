import Core

/// Finds the form of a file's stamps from its first row, and from others where that one may be read in two ways.
struct StampFormSearch {
    let source: SourceBytes
    let header: HeaderLine
    let place: Int
    let options: CSVReadOptions

    /// The form.
    func form() throws(DataError) -> StampParser.Form {
        guard let first = try firstStamp() else { throw .file(path: source.path, .headerOnly) }
        let detected = try StampParser.Form.detect(first.text) { () throws(DataError) in try isMonthFirst(first.text) }
        guard let form = detected else {
            if first.fieldCount != header.names.count {
                throw .row(
                    path: source.path, line: source.line(at: first.offset),
                    .fieldCount(
                        found: first.fieldCount, expected: header.names.count,
                        header: header.names.joined(separator: ",")))
            }
            throw .row(
                path: source.path, line: source.line(at: first.offset),
                .notATime(
                    column: header.names[place], found: first.text,
                    form: "a date or time such as 2006-01-03, 2006-01-03T14:30:00Z or seconds since 1970"))
        }
        return form
    }

    private func firstStamp() throws(DataError) -> (text: String, offset: Int, fieldCount: Int)? {
        var first: (String, Int, Int)?
        try stamps { text, offset, fieldCount in
            first = (text, offset, fieldCount)
            return false
        }
        return first
    }

    /// Calls with the stamp of each row, until told to stop.
    private func stamps(_ body: (String, Int, Int) -> Bool) throws(DataError) {
        let bytes = source.bytes
        var start = header.rowsOffset
        while start < bytes.count {
            var end = start
            var scanner = QuoteScanner(delimiter: header.delimiter)
            while end < bytes.count, end - start <= RowBlockText.longestLine,
                !(scanner.isOutside(bytes[end]) && bytes[end] == 10)
            {
                end += 1
            }
            if let quote = scanner.openQuote {
                throw .row(path: source.path, line: source.line(at: start + quote), .openQuote)
            }
            if end - start > RowBlockText.longestLine {
                throw .row(
                    path: source.path, line: source.line(at: start), .lineTooLong(most: RowBlockText.longestLine))
            }
            if end > start, !(end == start + 1 && bytes[start] == 13) {
                let fields = QuotedField.fields(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<end]), delimiter: header.delimiter)
                // A row with too few fields gets its own message when it is read.
                if !body(place < fields.count ? fields[place] : "", start, fields.count) { return }
            }
            start = end + 1
        }
    }

    private func isMonthFirst(_ first: String) throws(DataError) -> Bool {
        if let order = options.dateOrder { return order == .mdy }
        var decided: Bool?
        try stamps { text, _, _ in
            let bytes = Array(text.utf8) + [10]
            bytes.withUnsafeBufferPointer { bytes in
                guard var p = bytes.baseAddress, let (a, b, _) = StampParser.slashParts(&p) else { return }
                if a > 12 { decided = false } else if b > 12 { decided = true }
            }
            return decided == nil
        }
        guard let decided else { throw .option(path: source.path, .dateOrderNeeded(first: first)) }
        return decided
    }
}
