import Core
import Glibc

/// Reads the rows of a source into columns, in blocks that two and more threads share.
struct RowReader {
    let source: SourceBytes
    let header: HeaderLine
    let plan: RowPlan
    /// The most threads to use.
    var threads = 2
    /// Told how many bytes of how many are done, from any thread, never backwards.
    var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

    /// The bytes of a block: it and the rows made of it stay in a core's cache.
    private static let blockSize = 256 << 10

    /// Reads all rows.
    func read() throws(DataError) -> ParsedRows {
        let rows = header.rowsOffset..<source.bytes.count
        var blocks = stride(from: rows.lowerBound, to: rows.upperBound, by: RowReader.blockSize).map {
            RowBlock(range: $0..<min($0 + RowReader.blockSize, rows.upperBound))
        }
        var capacity = RowEstimate(source: source, rowsOffset: header.rowsOffset).mostRows()
        while true {
            let pass = RowPass(self, capacity: capacity)
            var count = 0
            var parsed = columns(capacity) { sink in
                pass.run(&blocks, sink)
                count = pass.isComplete ? RowReader.compact(blocks, sink) : 0
                return count
            }
            if case .breakInQuotes = RowReader.firstFailure(blocks)?.reason {
                // Not two sets of columns at once.
                parsed = ParsedRows()
                return try readQuoted(rows)
            }
            if let exact = pass.rowsNeeded {
                // Rows are much shorter somewhere than where they were looked at.
                capacity = exact
                for place in blocks.indices { blocks[place] = RowBlock(range: blocks[place].range) }
                continue
            }
            try check(blocks)
            try merge(blocks, into: &parsed)
            return parsed
        }
    }

    /// The failure that comes first in the source.
    private static func firstFailure(_ blocks: [RowBlock]) -> RowFailure? {
        blocks.compactMap(\.failure).min { $0.offset < $1.offset }
    }

    /// Reads rows with line breaks in quoted fields: on one thread, as only all text before a line break tells what it is.
    private func readQuoted(_ range: Range<Int>) throws(DataError) -> ParsedRows {
        var blocks: [RowBlock] = []
        let most = RowEstimate(source: source, rowsOffset: range.lowerBound).lines(range) + 1
        var parsed = columns(most) { sink in
            readQuoted(range, &blocks, sink)
            return RowReader.compact(blocks, sink)
        }
        try check(blocks)
        try merge(blocks, into: &parsed)
        return parsed
    }

    private func readQuoted(_ range: Range<Int>, _ blocks: inout [RowBlock], _ sink: RowSink) {
        var scanner = QuoteScanner(delimiter: plan.delimiter, offset: range.lowerBound)
        var text: [UInt8] = []
        var textStart = range.lowerBound
        var row = 0
        // The byte of `text` behind its last whole row.
        var end = 0
        for start in stride(from: range.lowerBound, to: range.upperBound, by: RowReader.blockSize) {
            let stretch = start..<min(start + RowReader.blockSize, range.upperBound)
            var block = RowBlock(range: stretch, firstRow: row, hasQuote: true)
            let before = text.count
            text.append(contentsOf: repeatElement(0, count: stretch.count))
            let isThere = text.withUnsafeMutableBytes { text in
                text.baseAddress.map { source.copy(stretch, to: $0 + before) } ?? true
            }
            for place in before..<text.count where scanner.isOutside(text[place]) && text[place] == 10 {
                end = place + 1
            }
            if stretch.upperBound == range.upperBound, end < text.count {
                text.append(10)
                end = text.count
            }
            if !isThere {
                block.failure = RowFailure(offset: start, field: 0, text: "", reason: .sourceChanged)
            } else if let quote = scanner.openQuote,
                stretch.upperBound == range.upperBound || text.count - end > RowBlockText.longestLine
            {
                block.failure = RowFailure(offset: quote, field: 0, text: "", reason: .openQuote)
            } else if text.count - end > RowBlockText.longestLine {
                block.failure = RowFailure(offset: textStart + end, field: 0, text: "", reason: .lineTooLong)
            } else {
                text.withUnsafeBytes {
                    parse(
                        &block, sink: sink, text: UnsafeRawBufferPointer(rebasing: $0[..<end]), offset: textStart,
                        allowsBreaks: true)
                }
            }
            text.removeSubrange(..<end)
            textStart += end
            end = 0
            row += block.rows
            blocks.append(block)
            if block.failure != nil { return }
            progress?(stretch.upperBound, range.upperBound)
        }
    }

