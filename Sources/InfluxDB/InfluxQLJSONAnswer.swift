/// Reads the chunks of an InfluxQL answer in JSON: one object a line.
///
/// A line is kept until it is whole, so memory grows with the size of a chunk. JSON prints the float 100.0 as `100`: a
/// column of floats may come as integers, and be widened later.
final class InfluxQLJSONAnswer: InfluxAnswer {
    private let builder: BatchBuilder
    private var lines: LineSplitter
    private var statements = StatementStates()

    init(_ builder: BatchBuilder) {
        self.builder = builder
        lines = LineSplitter(format: .json)
    }

    func take(_ piece: UnsafeRawBufferPointer) throws(InfluxError) {
        try lines.take(piece) { (line, offset) throws(InfluxError) in try read(line, at: offset) }
    }

    func finish() throws(InfluxError) {
        guard !builder.isStopped else { return }
        try lines.finish { (line, offset) throws(InfluxError) in try read(line, at: offset) }
        try builder.end()
        try statements.check(rows: builder.total, format: .json)
    }

    private func read(_ line: UnsafeBufferPointer<UInt8>, at offset: Int) throws(InfluxError) {
        var scanner = JSONScanner(line)
        guard scanner.peek() != 0, !builder.isStopped else { return }
        do {
            try chunk(&scanner)
            guard scanner.peek() == 0, scanner.place == line.count else { throw scanner.wrong("the end of the line") }
        } catch let error as InfluxError {
            throw error
        } catch {
            let fault = error as? JSONScanner.Fault
            throw .malformed(
                format: .json, offset: offset + (fault?.place ?? 0), found: fault?.found ?? "\(error)",
                expected: fault?.expected ?? "JSON")
        }
    }

    /// Calls `member` for each member of an object, after its name and colon.
    private func members(_ scanner: inout JSONScanner, _ member: (inout JSONScanner, String) throws -> Void) throws {
        try scanner.expect(UInt8(ascii: "{"))
        var isFirst = true
        while try scanner.goesOn(UInt8(ascii: "}"), isFirst: isFirst) {
            isFirst = false
            let name = try scanner.name()
            try member(&scanner, name)
        }
    }

    private func elements(_ scanner: inout JSONScanner, _ element: (inout JSONScanner) throws -> Void) throws {
        if scanner.peek() == UInt8(ascii: "n") { return try scanner.literal("null") }
        try scanner.expect(UInt8(ascii: "["))
        var isFirst = true
        while try scanner.goesOn(UInt8(ascii: "]"), isFirst: isFirst) {
            isFirst = false
            try element(&scanner)
        }
    }

    private func chunk(_ scanner: inout JSONScanner) throws {
        try members(&scanner) { scanner, name in
            switch name {
            case "results": try elements(&scanner) { try result(&$0) }
            case "error": throw InfluxError.statement(0, message: try scanner.string())
            default: try scanner.skip()
            }
        }
    }

    private func result(_ scanner: inout JSONScanner) throws {
        statements.beginResult()
        try members(&scanner) { scanner, name in
            switch name {
            case "statement_id":
                guard case .integer(let number) = try scanner.number() else { throw scanner.wrong("a number") }
                statements.current = Int(number)
            case "series": try elements(&scanner) { try series(&$0) }
            case "partial": statements.isPartial = try scanner.truth()
            case "error": throw InfluxError.statement(statements.current, message: try scanner.string())
            default: try scanner.skip()
            }
        }
        statements.endResult()
    }

    private func series(_ scanner: inout JSONScanner) throws {
        var key = InfluxSeriesKey(name: "")
        var columns: [String] = []
        var hasBegun = false
        try members(&scanner) { scanner, name in
            switch name {
            case "name": key.name = try scanner.string()
            case "tags":
                var tags: [InfluxSeriesKey.Tag] = []
                try members(&scanner) { scanner, name in
                    tags.append(InfluxSeriesKey.Tag(name, try scanner.string()))
                }
                key.tags = tags.sorted { $0.name < $1.name }
            case "columns": try elements(&scanner) { columns.append(try $0.string()) }
            case "values":
                try builder.begin(key, columns: columns, statement: statements.current)
                hasBegun = true
                try elements(&scanner) { try row(&$0) }
            default: try scanner.skip()
            }
        }
        if !hasBegun { try builder.begin(key, columns: columns, statement: statements.current) }
        try builder.endChunk()
    }

    private func row(_ scanner: inout JSONScanner) throws {
        guard !builder.isStopped else { return try scanner.skip() }
        let columns = builder.columns
        try scanner.expect(UInt8(ascii: "["))
        for (index, column) in columns.enumerated() {
            if index > 0 { try scanner.expect(UInt8(ascii: ",")) }
            try scanner.value(into: column, row: builder.row, isTime: column.isTime)
        }
        try scanner.expect(UInt8(ascii: "]"))
        try builder.endRow()
    }
}
