import Core
import Dispatch
import Simulation
import Statistics
import Synchronization
import Testing
import TimeSeries

@testable import SyntheticHistories

@Suite struct HistoryGeneratorTests {
    /// Three instruments with correlations of 0.8, 0.3 and 0.2; the third misses every tenth day.
    private static func panel(_ count: Int, seed: UInt64) -> Panel {
        var stream = RandomStream(seed: seed, name: "panel")
        func normal() -> Double { NormalDraws.shared.next(from: &stream) }
        var columns: [[Double]] = [[], [], []]
        for _ in 0..<count {
            let (a, b, c) = (normal(), normal(), normal())
            columns[0].append(0.01 * a)
            columns[1].append(0.02 * (0.8 * a + 0.6 * b))
            columns[2].append(0.015 * (0.3 * a - 0.0667 * b + 0.9516 * c))
        }
        let days = (0..<count).filter { $0 % 10 != 5 }
        return Panel([
            HistoryFixtures.series("A", returns: columns[0]), HistoryFixtures.series("B", returns: columns[1]),
            HistoryFixtures.series("C", returns: days.map { columns[2][$0] }, days: days),
        ])
    }

    private static func generator(
        _ kind: HistoryKind, _ settings: [String: ParameterValue] = [:], count: Int = 2_000
    ) throws -> HistoryGenerator {
        try HistoryGenerator(
            panel(count, seed: 17), kind: kind, settings: settings, seed: 9, places: HistoryFixtures.places(count))
    }

    @Test(arguments: HistoryKind.allCases) func correlationsAreKeptAndMissingDaysStayMissing(kind: HistoryKind) throws {
        let generator = try Self.generator(kind)
        let real = Self.panel(2_000, seed: 17)
        var (ab, ac) = (0.0, 0.0)
        for number in 0..<4 {
            let history = generator.history(number)
            #expect(history.series[2].start.count <= real.series[2].start.count)
            #expect(Set(history.series[2].start).isSubset(of: Set(real.series[2].start)))
            if kind != .blockBootstrap { #expect(history.series.map(\.start) == real.series.map(\.start)) }
            ab +=
                HistoryFixtures.correlation(
                    HistoryFixtures.logReturns(history.series[0]), HistoryFixtures.logReturns(history.series[1])) / 4
            // Rows in which the third has this bar and the one before.
            let places = Dictionary(uniqueKeysWithValues: history.series[0].end.enumerated().map { ($1, $0) })
            var (x, y) = ([Double](), [Double]())
            let third = history.series[2]
            for bar in 1..<third.count {
                guard let place = places[third.end[bar]], place > 0,
                    history.series[0].end[place - 1] == third.end[bar - 1]
                else { continue }
                x.append(logarithm(history.series[0].close[place] / history.series[0].close[place - 1]))
                y.append(logarithm(third.close[bar] / third.close[bar - 1]))
            }
            ac += HistoryFixtures.correlation(x, y) / 4
        }
        #expect(abs(ab - 0.8) < 0.04, "\(kind.rawValue): \(ab)")
        #expect(abs(ac - 0.3) < 0.06, "\(kind.rawValue): \(ac)")
    }

    @Test(arguments: HistoryKind.allCases) func aHistoryIsTheSameAloneAndOnManyThreads(kind: HistoryKind) throws {
        let generator = try Self.generator(kind, count: 300)
        let alone = (0..<12).map { generator.history($0).hash() }
        #expect(Set(alone).count == 12)
        let together = Mutex([String](repeating: "", count: 12))
        DispatchQueue.concurrentPerform(iterations: 12) { place in
            let hash = generator.history(11 - place).hash()
            together.withLock { $0[11 - place] = hash }
        }
        #expect(together.withLock { $0 } == alone)
        let again = try Self.generator(kind, count: 300)
        #expect(again.history(5).hash() == alone[5])
    }

    @Test func anotherInstrumentBehindChangesNoneBeforeIt() throws {
        let whole = Self.panel(500, seed: 18)
        let part = Panel(Array(whole.series.prefix(2)))
        let places = HistoryFixtures.places(500)
        let many = try HistoryGenerator(whole, kind: .garch, seed: 1, places: places).history(2)
        let few = try HistoryGenerator(part, kind: .garch, seed: 1, places: places).history(2)
        #expect(many.series[0].close == few.series[0].close && many.series[1].close == few.series[1].close)
    }

    @Test func whatIsSetTakesThePlaceOfWhatWasFitted() throws {
        let generator = try Self.generator(.geometricBrownianMotion, ["volatility": .number(0.9)])
        for fit in generator.fits { #expect(fit.parameters.first { $0.name == "volatility" }?.value == .number(0.9)) }
        let history = generator.history(0).series[0]
        let years = Double(history.end[history.count - 1] - history.end[0]) / (365.25 * Double(Timestamp.day))
        let deviation = Moments(HistoryFixtures.logReturns(history)).standardDeviation(ddof: 1) ?? 0
        #expect(HistoryFixtures.isNear(deviation * (Double(history.count - 1) / years).squareRoot(), 0.9, within: 0.05))
    }

    @Test func historicalInnovationsKeepTailsAndCorrelation() throws {
        let generator = try Self.generator(.garch, ["innovations": .choice("historical")])
        let history = generator.history(0)
        let found = HistoryFixtures.correlation(
            HistoryFixtures.logReturns(history.series[0]), HistoryFixtures.logReturns(history.series[1]))
        #expect(abs(found - 0.8) < 0.05)
    }

    private func message(
        _ panel: Panel, _ kind: HistoryKind, _ settings: [String: ParameterValue] = [:], places: Int = 100
    ) -> String {
        do {
            _ = try HistoryGenerator(
                panel, kind: kind, settings: settings, seed: 1, places: HistoryFixtures.places(places))
            return "no error"
        } catch { return error.description }
    }

    @Test func badBarsAndParametersAreRefusedWithARemedy() {
        let panel = Self.panel(100, seed: 19)
        #expect(
            message(panel, .garch, ["gamma": .number(1)]).hasPrefix(
                "parameter gamma: is unknown; there are innovations"))
        #expect(
            message(panel, .heston, ["correlation": .number(-2)])
                == "parameter correlation: is -2, and takes numbers from -0.99 to 0.99")
        #expect(message(panel, .garch, ["innovations": .choice("cauchy")]).hasSuffix("normal or student or historical"))
        #expect(message(panel, .blockBootstrap, ["length": .number(400)]).contains("and there are 100 to draw from"))
        #expect(message(panel, .blockBootstrap, ["length": .number(0.5)]).contains("a block has at least 1"))
        let short = Panel([HistoryFixtures.series("S", returns: [Double](repeating: 0.01, count: 40))])
        #expect(message(short, .heston).hasPrefix("S has 40 bars, and a model of its returns needs 61"))
        let flat = Panel([HistoryFixtures.series("F", returns: [Double](repeating: 0, count: 100))])
        #expect(message(flat, .garch).hasPrefix("the closes of F do not vary"))
        var bars = (0..<100).map { HistoryFixtures.series("N", returns: [Double](repeating: 0.001, count: 100))[$0] }
        bars[50].low = -1
        let below = Panel([
            BarSeries(instrument: Instrument(symbol: "N"), calendar: HistoryFixtures.calendar, bars: bars)
        ])
        #expect(message(below, .garch).hasPrefix("N has the price -1 at "))
        #expect(message(below, .blockBootstrap) == "no error")
    }
}
