import Core
import Dispatch
import Glibc
import Synchronization

/// Reads the rows of a source into columns, in blocks that two and more threads share.
struct RowReader {
    let source: SourceBytes
    let header: HeaderLine
    let plan: RowPlan
    /// The most threads to use.
    var threads = 2
    /// Told how many bytes of how many are done, from any thread, never backwards.
    var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

    /// Blocks of a large file; a small one is a single block.
    private static let blockSize = 4 << 20

    /// What reading one block gave.
    private struct Block {
        var range: Range<Int>
        var firstRow = 0
        var mostRows = 0
        var rows = 0
        var hasQuote = false
        var notes = RowNotes()
        var failure: RowFailure?
    }

    /// Reads all rows.
    func read() throws(DataError) -> ParsedRows {
        let start = header.rowsOffset
        let total = source.bytes.count
        var blocks = cut(start..<total)
        inParallel(&blocks) { block in count(&block) }
        if blocks.contains(where: \.hasQuote) { return try readQuoted(start..<total) }
        var rows = 0
        for place in blocks.indices {
            blocks[place].firstRow = rows
            rows += blocks[place].mostRows
        }
        let done = Mutex(0)
        let parsed = try fill(&blocks, rowCount: rows) { block, sink in
            parse(&block, sink: sink, text: UnsafeRawBufferPointer(rebasing: source.bytes[block.range]))
            source.forget(block.range)
            if let progress {
                done.withLock { done in
                    done += block.range.count
                    progress(done + start, total)
                }
            }
        }
        return parsed
    }

    /// Reads rows with quoted fields: on one thread, from a copy without the quotes.
    private func readQuoted(_ range: Range<Int>) throws(DataError) -> ParsedRows {
        let (text, openQuote) = QuotedText.blank(
            UnsafeRawBufferPointer(rebasing: source.bytes[range]), delimiter: plan.delimiter)
        if let openQuote {
            throw .row(path: source.path, line: source.line(at: range.lowerBound + openQuote), .openQuote)
        }
        var blocks = [Block(range: range)]
        blocks[0].mostRows = text.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
        return try fill(&blocks, rowCount: blocks[0].mostRows) { block, sink in
            text.withUnsafeBytes { parse(&block, sink: sink, text: $0) }
            progress?(range.upperBound, range.upperBound)
        }
    }

    /// Cuts a range into blocks that end with a line break, the last perhaps without.
    private func cut(_ range: Range<Int>) -> [Block] {
        var blocks: [Block] = []
        guard let base = source.bytes.baseAddress else { return [] }
        var start = range.lowerBound
        while start < range.upperBound {
            var end = min(start + RowReader.blockSize, range.upperBound)
            if end < range.upperBound {
                if let found = memchr(base + end, 10, range.upperBound - end) {
                    end = UnsafeRawPointer(found) - base + 1
                } else {
                    end = range.upperBound
                }
            }
            blocks.append(Block(range: start..<end))
            start = end
        }
        return blocks
    }

    /// Counts the line breaks of a block, which bound its rows, and looks for quotes.
    private func count(_ block: inout Block) {
        guard let base = source.bytes.baseAddress else { return }
        block.hasQuote = memchr(base + block.range.lowerBound, 34, block.range.count) != nil
        var place = block.range.lowerBound
        var count = 1
        while place < block.range.upperBound, let found = memchr(base + place, 10, block.range.upperBound - place) {
            count += 1
            place = UnsafeRawPointer(found) - base + 1
        }
        block.mostRows = count
        if block.range.count >= RowReader.blockSize { source.forget(block.range) }
    }

    private func inParallel(_ blocks: inout [Block], _ body: (inout Block) -> Void) {
        blocks.withUnsafeMutableBufferPointer { blocks in
            if threads > 1, blocks.count > 1 {
                // Each iteration touches its own block alone.
                nonisolated(unsafe) let blocks = blocks
                withoutActuallyEscaping(body) { body in
                    nonisolated(unsafe) let work = body
                    DispatchQueue.concurrentPerform(iterations: blocks.count) { work(&blocks[$0]) }
                }
            } else {
                for place in blocks.indices { body(&blocks[place]) }
            }
        }
    }

