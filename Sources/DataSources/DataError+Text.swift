internal import Core

extension DataError: CustomStringConvertible {
    /// The whole message: `Data/x.csv:17: error: found …; expected …`.
    public var description: String {
        switch self {
        case .file(let path, let problem): "\(path): error: \(problem)"
        case .header(let path, let line, let problem): "\(path):\(line): error: \(problem)"
        case .row(let path, let line, let problem): "\(path):\(line): error: \(problem)"
        case .bars(let path, let line, let problem):
            line > 0 ? "\(path):\(line): error: \(problem)" : "\(path): error: \(problem)"
        case .option(let path, let problem): "\(path): error: \(problem)"
        case .unknownZone(let name, let nearest):
            "error: unknown time zone \"\(name)\"; expected a name such as America/New_York, UTC or an offset such as "
                + "UTC-05:00" + suggestion(nearest)
        case .unknownCalendar(let name, let nearest):
            "error: unknown calendar \"\(name)\"; expected XNYS, 24/7, 24/5 or the path of a CSV file with the columns "
                + "date,open,close" + suggestion(nearest)
        case .calendarFile(let path, let line, let found, let expected),
            .rateFile(let path, let line, let found, let expected),
            .externalFile(let path, let line, let found, let expected):
            "\(path):\(line): error: found \(found); expected \(expected)"
        case .actions(let path, let line, let problem): "\(path):\(line): error: \(problem)"
        case .database(let path, let problem): "\(path): error: \(problem)"
        case .output(let path, let reason): "\(path): error: cannot be written: \(reason)"
        }
    }

    private func suggestion(_ nearest: [String]) -> String {
        nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: ", "))?"
    }
}

extension DataError.FileProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .missing: "no such file"
        case .directory: "is a directory; name a file in it, or all of them with `glob`"
        case .refused(let words): "cannot be read: \(words)"
        case .empty: "the file is empty; expected a header and rows"
        case .headerOnly: "the file holds a header but no rows"
        case .noMatch: "the pattern matches no file"
        case .endlessPipe(let most):
            "it gave more than \(most) bytes without an end; write it to a file, which needs no memory, or raise "
                + "BACKTEST_PIPE_BYTES"
        case .changed: "the file was cut or written to while it was read; read it again when it is complete"
        case .damagedGzip(let words): "the compressed data cannot be read: \(words)"
        }
    }
}

extension DataError.HeaderProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .absent(let found):
            "found values (\(ShownText.field(found))) where the names of the columns were expected; add a header, or number the columns "
                + "from 1: `columns: { time: 1, open: 2, high: 3, low: 4, close: 5 }`"
        case .noColumn(let wanted, let named, let names, let nearest):
            (named.map { "no column named \"\($0)\" for \(wanted)" } ?? "no column for \(wanted)")
                + "; the columns are \(ShownText.list(names))"
                + (nearest.isEmpty
                    ? "; name it with `columns: { \(wanted): NAME }`"
                    : "; did you mean \(nearest.joined(separator: ", "))? Name it with `columns: { \(wanted): NAME }`")
        case .tooMany(let found, let most): "found \(found) columns; expected at most \(most)"
        case .twice(let name): "the column \(name) stands twice in the header"
        case .ticks(let names):
            "the columns (\(ShownText.list(names))) are those of trades, not of bars; make bars of them with "
                + "`backtest data resample --ticks`"
        case .quotes(let names):
            "the columns (\(ShownText.list(names))) hold bid and ask; say which to use, for instance "
                + "`columns: { close: bid_close }` or `columns: { close: mid(bid_close, ask_close) }`"
        case .incomplete(let missing, let names):
            "no column for \(missing.joined(separator: ", ")); bars need open, high, low and close, or a close alone; "
                + "the columns are \(ShownText.list(names))"
        }
    }
}

