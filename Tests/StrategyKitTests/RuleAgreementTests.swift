import Core
import Indicators
import TimeSeries
import Testing

@testable import StrategyKit

/// Rules bar by bar and as columns, with other futures, on random expressions.
@Suite struct RuleAgreementTests {
    private static let holidays = [CivilDate(year: 2021, month: 1, day: 18), CivilDate(year: 2021, month: 2, day: 15)]

    private static func panel(seed: UInt64) -> Panel {
        let first = CivilDate(year: 2021, month: 1, day: 4)
        let calendar = RuleFixture.calendar(from: first, days: 75, holidays: holidays)
        // The second instrument has other holidays, missing bars and other bar lengths.
        let other = RuleFixture.calendar(from: first, days: 75, halfDays: [CivilDate(year: 2021, month: 1, day: 15)])
        return Panel([
            RuleFixture.intraday("AAA", calendar, minutes: 130, seed: seed, gaps: 0.1),
            RuleFixture.intraday("BBB", other, minutes: 65, seed: seed, gaps: 0.3),
        ])
    }

    private static func texts(seed: UInt64) -> [String] {
        var rule = RandomRule(random: RandomStream(seed: seed, name: "rules"), symbols: ["BBB"])
        return (0..<4).map { $0 % 2 == 0 ? rule.number(3) : rule.condition(3) }
    }

    @Test(arguments: UInt64(0)..<150) func streamingEqualsColumnsBitForBit(seed: UInt64) throws {
        let panel = Self.panel(seed: seed)
        let texts = Self.texts(seed: seed)
        let compiled = try RuleFixture.Compiled(texts)
        let streamed = compiled.streamed("AAA", in: panel)
        let columns = compiled.columns("AAA", in: panel)
        for (place, text) in texts.enumerated() {
            #expect(same(streamed.values[place], columns.values[place]), "seed \(seed): \(text)")
        }
        #expect(streamed.warm == columns.warm, "seed \(seed): \(texts)")
    }

    @Test(arguments: UInt64(0)..<40) func s74S75NoValueDependsOnWhatComesLater(seed: UInt64) throws {
        let panel = Self.panel(seed: seed)
        let texts = Self.texts(seed: seed)
        let compiled = try RuleFixture.Compiled(texts)
        let whole = compiled.streamed("AAA", in: panel)
        let own = panel[InstrumentIndex(0)]
        let cut = own.count / 3 + Int(seed)
        let instant = own.end[cut - 1]
        // After the cut every bar is another, in both instruments.
        let poisoned = Panel(
            panel.series.map { series in
                let kept = series.end.firstIndex { $0 > instant } ?? series.count
                let bars = (0..<series.count).map { index in
                    guard index >= kept else { return series[index] }
                    return Bar(
                        start: series[index].start, end: series[index].end, open: 1e6, high: 2e6, low: 1, close: 3,
                        volume: 0)
                }
                return BarSeries(instrument: series.instrument, calendar: series.calendar, bars: bars)
            })
        let truncated = Panel(
            panel.series.map { $0.slice(0..<($0.end.firstIndex { $0 > instant } ?? $0.count)) })
        for (place, text) in texts.enumerated() {
            let before = Array(whole.values[place].prefix(cut))
            for (name, other) in [("poisoned", poisoned), ("truncated", truncated)] {
                let streamed = compiled.streamed("AAA", in: other).values[place].prefix(cut)
                let columns = compiled.columns("AAA", in: other).values[place].prefix(cut)
                #expect(same(before, Array(streamed)), "seed \(seed), \(name): \(text)")
                #expect(same(before, Array(columns)), "seed \(seed), \(name), columns: \(text)")
            }
        }
    }

    @Test func everyIndicatorOfTheCatalogueCanBeWritten() throws {
        let panel = Self.panel(seed: 1)
        for declaration in IndicatorCatalogue.all {
            let series = declaration.inputs.filter { $0 == .series }.enumerated().map {
                ["close", "open"][$0.offset % 2]
            }
            for output in declaration.outputs {
                let call = "\(declaration.name)(\(series.joined(separator: ", ")))"
                let compiled = try RuleFixture.Compiled([declaration.outputs.count > 1 ? "\(call).\(output)" : call])
                let streamed = compiled.streamed("AAA", in: panel)
                let inputs: [[Double]] = declaration.inputs.enumerated().map { place, input in
                    let own = panel[InstrumentIndex(0)]
                    switch input {
                    case .series: return place % 2 == 0 ? own.close : own.open
                    case .open: return own.open
                    case .high: return own.high
                    case .low: return own.low
                    case .close: return own.close
                    case .volume: return own.volume
                    case .sessionStart:
                        return own.start.indices.map { index in
                            guard index > 0 else { return 1 }
                            let dates = [index - 1, index].map { Timestamp(nanoseconds: own.start[$0]).date }
                            return dates[0] == dates[1] ? 0 : 1
                        }
                    }
                }
                let parameters = declaration.parameters.map(\.defaultValue)
                let direct = declaration.columns(parameters, inputs)
                let place = try #require(declaration.outputs.firstIndex(of: output))
                #expect(same(streamed.values[0], direct[place]), "\(call).\(output)")
                // What counts as warm is what is defined.
                let defined = streamed.values[0].firstIndex { !$0.isNaN }
                #expect(streamed.warm.firstIndex(of: true) == defined, "\(call).\(output)")
            }
        }
    }

    @Test func noIndicatorHasANameOfTheLanguage() {
        let words = Set(RuleNames.all.map(\.name)).union(["and", "or", "not", "true", "false"])
        #expect(IndicatorCatalogue.all.filter { words.contains($0.name) }.map(\.name) == [])
    }
}
