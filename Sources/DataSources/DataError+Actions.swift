extension DataError {
    /// Why a line of a file of corporate actions cannot be used.
    public enum ActionProblem: Hashable, Sendable {
        /// A header without one of the columns that are needed.
        case header(found: String)
        /// Not the header of a factor file.
        case factorHeader(found: String)
        /// A field that is no date.
        case date(column: String, found: String)
        /// A kind that there is not.
        case kind(found: String, nearest: [String])
        /// No instrument where one is needed.
        case noInstrument
        /// An instrument of which there are no bars.
        case instrument(found: String, nearest: [String], known: [String])
        /// A value that does not fit its kind.
        case value(kind: String, found: String, expected: String)
        /// A pay date of something that is not paid.
        case payDateOf(kind: String)
        /// A pay date before the day itself.
        case paidBefore(paid: String, date: String)
        /// Not three capital letters.
        case currency(found: String)
        /// The same action a second time.
        case duplicate(symbol: String, date: String, kind: String, firstLine: Int)
        /// A split in the middle of a bar.
        case insideBar(symbol: String, date: String)
        /// A factor that is no number above zero.
        case factor(column: String, found: String)
        /// A date that is not after the one before it.
        case factorOrder(found: String, previous: String)
        /// A factor file, which names no instrument, for several of them.
        case factorsOfSeveral(count: Int)
        /// No session after a date.
        case noSession(date: String, calendar: String)
    }
}

extension DataError.ActionProblem: CustomStringConvertible {
    /// What is wrong, as half a sentence.
    public var description: String {
        switch self {
        case .header(let found):
            "found the columns \(found); expected date,instrument,kind,value and perhaps pay_date,currency"
        case .factorHeader(let found):
            "found the columns \(found); expected those of a factor file, "
                + "last_date,price_factor,split_factor,reference_price"
        case .date(let column, let found): "found \"\(found)\" in column \(column); expected a date such as 2006-01-03"
        case .kind(let found, let nearest):
            "found the kind \"\(found)\"; expected dividend, split or delisting"
                + (nearest.isEmpty ? "" : "; did you mean \(nearest[0])?")
        case .noInstrument: "found no instrument; expected one in every row"
        case .instrument(let found, let nearest, let known):
            "there are no bars of the instrument \"\(found)\"; there are those of "
                + known.prefix(20).joined(separator: ", ")
                + (nearest.isEmpty ? "; remove the row" : "; did you mean \(nearest[0])?")
        case .value(let kind, let found, let expected):
            "found \"\(found)\" as the value of a \(kind); expected \(expected)"
        case .payDateOf(let kind): "a \(kind) is not paid; leave pay_date empty"
        case .paidBefore(let paid, let date): "found the pay date \(paid), before the ex date \(date)"
        case .currency(let found): "found \"\(found)\" in column currency; expected a code such as USD, or nothing"
        case .duplicate(let symbol, let date, let kind, let firstLine):
            "the \(kind) of \(symbol) on \(date) stands on line \(firstLine) already; remove one of the two"
        case .insideBar(let symbol, let date):
            "the split of \(symbol) on \(date) lies inside a bar, whose prices come from before and after it; use bars "
                + "of a session or less, or adjust the prices beforehand"
        case .factor(let column, let found): "found \"\(found)\" in column \(column); expected a number above zero"
        case .factorOrder(let found, let previous):
            "found the date \(found) after \(previous); expected ascending dates"
        case .factorsOfSeveral(let count):
            "a factor file names no instrument, and the data hold \(count); make a file of actions of each with "
                + "`backtest data actions --from-factors FILE --symbol NAME`"
        case .noSession(let date, let calendar): "the calendar \(calendar) has no session after \(date)"
        }
    }
}