extension DataError.RowProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .fieldCount(let found, let expected, let header):
            "found \(found) \(found == 1 ? "field" : "fields"); expected \(expected) as in the header "
                + "(\(ShownText.field(header, most: 400)))"
        case .cutOff(let found, let expected):
            "the last line is cut off: found \(found) of \(expected) fields and no line break; remove the line or fetch "
                + "the file again"
        case .notANumber(let column, let found):
            "found \"\(ShownText.field(found))\" in column \(ShownText.field(column)); expected a number"
        case .beyondRange(let column, let found):
            "found \(ShownText.field(found)) in column \(ShownText.field(column)), which is beyond the range of numbers (1.8e308)"
        case .notATime(let column, let found, let form):
            "found \"\(ShownText.field(found))\" in column \(ShownText.field(column)); expected \(form)"
        case .timeBeyondRange(let column, let found):
            "found \(ShownText.field(found)) in column \(ShownText.field(column)), which is beyond the range of times (1678 to 2261)"
        case .mixedZones(let found, let first):
            "found the time \"\(ShownText.field(found))\" where the first is \"\(first)\": either all times carry an offset or none does"
        case .mixedForms(let found, let first):
            "found \"\(ShownText.field(found))\" where the first is \"\(first)\": either all rows carry a time of day or none does"
        case .openQuote: "a quoted field begins here and does not end"
        case .textBehindQuote(let column, let found):
            "found \(ShownText.field(found)) in column \(ShownText.field(column)); expected the field to end with its "
                + "second quote: double a quote that belongs to a quoted field"
        case .zeroByte: "found a byte of zero; expected text in UTF-8, not UTF-16 and not a binary file"
        case .returnsAlone:
            "the lines end with a return (CR) alone; expected a line feed (LF) or both: tr '\\r' '\\n' < OLD > NEW"
        case .lineTooLong(let most):
            "a line of more than \(most >> 20) MiB begins here; expected rows that end with a line break"
        case .noSymbol: "found no symbol; expected one in every row"
        }
    }
}

extension DataError.BarProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .duplicate(let symbol, let stamp, let count):
            "\(symbol) has \(stamp) a second time (\(rows(count)) in all); choose one with "
                + "`policies: { duplicates: first }` or `last`"
        case .order(let symbol, let stamp, let previous, let count, let isReversed):
            "\(symbol) steps back from \(previous) to \(stamp) (\(count) such \(count == 1 ? "step" : "steps")"
                + (isReversed ? ": the rows run newest first" : "") + "); allow it with `policies: { order: sort }`"
        case .ohlc(let symbol, let stamp, let detail, let count):
            "\(symbol) at \(stamp) has \(detail) (\(rows(count)) in all); choose `policies: { ohlc: repair }` or `drop`"
        case .missing(let symbol, let stamp, let column, let count):
            "\(symbol) at \(stamp) has no \(column) (\(rows(count)) in all); choose `policies: { nan: drop }` or `fill`"
        case .noSession(let symbol, let date, let calendar, let covered, let count):
            "\(symbol) has a row on \(date), on which the calendar \(calendar) has no session (\(rows(count)) in all"
                + (covered.map { "; it covers \($0)" } ?? "")
                + "); choose another `calendar`, or leave such rows out with `policies: { closed: drop }`"
        case .gap(let symbol, let after, let before, let count):
            "\(symbol) has nothing between \(after) and \(before) (\(count) \(count == 1 ? "bar" : "bars") missing in "
                + "all); allow gaps with `policies: { gaps: keep }`"
        case .nothingLeft(let symbol): "no rows of \(symbol) are left after the policies"
        case .outsidePeriod(let symbol, let first, let last):
            "no bar of \(symbol) lies between `from` and `to`: there are bars from \(first) to \(last)"
        case .symbolTwice(let symbol, let otherPath): "holds bars of \(symbol), as \(otherPath) does"
        }
    }

    private func rows(_ count: Int) -> String { "\(count) such \(count == 1 ? "row" : "rows")" }
}

extension DataError.OptionProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .stampNeeded(let first):
            "cannot tell whether the time \"\(first)\" is the start or the end of its bar, and a wrong guess would let a "
                + "strategy see the future; say `stamp: start` or `stamp: end`"
        case .zoneNeeded(let first):
            "the time \"\(first)\" has no zone; say `zone:`, for instance America/New_York, or a `calendar:`"
        case .calendarNeeded(let reason): "\(reason); say which `calendar:` it keeps: XNYS, 24/7, 24/5 or a file"
        case .lengthNeeded(let rows):
            "\(rows) \(rows == 1 ? "row does" : "rows do") not tell how long a bar is; say so with `length:`, for "
                + "instance 1m"
        case .adjustedCloseNeeded(let names):
            "`adjust: total` needs a column with the adjusted close; the columns are \(ShownText.list(names))"
        case .splitsUnknown:
            "`adjust: splits` cannot be made of an adjusted close, which mixes splits with dividends; name a file of "
                + "corporate actions with `actions`, or choose `total` or `none`"
        case .dateOrderNeeded(let first):
            "the date \"\(first)\" may be month first or day first, and no row decides; say `date_order: mdy` or `dmy`"
        case .badValue(let key, let found, let allowed): "\(key): found \"\(found)\"; expected \(allowed)"
        case .datesFarApart(let days):
            "the dates lie \(days) days apart, like those of weeks or months, but a date names one session; stamp such bars "
                + "with the instant of their end (2006-01-06T21:00:00Z) and say `stamp: end`"
        case .wideAdjustment:
            "`adjust` needs an adjusted close beside each close, which a wide file has not; choose `none`"
        }
    }
}
