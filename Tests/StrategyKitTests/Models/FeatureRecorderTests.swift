import Core
import Learning
import Simulation
import Testing
import TestSupport
import TimeSeries

@testable import StrategyKit

/// Features recorded bar by bar in a run, against columns over whole panels and against counting.
@Suite struct FeatureRecorderTests {
    /// Three instruments of other calendars, bar lengths and histories, each with gaps.
    private static func panel(seed: UInt64) -> Panel {
        let first = CivilDate(year: 2021, month: 1, day: 4)
        let calendar = RuleFixture.calendar(
            from: first, days: 60, holidays: [CivilDate(year: 2021, month: 1, day: 18)])
        let other = RuleFixture.calendar(from: first, days: 75, halfDays: [CivilDate(year: 2021, month: 1, day: 15)])
        let late = RuleFixture.calendar(from: first + 30, days: 40)
        return Panel([
            RuleFixture.intraday("AAA", calendar, minutes: 130, seed: seed, gaps: 0.1),
            RuleFixture.intraday("BBB", other, minutes: 65, seed: seed, gaps: 0.3),
            RuleFixture.intraday("CCC", late, minutes: 130, seed: seed, gaps: 0.2),
        ])
    }

    @Test(arguments: UInt64(0)..<40) func featuresOfARunAreTheColumnsOverTheWholePanel(seed: UInt64) throws {
        let panel = Self.panel(seed: seed)
        var rule = RandomRule(random: RandomStream(seed: seed, name: "features"), symbols: ["BBB"])
        let texts = (0..<4).map { _ in rule.number(3) }
        let (width, side) = ("stddev(close / close[1] - 1, 5)", "close - sma(BBB.close, 4)")
        let plan = try ModelFixture.plan(
            """
            kind: zero
            features: { \(texts.enumerated().map { "f\($0.offset): '\($0.element)'" }.joined(separator: ", ")) }
            label: { kind: scaled-return, width: '\(width)', side: '\(side)' }
            """)
        let rows = try #require(try plan.rows(on: panel, broker: Broker()))
        #expect(rows.map(\.instrument.place) == [0, 1, 2])
        for one in rows {
            let series = panel[one.instrument]
            #expect(one.times == series.end && one.opens == series.open && one.closes == series.close)
            let columns = try #require(RuleColumns(plan.features.rules, of: one.instrument, in: panel))
            let first = columns.firstWarmBar ?? series.count
            for (place, feature) in plan.features.features.enumerated() {
                let recorded = (0..<one.count).map { one.features[$0 * texts.count + place] }
                var column = try #require(columns.column(feature.slot))
                for row in 0..<first { column[row] = .nan }
                #expect(same(recorded, column), "seed \(seed), \(series.instrument.symbol): \(texts[place])")
            }
            let (widths, sides) = (try #require(plan.features.width), try #require(plan.features.side))
            #expect(same(one.widths, columns.column(widths) ?? []), "seed \(seed)")
            #expect(same(one.sides, columns.column(sides) ?? []), "seed \(seed)")
        }
    }

    @Test(arguments: UInt64(0)..<20) func featuresAcrossInstrumentsAreThoseOfEachInstant(seed: UInt64) throws {
        let panel = seed % 2 == 0 ? Self.panel(seed: seed) : ModelFixture.panel(seed: seed)
        let text = "(close / close[3] - 1) / stddev(close, 4)"
        let names = CrossSection.allCases
        let plan = try ModelFixture.plan(
            "kind: zero\nfeatures: { own: '\(text)', "
                + names.map { "\($0): { value: '\(text)', across: \($0) }" }.joined(separator: ", ") + " }")
        let rows = try #require(try plan.rows(on: panel, broker: Broker()))
        let width = 1 + names.count
        // Features stand by name.
        let places = try (["own"] + names.map { "\($0)" }).map { try #require(plan.features.names.firstIndex(of: $0)) }
        var own: [Int64: [Double]] = [:]
        for one in rows {
            for row in 0..<one.count { own[one.times[row], default: []].append(one.features[row * width + places[0]]) }
        }
        #expect(own.values.contains { $0.count { $0.isFinite } > 1 } && own.values.contains { $0.count == 1 })
        for one in rows {
            for row in 0..<one.count {
                let values = places.map { one.features[row * width + $0] }
                for (place, across) in names.enumerated() {
                    let expected = CrossSectionTests.brute(across, values[0], among: own[one.times[row]] ?? [])
                    let found = values[1 + place]
                    guard found.isNaN ? !expected.isNaN : !(abs(found - expected) < 1e-9) else { continue }
                    Issue.record("seed \(seed), \(across), row \(row): \(found) against \(expected)")
                }
            }
        }
    }

    @Test func onlyInstrumentsNamedAreRecordedAndOthersAreRead() throws {
        let panel = ModelFixture.panel(seed: 3)
        let plan = try ModelFixture.plan(
            "kind: zero\non: [CCC, AAA]\nfeatures: { gap: 'close / BBB.close' }")
        let rows = try #require(try plan.rows(on: panel, broker: Broker()))
        #expect(Set(rows.map { panel[$0.instrument].instrument.symbol }) == ["AAA", "CCC"])
        #expect(plan.features.symbols == ["CCC", "AAA"] && plan.features.names == ["gap"])
        let strange = try ModelFixture.plan("kind: zero\non: [DDD]\nfeatures: { r: close }")
        #expect(throws: StrategyError.self) { try strange.rows(on: panel, broker: Broker()) }
        #expect(throws: StrategyError.self) { try ModelStrategy(strange, for: Universe(panel)) }
    }

    @Test func recordingCanBeEnded() throws {
        let count = 70_000
        let prices = [(Double, Double, Double, Double)](repeating: (1, 1, 1, 1), count: count)
        let panel = Panel([BarFixtures.series(prices, length: Timestamp.minute)])
        let plan = try ModelFixture.plan("kind: zero\nfeatures: { r: close }")
        var told: [Int] = []
        let ended = try plan.rows(on: panel, broker: Broker()) { done in
            told.append(done)
            return false
        }
        #expect(ended == nil && told == [65_536])
        #expect(try plan.rows(on: panel, broker: Broker()) { _ in true }?.first?.count == count)
    }

    @Test func windowsAreWholeWhereEveryFeatureIsThere() {
        var rows = FeatureRows(instrument: InstrumentIndex(0))
        #expect(rows.wholeWindows(1) == [] && !rows.hasWholeWindow(1, width: 2))
        rows.times = [10, 20, 30, 40, 50]
        rows.features = [.nan, 1, 2, 2, 3, 3, 4, .nan, 5, 5]
        (rows.opens, rows.closes) = ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
        (rows.highs, rows.lows) = ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
        #expect(rows.wholeWindows(1) == [1, 2, 4] && rows.wholeWindows(2) == [2] && rows.wholeWindows(6) == [])
        #expect(rows.hasWholeWindow(1, width: 2) && !rows.hasWholeWindow(2, width: 2))
        #expect(Array(rows.values(windowEnding: 2, of: 2)) == [2, 2, 3, 3])
        let last = rows.from(3)
        #expect(last.times == [40, 50] && last.closes == [4, 5] && last.features.count == 4 && last.sides == [])
        #expect(rows.from(0).times == rows.times && rows.from(5).count == 0)
    }
}