    /// Reads the rows of a block from a text that ends with a line break.
    ///
    /// - Parameter allowsBreaks: Whether quoted fields may hold line breaks.
    func parse(
        _ block: inout RowBlock, sink: RowSink, text: UnsafeRawBufferPointer, offset: Int, allowsBreaks: Bool = false
    ) {
        var parser = RowParser(
            plan: plan, sink: sink, quotes: !block.hasQuote ? .none : allowsBreaks ? .withBreaks : .withinLines)
        do throws(RowFailure) {
            block.rows = try parser.read(
                text.assumingMemoryBound(to: UInt8.self), fileOffset: offset, firstRow: block.firstRow)
        } catch {
            block.failure = error
        }
        block.notes = parser.notes
    }

    /// Columns with room for so many rows, which `body` fills; it gives the number of rows.
    private func columns(_ capacity: Int, _ body: (RowSink) -> Int) -> ParsedRows {
        var parsed = ParsedRows()
        let hasSymbols = plan.uses.contains(.symbol)
        var count = 0
        parsed.wall = LongArray.make(capacity) { (wall: UnsafeMutableBufferPointer<Int64>) -> Int in
            parsed.symbolPlaces = LongArray.make(hasSymbols ? capacity : 0) {
                (places: UnsafeMutableBufferPointer<Int32>) -> Int in
                guard let wallBase = wall.baseAddress else { return 0 }
                parsed.values = uninitializedColumns(plan.valueCount, rows: capacity) { columns in
                    count = body(
                        RowSink(wall: wallBase, values: columns, symbolPlaces: hasSymbols ? places.baseAddress : nil))
                    return count
                }
                return hasSymbols ? count : 0
            }
            return count
        }
        return parsed
    }

    /// Moves rows together where blocks held fewer than their line breaks; gives the number of rows.
    private static func compact(_ blocks: [RowBlock], _ sink: RowSink) -> Int {
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

    private func check(_ blocks: [RowBlock]) throws(DataError) {
        if let failure = RowReader.firstFailure(blocks) { throw error(failure) }
        guard let first = blocks.compactMap(\.notes.kind).first else {
            throw .file(path: source.path, .headerOnly)
        }
        for block in blocks {
            guard let kind = block.notes.kind, kind != first else { continue }
            let reason: RowFailure.Reason = kind != .date && first != .date ? .mixedZones : .mixedForms
            let place = plan.uses.firstIndex(of: .stamp) ?? 0
            let offset = block.notes.firstOffset
            throw error(RowFailure(offset: offset, field: place, text: stampText(at: offset), reason: reason))
        }
    }

    private func merge(_ blocks: [RowBlock], into parsed: inout ParsedRows) throws(DataError) {
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
}

/// Columns of numbers that `body` fills from uninitialised memory; it gives the number of rows that it filled.
func uninitializedColumns(
    _ count: Int, rows: Int, _ body: ([UnsafeMutablePointer<Double>]) -> Int
) -> [[Double]] {
    // Numbers need no initialisation: what is beyond the rows filled is cut off before anyone reads it.
    var columns = (0..<count).map { _ in LongArray.make(rows) { (_: UnsafeMutableBufferPointer<Double>) in rows } }
    // An array that no one else holds keeps its elements where they are.
    let pointers = columns.indices.compactMap { columns[$0].withUnsafeMutableBufferPointer { $0.baseAddress } }
    let filled = body(pointers)
    for place in columns.indices { columns[place].removeLast(rows - filled) }
    return columns
}
