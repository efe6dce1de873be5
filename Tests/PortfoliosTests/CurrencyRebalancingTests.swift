import Core
import Portfolios
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Portfolios whose instruments are priced in several currencies: weights are parts of equity in the account's (S51).
@Suite struct CurrencyRebalancingTests {
    private typealias Fill = RebalancingTests.Fill

    private static func series(
        _ symbol: String, _ prices: [Double?], in currency: String, kind: InstrumentKind = .security,
        multiplier: Double = 1
    ) -> BarSeries {
        var series = RebalancingTests.series(symbol, prices)
        series.instrument.currency = currency
        series.instrument.kind = kind
        series.instrument.multiplier = multiplier
        return series
    }

    private static func halves(_ plan: inout PortfolioPlan) {
        plan.policy = .fixed
        plan.weights = [.init("P1", 0.5), .init("P2", 0.5)]
        plan.schedule = .day
    }

    /// A rate for each day, known from its noon on.
    private static func rates(_ values: [Double], from day: Int = 0) -> ExchangeRates.Source {
        .series(
            times: values.indices.map {
                (Timestamp(RebalancingTests.firstDay + day + $0) + 12 * Timestamp.hour).nanoseconds
            }, values: values)
    }

    @Test("S51 half of equity is half of it in whatever currency") func s51weightsAreOfTheAccountsCurrency() throws {
        let series = [Self.series("P1", [100], in: "USD"), Self.series("P2", [10_000], in: "JPY")]
        for sizesAtFill in [false, true] {
            let (run, fills) = try RebalancingTests.run(series, cash: 1_000_000) { plan, broker in
                Self.halves(&plan)
                plan.sizesAtFill = sizesAtFill
                broker.fill.sizeAt = sizesAtFill ? .fill : .decision
                broker.rates.entries = [.init("JPY", .constant(0.01))]
            }
            // A unit of P2 is worth 100 dollars, as one of P1 is.
            #expect(fills == [.init(0, "P1", 5_000), .init(0, "P2", 5_000)] && run.finalCash == 0)
        }
    }

    @Test("S51 S50 a future in another currency gets no more than its weight") func s51futures() throws {
        let series = [
            Self.series("A", [100], in: "USD"), Self.series("F", [50], in: "EUR", kind: .future, multiplier: 10),
        ]
        let (_, fills) = try RebalancingTests.run(series, cash: 1_000_000) { _, broker in
            broker.margin = Margin()
            broker.rates.entries = [.init("EUR", .constant(2))]
        }
        // A contract stands for 50 · 10 euros, 1,000 dollars.
        #expect(fills == [.init(0, "A", 5_000), .init(0, "F", 500)])
    }

    @Test("S51 the band is held against today's rate") func s51band() throws {
        let series = [
            Self.series("P1", [100, 100, 100], in: "USD"), Self.series("P2", [10_000, 10_000, 10_000], in: "JPY"),
        ]
        let (_, fills) = try RebalancingTests.run(series, cash: 1_000_000) { plan, broker in
            Self.halves(&plan)
            plan.band = 0.05
            broker.rates.entries = [.init("JPY", Self.rates([0.01, 0.012, 0.014]))]
        }
        // On the second day P2 is 600 of 1,100: off by 0.045. On the third it is 700 of 1,200: off by 0.083, and 600,000
        // buy 4,285 units of 140 and 6,000 of 100.
        #expect(
            fills == [.init(0, "P1", 5_000), .init(0, "P2", 5_000), .init(2, "P2", -715), .init(2, "P1", 1_000)])
    }

    @Test("S51 S3 what cannot trade today counts at its rate") func s51stale() throws {
        let series = [
            Self.series("P1", [100, 100], in: "USD"), Self.series("P2", [10_000, nil], in: "JPY"),
            Self.series("P3", [100, 200], in: "USD"),
        ]
        let (_, fills) = try RebalancingTests.run(series, cash: 900_000) { plan, broker in
            plan.schedule = .day
            broker.rates.entries = [.init("JPY", .constant(0.01))]
        }
        // 300,000 stay in P2; the other 900,000 are halved.
        #expect(fills.suffix(2) == [.init(1, "P3", -750), .init(1, "P1", 1_500)])
        #expect(fills.prefix(3).map(\.quantity) == [3_000, 3_000, 3_000])
    }

    @Test("S51 without a rate an instrument is left alone, and its share stays cash") func s51noRate() throws {
        let series = [Self.series("P1", [100, 100], in: "USD"), Self.series("P2", [10_000, 10_000], in: "JPY")]
        let (run, fills) = try RebalancingTests.run(series, cash: 1_000_000) { plan, broker in
            Self.halves(&plan)
            broker.rates.entries = [.init("JPY", Self.rates([0.01], from: 1))]
        }
        // The rate is known from the second day on.
        #expect(fills == [.init(0, "P1", 5_000), .init(1, "P2", 5_000)])
        #expect(!run.log.contains { if case .rejected = $0.body { true } else { false } })
    }

    @Test("S51 S44 commission inside the weight is of the instrument's currency") func s51costsInside() throws {
        let (run, fills) = try RebalancingTests.run(
            [Self.series("P2", [10_000], in: "JPY")], cash: 1_000_000
        ) { plan, broker in
            plan.costs = .inside
            broker.costs.commission.perOrder = 100_000
            plan.commission = broker.costs.commission
            broker.rates.entries = [.init("JPY", .constant(0.01))]
        }
        // Of 100,000,000 yen 100,000 are commission.
        #expect(fills == [.init(0, "P2", 9_990)] && abs(run.finalCash) < 1e-6)
    }

    @Test("S51 S76 whatever the rates, every weight is met to a lot") func s51anyRates() throws {
        for seed in 0..<UInt64(40) {
            var random = RandomStream(seed: seed, name: "currencies")
            let (count, days) = (2 + random.below(4), 12)
            var entries: [ExchangeRates.Entry] = []
            let all = (0..<count).map { place in
                let prices = (0..<days).map { _ in 50 + 1_000 * random.uniform() }
                entries.append(
                    .init(
                        "C\(place)", Self.rates((0..<days).map { _ in 0.01 + random.uniform() }),
                        isInverse: random.below(2) == 0))
                return Self.series("P\(place)", prices, in: random.below(4) == 0 ? "USD" : "C\(place)")
            }
            let (run, _) = try RebalancingTests.run(all, cash: 1e9) { plan, broker in
                plan.schedule = .day
                broker.rates.entries = entries
            }
            let panel = Panel(all)
            let curve = EquityCurve(
                log: run.log, panel: panel, initialCash: 1e9, stepCount: run.stepCount, terms: run.broker)
            // All but what is left of lots is held at each close; a size within 1e-9 of a lot is that lot (S37).
            let most = Double(count) * 1_050 * 110
            for (step, (gross, equity)) in zip(curve.grossValue, curve.equity).enumerated() {
                #expect(gross <= equity * (1 + 2e-9) && gross >= equity - most, "step \(step), seed \(seed)")
            }
        }
    }
}
