import Core
import TimeSeries

extension AnswerReader {
    /// A row of JSON.
    private struct Row {
        var tree: AnswerTree
        /// The name that it stands under, where rows stand under names.
        var name: String?
        /// Whether it was made of lists: each field stands under its own name.
        var isOfLists = false
    }

    /// The place of a time that is the name under which a row stands.
    static let nameOfRow = "{name}"
    /// Where the time of a row stands that was made of lists.
    private static let timeOfLists: AnswerPath = "time"

    /// The rows of an answer in JSON.
    func jsonRows(_ root: AnswerTree, url: String, symbol: String, now: Timestamp) throws(CollectError) -> BarRows {
        guard let found = mapping.rows.value(in: root, symbol: symbol), found != .null else {
            if mapping.isEmptyWithoutRows { return AnswerPage.empty(symbol: symbol) }
            throw .answer(url: url, .noRows(path: mapping.rows.text, found: root.found))
        }
        let rows: [Row]
        switch found {
        case .list(let list): rows = list.map { Row(tree: $0) }
        case .object(let object) where mapping.place(of: .time) == AnswerReader.nameOfRow:
            rows = object.sorted { $0.key < $1.key }.map { Row(tree: $0.value, name: $0.key) }
        case .object: rows = try rowsOfLists(found, url: url, symbol: symbol)
        default: throw .answer(url: url, .noRows(path: mapping.rows.text, found: found.found))
        }
        return try columns(of: rows, url, symbol, now)
    }

    /// An object of lists, one a field, turned to rows; one of plain values is one row.
    private func rowsOfLists(_ object: AnswerTree, url: String, symbol: String) throws(CollectError) -> [Row] {
        guard let place = mapping.place(of: .time), let times = AnswerPath(place)?.value(in: object, symbol: symbol)
        else {
            // A quote may come without a time: it is then that of the answer.
            if mapping.place(of: .time) == nil { return [Row(tree: object)] }
            if mapping.isEmptyWithoutRows { return [] }
            throw .answer(
                url: url, .noRows(path: mapping.place(of: .time) ?? mapping.rows.text, found: object.found))
        }
        guard case .list(let stamps) = times else { return [Row(tree: object)] }
        var lists: [(field: String, values: [AnswerTree])] = []
        for column in mapping.columns where column.field != .time {
            guard case .list(let values)? = AnswerPath(column.place)?.value(in: object, symbol: symbol) else {
                // Prices may be missing altogether where there is no row, as a volume always may.
                if stamps.isEmpty || column.field == .volume || column.field == .size { continue }
                throw .answer(
                    url: url,
                    .noField(row: 0, field: column.field.rawValue, path: column.place, found: object.found))
            }
            guard values.count == stamps.count else {
                throw .answer(
                    url: url,
                    .lengths(field: column.field.rawValue, found: values.count, expected: stamps.count))
            }
            lists.append((column.field.rawValue, values))
        }
        return stamps.indices.map { row in
            var fields = ["time": stamps[row]]
            for list in lists { fields[list.field] = list.values[row] }
            return Row(tree: .object(fields), isOfLists: true)
        }
    }

    /// The columns of rows.
    private func columns(
        of rows: [Row], _ url: String, _ symbol: String, _ now: Timestamp
    ) throws(CollectError) -> BarRows {
        var stamps: [Int64] = []
        var columns: [EndpointMapping.Field: [Double]] = [:]
        var areDates = every == .day && !mapping.givesQuotes
        let fields = mapping.columns.filter { $0.field != .time }.map { column in
            (field: column.field, path: AnswerPath(column.place), isList: AnswerPath(column.field.rawValue))
        }
        for (place, row) in rows.enumerated() {
            if mapping.place(of: .time) == nil {
                stamps.append(now.nanoseconds)
                areDates = false
            } else {
                stamps.append(try stamp(of: row, place, url, symbol))
            }
            for field in fields {
                let path = row.isOfLists ? field.isList : field.path
                let value = path?.value(in: row.tree, symbol: symbol)
                columns[field.field, default: []].append(
                    try number(value, field.field, place, row.tree, path?.text ?? "", url))
            }
        }
        let close = columns[.close] ?? columns[.price] ?? []
        let unknown = [Double](repeating: .nan, count: stamps.count)
        return BarRows(
            symbol: symbol, stampKind: areDates ? .dates : mapping.stamp == .end ? .ends : .starts, stamps: stamps,
            open: columns[.open] ?? close, high: columns[.high] ?? close, low: columns[.low] ?? close, close: close,
            volume: columns[.volume] ?? columns[.size] ?? unknown,
            content: columns[.open] == nil ? .closes : .bars)
    }

    /// The stamp of a row: an instant, or midnight UTC of a session's date.
    private func stamp(
        of row: Row, _ place: Int, _ url: String, _ symbol: String
    ) throws(CollectError) -> Int64 {
        let path = mapping.place(of: .time) ?? ""
        let value: AnswerTree?
        if row.isOfLists {
            value = AnswerReader.timeOfLists.value(in: row.tree, symbol: symbol)
        } else if path == AnswerReader.nameOfRow {
            value = row.name.map { .text($0) }
        } else {
            value = AnswerPath(path)?.value(in: row.tree, symbol: symbol)
        }
        guard let value, value != .null else {
            throw .answer(url: url, .noField(row: place, field: "time", path: path, found: row.tree.found))
        }
        let wantsDates = every == .day && !mapping.givesQuotes
        guard let stamp = mapping.time.stamp(value, zone: zone), wantsDates || !stamp.isDate,
            stamp.nanoseconds.magnitude <= TimeForm.farthest
        else {
            throw .answer(
                url: url,
                .wrongValue(
                    row: place, field: "time", found: value.found,
                    expected: wantsDates ? "a date or a time (\(mapping.time))" : "a time (\(mapping.time))"))
        }
        guard wantsDates, !stamp.isDate else { return stamp.nanoseconds }
        let shift: Int64 = mapping.stamp == .end ? -1 : 0
        let instant = Timestamp(nanoseconds: stamp.nanoseconds + shift)
        return Timestamp(calendar.zone.localDate(at: instant)).nanoseconds
    }

    /// A number; a price or volume of null, or an empty text, is missing (S6).
    private func number(
        _ value: AnswerTree?, _ field: EndpointMapping.Field, _ place: Int, _ row: AnswerTree, _ path: String,
        _ url: String
    ) throws(CollectError) -> Double {
        guard let value else {
            if field == .volume || field == .size { return .nan }
            throw .answer(url: url, .noField(row: place, field: field.rawValue, path: path, found: row.found))
        }
        if value == .null || value == .text("") { return .nan }
        guard let number = value.double else {
            throw .answer(
                url: url,
                .wrongValue(row: place, field: field.rawValue, found: value.found, expected: "a number"))
        }
        return number
    }
}
