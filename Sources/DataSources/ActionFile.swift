import Core
import TimeSeries

/// Reads corporate actions from a CSV file: `date,instrument,kind,value,pay_date,currency`, in any order of columns and
/// rows.
///
/// `pay_date` and `currency` may be missing or empty. A split's value within 1e-5 of a fraction of small numbers is taken
/// as that fraction. A factor file is read too, where the data hold one instrument.
struct ActionFile {
    /// The path as given.
    let path: String
    /// The rows in the order of the file.
    private(set) var rows: [ActionRow] = []
    /// The file's identity.
    let identity: LoadedData.Source
    /// Whether it is a factor file, which names days before and not days of actions.
    let factors: FactorFile?

    private static let columns = ["date", "instrument", "kind", "value", "pay_date", "currency"]

    /// Reads a file.
    init(_ path: String) throws(DataError) {
        let source = try SourceBytes.open(path)
        self.path = source.path
        identity = LoadedData.Source(path: source.path, sha256: source.hash(), byteCount: source.raw.count)
        let table = try CSVTable(source)
        if FactorFile.isHeader(table.names) {
            factors = try FactorFile(table)
            return
        }
        factors = nil
        for name in ActionFile.columns.prefix(4) where !table.names.contains(name) {
            throw .actions(path: self.path, line: table.headerLine, .header(found: table.names.joined(separator: ",")))
        }
        var seen: [String: Int] = [:]
        for line in table.lines {
            let row = try parse(line, table)
            if let first = seen[key(of: row)] {
                throw .actions(
                    path: self.path, line: row.line,
                    .duplicate(
                        symbol: row.symbol ?? "", date: row.date.description, kind: row.kind.rawValue, firstLine: first)
                )
            }
            seen[key(of: row)] = row.line
            rows.append(row)
        }
    }

    /// What must not stand twice: a delisting of an instrument, a split of a day, the same dividend of a day.
    private func key(of row: ActionRow) -> String {
        let symbol = row.symbol ?? ""
        return switch row.kind {
        case .dividend: "\(symbol),\(row.date),dividend,\(row.value ?? 0)"
        case .split: "\(symbol),\(row.date),split"
        case .delisting: "\(symbol),delisting"
        }
    }

    private func parse(_ line: CSVTable.Line, _ table: CSVTable) throws(DataError) -> ActionRow {
        func fail(_ problem: DataError.ActionProblem) -> DataError { .actions(path: path, line: line.number, problem) }
        func text(_ name: String) -> String { table.field(name, of: line) ?? "" }
        func date(_ name: String) throws(DataError) -> CivilDate {
            guard let date = CSVTable.date(text(name)) else {
                throw fail(.date(column: name, found: text(name)))
            }
            return date
        }
        guard let kind = ActionRow.Kind(rawValue: text("kind").lowercased()) else {
            let kinds = ActionRow.Kind.allCases.map(\.rawValue)
            throw fail(.kind(found: text("kind"), nearest: NearestNames.of(text("kind"), among: kinds)))
        }
        guard !text("instrument").isEmpty else { throw fail(.noInstrument) }
        var row = ActionRow(line: line.number, date: try date("date"), symbol: text("instrument"), kind: kind)
        row.value = try value(of: kind, text("value"), fail)
        if !text("pay_date").isEmpty {
            let payDate = try date("pay_date")
            guard kind == .dividend else { throw fail(.payDateOf(kind: kind.rawValue)) }
            guard payDate >= row.date else {
                throw fail(.paidBefore(paid: payDate.description, date: row.date.description))
            }
            row.payDate = payDate
        }
        if !text("currency").isEmpty {
            let code = text("currency")
            guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) else {
                throw fail(.currency(found: code))
            }
            row.currency = code
        }
        return row
    }

    private func value(
        of kind: ActionRow.Kind, _ text: String, _ fail: (DataError.ActionProblem) -> DataError
    ) throws(DataError) -> Double? {
        if text.isEmpty, kind == .delisting { return nil }
        guard let value = Double(text), value.isFinite else {
            throw fail(.value(kind: kind.rawValue, found: text, expected: "a number"))
        }
        switch kind {
        case .dividend:
            guard value > 0 else {
                throw fail(.value(kind: kind.rawValue, found: text, expected: "cash a unit, above zero"))
            }
            return value
        case .split:
            let ratio = CorporateAction.nearestFraction(value)
            guard ratio >= 1e-6, ratio <= 1e6, ratio != 1 else {
                throw fail(
                    .value(
                        kind: kind.rawValue, found: text,
                        expected: "new units for an old one, from 0.000001 to 1000000 and not 1"))
            }
            return ratio
        case .delisting:
            guard value >= 0 else {
                throw fail(.value(kind: kind.rawValue, found: text, expected: "the final price, not below zero"))
            }
            return value
        }
    }
}
