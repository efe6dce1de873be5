import Core
import Simulation
import StrategyKit
import Testing

/// The keys of margins and limits: read as they stand, refused with place and remedy where they cannot be.
@Suite struct AccountConfigurationTests {
    private func study(_ lines: String) throws -> StudyConfiguration {
        try StudyConfiguration(yaml: Self.start + lines, file: "a.yaml")
    }

    /// Four lines before those of a test.
    static let start = """
        data: { path: a.csv, calendar: XNYS }
        strategy:
          rules: { enter_long: close > 1 }
        name: a

        """

    private func error(_ lines: String) -> String? { ConfigSample.error(Self.start + lines) }

    @Test func everyKeyOfMarginsAndLimitsIsRead() throws {
        let study = try study(
            """
            broker:
              margin: { initial: 0.4, maintenance: 0.3, call: stop-opening, grace_sessions: 2 }
            risk: { max_gross: 1.5, max_net: 0.5, max_per_instrument: 0.2, daily_loss: 0.03, max_orders_per_step: 7,
              drawdown_stop: { at: 0.2, flatten: true } }
            instruments:
              default: { margin: { initial: 0.5 } }
              ES: { margin: { initial_per_unit: 12000, maintenance_per_unit: 11000 } }
              NQ: { margin: { maintenance: 0.1 } }
            """)
        var margin = Margin()
        margin.initial = 0.4
        margin.maintenance = 0.3
        margin.call = .stopOpening
        margin.graceSessions = 2
        #expect(study.broker.margin == margin)
        var risk = RiskLimits()
        risk.maximumGross = 1.5
        risk.maximumNet = 0.5
        risk.maximumPerInstrument = 0.2
        risk.dailyLoss = 0.03
        risk.maximumOrdersPerStep = 7
        risk.drawdown = 0.2
        risk.flattensAtDrawdown = true
        #expect(study.broker.risk == risk)
        let future = study.instruments.instrument("ES").margin
        #expect(future.initialPerUnit == 12_000 && future.maintenancePerUnit == 11_000 && future.initial == nil)
        let other = study.instruments.instrument("NQ").margin
        #expect(other.initial == 0.5 && other.maintenance == 0.1)
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "a.yaml")
        #expect(again.broker == study.broker && again.instruments == study.instruments)
        #expect(again.canonicalYAML == study.canonicalYAML && again.hash == study.hash)
    }

    @Test func aCashAccountWithoutLimitsIsWhatAConfigSaysThatNamesNeither() throws {
        let plain = try study("")
        #expect(plain.broker.margin == nil && plain.broker.risk == RiskLimits())
        #expect(!plain.canonicalYAML.contains("margin") && !plain.canonicalYAML.contains("risk"))
        let terms = try study("broker: { margin: {} }\nrisk: { drawdown_stop: 0.25 }").broker
        #expect(terms.margin == Margin())
        #expect(terms.risk.drawdown == 0.25 && !terms.risk.flattensAtDrawdown)
    }

    @Test(arguments: [
        (
            "broker: { margin: { initial: 0.3, maintenance: 0.4 } }",
            "a.yaml:5:48: error: 'broker.margin': a maintenance of 0.4 is above the initial of 0.3"
        ),
        (
            "broker: { margin: { initial: 0.2 } }",
            "a.yaml:5:30: error: 'broker.margin': a maintenance of 0.25 is above the initial of 0.2"
        ),
        (
            "broker: { margin: { initial: 50 } }",
            "a.yaml:5:30: error: 'broker.margin.initial' must be a number above 0 and at most 1; found the number 50"
        ),
        (
            "instruments: { ES: { margin: { initial: 0.1 } } }",
            "a.yaml:5:30: error: 'instruments.ES.margin' needs 'broker.margin', which makes the account a margin account"
        ),
        (
            "broker: { margin: {} }\ninstruments: { ES: { margin: { initial: 0.5, initial_per_unit: 5 } } }",
            "a.yaml:6:64: error: 'instruments.ES.margin' takes one of the keys 'initial' and 'initial_per_unit', not both"
        ),
        (
            "broker: { margin: {} }\ninstruments: { ES: { margin: { initial_per_unit: 5, maintenance_per_unit: 6 } } }",
            "a.yaml:6:75: error: 'instruments.ES.margin': a maintenance_per_unit of 6 is above the initial_per_unit of 5"
        ),
        (
            "risk: { max_gross: 1, max_net: 2 }",
            "a.yaml:5:32: error: 'risk.max_net' is 2, above 'risk.max_gross' of 1, which it can never reach"
        ),
        (
            "risk: { max_gross: -1 }",
            "a.yaml:5:20: error: 'risk.max_gross' must be a number above 0; found the number -1"
        ),
        ("risk: {}", "a.yaml:5:7: error: 'risk' holds no limit; leave it out, or give one of its keys"),
        (
            "risk: { drawdown_stop: 20 }",
            "a.yaml:5:24: error: 'risk.drawdown_stop.at' must be a number above 0 and at most 1; found the number 20"
        ),
    ]) func whatCannotBeIsRefusedWithPlaceAndRemedy(_ lines: String, _ expected: String) {
        #expect(error(lines) == expected)
    }
}
