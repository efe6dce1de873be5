import Core
import LineProtocol
import Testing

@Suite struct LineRoundTripTests {
    /// Equal with doubles compared by their bits.
    static func bits(_ point: Point) -> [UInt64] {
        point.fields.compactMap { if case .float(let number) = $0.value { number.bitPattern } else { nil } }
    }

    @Test(arguments: LineDialect.allCases, [TimePrecision.nanoseconds, .microseconds, .milliseconds, .seconds])
    func pointsComeBackAsTheyWere(dialect: LineDialect, precision: TimePrecision) throws {
        let seed: UInt64 = 1_701
        var random = RandomStream(seed: seed, name: "\(dialect) \(precision)")
        var encoder = LineEncoder(LineEncodingOptions(dialect: dialect, precision: precision))
        var points: [Point] = []
        for _ in 0..<4_000 {
            let point = RandomText.point(&random, precision: precision, dialect: dialect)
            #expect(try encoder.append(point))
            points.append(point)
        }
        let options = LineOptions(dialect: dialect, precision: precision)
        let (read, errors) = LineDecoder.points(in: encoder.bytes.span, options: options)
        #expect(errors.isEmpty, "seed \(seed)")
        #expect(read.count == points.count, "seed \(seed)")
        for (place, (read, written)) in zip(read, points).enumerated() {
            let isSame = read == written && Self.bits(read) == Self.bits(written)
            #expect(isSame, "seed \(seed), \(dialect) \(precision), point \(place): \(read) and not \(written)")
            if !isSame { return }
        }
    }

    @Test func manyTagsAndFieldsComeBack() throws {
        let keys = (0..<300).map { "k\($0)" }.sorted()
        let point = Point(
            "wide", tags: keys.map { .init($0, "v") }, fields: keys.map { .init($0, .integer(1)) },
            time: Timestamp(nanoseconds: 1))
        var encoder = LineEncoder()
        try encoder.append(point)
        #expect(LineDecoder.points(in: encoder.bytes.span).points == [point])
        let twice = "wide," + (keys + ["k7"]).map { "\($0)=v" }.joined(separator: ",") + " f=1"
        #expect(DecodedText.error(twice)?.reason == .duplicateTag("k7"))
    }
}
