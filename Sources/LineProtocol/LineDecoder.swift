/// Reads line protocol that arrives in pieces of any size.
///
/// Each complete line is handed over as soon as its break is seen, without an allocation: a `Line` points into the piece.
/// Only a line that two pieces share is copied. A bad line is handed over as an error, and reading goes on after its first
/// line break, so that a fault costs no other line. What is handed over does not depend on how the text was cut.
///
///     var decoder = LineDecoder()
///     decoder.decode(piece.span) { line in … } bad: { error in … }
///     decoder.finish { line in … } bad: { error in … }
///
/// - Source: InfluxData, "Line protocol" (docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol); where it is
///   silent, what InfluxDB 1.6 does. Unlike it, text after a string's closing quote is an error, a carriage return before
///   a line break belongs to the break, and a comment ends with its line.
/// - Verified by: `LineDecoderTests`, `LineStreamTests`, `LineFuzzTests`.
public struct LineDecoder: ~Copyable {
    /// What the end of the text says about a last line without a break.
    public enum Ending: Sendable {
        /// It is complete: the body of a request.
        case completesLine
        /// It may have been cut, and is an error: a connection or a pipe.
        case cutsLine
    }

    /// How lines are read.
    public let options: LineOptions
    let scanner: LineScanner
    var parts = LineParts()
    /// The beginning of a line whose end has not arrived.
    private var pending: [UInt8] = []
    var number = 1
    /// Whether the rest of a line that was too long is still to come.
    private var isSkipping = false

    /// A decoder at the beginning of a text.
    public init(_ options: LineOptions = LineOptions()) {
        self.options = options
        scanner = LineScanner(options)
    }

    /// The bytes of a last line whose end has not arrived.
    public var pendingCount: Int { pending.count }

    /// Reads the next piece of the text.
    ///
    /// - Parameters:
    ///   - piece: Bytes that follow those of the last call.
    ///   - line: Gets each good line.
    ///   - bad: Gets each bad one, in its place among the good.
    /// - Throws: What the closures throw; the decoder is then of no more use.
    public mutating func decode<Failure: Error>(
        _ piece: Span<UInt8>, line: (borrowing Line) throws(Failure) -> Void,
        bad: (LineError) throws(Failure) -> Void
    ) throws(Failure) {
        try piece.withUnsafeBufferPointer { bytes throws(Failure) in
            try decode(bytes, line: line, bad: bad)
        }
    }

    private mutating func decode<Failure: Error>(
        _ bytes: UnsafeBufferPointer<UInt8>, line: (borrowing Line) throws(Failure) -> Void,
        bad: (LineError) throws(Failure) -> Void
    ) throws(Failure) {
        guard var p = bytes.baseAddress, !bytes.isEmpty else { return }
        let end = p + bytes.count
        if isSkipping {
            guard let next = LineDecoder.afterBreak(p, end) else { return }
            p = next
            isSkipping = false
            number += 1
        }
        while !pending.isEmpty, p < end {
            guard var cut = LineDecoder.afterBreak(p, end) else { break }
            // A string may hold many breaks: taking as much again each time keeps the work in proportion.
            let more = min(pending.count, end - p)
            if cut - p < more, let last = LineDecoder.afterLastBreak(p, p + more) { cut = last }
            pending.append(contentsOf: UnsafeBufferPointer(start: p, count: cut - p))
            p = cut
            try scanPending(isFinal: false, line: line, bad: bad)
        }
        if pending.isEmpty, p < end, let last = LineDecoder.afterLastBreak(p, end) {
            try scan(&p, last, isFinal: false, line: line, bad: bad)
        }
        pending.append(contentsOf: UnsafeBufferPointer(start: p, count: end - p))
        while pending.count > options.longestLine, !isSkipping {
            // A string that a scan left open may end with a break that a scan has to judge.
            if pending.last == 10, pending.count == options.longestLine + 1 { break }
            try dropLongLine(bad: bad)
            if !isSkipping { try scanPending(isFinal: false, line: line, bad: bad) }
        }
    }

