import Core
import Learning
import Testing

@testable import StrategyKit

/// Labels of a config, against the functions of Learning on the same prices.
@Suite struct LabelPlanTests {
    /// A random walk with widths and sides, some of them missing.
    private static func rows(seed: UInt64, count: Int = 60) -> FeatureRows {
        var random = RandomStream(seed: seed, name: "labels")
        var rows = FeatureRows(instrument: InstrumentIndex(0))
        var price = 100.0
        for row in 0..<count {
            rows.times.append(Int64(row))
            rows.features.append(random.uniform())
            rows.opens.append(price * (1 + 0.01 * (random.uniform() - 0.5)))
            // Every seventh bar ends where the one before did.
            if row % 7 != 0 { price *= 1 + 0.05 * (random.uniform() - 0.5) }
            rows.closes.append(price)
            rows.highs.append(max(price, rows.opens[row]) * (1 + 0.01 * random.uniform()))
            rows.lows.append(min(price, rows.opens[row]) * (1 - 0.01 * random.uniform()))
            rows.widths.append(random.below(9) == 0 ? .nan : 0.005 + 0.02 * random.uniform())
            rows.sides.append([-1, 0, 1, .nan, 2][random.below(5)])
        }
        return rows
    }

    private func label(_ text: String, more: String = "") throws -> LabelPlan {
        try ModelFixture.plan("kind: zero\nfeatures: { r: close }\nlabel: { \(text) }\n\(more)").label
    }

