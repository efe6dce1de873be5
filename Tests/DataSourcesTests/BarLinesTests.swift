import Core
import DataSources
import InfluxDB
import LineProtocol
import TestSupport
import Testing
import TimeSeries

/// Bars as line protocol, read back by the decoder.
@Suite struct BarLinesTests {
    /// Bars of any finite numbers, of whose volumes some are not known.
    static func series(_ count: Int, symbol: String, seed: UInt64, length: Int64 = Timestamp.minute) -> BarSeries {
        var random = RandomStream(seed: seed, name: symbol)
        func number() -> Double {
            while true {
                let number = Double(bitPattern: random.next())
                if number.isFinite { return number }
            }
        }
        let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1)).nanoseconds
        return BarSeries(
            instrument: Instrument(symbol: symbol), calendar: BarFixtures.calendar,
            start: (0..<count).map { first + Int64($0) * length },
            end: (0..<count).map { first + Int64($0 + 1) * length }, open: (0..<count).map { _ in number() },
            high: (0..<count).map { _ in number() }, low: (0..<count).map { _ in number() },
            close: (0..<count).map { _ in number() }, volume: (0..<count).map { $0 % 7 == 3 ? .nan : number() })
    }

    static let symbols = ["SPY", "BRK B", "A,B", "a=b", "two  spaces", "€/$", "📈 up", "quote\"s'", "back\\slash"]

    @Test(arguments: symbols) func barsAreDecodedToTheBit(_ symbol: String) throws {
        let series = Self.series(500, symbol: symbol, seed: 5)
        for kind in InfluxKind.allCases {
            let options = BarPushOptions(measurement: "my bars", symbolTag: "the symbol", kind: kind)
            let lines = try BarLines(series, options: options)
            var bytes: [UInt8] = []
            try lines.append(0..<200, to: &bytes)
            try lines.append(200..<500, to: &bytes)
            let dialect: LineDialect = kind == .v3 ? .version3 : .version1And2
            let (points, errors) = LineDecoder.points(in: bytes.span, options: LineOptions(dialect: dialect))
            #expect(errors.isEmpty && points.count == 500 && lines.count == 500)
            for (index, point) in points.enumerated() {
                #expect(point.measurement == "my bars")
                #expect(point.tags == [Point.Tag("the symbol", symbol)])
                #expect(point.time?.nanoseconds == series.start[index])
                func bits(_ name: String) -> UInt64? {
                    guard case .float(let number)? = point.field(name) else { return nil }
                    return number.bitPattern
                }
                #expect(bits("open") == series.open[index].bitPattern)
                #expect(bits("high") == series.high[index].bitPattern)
                #expect(bits("low") == series.low[index].bitPattern)
                #expect(bits("close") == series.close[index].bitPattern)
                #expect(bits("volume") == (series.volume[index].isNaN ? nil : series.volume[index].bitPattern))
            }
        }
    }

    @Test func closesHaveNoOpensAndUnknownVolumesNoField() throws {
        let series = BarFixtures.series([(1, 1, 1, 1), (2, 2, 2, 2)], volumes: [.nan, .nan], content: .closes)
        var bytes: [UInt8] = []
        try BarLines(series, options: BarPushOptions(label: .end, precision: .second)).append(0..<2, to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "bar,symbol=TEST close=1 1577840400\nbar,symbol=TEST close=2 1577844000\n")
    }

    @Test func whatLineProtocolCannotHoldIsRefused() throws {
        func error(_ series: BarSeries, _ options: BarPushOptions = BarPushOptions()) -> LineEncodingError? {
            do throws(LineEncodingError) {
                var bytes: [UInt8] = []
                try BarLines(series, options: options).append(0..<series.count, to: &bytes)
                return nil
            } catch {
                return error
            }
        }
        let good = BarFixtures.series([(1, 1, 1, 1)])
        #expect(error(good) == nil)
        #expect(error(BarFixtures.series([(1, 1, 1, .nan)])) == .notFinite(field: "close"))
        #expect(error(BarFixtures.series([(.infinity, 1, 1, 1)])) == .notFinite(field: "open"))
        #expect(error(BarFixtures.series([(1, 1, 1, 1)], symbol: "")) == .empty(.tagValue))
        let broken = error(BarFixtures.series([(1, 1, 1, 1)], symbol: "two\nlines"))
        #expect(broken == .unwritable(.tagValue, name: "two\nlines", byte: 10))
        #expect(error(good, BarPushOptions(symbolTag: "time")) == .reservedKey(.tagKey))
        let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1)).nanoseconds
        let short = BarFixtures.series([(1, 1, 1, 1), (1, 1, 1, 1)], length: 1_000_000)
        #expect(
            error(short, BarPushOptions(precision: .second)) == .timeBelowPrecision(first + 1_000_000, .seconds))
    }
}
