import Core
import Learning
import Testing

@testable import StrategyKit

/// Labels beside those of other instruments.
@Suite struct LabelsAcrossTests {
    /// Four instruments of which bars are missing here and there, one of which ends early, with widths that are too.
    private static func panel(seed: UInt64, instants: Int = 60) -> [FeatureRows] {
        var random = RandomStream(seed: seed, name: "labels across")
        return (0..<4).map { place in
            var rows = FeatureRows(instrument: InstrumentIndex(place))
            var price = 100.0
            for instant in 0..<(place == 3 ? instants / 2 : instants) where random.below(6) > 0 {
                price *= 0.95 + 0.1 * random.uniform()
                rows.times.append(Int64(instant))
                rows.features.append(random.uniform())
                rows.opens.append(price * (0.99 + 0.02 * random.uniform()))
                rows.highs.append(price * 1.03)
                rows.lows.append(price * 0.97)
                rows.closes.append(price)
                rows.widths.append(random.below(9) == 0 ? .nan : 0.02)
            }
            return rows
        }
    }

    private static let texts = [
        "horizon: 3, across: difference", "kind: barrier-return, gain: 1, loss: 2, horizon: 5, across: difference",
        "kind: scaled-return, horizon: 2, prices: close, across: score",
        "kind: log-return, horizon: 2, across: rank",
        "kind: barrier-return, gain: 1, loss: 1, horizon: 4, touch: high-low, across: difference",
    ]

    private static func label(_ text: String) throws -> LabelPlan {
        try ModelFixture.plan("kind: zero\nfeatures: { r: close }\nlabel: { \(text) }").label
    }

    @Test func aDifferenceIsTheLabelLessTheMeanOfItsInstant() throws {
        for seed in UInt64(0)..<10 {
            let rows = Self.panel(seed: seed)
            let plain = try rows.map { try Self.label("horizon: 3").labels($0) }
            let found = try Self.label("horizon: 3, across: difference").labels(of: rows)
            var count = 0
            for (place, panel) in found.enumerated() {
                let panel = try #require(panel)
                for (index, row) in panel.labels.rows.enumerated() {
                    let time = rows[place].times[row]
                    var (values, last, own) = ([Double](), Int64.min, Double.nan)
                    for (other, labels) in plain.enumerated() {
                        guard let at = labels.rows.firstIndex(where: { rows[other].times[$0] == time }) else {
                            continue
                        }
                        values.append(labels.values[at])
                        last = max(last, rows[other].times[labels.ends[at]])
                        if other == place { own = labels.values[at] }
                    }
                    let mean = values.reduce(0, +) / Double(values.count)
                    #expect(values.count > 1 && abs(panel.labels.values[index] - (own - mean)) < 1e-15, "seed \(seed)")
                    #expect(panel.knownAt?[index] == last, "seed \(seed)")
                    count += 1
                }
            }
            #expect(count > 60, "seed \(seed)")
        }
    }

    @Test("S66 S67: what is known of labels across instruments does not change as time goes on")
    func whatIsKnownDoesNotChange() throws {
        for text in Self.texts {
            let label = try Self.label(text)
            for seed in UInt64(0)..<6 {
                let rows = Self.panel(seed: seed)
                let whole = try SampleSet(rows, features: ["r"], window: 1, label: label)
                for cut in stride(from: Int64(20), through: 60, by: 7) {
                    let seen = try SampleSet(rows.map { $0.through(cut) }, features: ["r"], window: 1, label: label)
                    let (before, after) = (try seen.known(at: cut), try whole.known(at: cut))
                    #expect(before.labels == after.labels, "\(text), seed \(seed), cut \(cut)")
                    #expect(before.starts == after.starts && before.ends == after.ends, "\(text), seed \(seed)")
                    #expect(before.inputs.instruments == after.inputs.instruments && before.count > 4)
                    #expect(seen.count == before.count, "nothing is made of what is not known")
                }
            }
        }
    }

    @Test func labelsOfOtherInstrumentsArePurgedToo() throws {
        let label = try Self.label("horizon: 3, across: difference")
        for seed in UInt64(0)..<6 {
            let rows = Self.panel(seed: seed)
            let set = try SampleSet(rows, features: ["r"], window: 1, label: label)
            let fold = try #require(try set.folds(HoldOut(from: .instant(40))).first)
            let first = try #require(fold.test.starts.first)
            #expect(fold.training.ends.allSatisfy { $0 < first } && !fold.split.purged.isEmpty, "seed \(seed)")
            // Prices from the test on change no label that is learnt from.
            var changed = rows
            for place in changed.indices {
                for row in changed[place].times.indices where changed[place].times[row] >= first {
                    changed[place].opens[row] *= 2
                    changed[place].closes[row] *= 3
                }
            }
            let other = try SampleSet(changed, features: ["r"], window: 1, label: label)
            let same = try #require(try other.folds(HoldOut(from: .instant(40))).first)
            #expect(same.training.labels == fold.training.labels, "seed \(seed)")
        }
    }

    @Test func textsSayIt() throws {
        #expect(
            try Self.label("horizon: 5, across: difference").text
                == "return over 5 bars, less the mean of the instruments, next open to open")
        #expect(try Self.label("across: rank").text.contains("as rank among the instruments"))
        #expect(try Self.label("").across == nil)
    }

    @Test func aRunLearnsFromThemWhatALoopByHandDoes() throws {
        let plan = try ModelFixture.plan(
            """
            kind: ridge
            features:
              r: close / close[1] - 1
              m: close / close[5] - 1
            label: { horizon: 5, across: difference }
            retrain: { every: 30, first: 80, window: 60 }
            policy: { kind: rank, side: both, top: 1 }
            """)
        let panel = ModelFixture.panel(seed: 3)
        let (run, byHand) = (try ModelFixture.run(plan, panel), try ModelFixture.byHand(plan, panel))
        #expect(run.trainings.count == byHand.trainings.count && run.trainings.count > 3)
        #expect(run.trainings.map(\.training.sampleCount) == byHand.trainings.map { $0.samples ?? 0 })
        #expect(ModelFixture.agree(run.predictions, byHand.predictions))
        #expect(run.predictions.count > 100)
    }
}
