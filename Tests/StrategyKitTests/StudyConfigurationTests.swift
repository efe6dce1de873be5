import Core
import Foundation
import Simulation
import StrategyKit
import Testing
import TimeSeries

@Suite struct StudyConfigurationTests {
    private func study(_ yaml: String, registry: StrategyRegistry = StrategyRegistry()) throws -> StudyConfiguration {
        try StudyConfiguration(yaml: yaml, file: "folder/a.yaml", registry: registry)
    }

    @Test func theConfigOfTheDesignIsRead() throws {
        let study = try study(ConfigSample.golden)
        #expect(study.name == "Golden cross on Apple")
        #expect(study.seed == 42)
        #expect(study.benchmark == .buyAndHold)
        #expect(study.data.source.files == .paths(["Data/daily/aapl.csv"]))
        #expect(study.data.calendar == "XNYS")
        #expect(study.data.adjustment == .total)
        #expect(study.data.from == .date(CivilDate(year: 2006, month: 1, day: 3)))
        #expect(study.data.source.stamp == nil)
        #expect(study.broker.cash == 100_000)
        #expect(study.broker.costs.commission.perShare == 0.005)
        #expect(study.broker.costs.commission.minimum == 1)
        #expect(study.broker.costs.commission.maximum == .infinity)
        #expect(study.broker.costs.slippage.rate == 0.0001)
        #expect(study.broker.fill == FillRules())
        #expect(study.plan.name == "rules")
        #expect(study.plan.parameters.map(\.name) == ["fast", "slow"])
        #expect(study.plan.parameters.map(\.value) == [.number(50), .number(200)])
    }

    @Test func whatAConfigLeavesOutHasItsDefault() throws {
        let study = try study(
            ConfigSample.rules("enter_long: close > 1").replacing("broker: { cash: 1000 }\n", with: ""))
        #expect(study.name == "a")
        #expect(study.broker == Broker())
        #expect(study.benchmark == .buyAndHold)
        #expect(study.data.policies.duplicates == .error)
        #expect(study.instruments.instrument("X") == Instrument(symbol: "X"))
    }

    @Test func participationImpactAndTiersAreRead() throws {
        let study = try study(
            ConfigSample.rules("enter_long: close > 1").replacing(
                "{ cash: 1000 }",
                with: """
                    { cash: 1000, fill: { participation: 0.1 },
                      commission: { maker_basis_points: -2, taker_basis_points: 5, sell_tax_basis_points: 50,
                        tiers: { from: [0, 1000], per_share: [0.01, 0.005], basis_points: [1, 0.5], volume: value } },
                      slippage: { volume_share: 0.1, square_root: 1.5, clamp: true },
                      borrow: { annual_percent: 3, day_count: act/365 } }
                    """))
        var broker = Broker()
        broker.cash = 1_000
        broker.fill.participation = 0.1
        broker.costs.commission.makerRate = -0.0002
        broker.costs.commission.takerRate = 0.0005
        broker.costs.commission.sellTax = 0.005
        broker.costs.commission.tierVolume = .value
        broker.costs.commission.tiers = [
            CommissionTier(from: 0, perShare: 0.01, rate: 0.0001),
            CommissionTier(from: 1_000, perShare: 0.005, rate: 0.00005),
        ]
        broker.costs.slippage.volumeShare = 0.1
        broker.costs.slippage.squareRoot = 1.5
        broker.costs.slippage.staysInBar = true
        broker.costs.borrow.annualRate = 0.03
        broker.costs.borrow.dayCount = .actual365
        #expect(study.broker == broker)
    }

    @Test func finerBarsAreRead() throws {
        let yaml = ConfigSample.rules("enter_long: close > 1").replacing(
            "{ cash: 1000 }", with: "{ fill: { intrabar: finer-data } }")
        let study = try study(
            yaml.replacing(
                "calendar: XNYS",
                with: "calendar: XNYS, finer: { glob: 'm/*.csv', stamp: end, zone: UTC, columns: { close: Last }, "
                    + "length: 1m }"))
        let finer = try #require(study.data.finer)
        #expect(finer.source.files == .glob("m/*.csv") && finer.source.stamp == .end && finer.source.zone == "UTC")
        #expect(finer.source.columns.map(\.name) == ["Last"] && finer.source.length == Timestamp.minute)
        #expect(finer.calendar == nil && study.broker.fill.intrabar == .finerData)
        let again = try StudyConfiguration(yaml: study.canonicalYAML, file: "a.yaml")
        #expect(again.data == study.data && again.broker == study.broker && again.hash == study.hash)
    }

