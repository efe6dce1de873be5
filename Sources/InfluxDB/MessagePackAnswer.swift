/// Reads the chunks of an InfluxQL answer in MessagePack, in pieces of any size.
///
///     {"results": [{"statement_id": 0, "series": [{"name", "tags", "columns", "values", "partial"}], "partial": true}]}
///
/// A chunk is such a map; a statement is complete when one of its results comes without `partial`. What a piece cuts is
/// kept and read again with the next: at most one row, name or text.
final class MessagePackAnswer: InfluxAnswer {
    private enum Part {
        case chunk, results, result, seriesList, series, values
    }

    private let builder: BatchBuilder
    private var kept: [UInt8] = []
    private var stack: [(part: Part, left: Int)] = []
    private var statements = StatementStates()
    private var offset = 0
    private var name = ""
    private var tags: [InfluxSeriesKey.Tag] = []
    private var columns: [String] = []
    private var hasBegun = false
    private var cells: [PlainCells] = []

    /// Bytes of one value beyond which an answer is refused.
    private static let longestValue = 64 << 20

    init(_ builder: BatchBuilder) { self.builder = builder }

    func take(_ piece: UnsafeRawBufferPointer) throws(InfluxError) {
        if kept.isEmpty {
            let used = try read(piece)
            kept.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[used...]))
        } else {
            // Servers send pieces of 2 KB, each of which cuts a row: the memory stays.
            var whole = kept
            kept = []
            whole.append(contentsOf: piece)
            let (used, fault) = whole.withUnsafeBytes { bytes -> (Int, InfluxError?) in
                do throws(InfluxError) { return (try read(bytes), nil) } catch { return (0, error) }
            }
            if let fault { throw fault }
            whole.removeSubrange(..<used)
            kept = whole
        }
        guard kept.count <= MessagePackAnswer.longestValue else {
            throw malformed("a value longer than \(MessagePackAnswer.longestValue) bytes", "a value")
        }
    }

    func finish() throws(InfluxError) {
        guard !builder.isStopped else { return }
        guard kept.isEmpty, stack.isEmpty else { throw malformed("its end", "more") }
        try builder.end()
        try statements.check(rows: builder.total, format: .messagePack)
    }

    private func malformed(_ found: String, _ expected: String, at place: Int = 0) -> InfluxError {
        .malformed(format: .messagePack, offset: offset + place, found: found, expected: expected)
    }

    /// Reads what is whole and tells how many bytes that was.
    private func read(_ piece: UnsafeRawBufferPointer) throws(InfluxError) -> Int {
        let bytes = piece.bindMemory(to: UInt8.self)
        guard let base = bytes.baseAddress else { return 0 }
        var reader = MessagePackReader(bytes, base: base)
        while !builder.isStopped, reader.place < bytes.count || stack.last?.left == 0 {
            do throws(MessagePackFault) {
                try step(&reader)
                reader.mark = reader.place
            } catch {
                switch error {
                case .incomplete:
                    offset += reader.mark
                    return reader.mark
                case .malformed(let found, let expected): throw malformed(found, expected, at: reader.mark)
                case .refused(let error): throw error
                }
            }
        }
        offset += reader.mark
        return builder.isStopped ? bytes.count : reader.mark
    }

    /// Reads one header, one name with its value, or all rows that are there.
    private func step(_ reader: inout MessagePackReader) throws(MessagePackFault) {
        guard let (part, left) = stack.last else {
            stack.append((.chunk, try reader.mapCount()))
            return
        }
        if left == 0 {
            stack.removeLast()
            if part == .result { statements.endResult() }
            if part == .series { try endSeries() }
            return
        }
        switch part {
        case .chunk: try stepChunk(&reader)
        case .results:
            let count = try reader.mapCount()
            statements.beginResult()
            push(.result, count)
        case .result: try stepResult(&reader)
        case .seriesList:
            let count = try reader.mapCount()
            (name, tags, columns, hasBegun) = ("", [], [], false)
            push(.series, count)
        case .series: try stepSeries(&reader)
        case .values: try readRows(&reader)
        }
    }

    private func push(_ part: Part, _ count: Int) {
        stack[stack.count - 1].left -= 1
        stack.append((part, count))
    }

    private func done() { stack[stack.count - 1].left -= 1 }

    private func stepChunk(_ reader: inout MessagePackReader) throws(MessagePackFault) {
        switch try reader.string() {
        case "results":
            let count = try reader.arrayCount()
            return push(.results, count)
        case "error": throw .refused(.statement(0, message: try reader.string()))
        default: try reader.skip()
        }
        done()
    }

    private func stepResult(_ reader: inout MessagePackReader) throws(MessagePackFault) {
        switch try reader.string() {
        case "series":
            let count = try reader.arrayCount()
            return push(.seriesList, count)
        case "statement_id": statements.current = Int(try reader.integer())
        case "partial": statements.isPartial = try reader.truth()
        case "error": throw .refused(.statement(statements.current, message: try reader.string()))
        default: try reader.skip()
        }
        done()
    }

    private func stepSeries(_ reader: inout MessagePackReader) throws(MessagePackFault) {
        switch try reader.string() {
        case "name": name = try reader.string()
        case "tags":
            var found: [InfluxSeriesKey.Tag] = []
            for _ in 0..<(try reader.mapCount()) {
                let name = try reader.string()
                found.append(InfluxSeriesKey.Tag(name, try reader.string()))
            }
            tags = found.sorted { $0.name < $1.name }
        case "columns":
            var found: [String] = []
            for _ in 0..<(try reader.arrayCount()) { found.append(try reader.string()) }
            columns = found
        case "values":
            let count = try reader.arrayCount()
            try beginSeries()
            return push(.values, count)
        default: try reader.skip()
        }
        done()
    }

    private func beginSeries() throws(MessagePackFault) {
        hasBegun = true
        do throws(InfluxError) {
            try builder.begin(
                InfluxSeriesKey(name: name, tags: tags), columns: columns, statement: statements.current)
        } catch { throw .refused(error) }
    }

    private func endSeries() throws(MessagePackFault) {
        if !hasBegun { try beginSeries() }
        do throws(InfluxError) { try builder.endChunk() } catch { throw .refused(error) }
    }

    private func readRows(_ reader: inout MessagePackReader) throws(MessagePackFault) {
        let columns = builder.columns
        cells = columns.map(\.plainCells)
        var left = stack[stack.count - 1].left
        defer { stack[stack.count - 1].left = left }
        while left > 0, !builder.isStopped {
            let plain = cells.withUnsafeBufferPointer {
                reader.plainRows(into: $0, from: builder.row, atMost: min(left, builder.room))
            }
            if plain > 0 {
                left -= plain
                reader.mark = reader.place
                let isFull = plain == builder.room
                do throws(InfluxError) { try builder.endRows(plain) } catch { throw .refused(error) }
                if isFull { cells = columns.map(\.plainCells) }
                continue
            }
            let count = try reader.arrayCount()
            guard count == columns.count else {
                throw .malformed(found: "a row of \(count) values", expected: "\(columns.count)")
            }
            let row = builder.row
            for column in columns { try reader.value(into: column, row: row) }
            do throws(InfluxError) { try builder.endRow() } catch { throw .refused(error) }
            left -= 1
            reader.mark = reader.place
            for (place, column) in columns.enumerated() { cells[place] = column.plainCells }
        }
    }
}
