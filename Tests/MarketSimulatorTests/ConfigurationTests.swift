import MarketSimulator
import OrderBook
import Testing

@Suite struct ConfigurationTests {
    /// The error of a market that is changed in one place.
    static func error(_ change: (inout MarketConfiguration) -> Void) -> MarketConfigurationError? {
        var configuration = MarketFixtures.crowd()
        change(&configuration)
        do {
            try configuration.validate()
            return nil
        } catch {
            return error
        }
    }

    @Test func impossibleMarketsAreRefusedWithARemedy() {
        var hawkes = HawkesFlowParameters()
        hawkes.marketToSameSide = 1.2
        let cases: [((inout MarketConfiguration) -> Void, String)] = [
            ({ $0.instruments = [] }, "a market without instruments: give it at least one"),
            (
                { $0.instruments[0].tickSize = 0 },
                "the tick size of SIM is 0.0: it must be a positive number, such as 0.01"
            ),
            ({ $0.days = 0 }, "a market of 0 days: allowed are 1 to 100000"),
            ({ $0.groups[0].count = 0 }, "no group has participants: set the count of at least one above 0"),
            (
                { $0.groups = [ParticipantGroup("crowd", .noise(NoiseParameters()))] },
                "nobody can ever trade: 'crowd' (noise) only take what others offer, and nobody posts limit orders; add a "
                    + "maker, value, or a flow with a limit_rate, or give noise an aggressive_share below 1"
            ),
            ({ $0.groups[0].count = -1 }, "group 'crowd' has -1 participants: allowed are 0 to 1000000"),
            (
                { $0.groups.append($0.groups[0]) },
                "two groups are named 'crowd': names key the random streams, so each must be its own"
            ),
            (
                {
                    $0.groups[0].mayBorrow = false
                    $0.groups[0].cash = 0
                },
                "participants of group 'crowd' cannot trade: they have no cash, no shares and no credit; give them one"
            ),
            ({ $0.groups[0].instrument = 3 }, "group 'crowd' names instrument 3: there are 1, counted from 0"),
            (
                { $0.groups[0].connection.toExchange = .fixed(nanoseconds: -1) },
                "group 'crowd': a latency of -1 ns is negative; latencies are numbers of nanoseconds from 0 on"
            ),
            (
                {
                    var flow = PoissonFlowParameters()
                    flow.limitRate = .fixed(-3)
                    $0.groups[0].rule = .poissonFlow(flow)
                },
                "limit_rate of group 'crowd': a value of -3.0 is outside 0.0 to 1000000.0; correct the value or leave it "
                    + "out for the default"
            ),
            (
                { $0.scenarios = [.news(day: 4, second: 0, instrument: 0, relativeMove: 0.1)] },
                "scenario 0: is on day 4: the days are 0 to 0"
            ),
            (
                { $0.scenarios = [.departure(day: 0, second: 0, group: "makers", seconds: 1)] },
                "scenario 0: names the group 'makers': there are crowd"
            ),
            (
                {
                    var flow = PoissonFlowParameters()
                    flow.limitSize = .uniform(lower: 1, upper: 1e9)
                    $0.groups[0].rule = .poissonFlow(flow)
                    $0.instruments[0].fundamental.mean = 900_000_000
                },
                "limit_size of group 'crowd' is up to 1000000000 lots at a fundamental.mean of 900000000 ticks of SIM, "
                    + "9e+17 ticks × lots an order: the greatest that is counted is 100000000000000; give at most 111111 "
                    + "lots, or a lower mean with a greater tick_size"
            ),
            (
                { ($0.groups[0].count, $0.groups[0].cash) = (1_000_000, 9_000_000_000_000_000) },
                "all participants together have 9e+21 ticks × lots of cash: the greatest that is counted is 2e+18; lower "
                    + "cash or count of groups"
            ),
            (
                { $0.groups[0].rule = .arbitrage(ArbitrageParameters()) },
                "arbitrageur 'crowd': there is one instrument; an index needs at least one component"
            ),
        ]
        for (change, text) in cases { #expect(ConfigurationTests.error(change)?.description == text) }
        let supercritical = ConfigurationTests.error { $0.groups[0].rule = .hawkesFlow(hawkes) }
        guard case .supercritical("crowd", let ratio) = supercritical else {
            Issue.record("\(String(describing: supercritical))")
            return
        }
        #expect(ratio > 1)
    }

    @Test func anUnknownPresetNamesTheNearest() {
        do {
            _ = try MarketPreset(named: "liqid")
            Issue.record("there is no such preset")
        } catch {
            #expect(error == .unknownPreset("liqid", nearest: "liquid"))
            #expect(error.description.hasSuffix("did you mean 'liquid'?"))
        }
    }

    @Test(arguments: MarketPreset.allCases)
    func presetsAreSoundAndFoundByName(preset: MarketPreset) throws {
        try preset.configuration.validate()
        #expect(try MarketPreset(named: preset.rawValue) == preset)
    }

    @Test func everyParameterIsReadAndWrittenByName() {
        for (kind, rule) in ParticipantRule.named {
            let infos = rule.parameterInfos
            #expect(Set(infos.map(\.name)).count == infos.count, "a name twice in \(kind)")
            for info in infos {
                var copy = rule
                let isWritten = copy.set(info.name, to: info.value)
                #expect(isWritten, "\(kind).\(info.name)")
                #expect(!info.summary.isEmpty)
                let isWord = copy.set(info.name, to: .choice("no such word"))
                #expect(!isWord)
                if case .distribution(let range) = info.domain {
                    let isTooLarge = copy.set(info.name, to: .number(range.upperBound * 2 + 1))
                    #expect(!isTooLarge)
                    let isNumber = copy.set(info.name, to: .number(max(range.lowerBound, 0.5)))
                    #expect(isNumber == range.contains(max(range.lowerBound, 0.5)))
                }
            }
            var copy = rule
            let isUnknown = copy.set("no_such_parameter", to: .number(1))
            #expect(!isUnknown)
            #expect(rule.parameters?.firstFault() == nil)
        }
    }

    @Test func aDayLongerThanADayIsRefused() {
        let error = ConfigurationTests.error {
            ($0.session.length, $0.session.openingAuction) = (80_000, 7_000)
        }
        #expect(error?.description.contains("must have fewer than 86400") == true)
    }
}
