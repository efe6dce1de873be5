import Core
import Simulation
import StrategyKit
import Testing

@Suite struct LatencyConfigurationTests {
    private func latency(_ text: String) throws -> Latency {
        let yaml = ConfigSample.golden.replacing("  cash: 100_000\n", with: "  cash: 100_000\n  latency: \(text)\n")
        let configuration = try StudyConfiguration(yaml: yaml, file: "a.yaml")
        let again = try StudyConfiguration(yaml: configuration.canonicalYAML, file: "a.yaml")
        #expect(again.broker.latency == configuration.broker.latency)
        #expect(again.canonicalYAML == configuration.canonicalYAML)
        return configuration.broker.latency
    }

    @Test("S34 delays as configs write them") func s34delaysAsConfigsWriteThem() throws {
        let plain = try latency("250ms")
        #expect(plain.order == .fixed(250_000_000) && plain.cancel == plain.order && plain.replace == plain.order)
        #expect(plain.seed == 42)
        let apart = try latency("{ order: { uniform: [1.5ms, 2s] }, cancel: 0s, replace: 3m }")
        #expect(apart.order == .uniform(1_500_000...2_000_000_000))
        #expect(apart.cancel == .zero && apart.replace == .fixed(180_000_000_000))
        #expect(apart.order.text == "1500us to 2s" && apart.replace.text == "3m" && apart.cancel.text == "0s")
        #expect(try StudyConfiguration(yaml: ConfigSample.golden, file: "a.yaml").broker.latency.isZero)
    }

    @Test func errorsNamePlaceAndRemedy() {
        func error(_ line: String) -> String? {
            ConfigSample.error(
                "data: { path: a.csv, calendar: XNYS }\nbroker:\n  \(line)\n"
                    + "strategy: { rules: { enter_long: close > 1 } }")
        }
        let allowed = "a duration such as 250ms or 1.5s, from 0s to 24h"
        #expect(
            error("latency: { order: 250 }")
                == "a.yaml:3:21: error: 'broker.latency.order' must be \(allowed) or { uniform: … }; found the number 250"
        )
        #expect(
            error("latency: { cancel: { uniform: [1s, 25h] } }")
                == "a.yaml:3:38: error: 'broker.latency.cancel.uniform[1]' must be \(allowed); found the text '25h'")
        #expect(
            error("latency: { order: { uniform: [2s, 1s] } }")
                == "a.yaml:3:32: error: 'broker.latency.order.uniform' is [shortest, longest]")
        #expect(
            error("latency: 1s\n  fill: { market: same-close }")
                == "a.yaml:3:12: error: 'broker.latency' needs time between decision and fill, which "
                + "'broker.fill.market: same-close' leaves none of; use next-open, next-close or next-mid")
        #expect(error("latency: { order: -1s }")?.contains("must be a duration") == true)
    }
}
