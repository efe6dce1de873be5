import Core
import InfluxDB

/// The rows of some instruments over a range of time: one after the other, each in order of time.
struct InfluxRows {
    /// The instruments, by the bytes of their names.
    var symbols: [String] = []
    /// How many rows each has.
    var counts: [Int] = []
    /// Instants of rows, nanoseconds.
    var times: [Int64] = []
    /// The columns of the query; `nan` where a row has no value.
    var values: [[Double]]
    /// Points that were left out because they lack the tag of the instrument.
    var strayRows = 0

    /// No rows of so many columns.
    init(columns: Int) { values = [[Double]](repeating: [], count: columns) }

    /// The number of rows.
    var count: Int { times.count }

    /// The rows of each instrument, by its place.
    var ranges: [Range<Int>] {
        var first = 0
        return counts.map { count in
            defer { first += count }
            return first..<first + count
        }
    }

    /// The rows of an answer.
    init(
        _ tables: [InfluxTable], _ query: InfluxBarQuery, _ kind: InfluxKind, tag: String?, measurement: String
    ) throws(InfluxError) {
        self.init(columns: query.columns.count)
        var placesOfSymbol: [String: [Int]] = [:]
        for (place, table) in tables.enumerated() where table.rowCount > 0 {
            let symbol = tag.map { table.series[$0] ?? "" } ?? measurement
            guard !symbol.isEmpty else {
                strayRows += table.rowCount
                continue
            }
            placesOfSymbol[symbol, default: []].append(place)
        }
        for symbol in placesOfSymbol.keys.sorted(by: symbolPrecedes) {
            let before = count
            for place in placesOfSymbol[symbol] ?? [] { try append(tables[place], query, kind) }
            symbols.append(symbol)
            counts.append(count - before)
            sort(before..<count)
        }
    }

    private mutating func append(
        _ table: InfluxTable, _ query: InfluxBarQuery, _ kind: InfluxKind
    ) throws(InfluxError) {
        let name = query.timeColumn(kind)
        guard case .times(let instants)? = table[name]?.values else {
            throw .noColumn(name, columns: table.columns.map(\.name))
        }
        times += instants
        for place in values.indices {
            let name = query.answerColumn(place, kind)
            guard let column = table[name] else {
                // A field that no point of the range has.
                values[place] += [Double](repeating: .nan, count: table.rowCount)
                continue
            }
            guard let numbers = column.asDoubles else {
                throw .columnType(
                    series: table.series.description, column: name, holds: "numbers up to 2^53", found: column.kind)
            }
            values[place] += numbers
        }
    }

    /// Orders rows by time, those of one instant as they came: several series may be those of one instrument.
    private mutating func sort(_ rows: Range<Int>) {
        guard !zip(times[rows], times[rows].dropFirst()).allSatisfy({ $0 <= $1 }) else { return }
        let order = rows.sorted { (times[$0], $0) < (times[$1], $1) }
        times.replaceSubrange(rows, with: order.map { times[$0] })
        for place in values.indices {
            let column = values[place]
            values[place].replaceSubrange(rows, with: order.map { column[$0] })
        }
    }

    /// The rows that lie in a range of time.
    func cut(to range: Range<Timestamp>) -> InfluxRows {
        let (first, last) = (range.lowerBound.nanoseconds, range.upperBound.nanoseconds)
        guard times.contains(where: { $0 < first || $0 >= last }) else { return self }
        var rows = InfluxRows(columns: values.count)
        rows.strayRows = strayRows
        for (symbol, all) in zip(symbols, ranges) {
            let low = all.lowerBound + times[all].count { $0 < first }
            let high = all.upperBound - times[all].count { $0 >= last }
            guard low < high else { continue }
            rows.symbols.append(symbol)
            rows.counts.append(high - low)
            rows.times += times[low..<high]
            for place in values.indices { rows.values[place] += values[place][low..<high] }
        }
        return rows
    }

    /// The rows of some instruments; `nil` for all.
    func only(_ wanted: Set<String>?) -> InfluxRows {
        guard let wanted, !symbols.allSatisfy(wanted.contains) else { return self }
        var rows = InfluxRows(columns: values.count)
        for ((symbol, count), all) in zip(zip(symbols, counts), ranges) where wanted.contains(symbol) {
            rows.symbols.append(symbol)
            rows.counts.append(count)
            rows.times += times[all]
            for place in values.indices { rows.values[place] += values[place][all] }
        }
        return rows
    }

    /// Rows of several ranges of time, one after the other, as those of one.
    static func joined(_ parts: [InfluxRows], columns: Int) -> InfluxRows {
        var whole = InfluxRows(columns: columns)
        whole.strayRows = parts.reduce(0) { $0 + $1.strayRows }
        let ranges = parts.map(\.ranges)
        var places: [String: [(part: Int, rows: Range<Int>)]] = [:]
        for (part, rows) in parts.enumerated() {
            for (symbol, range) in zip(rows.symbols, ranges[part]) { places[symbol, default: []].append((part, range)) }
        }
        whole.times.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for symbol in places.keys.sorted(by: symbolPrecedes) {
            let before = whole.count
            for (part, rows) in places[symbol] ?? [] {
                whole.times += parts[part].times[rows]
                for place in whole.values.indices { whole.values[place] += parts[part].values[place][rows] }
            }
            whole.symbols.append(symbol)
            whole.counts.append(whole.count - before)
        }
        return whole
    }
}