    @Test func finerBarsAndTheirPathNeedEachOther() {
        func error(_ data: String, _ path: String) -> String? {
            ConfigSample.error(
                ConfigSample.rules("enter_long: close > 1")
                    .replacing("calendar: XNYS", with: "calendar: XNYS\(data)")
                    .replacing("{ cash: 1000 }", with: "{ fill: { intrabar: \(path) } }"))
        }
        #expect(
            error("", "finer-data")
                == "a.yaml:2:29: error: 'broker.fill.intrabar: finer-data' needs 'data.finer', the files of finer bars; name "
                + "them there, or choose another path, such as pessimistic")
        #expect(
            error(", finer: { path: m.csv }", "ohlc")
                == "a.yaml:1:45: error: 'data.finer' does nothing without 'broker.fill.intrabar: finer-data'; set that, or "
                + "leave the finer bars out")
        #expect(
            error(", finer: { stamp: end }", "finer-data")
                == "a.yaml:1:45: error: 'data.finer' needs one of the keys 'path' and 'glob'")
        #expect(error(", finer: { path: m.csv, glob: x }", "finer-data")?.contains("not both") == true)
        #expect(
            error(", finer: { path: m.csv, adjust: total }", "finer-data")?.contains("unknown key 'adjust'") == true)
        #expect(error(", finer: { path: m.csv }", "finer-data") == nil)
    }

    @Test func tiersThatDoNotFitAreRefused() {
        for (tiers, text) in [
            ("{ from: [5, 1], per_share: [1, 1] }", "'broker.commission.tiers.from' does not ascend"),
            ("{ from: [1, 5], per_share: [1] }", "'broker.commission.tiers.per_share' has 1 numbers for 2 tiers"),
            ("{ from: [1] }", "'broker.commission.tiers' needs one of the keys 'per_share' and 'basis_points'"),
        ] {
            let yaml = ConfigSample.rules("enter_long: close > 1").replacing(
                "{ cash: 1000 }", with: "{ cash: 1000, commission: { tiers: \(tiers) } }")
            do {
                _ = try study(yaml)
                Issue.record("\(tiers) was taken")
            } catch {
                #expect("\(error)".contains(text), "\(error)")
            }
        }
    }

    @Test func everyKeyOfTheBrokerIsRead() throws {
        let study = try study(
            ConfigSample.rules("enter_long: close > 1").replacing(
                "{ cash: 1000 }",
                with: """
                    { cash: 5_000.5, currency: EUR, allow_short: false, fill: { market: next-mid, limit: { through: 3 },
                      intrabar: ohlc, size_at: fill, shortfall: { allow_percent: 5 }, zero_volume: fill },
                      commission: { per_order: 2, basis_points: 20, maximum: 9 },
                      slippage: { ticks: 2 }, spread: { half_spread: 0.01, half_spread_basis_points: 5, side: entry } }
                    close_at_end: true
                    """))
        var broker = Broker()
        broker.cash = 5_000.5
        broker.currency = "EUR"
        broker.allowsShort = false
        broker.fill.market = .nextMid
        broker.fill.limit = .throughTicks(3)
        broker.fill.intrabar = .ohlc
        broker.fill.sizeAt = .fill
        broker.fill.shortfall = .allow(upTo: 0.05)
        broker.fill.fillsOnZeroVolume = true
        broker.fill.closesAtEnd = true
        broker.costs.commission.perOrder = 2
        broker.costs.commission.rate = 0.002
        broker.costs.commission.maximum = 9
        broker.costs.slippage.ticks = 2
        broker.costs.spread.half = 0.01
        broker.costs.spread.halfRate = 0.0005
        broker.costs.spread.sides = .entry
        #expect(study.broker == broker)
    }

    @Test func everyChoiceOfTheSimulationHasItsWord() {
        func words(_ path: String) -> [String] {
            func words(_ kind: ConfigKey.Kind?) -> [String] {
                switch kind {
                case .choice(let choices): choices.map(\.word)
                case .either(let kinds): kinds.flatMap { words($0) }
                default: []
                }
            }
            return words(ConfigKeys.all.first { $0.path == path }?.kind)
        }
        #expect(words("broker.fill.market") == MarketFill.allCases.map(\.rawValue))
        #expect(words("broker.fill.intrabar") == IntrabarPath.allCases.map(\.rawValue))
        #expect(words("broker.fill.size_at") == SizeMoment.allCases.map(\.rawValue))
        #expect(words("broker.spread.side") == Spread.Sides.allCases.map(\.rawValue))
        #expect(words("broker.fill.limit") == ["through", "touch"])
    }

    @Test func everyKeyOfTheDataIsRead() throws {
        let study = try study(
            """
            data:
              glob: Data/*.csv
              layout: long
              columns: { time: Date, close: "Adj. Close" }
              delimiter: semicolon
              stamp: end
              zone: America/New_York
              calendar: 24/7
              from: 2020-01-02T10:00:00+01:00
              to: 2021-01-01
              strict: true
              policies: { duplicates: last, order: sort, ohlc: repair, nan: fill, gaps: error }
            strategy: { rules: { enter_long: close > 1 } }
            instruments:
              default: { lot_size: 0 }
              ES: { tick_size: 0.25, multiplier: 50 }
            """)
        let data = study.data
        #expect(data.source.files == .glob("Data/*.csv"))
        #expect(data.source.layout == .long)
        #expect(data.source.columns.map(\.field) == [.time, .close])
        #expect(data.source.columns.map(\.name) == ["Date", "Adj. Close"])
        #expect(data.source.delimiter == .semicolon)
        #expect(data.source.stamp == .end)
        #expect(data.source.zone == "America/New_York")
        #expect(data.from == .instant(Timestamp(CivilDate(year: 2020, month: 1, day: 2), hour: 9)))
        #expect(data.isStrict)
        #expect(data.policies.duplicates == .last && data.policies.order == .sort && data.policies.gaps == .error)
        #expect(data.policies.violations == .repair && data.policies.emptyPrices == .fill)
        let future = study.instruments.instrument("ES")
        #expect(future.tickSize == 0.25 && future.multiplier == 50 && future.lotSize == 0)
        #expect(study.instruments.instrument("AAPL").lotSize == 0)
    }

    @Test func theResolvedConfigHoldsEveryDefaultInOneOrder() throws {
        let text = try study(ConfigSample.rules("exit_long: close < 1\nenter_long: close > 1")).canonicalYAML
        #expect(
            text == """
                name: a
                seed: 0
                benchmark: buy-and-hold
                data:
                  source: csv
                  path: a.csv
                  calendar: XNYS
                  adjust: none
                  strict: false
                  policies:
                    gaps: report
                    duplicates: error
                    order: error
                    ohlc: error
                    nan: drop
                    closed: error
                strategy:
                  rules:
                    enter_long: close > 1
                    exit_long: close < 1
                    entry_valid: gtc
                    size:
                      percent_of_equity: 100
                broker:
                  cash: 1000
                  currency: USD
                  allow_short: true
                  split_fractions: keep
                  fill:
                    market: next-open
                    limit: through
                    intrabar: pessimistic
                    size_at: decision
                    shortfall: reduce
                    zero_volume: no-fill
                  commission:
                    per_share: 0
                    per_order: 0
                    basis_points: 0
                    minimum: 0
                    maker_basis_points: 0
                    taker_basis_points: 0
                    sell_tax_basis_points: 0
                  slippage:
                    ticks: 0
                    basis_points: 0
                    volume_share: 0
                    square_root: 0
                    clamp: false
                  spread:
                    half_spread: 0
                    half_spread_basis_points: 0
                    side: both
                  borrow:
                    annual_percent: 0
                    day_count: act/360
                close_at_end: false
                report: {}
                venue: bars

                """)
    }

    private static let awkward = [
        ConfigSample.golden,
        ConfigSample.rules(
            "enter_long: 'close  > (1) and time_of_day < 15:30'\non: [BRK-B, \"NULL\", '5', on, ~x, \"a: b\"]")
            + "name: '  *x: &y \"quoted\" # \\ é\u{1F600}'\nnotes: |\n  two\n  lines\nbenchmark: \"true\"\n",
        ConfigSample.rules(
            """
            enter_long: close > 1
            enter_short: close < 1
            enter_short_limit: close * 1.01
            entry_valid: { bars: 3 }
            stop_loss: { percent: 5, of: decision }
            take_profit: { amount: 2 * atr(14) }
            trailing_stop: { percent: 0.1 }
            exit_after: 5
            size: { cash: 1e3 }
            parameters: { b: 1e-7, a: { default: -3, range: [-1e21, 4], step: 0.5 } }
            """) + "instruments: { default: { lot_size: 0 }, '1': { tick_size: 0.1 } }\n"
            + "data2: 1\n".replacing("data2: 1\n", with: ""),
    ]

    @Test(arguments: awkward) func theResolvedConfigReadsBackAsItself(_ yaml: String) throws {
        let first = try study(yaml)
        let second = try study(first.canonicalYAML)
        #expect(second.canonicalYAML == first.canonicalYAML)
        #expect(second.hash == first.hash)
        #expect(second.name == first.name && second.notes == first.notes)
        #expect(second.broker == first.broker && second.data == first.data && second.instruments == first.instruments)
    }

    @Test func theHashIsOfWhatCanChangeAResult() throws {
        let one = try study(ConfigSample.golden)
        #expect(one.hash.count == 64)
        for same in [
            ConfigSample.golden.replacing("Golden cross on Apple", with: "Other"), ConfigSample.golden + "\nnotes: x",
            ConfigSample.golden + "\nreport: { title: x }", ConfigSample.golden.replacing("100_000", with: "1e5"),
            ConfigSample.golden + "\nclose_at_end: false",
            ConfigSample.golden + "\nrobustness: { runs: 7, most_losses: 0.5 }",
            ConfigSample.golden.replacing("{ fast: { default: 50, range: [5, 100] }, slow", with: "{ slow").replacing(
                "[20, 300] } }", with: "[20, 300] }, fast: { range: [5, 100], default: 50.0 } }"),
        ] {
            #expect(try study(same).hash == one.hash, "\(same)")
        }
        for other in [
            ConfigSample.golden.replacing("seed: 42", with: "seed: 43"),
            ConfigSample.golden.replacing("95", with: "94"),
            ConfigSample.golden.replacing("default: 50", with: "default: 51"),
        ] {
            #expect(try study(other).hash != one.hash, "\(other)")
        }
    }

    @Test func theSchemaIsJSONAndKnowsEveryKey() throws {
        let object = try JSONSerialization.jsonObject(with: Data(ConfigSchema.json().utf8))
        func find(_ path: [Substring], _ schema: [String: Any]) -> [String: Any]? {
            guard let name = path.first else { return schema }
            func forms(_ schema: [String: Any]) -> [[String: Any]] {
                [schema] + ((schema["anyOf"] as? [[String: Any]]) ?? [])
            }
            let elements = (schema["items"] as? [String: Any]).map { forms($0) } ?? []
            for candidate in forms(schema) + elements {
                let child =
                    name == "*"
                    ? candidate["additionalProperties"] : (candidate["properties"] as? [String: Any])?[String(name)]
                if let child = child as? [String: Any] { return find(Array(path.dropFirst()), child) }
            }
            return nil
        }
        let root = try #require(object as? [String: Any])
        for key in ConfigKeys.all {
            let found = find(key.path.split(separator: "."), root)
            #expect((found?["description"] as? String)?.hasPrefix(key.documentation) == true, "\(key.path)")
        }
        let transforms = try #require(find(["strategy", "model", "transforms"], root))
        #expect(transforms["type"] as? String == "array" && transforms["default"] as? [String] == ["standardise"])
        #expect(root["required"] as? [String] == ["data"])
        #expect(root["additionalProperties"] as? Bool == false)
    }

    @Test func everyDefaultIsValid() {
        for key in ConfigKeys.all where key.defaultText != nil && !key.path.contains("*") {
            #expect(key.documentation.hasSuffix("."), "\(key.path)")
        }
        let paths = ConfigKeys.all.map(\.path)
        #expect(Set(paths).count == paths.count)
        for path in paths where path.contains(".") {
            let parent = path.split(separator: ".").dropLast().joined(separator: ".")
            #expect(paths.contains(parent), "\(path) has no parent")
        }
    }
}
