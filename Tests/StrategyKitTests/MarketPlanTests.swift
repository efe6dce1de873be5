import Core
import MarketSimulator
import OrderBook
import StrategyKit
import Testing

/// The section `market` of a config.
@Suite struct MarketPlanTests {
    private static func market(_ yaml: String) throws -> MarketConfiguration {
        try SimulationConfiguration(yaml: yaml, file: "m.yaml").market.configuration
    }

    @Test func aPresetIsWhatTheLibrarySays() throws {
        for preset in MarketPreset.allCases {
            let found = try Self.market("market: { preset: \(preset.rawValue) }")
            #expect(found.groups.map(\.name) == preset.configuration.groups.map(\.name))
            #expect(found.groups.map(\.count) == preset.configuration.groups.map(\.count))
            #expect(found.scenarios == preset.configuration.scenarios)
            #expect(found.activity == preset.configuration.activity)
        }
    }

    @Test func keysChangeThePreset() throws {
        let plan = try SimulationConfiguration(
            yaml: """
                seed: 3
                market:
                  days: 4
                  from: 2024-03-04
                  bars: 30s
                  session: { length: 3600, opening_auction: 60 }
                  exchange: { maker_fee: -20, taker_fee: 30, self_trade_prevention: cancel_newest }
                  activity: { slow_deviation: 0.25 }
                  participants:
                    noise: { count: 7, latency: 5ms, parameters: { aggressive_share: 0.5, size: { log_normal: [3, 1] } } }
                    value: { count: 0 }
                    slow ones:
                      kind: momentum
                      count: 3
                      cash: 1000
                      shares: 40
                      credit: false
                      latency:
                        to_exchange: { uniform: [10, 20] }
                        from_exchange: { measured: [5, 7.5] }
                        computation: 1us
                      parameters: { size: { mixture: [{ weight: 1, fixed: 10 }, { weight: 3, pareto: [5, 2] }] } }
                  scenarios:
                    - { kind: news, day: 1, at: 60, move_percent: -2.5 }
                    - { kind: departure, at: 10, group: noise, seconds: 5 }
                    - { kind: large-order, at: 1, side: buy, lots: 500, participation: 0.25 }
                """, file: "m.yaml"
        ).market
        let market = plan.configuration
        #expect(market.seed == 3 && market.days == 4 && plan.barNanoseconds == 30 * Timestamp.second)
        #expect(Timestamp(nanoseconds: market.openingInstant(day: 0)).description == "2024-03-04T14:30:00Z")
        #expect(market.session.length == 3600 && market.session.openingAuction == 60)
        #expect(market.exchange.makerFee == -20 && market.exchange.takerFee == 30)
        #expect(market.exchange.selfTradePrevention == .cancelNewest && market.activity.slowDeviation == 0.25)
        let noise = try #require(market.groups.first { $0.name == "noise" })
        #expect(noise.count == 7 && noise.connection.toExchange == .fixed(nanoseconds: 5_000_000))
        guard case .noise(let parameters) = noise.rule else {
            Issue.record("the noise traders are \(noise.rule)")
            return
        }
        #expect(parameters.aggressiveShare == 0.5)
        #expect(parameters.size == .logNormal(mean: 3, standardDeviation: 1))
        #expect(market.groups.first { $0.name == "value" }?.count == 0)
        let slow = try #require(market.groups.last)
        #expect(slow.name == "slow ones" && slow.count == 3 && !slow.mayBorrow && slow.shares == 40)
        // A thousand in ticks of a hundredth.
        #expect(slow.cash == 100_000)
        #expect(slow.connection.toExchange == .distributed(.uniform(lower: 10_000, upper: 20_000)))
        #expect(slow.connection.fromExchange == .measured([5_000, 7_500]))
        #expect(slow.connection.computationNanoseconds == 1_000)
        guard case .momentum(let momentum) = slow.rule else {
            Issue.record("the slow ones are \(slow.rule)")
            return
        }
        #expect(
            momentum.size
                == .mixture([.init(1, .fixed(10)), .init(3, .pareto(minimum: 5, exponent: 2))]))
        #expect(
            market.scenarios == [
                .news(day: 1, second: 60, instrument: 0, relativeMove: -0.025),
                .departure(day: 0, second: 10, group: "noise", seconds: 5),
                .largeOrder(day: 0, second: 1, instrument: 0, side: .buy, lots: 500, participation: 0.25),
            ])
    }

    @Test func groupsWithoutAnInstrumentAreThereForEach() throws {
        let market = try Self.market(
            """
            market:
              preset: reference
              instruments: { B: { tick_size: 0.05, fundamental: { mean: 2000 } }, A: { lot_size: 10 } }
              participants: { value: { instrument: B }, index: { kind: arbitrage } }
            """)
        #expect(market.instruments.map(\.symbol) == ["A", "B"])
        #expect(market.instruments[0].lotSize == 10 && market.instruments[1].tickSize == 0.05)
        #expect(market.instruments[1].fundamental.mean == 2000)
        #expect(
            market.groups.map { "\($0.name) \($0.instrument)" } == [
                "makers 0", "makers in B 1", "value 1", "momentum 0", "momentum in B 1", "noise 0", "noise in B 1",
                "index 0",
            ])
    }

    private static let faults: [(yaml: String, error: String)] = [
        ("name: x", "m.yaml:1:1: error: the config has no section 'market'; the least is market: { preset: liquid }"),
        (
            "market: { preset: liqid }",
            "m.yaml:1:19: error: 'market.preset' must be reference, calm, liquid, stressed, flash-crash or none; found the "
                + "text 'liqid'; did you mean 'liquid'?"
        ),
        (
            "market: { participants: { crowds: { count: 1 } } }",
            "m.yaml:1:27: error: 'market.participants.crowds' is no group of the preset and needs the key 'kind': noise, "
                + "value, momentum, adaptive_maker, fixed_spread_maker, inventory_maker, poisson_flow, hawkes_flow, chartist, "
                + "execution, arbitrage"
        ),
        (
            "market: { participants: { noise: { parameters: { aggressive_share: 2 } } } }",
            "m.yaml:1:68: error: 'market.participants.noise.parameters.aggressive_share' must be a number from 0 to 1; found "
                + "the number 2"
        ),
        (
            "market: { participants: { momentum: { parameters: { size: { uniform: [5, 1] } } } } }",
            "m.yaml:1:59: error: 'market.participants.momentum.parameters.size': a lower end of 5.0 is above the upper end "
                + "of 1.0; correct the value or leave it out for the default"
        ),
        (
            "market: { participants: { noise: { parameters: { size: -5 } } } }",
            "m.yaml:1:56: error: 'market.participants.noise.parameters.size': a value of -5.0 is outside 1.0 to "
                + "1000000000.0; correct the value or leave it out for the default"
        ),
        (
            "market: { participants: { noise: { parameters: { size: { uniform: [0, 5] } } } } }",
            "m.yaml:1:56: error: 'market.participants.noise.parameters.size': a lower end of 0.0 is outside 1.0 to "
                + "1000000000.0; correct the value or leave it out for the default"
        ),
        (
            "market: { participants: { value: { parameters: { wake_rate: 0 } } } }",
            "m.yaml:1:61: error: 'market.participants.value.parameters.wake_rate': a value of 0.0 is outside 1e-09 to "
                + "10000.0; correct the value or leave it out for the default"
        ),
        (
            "market: { participants: { momentum: { parameters: { size: { uniform: [1, 5], exponential: 3 } } } } }",
            "m.yaml:1:59: error: 'market.participants.momentum.parameters.size' takes one of uniform, exponential, normal, "
                + "log_normal, pareto, mixture"
        ),
        (
            "market: { preset: none }",
            "m.yaml:1:9: error: 'market': no group has participants: set the count of at least one above 0"
        ),
        (
            "market: { participants: { noise: { cash: 0, credit: false } } }",
            "m.yaml:1:9: error: 'market': participants of group 'noise' cannot trade: they have no cash, no shares and no "
                + "credit; give them one"
        ),
        (
            "market: { scenarios: [{ kind: news, at: 5 }] }",
            "m.yaml:1:23: error: a scenario 'news' needs the key 'move_percent'"
        ),
        (
            "market: { scenarios: [{ kind: news, at: 5, move_percent: 1, lots: 5 }] }",
            "m.yaml:1:61: error: 'lots' does nothing for 'news'; it takes at, day, instrument, kind, move_percent"
        ),
        (
            "market: { days: 1, scenarios: [{ kind: halt, day: 3, at: 5 }] }",
            "m.yaml:1:9: error: 'market': scenario 0: is on day 3: the days are 0 to 0"
        ),
        (
            "markt: {}\nmarket: {}",
            "m.yaml:1:1: error: unknown key 'markt' in a config; did you mean 'market'? allowed: name, notes, seed, market, "
                + "calibration, write"
        ),
    ]

    @Test(arguments: faults) func aFaultIsNamedWithItsPlace(_ fault: (yaml: String, error: String)) {
        do throws(ConfigError) {
            let found = try SimulationConfiguration(yaml: fault.yaml, file: "m.yaml")
            Issue.record("no error, but \(found.market.configuration)")
        } catch { #expect(error.description == fault.error) }
    }

    @Test func aStudyOnSimulatedBarsNeedsNoCalendarAndHashesItsMarket() throws {
        func study(_ market: String) throws -> StudyConfiguration {
            try StudyConfiguration(
                yaml: """
                    data: { source: simulator }
                    market: \(market)
                    strategy: { rules: { enter_long: close > open, exit_long: close < open } }
                    """, file: "s.yaml")
        }
        let (one, other) = (try study("{ preset: calm }"), try study("{ preset: calm, seed: 9 }"))
        #expect(one.data.isSimulated && one.data != other.data && one.hash != other.hash)
        let csv = try StudyConfiguration(
            yaml: """
                data: { path: a.csv, calendar: XNYS }
                market: { preset: calm }
                strategy: { rules: { enter_long: close > open, exit_long: close < open } }
                """, file: "s.yaml")
        // A market that makes no bars of the study is no part of what it computes.
        #expect(!csv.data.isSimulated && csv.market != nil)
        let liquid = try StudyConfiguration(
            yaml: csv.canonicalYAML.replacing("preset: calm", with: "preset: liquid"), file: "s.yaml")
        #expect(csv.hash == liquid.hash && csv.canonicalYAML != liquid.canonicalYAML)
        for (yaml, error) in [
            (
                "data: { source: simulator }",
                "s.yaml:1:7: error: 'data.source: simulator' needs 'market', the market to simulate: market: { preset: "
                    + "liquid }"
            ),
            (
                "data: { source: simulator, path: a.csv }\nmarket: {}",
                "s.yaml:1:28: error: 'data.path' does nothing with 'data.source: simulator', whose bars the section market "
                    + "makes; leave it out"
            ),
        ] {
            do throws(ConfigError) {
                _ = try StudyConfiguration(
                    yaml: yaml + "\nstrategy: { rules: { enter_long: close > 1 } }", file: "s.yaml")
                Issue.record("no error: \(yaml)")
            } catch let found { #expect(found.description == error) }
        }
    }
}