    private func parse(_ block: inout Block, sink: RowSink, text: UnsafeRawBufferPointer) {
        var parser = RowParser(plan: plan, sink: sink)
        var row = block.firstRow
        do throws(RowFailure) {
            let bytes = text.assumingMemoryBound(to: UInt8.self)
            var whole = bytes.count
            while whole > 0, bytes[whole - 1] != 10 { whole -= 1 }
            let offset = block.range.lowerBound
            row += try parser.read(
                UnsafeBufferPointer(rebasing: bytes[..<whole]), fileOffset: offset, firstRow: row)
            if whole < bytes.count {
                let tail = Array(bytes[whole...]) + [10]
                let result = tail.withUnsafeBufferPointer { tail in
                    Result { () throws(RowFailure) -> Int in
                        try parser.read(tail, fileOffset: offset + whole, firstRow: row)
                    }
                }
                row += try result.get()
            }
        } catch {
            block.failure = error
        }
        block.rows = row - block.firstRow
        block.notes = parser.notes
    }

    private func fill(
        _ blocks: inout [Block], rowCount: Int, _ body: (inout Block, RowSink) -> Void
    ) throws(DataError) -> ParsedRows {
        var parsed = ParsedRows()
        let hasSymbols = plan.uses.contains(.symbol)
        parsed.symbolPlaces = LongArray.repeating(0, count: hasSymbols ? rowCount : 0)
        var count = 0
        let wall = LongArray.make(rowCount) { (wall: UnsafeMutableBufferPointer<Int64>) -> Int in
            parsed.symbolPlaces.withUnsafeMutableBufferPointer { places in
                guard let wallBase = wall.baseAddress else { return }
                let symbolBase = hasSymbols ? places.baseAddress : nil
                parsed.values = uninitializedColumns(plan.valueCount, rows: rowCount) { columns in
                    let sink = RowSink(wall: wallBase, values: columns, symbolPlaces: symbolBase)
                    inParallel(&blocks) { body(&$0, sink) }
                    count = compact(blocks, sink)
                    return count
                }
            }
            return count
        }
        parsed.wall = wall
        if hasSymbols { parsed.symbolPlaces.removeLast(rowCount - count) }
        try check(blocks)
        try merge(blocks, into: &parsed)
        return parsed
    }

    /// Moves rows together where blocks held fewer than their line breaks; gives the number of rows.
    private func compact(_ blocks: [Block], _ sink: RowSink) -> Int {
        var to = 0
        for block in blocks {
            if to != block.firstRow, block.rows > 0 {
                (sink.wall + to).update(from: sink.wall + block.firstRow, count: block.rows)
                for column in sink.values { (column + to).update(from: column + block.firstRow, count: block.rows) }
                if let places = sink.symbolPlaces {
                    (places + to).update(from: places + block.firstRow, count: block.rows)
                }
            }
            to += block.rows
        }
        return to
    }

    private func check(_ blocks: [Block]) throws(DataError) {
        if let failure = blocks.compactMap(\.failure).min(by: { $0.offset < $1.offset }) {
            throw error(failure)
        }
        guard let first = blocks.compactMap(\.notes.kind).first else {
            throw .file(path: source.path, .headerOnly)
        }
        for block in blocks {
            guard let kind = block.notes.kind, kind != first else { continue }
            let reason: RowFailure.Reason = kind != .date && first != .date ? .mixedZones : .mixedForms
            let place = plan.uses.firstIndex(of: .stamp) ?? 0
            let text = stampText(at: block.range.lowerBound)
            throw error(RowFailure(offset: block.range.lowerBound, field: place, text: text, reason: reason))
        }
    }

