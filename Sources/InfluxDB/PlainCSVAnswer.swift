/// Reads an answer of InfluxDB 3 as CSV with one header, whose types must be said: a text of digits looks like a number.
final class PlainCSVAnswer: CSVAnswer {
    let builder: BatchBuilder
    private let key: InfluxRowKey
    private let kinds: [String: InfluxColumnKind]
    var records = CSVRecords(format: .csv)
    private var labels: [String]?
    private var current: InfluxSeriesKey?
    private var columns: [(place: Int, type: String)] = []

    init(_ builder: BatchBuilder, key: InfluxRowKey, kinds: [String: InfluxColumnKind]) {
        self.builder = builder
        self.key = key
        self.kinds = kinds
    }

    func end() throws(InfluxError) { try builder.end() }

    func read(_ fields: [CSVRecords.Field], at offset: Int) throws(InfluxError) {
        guard let labels else {
            let names = fields.map(\.text)
            labels = names
            for (place, name) in names.enumerated() where name != key.nameColumn && !key.tagColumns.contains(name) {
                let kind = kinds[name] ?? (builder.isTime(name) ? .time : .string)
                columns.append((place, kind.rawValue))
            }
            return
        }
        // A column alone may be missing in a row, which is a blank line then.
        guard fields.count == labels.count else {
            throw .malformed(
                format: .csv, offset: offset, found: "a row of \(fields.count) fields", expected: "\(labels.count)")
        }
        var series = InfluxSeriesKey(name: "")
        for (place, label) in labels.enumerated() where label == key.nameColumn { series.name = fields[place].text }
        for tag in key.tagColumns {
            let place = labels.firstIndex(of: tag)
            series.tags.append(.init(tag, place.map { fields[$0].text } ?? ""))
        }
        if series != current {
            try builder.end()
            try builder.begin(series, columns: columns.map { labels[$0.place] })
            current = series
        }
        for (index, (place, type)) in columns.enumerated() {
            if fields[place].bytes.isEmpty, !(fields[place].isQuoted && type == "string") {
                builder.columns[index].setMissing(builder.row)
            } else if !CSVValue.read(fields[place], as: type, into: builder.columns[index], builder.row) {
                throw .malformed(
                    format: .csv, offset: offset, found: "'\(fields[place].text.prefix(40))' in '\(labels[place])'",
                    expected: type)
            }
        }
        try builder.endRow()
    }
}