    @Test func everyKindIsThatOfItsFunction() throws {
        for seed in UInt64(0)..<5 {
            let rows = Self.rows(seed: seed)
            for (word, prices) in [
                ("next-open", LabelPrices.nextOpen(open: rows.opens, close: rows.closes)),
                ("close", .close(rows.closes)),
            ] {
                let three = "horizon: 3, prices: \(word)"
                #expect(try label(three).labels(rows) == HorizonReturn(to: 3).labels(prices), "seed \(seed)")
                #expect(
                    try label("kind: log-return, \(three)").labels(rows)
                        == HorizonReturn(to: 3, kind: .log).labels(prices))
                #expect(
                    try label("kind: scaled-return, \(three)").labels(rows)
                        == HorizonReturn(to: 3).labels(prices, over: rows.widths))
                let barriers = TripleBarrier(gain: 1.5, loss: 2, longest: 3)
                let all = Array(0..<rows.count)
                let outcomes = try barriers.outcomes(prices, events: all, widths: rows.widths)
                #expect(Set(outcomes.map(\.touched)).count == 3, "seed \(seed)")
                let levels = "gain: 1.5, loss: 2, \(three)"
                #expect(
                    try label("kind: triple-barrier, \(levels)").labels(rows) == LabelSeries(touched: outcomes))
                #expect(
                    try label("kind: barrier-return, \(levels)").labels(rows) == LabelSeries(gained: outcomes))
                #expect(
                    try label("kind: barrier-return, \(three)").labels(rows)
                        == LabelSeries(
                            gained: TripleBarrier(gain: nil, loss: nil, longest: 3).outcomes(
                                prices, events: all, widths: rows.widths)))
            }
        }
    }

    @Test func highsAndLowsTouchBarriersWhereAsked() throws {
        let rows = Self.rows(seed: 6, count: 300)
        let all = Array(0..<rows.count)
        let ranges = BarRanges(opens: rows.opens, highs: rows.highs, lows: rows.lows)
        for (word, prices) in [
            ("next-open", LabelPrices.nextOpen(open: rows.opens, close: rows.closes)), ("close", .close(rows.closes)),
        ] {
            let text = "gain: 1.5, loss: 2, horizon: 4, prices: \(word)"
            let outcomes = try TripleBarrier(gain: 1.5, loss: 2, longest: 4).outcomes(
                prices, events: all, widths: rows.widths, ranges: ranges)
            let plan = try label("kind: triple-barrier, touch: high-low, \(text)")
            #expect(try plan.labels(rows) == LabelSeries(touched: outcomes))
            #expect(
                try label("kind: barrier-return, touch: high-low, \(text)").labels(rows)
                    == LabelSeries(gained: outcomes))
            let closes = try label("kind: triple-barrier, touch: close, \(text)")
            #expect(try closes == label("kind: triple-barrier, \(text)") && closes.labels(rows) != plan.labels(rows))
        }
        #expect(
            try label("kind: triple-barrier, touch: high-low, gain: 2, horizon: 10").text
                == "triple-barrier over at most 10 bars, touched by highs and lows, next open to open")
    }

    @Test func signsAreWithoutZeroOrWithADeadBand() throws {
        let rows = Self.rows(seed: 9)
        let returns = try HorizonReturn(to: 1).labels(.close(rows.closes))
        let signs = try label("kind: sign, prices: close").labels(rows)
        #expect(returns.values.contains(0) && signs.count == returns.values.count { $0 != 0 })
        #expect(Set(signs.values) == [1, -1])
        #expect(signs.rows == returns.rows.indices.filter { returns.values[$0] != 0 }.map { returns.rows[$0] })
        let band = try label("kind: sign, prices: close, dead_band: 0.01").labels(rows)
        #expect(try band == returns.signs(deadBand: 0.01) && band.count == returns.count && band.values.contains(0))
    }

    @Test func metaLabelsSayWhetherTheSidePaidWhateverTheKind() throws {
        let rows = Self.rows(seed: 4, count: 300)
        let prices = LabelPrices.nextOpen(open: rows.opens, close: rows.closes)
        let side = "side: close - 100, cost: 0.002, horizon: 2"
        let expected = try HorizonReturn(to: 2).labels(prices).metaLabels(sides: rows.sides, cost: 0.002)
        #expect(Set(expected.values) == [0, 1] && expected.count < rows.count / 2 + 60)
        // The cost is a fraction of the price, also where the kind is in another unit.
        for kind in ["return", "log-return", "sign", "scaled-return"] {
            #expect(try label("kind: \(kind), \(side)").labels(rows) == expected, "\(kind)")
        }
        let outcomes = try TripleBarrier(gain: 1, loss: 1, longest: 2).outcomes(
            prices, events: Array(0..<rows.count), widths: rows.widths, sides: rows.sides)
        for kind in ["triple-barrier", "barrier-return"] {
            let found = try label("kind: \(kind), gain: 1, loss: 1, \(side)").labels(rows)
            #expect(found.rows == outcomes.map(\.row) && found.ends == outcomes.map(\.end), "\(kind)")
            #expect(found.values == outcomes.map { $0.gained > 0.002 ? 1 : 0 }, "\(kind)")
        }
    }

    @Test func weightsAreEqualOrByOverlapOrByReturn() throws {
        let rows = Self.rows(seed: 5)
        let plain = try label("horizon: 4")
        let labels = try plain.labels(rows)
        #expect(try plain.weights(labels, rows) == nil)
        #expect(
            try label("horizon: 4", more: "weights: uniqueness").weights(labels, rows)
                == SampleWeights.uniqueness(labels, count: rows.count))
        #expect(
            try label("horizon: 4", more: "weights: return").weights(labels, rows)
                == SampleWeights.returnAttribution(labels, prices: rows.closes))
    }

    @Test func defaultsAndTexts() throws {
        let plain = try label("")
        #expect(plain.kind == .simpleReturn && plain.horizon == 1 && plain.isFromOpen && plain.weighting == .equal)
        #expect(plain.reach == 2 && plain.text == "return over 1 bar, next open to open")
        let barriers = try label("kind: triple-barrier, gain: 2, horizon: 10, prices: close, side: close - open")
        #expect(barriers.reach == 10 && barriers.hasSide && barriers.gain == 2 && barriers.loss == nil)
        #expect(
            barriers.text
                == "whether following the side pays: triple-barrier over at most 10 bars, close to close")
    }

    @Test func aHorizonBeyondTheRowsIsRefusedAndAShortInstrumentLeftOut() throws {
        let plan = try label("horizon: 5")
        #expect(throws: LearningError.self) { try plan.labels(Self.rows(seed: 1, count: 6)) }
        var short = Self.rows(seed: 1, count: 6)
        short.features = short.features.map { _ in 1 }
        #expect(throws: LearningError.self) {
            try SampleSet([short], features: ["r"], window: 1, label: plan)
        }
        let set = try SampleSet(
            [short, Self.rows(seed: 2, count: 40)].enumerated().map { place, rows in
                var copy = FeatureRows(instrument: InstrumentIndex(place))
                (copy.times, copy.features, copy.opens, copy.closes) =
                    (rows.times, rows.features, rows.opens, rows.closes)
                return copy
            }, features: ["r"], window: 2, label: plan)
        // 40 rows without the 6 whose label is not known and the first, whose window is not whole.
        #expect(set.count == 33 && set.instruments == [InstrumentIndex(1)])
    }
}
