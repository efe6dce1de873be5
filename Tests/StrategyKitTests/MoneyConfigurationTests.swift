import Core
import Simulation
import StrategyKit
import Testing
import TimeSeries

/// The keys of interest, settlement, currencies and futures: read as they stand, refused with place and remedy.
@Suite struct MoneyConfigurationTests {
    private func study(_ lines: String) throws -> StudyConfiguration {
        try StudyConfiguration(yaml: AccountConfigurationTests.start + lines, file: "a.yaml")
    }

    @Test func everyKeyIsRead() throws {
        let study = try study(
            """
            broker:
              margin: {}
              commission: { per_contract: 2.5 }
              interest: { path: rates.csv, cash_percent: -0.5, debt_percent: 1.5, short_rebate_percent: 0.25,
                day_count: act/365 }
              settlement: 2
              fx:
                JPY: { instrument: USDJPY, invert: true }
                EUR: { path: eur.csv, columns: { time: day, rate: fixing }, calendar: 24/7, stamp: end, invert: true }
                CHF: 1.1
            instruments:
              default: { currency: CHF }
              ES: { kind: future, multiplier: 50, currency: USD }
            """)
        var interest = Interest()
        interest.cashRate = -0.005
        interest.debtRate = 0.015
        interest.shortRebate = 0.0025
        interest.dayCount = .actual365
        #expect(study.broker.interest == interest && study.broker.settlementSessions == 2)
        #expect(study.broker.costs.commission.perShare == 2.5)
        #expect(
            study.broker.rates.entries == [
                .init("CHF", .constant(1.1)), .init("JPY", .instrument("USDJPY"), isInverse: true),
            ])
        #expect(study.rateFiles.interest == "rates.csv" && study.rateFiles.currencies.count == 1)
        let file = try #require(study.rateFiles.currencies.first)
        #expect(file.currency == "EUR" && file.path == "eur.csv" && file.isInverse)
        #expect(file.timeColumn == "day" && file.rateColumn == "fixing")
        #expect(file.calendar == "24/7" && file.stamp == "end")
        let future = study.instruments.instrument("ES", currency: "USD")
        #expect(future.kind == .future && future.multiplier == 50 && future.currency == "USD")
        let other = study.instruments.instrument("X", currency: "USD")
        #expect(other.kind == .security && other.currency == "CHF")
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "a.yaml")
        #expect(again.broker == study.broker && again.instruments == study.instruments)
        #expect(again.rateFiles == study.rateFiles)
        #expect(again.canonicalYAML == study.canonicalYAML && again.hash == study.hash)
    }

    @Test func whatAConfigDoesNotNameIsOff() throws {
        let plain = try study("")
        #expect(plain.broker.interest == nil && plain.broker.settlementSessions == 0)
        #expect(plain.broker.rates.entries.isEmpty && plain.rateFiles == RateFiles())
        for word in ["interest", "settlement", "fx", "kind", "per_contract"] {
            #expect(!plain.canonicalYAML.contains("\(word):"), "\(word)")
        }
        #expect(try study("broker: { interest: rates.csv }").rateFiles.interest == "rates.csv")
    }

    @Test(arguments: [
        (
            "broker: { interest: {} }",
            "a.yaml:5:21: error: 'broker.interest' holds no rate; leave it out, or give cash_percent, debt_percent or a path"
        ),
        (
            "broker: { settlement: 31 }",
            "a.yaml:5:23: error: 'broker.settlement' must be a whole number from 0 to 30; found the number 31"
        ),
        (
            "broker: { commission: { per_share: 1, per_contract: 1 } }",
            "a.yaml:5:53: error: 'broker.commission' takes one of the keys 'per_share' and 'per_contract', not both: they "
                + "mean the same"
        ),
        (
            "broker: { fx: { USD: 1 } }",
            "a.yaml:5:17: error: 'broker.fx.USD' is the account's own currency; leave it out"
        ),
        (
            "broker: { fx: { EUR: 0 } }",
            "a.yaml:5:22: error: 'broker.fx.EUR' must be a number above 0 or { path, columns, calendar, stamp, instrument, "
                + "invert: … }; found the number 0"
        ),
        (
            "broker: { fx: { EUR: {} } }",
            "a.yaml:5:22: error: 'broker.fx.EUR' needs one of the keys 'path' and 'instrument'"
        ),
        (
            "broker: { fx: { EUR: { path: a.csv, instrument: B } } }",
            "a.yaml:5:49: error: 'broker.fx.EUR' takes one of the keys 'path' and 'instrument', not both"
        ),
        (
            "broker: { fx: { EUR: { instrument: B, stamp: end } } }",
            "a.yaml:5:46: error: 'broker.fx.EUR.stamp' belongs to 'path'"
        ),
        (
            "instruments: { X: { currency: EUR } }",
            "a.yaml:5:31: error: 'instruments.X.currency' is EUR, whose rate is not known; say it under broker.fx: "
                + "{ EUR: { path: … } }, { EUR: { instrument: … } } or { EUR: 1.1 }"
        ),
        (
            "instruments: { X: { kind: future } }",
            "a.yaml:5:27: error: 'instruments.X.kind: future' needs 'broker.margin': a future is held on margin"
        ),
    ]) func whatCannotBeIsRefusedWithPlaceAndRemedy(_ lines: String, _ expected: String) {
        #expect(ConfigSample.error(AccountConfigurationTests.start + lines) == expected)
    }
}
