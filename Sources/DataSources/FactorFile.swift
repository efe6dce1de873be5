import Core
import TimeSeries

/// A factor file: `last_date,price_factor,split_factor,reference_price`, from which adjusted prices are made.
///
/// A row applies to every day up to and including its `last_date`; an adjusted price is the raw one times both factors.
/// So where two rows differ something took effect in the session after the first one's `last_date`:
///
///     dividend = reference_price · (1 − price_factor / next price_factor)
///     split    = next split_factor / split_factor          (new units for an old one)
///
/// - Source: the documentation of LEAN's equity data format.
struct FactorFile {
    /// One row.
    struct Row {
        var line: Int
        var lastDate: CivilDate
        var priceFactor: Double
        var splitFactor: Double
        var referencePrice: Double
    }

    /// The rows, by date.
    let rows: [Row]
    private let path: String

    private static let columns = ["last_date", "price_factor", "split_factor", "reference_price"]

    /// Whether the names of columns are those of a factor file.
    static func isHeader(_ names: [String]) -> Bool { names == columns }

    /// The rows of a table.
    ///
    /// - Throws: Where a field is no date or no number above zero, or the dates do not ascend.
    init(_ table: CSVTable) throws(DataError) {
        path = table.path
        guard FactorFile.isHeader(table.names) else {
            throw .actions(
                path: table.path, line: table.headerLine, .factorHeader(found: table.names.joined(separator: ",")))
        }
        var rows: [Row] = []
        for line in table.lines {
            func fail(_ problem: DataError.ActionProblem) -> DataError {
                .actions(path: table.path, line: line.number, problem)
            }
            guard let date = CSVTable.date(line.fields[0]) else {
                throw fail(.date(column: "last_date", found: line.fields[0]))
            }
            var numbers: [Double] = []
            for place in 1...3 {
                guard let number = Double(line.fields[place]), number.isFinite, number > 0 || place == 3 && number == 0
                else { throw fail(.factor(column: FactorFile.columns[place], found: line.fields[place])) }
                numbers.append(number)
            }
            if let last = rows.last, last.lastDate >= date {
                throw fail(.factorOrder(found: date.description, previous: last.lastDate.description))
            }
            rows.append(
                Row(
                    line: line.number, lastDate: date, priceFactor: numbers[0], splitFactor: numbers[1],
                    referencePrice: numbers[2]))
        }
        guard !rows.isEmpty else { throw .file(path: table.path, .headerOnly) }
        self.rows = rows
    }

    /// Opens and reads a factor file.
    init(path: String) throws(DataError) { try self.init(CSVTable(SourceBytes.open(path))) }

    /// The actions that the factors speak of, each on the session after the day that it follows.
    ///
    /// - Throws: Where the calendar has no session after that day.
    func actions(on calendar: TradingCalendar) throws(DataError) -> [ActionRow] {
        var actions: [ActionRow] = []
        for (row, next) in zip(rows, rows.dropFirst()) {
            guard row.priceFactor != next.priceFactor || row.splitFactor != next.splitFactor else { continue }
            let session = calendar.indexOfSession(onOrAfter: row.lastDate + 1)
            guard session < calendar.sessions.count else {
                throw .actions(
                    path: path, line: row.line,
                    .noSession(date: row.lastDate.description, calendar: calendar.name))
            }
            let date = calendar.sessions[session].date
            if row.priceFactor != next.priceFactor {
                let amount = row.referencePrice * (1 - row.priceFactor / next.priceFactor)
                guard amount > 0 else {
                    throw .actions(
                        path: path, line: row.line,
                        .value(
                            kind: "dividend", found: amount.shortestText,
                            expected: "price factors that do not fall, and a reference price above zero"))
                }
                actions.append(ActionRow(line: row.line, date: date, kind: .dividend, value: amount))
            }
            if row.splitFactor != next.splitFactor {
                let ratio = CorporateAction.nearestFraction(next.splitFactor / row.splitFactor)
                if ratio != 1 { actions.append(ActionRow(line: row.line, date: date, kind: .split, value: ratio)) }
            }
        }
        return actions
    }
}
