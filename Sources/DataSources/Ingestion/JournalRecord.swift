public import Core
public import LineProtocol

/// Lines that were accepted together: what the journal keeps and what an acknowledgement is about.
public struct JournalRecord: Hashable, Sendable {
    /// When they arrived; also the time of lines that have none.
    public var received: Timestamp
    /// Whose line protocol they are.
    public var dialect: LineDialect
    /// The unit of their times; `nil` tells it from the size of each.
    public var precision: TimePrecision?
    /// The lines, each with its break.
    public var lines: [UInt8]

    /// Lines.
    public init(received: Timestamp, dialect: LineDialect, precision: TimePrecision?, lines: [UInt8]) {
        self.received = received
        self.dialect = dialect
        self.precision = precision
        self.lines = lines
    }

    /// Hands over each line.
    public func decode(_ take: (borrowing Line) -> Void) {
        var decoder = LineDecoder(
            LineOptions(dialect: dialect, precision: precision, longestLine: max(lines.count, 1)))
        // What is here was read before: there is no bad line.
        decoder.decode(lines.span, line: take, bad: { _ in })
        decoder.finish(line: take, bad: { _ in })
    }

    private static let headCount = 10

    /// The length of the rest, the time of arrival, the dialect, the precision and the lines.
    func append(to body: inout [UInt8]) {
        JournalFrame.append(UInt64(JournalRecord.headCount + lines.count), to: &body)
        JournalFrame.append(UInt64(bitPattern: received.nanoseconds), to: &body)
        body.append(dialect == .version3 ? 3 : 1)
        body.append(precision.map { UInt8(TimePrecision.allCases.firstIndex(of: $0) ?? 0) } ?? 255)
        body += lines
    }

    /// Reads what `append(to:)` wrote, and moves the place behind it.
    init?(_ body: UnsafeRawBufferPointer, at place: inout Int) {
        guard place + 8 + JournalRecord.headCount <= body.count else { return nil }
        let length = UInt64(littleEndian: body.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let start = place + 8
        guard length >= UInt64(JournalRecord.headCount), length <= UInt64(body.count - start) else { return nil }
        let time = Int64(littleEndian: body.loadUnaligned(fromByteOffset: start, as: Int64.self))
        let units = TimePrecision.allCases
        let unit = Int(body[start + 9])
        place = start + Int(length)
        self.init(
            received: Timestamp(nanoseconds: time), dialect: body[start + 8] == 3 ? .version3 : .version1And2,
            precision: unit < units.count ? units[unit] : nil,
            lines: [UInt8](body[start + JournalRecord.headCount..<place]))
    }
}
