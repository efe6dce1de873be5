/// What is wrong with data or with the options that say how to read them.
///
/// The text names file and line, what was found, what was expected, and the remedy.
public enum DataError: Error, Hashable, Sendable {
    /// A file that cannot be read at all.
    case file(path: String, FileProblem)
    /// A header that does not say what the columns are.
    case header(path: String, line: Int, HeaderProblem)
    /// A row that cannot be read.
    case row(path: String, line: Int, RowProblem)
    /// Rows that can be read but break the rules that bars keep.
    case bars(path: String, line: Int, BarProblem)
    /// An option that is missing or does not fit the file.
    case option(path: String, OptionProblem)
    /// A zone that the zone data do not have.
    case unknownZone(name: String, nearest: [String])
    /// A calendar that is neither built in nor a file.
    case unknownCalendar(name: String, nearest: [String])
    /// A line of a calendar's file that cannot be read.
    case calendarFile(path: String, line: Int, found: String, expected: String)
    /// A line of a file of corporate actions that cannot be used.
    case actions(path: String, line: Int, ActionProblem)
    /// A line of a file of rates that cannot be read.
    case rateFile(path: String, line: Int, found: String, expected: String)
    /// A file of an external series that cannot be used.
    case externalFile(path: String, line: Int, found: String, expected: String)
    /// A database that gives no bars.
    case database(path: String, DatabaseProblem)
    /// A result that cannot be written.
    case output(path: String, reason: String)

    /// Why a file cannot be read.
    public enum FileProblem: Hashable, Sendable {
        /// No such file.
        case missing
        /// A directory where a file was meant.
        case directory
        /// The system refuses; its words.
        case refused(String)
        /// No bytes.
        case empty
        /// A header without rows.
        case headerOnly
        /// A pattern that matches no file.
        case noMatch
        /// A pipe that gave more bytes than are held in memory.
        case endlessPipe(most: Int)
        /// It was written to or cut while it was read.
        case changed
        /// Compressed data that are cut off or damaged.
        case damagedGzip(String)
    }

    /// Why a header cannot be used.
    public enum HeaderProblem: Hashable, Sendable {
        /// The first line holds values, not names.
        case absent(found: String)
        /// A column that is needed is not there, or not under the name that the options give.
        case noColumn(wanted: String, named: String?, names: [String], nearest: [String])
        /// More columns than any table of prices has.
        case tooMany(found: Int, most: Int)
        /// A name stands twice.
        case twice(name: String)
        /// Trades where bars were meant.
        case ticks(names: [String])
        /// Bid and ask prices where one price was meant.
        case quotes(names: [String])
        /// Some of open, high, low and close are missing.
        case incomplete(missing: [String], names: [String])
    }

    /// Why a row cannot be read.
    public enum RowProblem: Hashable, Sendable {
        /// More or fewer fields than the header.
        case fieldCount(found: Int, expected: Int, header: String)
        /// The last line has fewer fields and no line break.
        case cutOff(found: Int, expected: Int)
        /// A field that is no number.
        case notANumber(column: String, found: String)
        /// A number that no double holds.
        case beyondRange(column: String, found: String)
        /// A field that is no time in the file's form.
        case notATime(column: String, found: String, form: String)
        /// A time before 1677-09-22 or after 2262-04-11.
        case timeBeyondRange(column: String, found: String)
        /// A time with an offset among times without, or the other way round.
        case mixedZones(found: String, first: String)
        /// A date among times, or the other way round.
        case mixedForms(found: String, first: String)
        /// A quoted field that does not end.
        case openQuote
        /// Something behind the quote that ends a field.
        case textBehindQuote(column: String, found: String)
        /// A byte of zero, which text does not hold.
        case zeroByte
        /// Lines that end with a return alone.
        case returnsAlone
        /// A line of more bytes than this, which is no row of a table.
        case lineTooLong(most: Int)
        /// No symbol where one is needed.
        case noSymbol
    }

    /// Which rule of bars is broken.
    public enum BarProblem: Hashable, Sendable {
        /// Two rows of one instrument with one stamp (S8).
        case duplicate(symbol: String, stamp: String, count: Int)
        /// A row before its predecessor (S9).
        case order(symbol: String, stamp: String, previous: String, count: Int, isReversed: Bool)
        /// High or low does not enclose the others (S7).
        case ohlc(symbol: String, stamp: String, detail: String, count: Int)
        /// A missing price (S6).
        case missing(symbol: String, stamp: String, column: String, count: Int)
        /// A date on which the calendar has no session; what it covers, where the date lies beyond.
        case noSession(symbol: String, date: String, calendar: String, covered: String?, count: Int)
        /// Sessions or bars that the calendar expects are missing, and gaps are not allowed.
        case gap(symbol: String, after: String, before: String, count: Int)
        /// Nothing is left after the policies.
        case nothingLeft(symbol: String)
        /// No bar lies in the period asked for.
        case outsidePeriod(symbol: String, first: String, last: String)
        /// Two sources hold bars of one symbol.
        case symbolTwice(symbol: String, otherPath: String)
    }

    /// Why an option is needed or does not fit.
    public enum OptionProblem: Hashable, Sendable {
        /// Times without saying whether they stand for the start or the end of a bar (S1).
        case stampNeeded(first: String)
        /// Times without a zone, and neither zone nor calendar given.
        case zoneNeeded(first: String)
        /// No calendar given, and the rows fit none of the known ones.
        case calendarNeeded(reason: String)
        /// The length of the bars cannot be told from so few rows.
        case lengthNeeded(rows: Int)
        /// A total-return adjustment without an adjusted close.
        case adjustedCloseNeeded(names: [String])
        /// A split adjustment without a file of corporate actions: no adjusted close gives it.
        case splitsUnknown
        /// Dates such as 03/04/2020, which may be read in two ways.
        case dateOrderNeeded(first: String)
        /// A value that is not among those allowed.
        case badValue(key: String, found: String, allowed: String)
        /// Bars with dates that lie this many days apart: a date names one session.
        case datesFarApart(days: Int)
        /// Adjustment of closes in a wide file, which holds no adjusted close beside them.
        case wideAdjustment
    }
}
