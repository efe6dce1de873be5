public import Core
public import LineProtocol

/// The lines of a request or a piece of a stream, told into good and bad.
public struct WrittenLines: Sendable {
    /// The good lines, each with its break, as the journal keeps them.
    public private(set) var good: [UInt8] = []
    /// How many good lines there are.
    public private(set) var goodCount = 0
    /// What is wrong with the others, in order.
    public private(set) var errors: [LineError] = []

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
            errors.append($0)
        }
    }

    /// Reads what the decoder has left at the end of a stream.
    public mutating func finish(_ decoder: inout LineDecoder, _ ending: LineDecoder.Ending) {
        decoder.finish(ending) {
            take($0)
        } bad: {
            errors.append($0)
        }
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