    private func merge(_ blocks: [Block], into parsed: inout ParsedRows) throws(DataError) {
        var row = 0
        var placeOfSymbol: [String: Int32] = [:]
        for block in blocks {
            parsed.kind = block.notes.kind ?? parsed.kind
            parsed.areAllMidnight = parsed.areAllMidnight && block.notes.areAllMidnight
            for run in block.notes.offsets where parsed.offsets.last?.seconds != run.seconds {
                parsed.offsets.append(
                    ParsedRows.OffsetRun(row: run.row - block.firstRow + row, seconds: run.seconds))
            }
            if !block.notes.symbols.isEmpty {
                let map = block.notes.symbols.map { name -> Int32 in
                    if let known = placeOfSymbol[name] { return known }
                    let place = Int32(parsed.symbols.count)
                    placeOfSymbol[name] = place
                    parsed.symbols.append(name)
                    return place
                }
                for index in row..<(row + block.rows) {
                    parsed.symbolPlaces[index] = map[Int(parsed.symbolPlaces[index])]
                }
            }
            row += block.rows
        }
    }

    /// The text of the stamp in the row that begins at a byte.
    func stampText(at offset: Int) -> String {
        let bytes = source.bytes
        var end = offset
        while end < bytes.count, bytes[end] != 10 { end += 1 }
        let fields = HeaderLine.fields(
            UnsafeRawBufferPointer(rebasing: bytes[offset..<end]), delimiter: plan.delimiter)
        guard let place = plan.uses.firstIndex(of: .stamp), place < fields.count else { return "" }
        return fields[place]
    }

    /// The message of a failure, with its line.
    private func error(_ failure: RowFailure) -> DataError {
        let column = failure.field < plan.names.count ? plan.names[failure.field] : "\(failure.field + 1)"
        let problem: DataError.RowProblem =
            switch failure.reason {
            case .fieldCount(let found):
                isInUnfinishedLastLine(failure.offset) && found < plan.uses.count
                    ? .cutOff(found: found, expected: plan.uses.count)
                    : .fieldCount(found: found, expected: plan.uses.count, header: plan.names.joined(separator: ","))
            case .number(let beyondRange):
                beyondRange
                    ? .beyondRange(column: column, found: failure.text)
                    : .notANumber(column: column, found: failure.text)
            case .time(let beyondRange):
                beyondRange
                    ? .timeBeyondRange(column: column, found: failure.text)
                    : .notATime(
                        column: column, found: failure.text,
                        form: plan.uses[failure.field] == .stamp
                            ? plan.stampForm.text : StampParser.Form.timeOfDay.text)
            case .mixedZones: .mixedZones(found: failure.text, first: stampText(at: firstRowOffset))
            case .mixedForms: .mixedForms(found: failure.text, first: stampText(at: firstRowOffset))
            case .openQuote: .openQuote
            case .noSymbol: .noSymbol
            }
        return .row(path: source.path, line: source.line(at: failure.offset), problem)
    }

    /// The byte at which the first row that is not blank begins.
    var firstRowOffset: Int {
        var place = header.rowsOffset
        while place < source.bytes.count, source.bytes[place] == 10 || source.bytes[place] == 13 { place += 1 }
        return place
    }

    private func isInUnfinishedLastLine(_ offset: Int) -> Bool {
        guard let base = source.bytes.baseAddress, offset < source.bytes.count else { return false }
        return memchr(base + offset, 10, source.bytes.count - offset) == nil
    }
}

/// Columns of numbers that `body` fills from uninitialised memory; it gives the number of rows that it filled.
func uninitializedColumns(
    _ count: Int, rows: Int, _ body: ([UnsafeMutablePointer<Double>]) -> Int
) -> [[Double]] {
    var columns: [[Double]] = []
    var filled = 0
    func add(_ pointers: [UnsafeMutablePointer<Double>]) {
        guard pointers.count < count else {
            filled = body(pointers)
            return
        }
        let column = LongArray.make(rows) { (memory: UnsafeMutableBufferPointer<Double>) -> Int in
            if let base = memory.baseAddress { add(pointers + [base]) }
            return filled
        }
        columns.append(column)
    }
    add([])
    return columns.reversed()
}
