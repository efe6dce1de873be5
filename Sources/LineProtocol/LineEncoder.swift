import Core

/// Writes points as line protocol into bytes that grow.
///
/// Tags are sorted by key, fields stay in order, floats have the fewest digits that read back to them. Many rows of one
/// shape are written faster by `LineRows`.
///
/// - Verified by: `LineEncoderTests`, `LineRoundTripTests`, and InfluxData's own Python client.
public struct LineEncoder: Sendable {
    /// How lines are written.
    public let options: LineEncodingOptions
    /// The lines so far, each with its break.
    public private(set) var bytes: [UInt8] = []

    /// An encoder without lines.
    public init(_ options: LineEncodingOptions = LineEncodingOptions()) { self.options = options }

    /// Appends a point.
    ///
    /// - Returns: Whether it has been written: a point whose numbers are all left out has not.
    /// - Throws: `LineEncodingError`; the bytes are as before then.
    @discardableResult
    public mutating func append(_ point: Point) throws(LineEncodingError) -> Bool {
        let count = bytes.count
        do throws(LineEncodingError) {
            if try write(point) { return true }
        } catch {
            bytes.removeLast(bytes.count - count)
            throw error
        }
        bytes.removeLast(bytes.count - count)
        return false
    }

    /// Drops the lines so far and keeps their memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func write(_ point: Point) throws(LineEncodingError) -> Bool {
        let names = NameWriter(options.dialect)
        let printer = NumberPrinter()
        try names.appendSeries(point.measurement, point.tags, to: &bytes)
        if point.fields.isEmpty { throw .noField(measurement: point.measurement) }
        if let key = LineEncoder.duplicate(point.fields) { throw .duplicateKey(.fieldKey, name: key) }
        var isFirst = true
        for field in point.fields {
            if case .float(let number) = field.value, !number.isFinite {
                if options.nonFinite == .refuse { throw .notFinite(field: field.key) }
                continue
            }
            bytes.append(isFirst ? UInt8(ascii: " ") : UInt8(ascii: ","))
            isFirst = false
            try names.append(field.key, .fieldKey, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            switch field.value {
            case .float(let number): printer.append(number, to: &bytes)
            case .integer(let number):
                printer.append(number, to: &bytes)
                bytes.append(UInt8(ascii: "i"))
            case .unsigned(let number):
                printer.append(number, to: &bytes)
                bytes.append(UInt8(ascii: "u"))
            case .string(let text): NameWriter.appendString(text, to: &bytes)
            case .boolean(let truth): bytes.append(contentsOf: (truth ? "true" : "false").utf8)
            }
        }
        if isFirst { return false }
        if let time = point.time {
            bytes.append(UInt8(ascii: " "))
            printer.append(try LineEncoder.units(time.nanoseconds, options.precision), to: &bytes)
        }
        bytes.append(10)
        return true
    }

    /// A time in units of a precision.
    @inline(__always)
    static func units(_ time: Int64, _ precision: TimePrecision) throws(LineEncodingError) -> Int64 {
        guard TimeRange.nanoseconds.contains(time) else { throw .timeOutOfRange(time) }
        if precision == .nanoseconds { return time }
        let (units, rest) = time.quotientAndRemainder(dividingBy: precision.nanoseconds)
        if rest != 0 { throw .timeBelowPrecision(time, precision) }
        return units
    }

    private static func duplicate(_ fields: [Point.Field]) -> String? {
        if fields.count <= 16 {
            for place in fields.indices.dropFirst() {
                for before in 0..<place where fields[before].key == fields[place].key { return fields[place].key }
            }
            return nil
        }
        var keys = Set<String>()
        return fields.first { !keys.insert($0.key).inserted }?.key
    }
}
