import StrategyKit
import TestSupport
import Testing
import TimeSeries

@Suite struct TradableConfigurationTests {
    private static func text(_ data: String, _ more: String = "") -> String {
        "data: { path: a.csv, calendar: XNYS\(data) }\nstrategy: { rules: { enter_long: close > 1 } }\n" + more
    }

    private static func tradable(_ data: String, _ more: String = "") throws -> [Bool] {
        let configuration = try StudyConfiguration(yaml: text(data, more), file: "a.yaml")
        let again = try StudyConfiguration(yaml: configuration.canonicalYAML, file: "a.yaml")
        #expect(again.instruments == configuration.instruments)
        return ["A", "B", "C"].map { configuration.instruments.instrument($0).isTradable }
    }

    @Test func whoTakesOrders() throws {
        #expect(try Self.tradable("") == [true, true, true])
        #expect(try Self.tradable(", execute_on: [B]") == [false, true, false])
        #expect(try Self.tradable("", "instruments: { B: { tradable: false } }") == [true, false, true])
        #expect(
            try Self.tradable("", "instruments: { default: { tradable: false }, A: { tradable: true } }")
                == [true, false, false])
        let both = try Self.tradable(", execute_on: [B]", "instruments: { C: { tradable: true } }")
        #expect(both == [false, true, true])
    }

    @Test func contradictionsAreNamedWithTheirPlace() {
        #expect(
            ConfigSample.error(Self.text(", execute_on: [A, B]", "instruments: { B: { tradable: false } }"))
                == "a.yaml:1:54: error: 'data.execute_on' names B, which 'instruments.B.tradable' says is not tradable")
    }

    @Test func rulesAndPortfoliosTradeWhatTakesOrders() throws {
        let universe = Universe(
            instruments: [Instrument(symbol: "A"), Instrument(symbol: "B", isTradable: false)],
            calendars: [BarFixtures.calendar, BarFixtures.calendar])
        func error(_ yaml: String) -> String? {
            do {
                _ = try StudyConfiguration(yaml: yaml, file: "a.yaml").plan.make(for: universe)
                return nil
            } catch { return "\(error)" }
        }
        let data = "data: { path: a.csv, calendar: XNYS }\n"
        #expect(error(data + "strategy: { rules: { enter_long: B.close > 1 } }") == nil)
        #expect(
            error(data + "strategy: { rules: { on: [B], enter_long: close > 1 } }")
                == "the rules trade 'B', whose bars are signals only; leave it out of 'on', or make it tradable")
        #expect(error(data + "portfolio: { allocation: equal }") == nil)
        #expect(
            error(data + "portfolio: { allocation: equal, instruments: [A, B] }")
                == "the portfolio names 'B', whose bars are signals only; leave it out")
    }
}
