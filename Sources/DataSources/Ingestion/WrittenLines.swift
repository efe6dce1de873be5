public import Core
public import LineProtocol

/// The lines of a request or a piece of a stream, told into good and bad.
public struct WrittenLines: Sendable {
    /// The good lines, each with its break, as the journal keeps them.
    public private(set) var good: [UInt8] = []
    /// How many good lines there are.
    public private(set) var goodCount = 0
    /// What is wrong with the first of the others, in order.
    public private(set) var errors: [LineError] = []
    /// How many others there are.
    public private(set) var errorCount = 0
    /// Errors that are kept: a body may have millions, and nobody reads them.
    public static let mostErrors = 1_000

    /// No lines.
    public init() {}

    /// Reads the whole body of a request.
    public init(_ body: [UInt8], options: LineOptions) {
        var decoder = LineDecoder(options)
        decode(body.span, with: &decoder)
        finish(&decoder, .completesLine)
    }

    /// Reads a piece of a stream.
    public mutating func decode(_ piece: Span<UInt8>, with decoder: inout LineDecoder) {
        decoder.decode(piece) {
            take($0)
        } bad: {
            refuse($0)
        }
    }

    /// Reads what the decoder has left at the end of a stream.
    public mutating func finish(_ decoder: inout LineDecoder, _ ending: LineDecoder.Ending) {
        decoder.finish(ending) {
            take($0)
        } bad: {
            refuse($0)
        }
    }

    private mutating func refuse(_ error: LineError) {
        errorCount += 1
        if errors.count < WrittenLines.mostErrors { errors.append(error) }
    }

    private mutating func take(_ line: borrowing Line) {
        good.append(contentsOf: line.raw)
        good.append(10)
        goodCount += 1
    }

    /// The good lines as the journal keeps them.
    ///
    /// - Parameters:
    ///   - received: When they arrived.
    ///   - options: How they were read.
    public func record(received: Timestamp, options: LineOptions) -> JournalRecord {
        JournalRecord(received: received, dialect: options.dialect, precision: options.precision, lines: good)
    }
}