    /// Ends the text; the decoder is then at the beginning of the next.
    public mutating func finish<Failure: Error>(
        _ ending: Ending = .completesLine, line: (borrowing Line) throws(Failure) -> Void,
        bad: (LineError) throws(Failure) -> Void
    ) throws(Failure) {
        if !pending.isEmpty {
            var tail: LineError?
            switch ending {
            case .completesLine: if pending.last != 10 { pending.append(10) }
            case .cutsLine: tail = cutTail()
            }
            try scanPending(isFinal: true, line: line, bad: bad)
            if let tail { try bad(tail) }
        }
        number = 1
        isSkipping = false
        pending = []
    }

    /// Takes what stands after the last break off the pending bytes, as the error that it is.
    private mutating func cutTail() -> LineError? {
        let start = (pending.lastIndex(of: 10) ?? -1) + 1
        guard start < pending.count else { return nil }
        let breaks = pending[..<start].count { $0 == 10 }
        let text = pending[start...].prefix(LineError.longestText)
        let error = LineError(
            line: number + breaks, column: pending.count - start + 1, reason: .cutShort, found: "the end of the text",
            text: String(decoding: text, as: UTF8.self))
        pending.removeSubrange(start...)
        return error
    }

    /// Reports the pending line as too long and drops it up to its first break, or all of it and the rest to come.
    private mutating func dropLongLine<Failure: Error>(
        bad: (LineError) throws(Failure) -> Void
    ) throws(Failure) {
        let cut = pending.firstIndex(of: 10)
        let first = pending[..<(cut ?? pending.count)].prefix(LineError.longestText)
        let error = LineError(tooLong: options.longestLine, line: number, text: String(decoding: first, as: UTF8.self))
        if let cut {
            pending.removeSubrange(...cut)
            number += 1
        } else {
            pending = []
            isSkipping = true
        }
        try bad(error)
    }

    /// Scans the pending bytes, which end with a break, and keeps what is not decided.
    private mutating func scanPending<Failure: Error>(
        isFinal: Bool, line: (borrowing Line) throws(Failure) -> Void, bad: (LineError) throws(Failure) -> Void
    ) throws(Failure) {
        var text: [UInt8] = []
        swap(&text, &pending)
        // After a long line was dropped, the rest may have no break yet.
        let whole = (text.lastIndex(of: 10) ?? -1) + 1
        let used = try text.withUnsafeBufferPointer { bytes throws(Failure) -> Int in
            guard let start = bytes.baseAddress, whole > 0 else { return 0 }
            var p = start
            try scan(&p, start + whole, isFinal: isFinal, line: line, bad: bad)
            return p - start
        }
        if used == text.count {
            text.removeAll(keepingCapacity: true)
        } else {
            text.removeSubrange(..<used)
        }
        swap(&text, &pending)
    }

    /// Scans lines of a text that ends with a break; leaves `p` at its end, or at a line with an open string.
    private mutating func scan<Failure: Error>(
        _ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isFinal: Bool,
        line: (borrowing Line) throws(Failure) -> Void, bad: (LineError) throws(Failure) -> Void
    ) throws(Failure) {
        while p < end {
            let start = p
            let outcome = scanner.scan(&p, end: end, into: &parts)
            // How far the text had to be seen: however it is cut, the same lines are too long.
            let seen =
                switch outcome {
                case .point, .blank: p
                case .bad: LineDecoder.afterBreak(p, end) ?? end
                case .open: end
                }
            if seen - start - 1 <= options.longestLine {
                switch outcome {
                case .point:
                    try line(found(start, p))
                    number += 1 + parts.breaks
                    continue
                case .blank:
                    number += 1
                    continue
                case .open where !isFinal:
                    p = start
                    return
                case .bad, .open:
                    break
                }
            } else {
                parts.reason = .tooLong(limit: options.longestLine)
            }
            let next = LineDecoder.afterBreak(start, end) ?? end
            let error = fault(start, next)
            number += 1
            p = next
            try bad(error)
        }
    }
}
