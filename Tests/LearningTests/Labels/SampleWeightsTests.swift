import Core
import Learning
import TestSupport
import Testing

@Suite struct SampleWeightsTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func uniquenessEqualsTheOracle() throws {
        let barriers = try FigureTable(path: SharedFolder.path("oracles/validation/triple_barrier_spy.csv"))
        let table = try FigureTable(path: SharedFolder.path("oracles/validation/uniqueness_spy.csv"))
        let labels = try LabelSeries(
            rows: barriers.texts("row").compactMap { Int($0) }, ends: barriers.texts("end_row").compactMap { Int($0) },
            values: barriers.numbers("label"))
        #expect(table.texts("row").compactMap { Int($0) } == labels.rows)
        let concurrency = try SampleWeights.concurrency(labels, count: 2_141)
        #expect(
            labels.rows.map { concurrency[$0] } == table.texts("concurrency_at_start").compactMap { Int($0) })
        let uniqueness = try SampleWeights.uniqueness(labels, count: 2_141)
        for (one, other) in zip(uniqueness, table.numbers("average_uniqueness")) {
            #expect(abs(one - other) <= 2e-15)
        }
    }

    /// Of mlfinpy 0.1.2, `get_weights_by_return` and `get_weights_by_time_decay`, for the same labels.
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func attributionAndDecayEqualMlfinpys() throws {
        let barriers = try FigureTable(path: SharedFolder.path("oracles/validation/triple_barrier_spy.csv"))
        let close = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv")).numbers("spy")
        let labels = try LabelSeries(
            rows: barriers.texts("row").compactMap { Int($0) }, ends: barriers.texts("end_row").compactMap { Int($0) },
            values: barriers.numbers("label"))
        func hold(_ ours: [Double], _ theirs: [Double], sum: Double) {
            let places = [0, 1, 2, 100, 350, 692, 693]
            for (place, value) in zip(places, theirs) { #expect(abs(ours[place] - value) < 1e-13, "label \(place)") }
            #expect(abs(ours.reduce(0, +) - sum) < 1e-9)
        }
        let weights = try SampleWeights.returnAttribution(labels, prices: close)
        hold(
            weights,
            [
                3.447898591425984, 0.11385822261953348, 0.06624504326266771, 1.4314024727860888, 0.21661042942299544,
                0.01784090653036414, 1.4183647241769592,
            ], sum: 694)
        #expect(abs(weights.reduce(0) { $0 + $1 * $1 } - 1510.890470122543) < 1e-9)
        let uniqueness = try SampleWeights.uniqueness(labels, count: close.count)
        hold(
            try SampleWeights.timeDecay(uniqueness: uniqueness, oldest: 0.5),
            [
                0.5014574268503295, 0.5022634280630116, 0.5028265248006389, 0.5692215713369564, 0.7568511351775229,
                0.9985425731496705, 1,
            ], sum: 521.7175989462221)
        hold(
            try SampleWeights.timeDecay(uniqueness: uniqueness, oldest: -0.25),
            [0, 0, 0, 0, 0.3516030271400613, 0.9961135283991216, 1], sum: 264.42520991513504)
    }

    /// Three labels over rows 1–2, 2–4 and 4–4 of six.
    static func labels() throws -> LabelSeries {
        try LabelSeries(rows: [1, 2, 4], ends: [2, 4, 4], values: [0, 0, 0])
    }

    @Test func overlapsShareWhatHappened() throws {
        let labels = try SampleWeightsTests.labels()
        #expect(try SampleWeights.concurrency(labels, count: 6) == [0, 1, 2, 1, 2, 0])
        #expect(try SampleWeights.uniqueness(labels, count: 6) == [0.75, 2.0 / 3, 0.5])
        // Moves of +1, +1, −1, +1 in logarithms of 2 into rows 1 to 4: own sums 1.5, 0 and 0.5.
        let weights = try SampleWeights.returnAttribution(labels, prices: [1, 2, 4, 2, 4, 4])
        for (weight, expected) in zip(weights, [2.25, 0, 0.75]) { #expect(abs(weight - expected) < 1e-14) }
        #expect(try SampleWeights.returnAttribution(labels, prices: [1, 1, 1, 1, 1, 1]) == [1, 1, 1])
        #expect(
            try SampleWeights.returnAttribution(labels, prices: [.nan, .nan, 1, 0, .nan, 1]) == [1, 1, 1])
        #expect(throws: LearningError.self) { _ = try SampleWeights.concurrency(labels, count: 4) }
        let atStart = try LabelSeries(rows: [0], ends: [0], values: [0])
        #expect(try SampleWeights.returnAttribution(atStart, prices: [3]) == [1])
        #expect(try SampleWeights.returnAttribution(atStart, prices: [3, 4]) == [1])
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func concurrencyEqualsCounting(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "labels")
        let rows = (0..<60).filter { _ in random.below(3) > 0 }
        let labels = try LabelSeries(
            rows: rows, ends: rows.map { min(59, $0 + random.below(9)) }, values: rows.map { _ in 0 })
        let counted = (0..<60).map { row in
            (0..<labels.count).count { labels.rows[$0] <= row && labels.ends[$0] >= row }
        }
        #expect(try SampleWeights.concurrency(labels, count: 60) == counted, "seed \(seed)")
    }

    @Test func weightsFallWithAgeOnALine() throws {
        #expect(try SampleWeights.timeDecay(uniqueness: [1, 1, 1, 1], oldest: 1) == [1, 1, 1, 1])
        #expect(try SampleWeights.timeDecay(uniqueness: [1, 1, 1, 1], oldest: 0) == [0.25, 0.5, 0.75, 1])
        #expect(try SampleWeights.timeDecay(uniqueness: [1, 1, 1, 1], oldest: -0.5) == [0, 0, 0.5, 1])
        #expect(try SampleWeights.timeDecay(uniqueness: [0.5, 0.5, 1, 2], oldest: 0.5) == [0.5625, 0.625, 0.75, 1])
        #expect(try SampleWeights.timeDecay(uniqueness: [], oldest: 0.5).isEmpty)
        #expect(throws: LearningError.self) { _ = try SampleWeights.timeDecay(uniqueness: [1], oldest: -1) }
        #expect(throws: LearningError.self) { _ = try SampleWeights.timeDecay(uniqueness: [1], oldest: 1.1) }
    }
}
