/// Reads an answer of InfluxDB 3 as one JSON object a row; what is null is left out of its object.
///
/// Times come without a zone and are in UTC.
final class JSONLinesAnswer: InfluxAnswer {
    private let builder: BatchBuilder
    private let key: InfluxRowKey
    private var lines = LineSplitter(format: .jsonLines)
    private var places: [String: Int] = [:]
    private var current: InfluxSeriesKey?
    private var members: [(name: String, place: Int)] = []

    init(_ builder: BatchBuilder, key: InfluxRowKey) {
        self.builder = builder
        self.key = key
    }

    func take(_ piece: UnsafeRawBufferPointer) throws(InfluxError) {
        var splitter = lines
        lines = LineSplitter(format: .jsonLines)
        defer { lines = splitter }
        try splitter.take(piece) { (line, offset) throws(InfluxError) in try read(line, at: offset) }
    }

    func finish() throws(InfluxError) {
        guard !builder.isStopped else { return }
        var splitter = lines
        try splitter.finish { (line, offset) throws(InfluxError) in try read(line, at: offset) }
        try builder.end()
    }

    private func read(_ line: UnsafeBufferPointer<UInt8>, at offset: Int) throws(InfluxError) {
        guard !builder.isStopped else { return }
        var scanner = JSONScanner(line)
        guard scanner.peek() != 0 || scanner.place < line.count else { return }
        var fault: JSONScanner.Fault?
        var series: InfluxSeriesKey?
        do throws(JSONScanner.Fault) { series = try find(&scanner) } catch { fault = error }
        if let series {
            if series != current {
                try builder.end()
                try builder.begin(series, columns: [])
                places = [:]
                current = series
            }
            do throws(JSONScanner.Fault) { try row(&scanner) } catch { fault = error }
        }
        if let fault {
            throw .malformed(
                format: .jsonLines, offset: offset + fault.place, found: fault.found, expected: fault.expected)
        }
        for column in builder.columns { column.pad(to: builder.row + 1) }
        try builder.endRow()
    }

    /// Finds the members of the row and the series that it belongs to.
    private func find(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) -> InfluxSeriesKey {
        members.removeAll(keepingCapacity: true)
        var name = ""
        var tags = [String](repeating: "", count: key.tagColumns.count)
        try scanner.expect(UInt8(ascii: "{"))
        var isFirst = true
        while try scanner.goesOn(UInt8(ascii: "}"), isFirst: isFirst) {
            isFirst = false
            let member = try scanner.name()
            let place = scanner.place
            if member == key.nameColumn, scanner.peek() == UInt8(ascii: "\"") {
                name = try scanner.string()
            } else if let tag = key.tagColumns.firstIndex(of: member), scanner.peek() == UInt8(ascii: "\"") {
                tags[tag] = try scanner.string()
            } else {
                members.append((member, place))
                try scanner.skip()
            }
        }
        guard scanner.peek() == 0, scanner.place == scanner.bytes.count else {
            throw scanner.wrong("the end of the line")
        }
        return InfluxSeriesKey(name: name, tags: zip(key.tagColumns, tags).map { .init($0, $1) })
    }

    private func row(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) {
        for (index, member) in members.enumerated() {
            // Objects mostly have the same members in the same order.
            var place = index
            if place >= builder.columns.count || builder.columns[place].name != member.name {
                if let known = places[member.name] {
                    place = known
                } else {
                    place = builder.columns.count
                    builder.addColumn(member.name)
                }
            }
            places[member.name] = place
            let column = builder.columns[place]
            column.pad(to: builder.row)
            scanner.place = member.place
            try scanner.value(into: column, row: builder.row, isTime: column.isTime)
        }
    }
}
