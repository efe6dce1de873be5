/// Reads the annotated CSV of a Flux answer, in pieces of any size.
///
/// Each table becomes a series: `_measurement` is its name, the texts of its group key are its tags, everything else
/// stands in columns. An error table in the middle of the stream is thrown.
///
/// - Source: "Annotated CSV", docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/.
final class AnnotatedCSVAnswer: CSVAnswer {
    private struct Schema {
        var labels: [String] = []
        var types: [String] = []
        var groups: [Bool] = []
        var defaults: [String] = []
        var isError = false
        /// The column of the builder for each column of the text; `nil` for those that make the key.
        var places: [Int?] = []
        var columns: [String] = []
        var hasRows = false
        var result: Int?
        var table: Int?
    }

    let builder: BatchBuilder
    var records = CSVRecords(format: .annotatedCSV)
    private var annotations = Schema()
    private var schema: Schema?
    private var isAfterBlank = true
    private var lastTable = ""
    private var lastResult = ""

    init(_ builder: BatchBuilder) { self.builder = builder }

    func end() throws(InfluxError) { try endBlock() }

    private func malformed(_ found: String, _ expected: String, at place: Int) -> InfluxError {
        .malformed(format: .annotatedCSV, offset: place, found: found, expected: expected)
    }

    func read(_ fields: [CSVRecords.Field], at offset: Int) throws(InfluxError) {
        if fields.count == 1, fields[0].bytes.isEmpty {
            isAfterBlank = true
            return
        }
        defer { isAfterBlank = false }
        if let first = fields.first, !first.isQuoted, first.bytes.first == UInt8(ascii: "#") {
            return try annotate(fields, at: offset)
        }
        let isErrorHeader = fields.count <= 3 && fields.count > 1 && fields[1].holds("error")
        if annotations.types.isEmpty, isAfterBlank, isErrorHeader, fields.count < 3 || fields[2].holds("reference") {
            try endBlock()
            schema = Schema(isError: true)
        } else if !annotations.types.isEmpty {
            try begin(fields, at: offset)
        } else if let schema {
            if schema.isError { throw AnnotatedCSVAnswer.error(fields) }
            try row(fields, schema, at: offset)
        } else {
            let text = fields.map(\.text).joined(separator: ",").prefix(80)
            throw malformed("'\(text)'", "#datatype", at: offset)
        }
    }

    private static func error(_ fields: [CSVRecords.Field]) -> InfluxError {
        let message = fields.count > 1 ? fields[1].text : ""
        let reference = fields.count > 2 ? fields[2].text : ""
        let text = message.isEmpty ? "unknown query error" : message
        return .statement(0, message: reference.isEmpty || reference == "0" ? text : "\(text) (\(reference))")
    }

    /// Takes a line of annotations, in whatever order they come.
    private func annotate(_ fields: [CSVRecords.Field], at offset: Int) throws(InfluxError) {
        if schema != nil { try endBlock() }
        let texts = fields.map(\.text)
        switch texts[0] {
        case "#datatype": annotations.types = texts
        case "#group": annotations.groups = texts.map { $0 == "true" }
        case "#default": annotations.defaults = texts
        default: break  // A comment.
        }
    }

    private func begin(_ fields: [CSVRecords.Field], at offset: Int) throws(InfluxError) {
        var new = annotations
        annotations = Schema()
        new.labels = fields.map(\.text)
        guard new.types.count == fields.count else {
            throw malformed("\(fields.count) columns", "\(new.types.count), as #datatype has", at: offset)
        }
        while new.groups.count < fields.count { new.groups.append(false) }
        while new.defaults.count < fields.count { new.defaults.append("") }
        new.isError = ["error", "reference"].starts(with: new.labels.dropFirst()) && new.labels.count > 1
        for (index, label) in new.labels.enumerated() {
            var isColumn = index > 0
            if index > 0, label == "result" { (new.result, isColumn) = (index, false) }
            if index > 0, label == "table" { (new.table, isColumn) = (index, false) }
            if new.groups[index], new.types[index] == "string" { isColumn = false }
            guard index == 0 || CSVValue.isKnown(new.types[index]) else {
                throw malformed("the type '\(new.types[index])'", "a type of annotated CSV", at: offset)
            }
            new.places.append(isColumn ? new.columns.count : nil)
            if isColumn { new.columns.append(label) }
        }
        schema = new
    }

    /// Ends a block of tables; one without rows is an empty table whose key stands in the defaults.
    private func endBlock() throws(InfluxError) {
        if let schema, !schema.isError, !schema.hasRows {
            try builder.end()
            try builder.begin(key(schema) { schema.defaults[$0] }, columns: schema.columns)
        }
        schema = nil
        try builder.end()
    }

    private func key(_ schema: Schema, _ text: (Int) -> String) -> InfluxSeriesKey {
        var key = InfluxSeriesKey(name: "")
        if let result = schema.result { key.result = text(result) }
        for index in schema.labels.indices.dropFirst()
        where schema.groups[index] && schema.types[index] == "string" && index != schema.result {
            let (label, value) = (schema.labels[index], text(index))
            if label == "_measurement" { key.name = value } else { key.tags.append(.init(label, value)) }
        }
        return key
    }

    private func row(_ fields: [CSVRecords.Field], _ schema: Schema, at offset: Int) throws(InfluxError) {
        guard fields.count == schema.labels.count else {
            throw malformed("a row of \(fields.count) fields", "\(schema.labels.count)", at: offset)
        }
        func text(_ index: Int) -> String {
            fields[index].bytes.isEmpty ? schema.defaults[index] : fields[index].text
        }
        let table = schema.table.map(text) ?? ""
        let result = schema.result.map(text) ?? ""
        if !schema.hasRows || table != lastTable || result != lastResult {
            try builder.end()
            try builder.begin(key(schema, text), columns: schema.columns)
            (lastTable, lastResult) = (table, result)
            self.schema?.hasRows = true
        }
        let row = builder.row
        for (index, place) in schema.places.enumerated() {
            guard let place else { continue }
            let column = builder.columns[place]
            var isRead = true
            if !fields[index].bytes.isEmpty {
                isRead = CSVValue.read(fields[index], as: schema.types[index], into: column, row)
            } else if schema.defaults[index].isEmpty {
                column.setMissing(row)
            } else {
                var value = schema.defaults[index]
                isRead = value.withUTF8 {
                    let field = CSVRecords.Field(bytes: UnsafeRawBufferPointer($0), isQuoted: false, isDoubled: false)
                    return CSVValue.read(field, as: schema.types[index], into: column, row)
                }
            }
            guard isRead else {
                throw malformed(
                    "'\(text(index).prefix(40))' in column '\(schema.labels[index])'", schema.types[index], at: offset)
            }
        }
        try builder.endRow()
    }
}
