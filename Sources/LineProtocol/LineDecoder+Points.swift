extension LineDecoder {
    /// Reads a whole text into values: the points that are good and the errors of the lines that are not.
    ///
    /// - Parameters:
    ///   - text: Line protocol, with or without a break at its end.
    ///   - options: How lines are read.
    public static func points(
        in text: Span<UInt8>, options: LineOptions = LineOptions()
    ) -> (points: [Point], errors: [LineError]) {
        var decoder = LineDecoder(options)
        var points: [Point] = []
        var errors: [LineError] = []
        decoder.decode(text) { line in
            LineDecoder.keep(line, &points, &errors)
        } bad: {
            errors.append($0)
        }
        decoder.finish { line in
            LineDecoder.keep(line, &points, &errors)
        } bad: {
            errors.append($0)
        }
        return (points, errors)
    }

    private static func keep(_ line: borrowing Line, _ points: inout [Point], _ errors: inout [LineError]) {
        do throws(LineError) {
            points.append(try line.point())
        } catch {
            errors.append(error)
        }
    }
}
