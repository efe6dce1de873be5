import Core

/// Finds the parts of one line.
///
/// Nothing outside a string goes past a line break, so a text that ends with one needs no other bound.
struct LineScanner {
    /// What a line turned out to be.
    enum Outcome {
        /// A point, its parts found.
        case point
        /// Nothing: a blank line or a comment.
        case blank
        /// Bad, for the reason and at the place in the parts.
        case bad
        /// A string that the text does not end.
        case open
    }

    /// The escapes of the three kinds of names.
    private typealias Kinds = (measurement: LineText.Escapes, name: LineText.Escapes, fieldKey: LineText.Escapes)

    let options: LineOptions
    let parser = NumberParser()
    private let table: UnsafePointer<UInt8>
    private let isVersion3: Bool
    private let kinds: Kinds

    init(_ options: LineOptions) {
        self.options = options
        table = LineBytes.table(options.dialect)
        isVersion3 = options.dialect == .version3
        kinds = isVersion3 ? (.measurement3, .name3, .name3) : (.quotableName, .name, .quotableName)
    }

    /// Scans the line that begins at `p`.
    ///
    /// - Parameters:
    ///   - p: The first byte; moved past the line's break, or to the place of the fault where the line is bad.
    ///   - end: The end of the text, whose last byte is a line break.
    func scan(
        _ p: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, into parts: inout LineParts
    ) -> Outcome {
        while p[0] == 32 || p[0] == 9 { p += 1 }
        if p[0] == UInt8(ascii: "#") {
            while p[0] != 10 { p += 1 }
        }
        if endsLine(p) {
            p += p[0] == 13 ? 2 : 1
            return .blank
        }
        parts.tagCount = 0
        parts.fieldCount = 0
        parts.breaks = 0
        parts.hasTime = false
        if p[0] == UInt8(ascii: ",") { return bad(.missingMeasurement, &p, &parts) }
        guard let measurement = name(&p, LineBytes.endsMeasurement, kinds.measurement, &parts) else { return .bad }
        parts.measurement = measurement
        if p[0] == UInt8(ascii: ","), !tags(&p, &parts) { return .bad }
        parts.seriesEnd = p
        if p[0] != 32 { return bad(.missingFields, &p, &parts) }
        skipSpace(&p)
        let outcome = fields(&p, end: end, into: &parts)
        guard outcome == .point else { return outcome }
        if p[0] == 32, !time(&p, &parts) { return .bad }
        // A key that stands twice would name two series.
        if parts.hasDuplicateTag() { return duplicate(&p, &parts) }
        p += p[0] == 13 ? 2 : 1
        return .point
    }

    /// Whether a line ends here: a line break, or a carriage return before one.
    @inline(__always)
    func endsLine(_ p: UnsafePointer<UInt8>) -> Bool { p[0] == 10 || (p[0] == 13 && p[1] == 10) }

    @inline(__always)
    func skipSpace(_ p: inout UnsafePointer<UInt8>) {
        while p[0] == 32 || p[0] == 9 { p += 1 }
    }

    @inline(never)
    func bad(_ reason: LineError.Reason, _ p: inout UnsafePointer<UInt8>, _ parts: inout LineParts) -> Outcome {
        parts.reason = reason
        parts.place = p
        return .bad
    }

    @inline(never)
    private func duplicate(_ p: inout UnsafePointer<UInt8>, _ parts: inout LineParts) -> Outcome {
        var keys = Set<[UInt8]>()
        for place in 0..<parts.tagCount {
            let key = parts.tags[place].key
            if keys.insert(key.bytes).inserted { continue }
            p = key.start
            return bad(.duplicateTag(String(decoding: key.bytes, as: UTF8.self)), &p, &parts)
        }
        return .point
    }

    /// A name up to a byte of a class; `nil` where it holds a byte that it may not.
    @inline(__always)
    func name(
        _ p: inout UnsafePointer<UInt8>, _ stops: UInt8, _ escapes: LineText.Escapes, _ parts: inout LineParts
    ) -> LineText? {
        let start = p
        while table[Int(p[0])] & stops == 0 { p += 1 }
        if table[Int(p[0])] & LineBytes.isForbidden == 0, p[0] != UInt8(ascii: "\\") {
            return LineText(start: start, end: p, escapes: .none)
        }
        return unusualName(start, &p, stops, escapes, &parts)
    }

    /// The rest of a name that has a backslash or ends with the line.
    @inline(never)
    private func unusualName(
        _ start: UnsafePointer<UInt8>, _ p: inout UnsafePointer<UInt8>, _ stops: UInt8, _ escapes: LineText.Escapes,
        _ parts: inout LineParts
    ) -> LineText? {
        var hasEscapes = false
        while true {
            if p[0] == UInt8(ascii: "\\") {
                hasEscapes = true
                p += 1
                if p[0] == UInt8(ascii: "\\") {
                    // In 1.x and 2.x only the byte just before one counts, so the second backslash escapes too.
                    if isVersion3 { p += 1 }
                } else if table[Int(p[0])] & LineBytes.isForbidden == 0 {
                    p += 1
                }
            } else if table[Int(p[0])] & stops == 0 {
                p += 1
            } else if table[Int(p[0])] & LineBytes.isForbidden != 0, !endsLine(p) {
                _ = bad(.forbiddenByte, &p, &parts)
                return nil
            } else {
                break
            }
        }
        if isVersion3, hasEscapes, p[-1] == UInt8(ascii: "\\") {
            _ = bad(.trailingBackslash, &p, &parts)
            return nil
        }
        return LineText(start: start, end: p, escapes: hasEscapes ? escapes : .none)
    }

    /// Tags from the comma before the first up to the space before the fields, or the end of the line.
    private func tags(_ p: inout UnsafePointer<UInt8>, _ parts: inout LineParts) -> Bool {
        while p[0] == UInt8(ascii: ",") {
            p += 1
            let keyStart = p
            guard let key = name(&p, LineBytes.endsKey, kinds.name, &parts) else { return false }
            if p == keyStart { return bad(.missingTagKey, &p, &parts) == .point }
            if p[0] != UInt8(ascii: "=") { return bad(.missingTagValue, &p, &parts) == .point }
            p += 1
            let valueStart = p
            guard let value = name(&p, LineBytes.endsTagValue, kinds.name, &parts) else { return false }
            if p[0] == UInt8(ascii: "=") { return bad(.invalidTagFormat, &p, &parts) == .point }
            if p == valueStart { return bad(.missingTagValue, &p, &parts) == .point }
            parts.append(LineTag(key: key, value: value))
        }
        return true
    }

    /// Fields up to the space before the time, or the end of the line.
    private func fields(
        _ p: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, into parts: inout LineParts
    ) -> Outcome {
        while true {
            let start = p
            guard let key = name(&p, LineBytes.endsKey, kinds.fieldKey, &parts) else { return .bad }
            if p[0] != UInt8(ascii: "=") { return bad(.invalidFieldFormat, &p, &parts) }
            if p == start { return bad(.missingFieldKey, &p, &parts) }
            p += 1
            let outcome = value(&p, key: key, end: end, into: &parts)
            guard outcome == .point else { return outcome }
            if p[0] == UInt8(ascii: ",") {
                p += 1
                continue
            }
            if p[0] == 32 || endsLine(p) { return .point }
            return bad(.invalidFieldFormat, &p, &parts)
        }
    }
}
