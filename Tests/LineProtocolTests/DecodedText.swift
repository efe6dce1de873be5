import LineProtocol

/// What a decoder handed over, in order: values that tests compare whole.
enum Decoded: Equatable {
    case point(Point, line: Int)
    case error(LineError)
}

/// A text read in pieces.
enum DecodedText {
    /// Reads pieces that end where told.
    static func read(
        _ text: [UInt8], cuts: [Int] = [], options: LineOptions = LineOptions(),
        ending: LineDecoder.Ending = .completesLine
    ) -> [Decoded] {
        var decoder = LineDecoder(options)
        var seen: [Decoded] = []
        func keep(_ line: borrowing Line) {
            do throws(LineError) {
                seen.append(.point(try line.point(), line: line.number))
            } catch {
                seen.append(.error(error))
            }
        }
        var start = 0
        for end in cuts + [text.count] {
            // A copy of the piece alone: a read beyond it is a fault that a sanitizer sees.
            let piece = Array(text[start..<end])
            decoder.decode(piece.span) {
                keep($0)
            } bad: {
                seen.append(.error($0))
            }
            start = end
        }
        decoder.finish(ending) {
            keep($0)
        } bad: {
            seen.append(.error($0))
        }
        return seen
    }

    /// The points of a text whose lines are all good; `nil` where one is not.
    static func points(_ text: String, options: LineOptions = LineOptions()) -> [Point]? {
        let (points, errors) = LineDecoder.points(in: Array(text.utf8).span, options: options)
        return errors.isEmpty ? points : nil
    }

    /// The one error of a text.
    static func error(_ text: String, options: LineOptions = LineOptions()) -> LineError? {
        let errors = LineDecoder.points(in: Array(text.utf8).span, options: options).errors
        return errors.count == 1 ? errors[0] : nil
    }
}
