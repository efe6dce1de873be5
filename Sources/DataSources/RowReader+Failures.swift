import Glibc

/// What is said where a row cannot be read.
extension RowReader {
    /// The text of the stamp in the row that begins at a byte.
    func stampText(at offset: Int) -> String {
        let bytes = source.bytes
        var end = offset
        var scanner = QuoteScanner(delimiter: plan.delimiter)
        while end < bytes.count, !(scanner.isOutside(bytes[end]) && bytes[end] == 10) { end += 1 }
        let fields = QuotedField.fields(
            UnsafeRawBufferPointer(rebasing: bytes[offset..<end]), delimiter: plan.delimiter)
        guard let place = plan.uses.firstIndex(of: .stamp), place < fields.count else { return "" }
        return fields[place]
    }

    /// The message of a failure, with its line.
    func error(_ failure: RowFailure) -> DataError {
        if case .sourceChanged = failure.reason { return .file(path: source.path, .changed) }
        let column = failure.field < plan.names.count ? plan.names[failure.field] : "\(failure.field + 1)"
        let problem: DataError.RowProblem =
            switch failure.reason {
            case .fieldCount(let found):
                isInUnfinishedLastLine(failure.offset) && found < plan.uses.count
                    ? .cutOff(found: found, expected: plan.uses.count)
                    : .fieldCount(found: found, expected: plan.uses.count, header: plan.names.joined(separator: ","))
            case .number(let beyondRange):
                beyondRange
                    ? .beyondRange(column: column, found: failure.text)
                    : .notANumber(column: column, found: failure.text)
            case .time(let beyondRange):
                beyondRange
                    ? .timeBeyondRange(column: column, found: failure.text)
                    : .notATime(
                        column: column, found: failure.text,
                        form: plan.uses[failure.field] == .stamp
                            ? plan.stampForm.text : StampParser.Form.timeOfDay.text)
            case .mixedZones: .mixedZones(found: failure.text, first: stampText(at: firstRowOffset))
            case .mixedForms: .mixedForms(found: failure.text, first: stampText(at: firstRowOffset))
            case .openQuote, .breakInQuotes: .openQuote
            case .textBehindQuote: .textBehindQuote(column: column, found: failure.text)
            case .noSymbol: .noSymbol
            case .lineTooLong, .sourceChanged: .lineTooLong(most: RowBlockText.longestLine)
            }
        return .row(path: source.path, line: source.line(at: failure.offset), problem)
    }

    /// The byte at which the first row that is not blank begins.
    var firstRowOffset: Int {
        var place = header.rowsOffset
        while place < source.bytes.count, source.bytes[place] == 10 || source.bytes[place] == 13 { place += 1 }
        return place
    }

    private func isInUnfinishedLastLine(_ offset: Int) -> Bool {
        guard let base = source.bytes.baseAddress, offset < source.bytes.count else { return false }
        return memchr(base + offset, 10, source.bytes.count - offset) == nil
    }
}
