import Core
import LinearAlgebra
import Testing

@testable import Learning

/// What early stopping holds out of a training (S66, S70).
@Suite struct EarlyStoppingTests {
    @Test func aPartOfSamplesWithoutSpansIsTheirEnd() throws {
        let parts = try EarlyStopping(validation: 0.2).split(SampleSpans(count: 103))
        #expect(parts.training == Array(0..<83))
        #expect(parts.validation == 83..<103)
        let one = try EarlyStopping(validation: 0.001).split(SampleSpans(count: 4))
        #expect(one.training == [0, 1, 2] && one.validation == 3..<4)
    }

    @Test func thePartIsOfWholeInstantsAndLabelsThatReachIntoItArePurged() throws {
        for seed in UInt64(0)..<40 {
            var random = RandomStream(seed: seed, name: "early stopping")
            var (starts, ends): ([Int64], [Int64]) = ([], [])
            for instant in 0..<(20 + random.below(40)) {
                for _ in 0..<1 + random.below(4) {
                    starts.append(Int64(instant))
                    ends.append(Int64(instant + random.below(6)))
                }
            }
            let share = 0.1 + 0.5 * random.uniform()
            let parts = try EarlyStopping(validation: share).split(SampleSpans(starts: starts, ends: ends))
            let instants = Set(starts).sorted()
            let first = instants[instants.count - Int(Double(instants.count) * share)]
            #expect(Array(parts.validation) == starts.indices.filter { starts[$0] >= first }, "seed \(seed)")
            #expect(parts.training == starts.indices.filter { ends[$0] < first }, "seed \(seed)")
        }
    }

    @Test func aPartEmptiedByThePurgeIsAnError() throws {
        let rule = EarlyStopping(validation: 0.5)
        #expect(throws: LearningError.nothingBeforeValidation(held: 4, purged: 4)) {
            try rule.split(SampleSpans(count: 8, horizon: 4))
        }
        let alone = LearningError.tooFewSamples(
            found: 1, needed: 2, purpose: "a validation part, which takes instants of its own")
        #expect(throws: alone) { try rule.split(SampleSpans(starts: [5, 5, 5], ends: [6, 6, 6])) }
        #expect(throws: LearningError.shape(found: "3 spans", needed: "one for each of 4 samples")) {
            try TrainingData(
                source: MatrixSource(NetworkProblems.features(4, 2, seed: 1)), labels: [1, 2, 3, 4],
                spans: SampleSpans(count: 3))
        }
    }

    /// Three instruments with labels of five rows; those of the last rows before the validation part are changed by `add`.
    private static func panel(adding add: Double, toRows changed: Range<Int>) throws -> SampleSet {
        var fixture = SampleFixtures(seed: 3)
        let parts = try (0..<3).map { place in
            let part = try fixture.part(place, rows: 65, features: 2, horizon: 5)
            let values = part.labels.rows.indices.map { index in
                part.labels.values[index] + (changed.contains(part.labels.rows[index]) ? add : 0)
            }
            return InstrumentSamples(
                instrument: part.instrument, times: part.times, features: part.features,
                labels: try LabelSeries(rows: part.labels.rows, ends: part.labels.ends, values: values))
        }
        return try SampleSet(features: ["a", "b"], parts)
    }

    @Test func aModelLearnsNothingOfPurgedLabels() throws {
        let model = NetworkModel(
            hidden: [NetworkLayer(width: 6)],
            plan: TrainingPlan(batch: 16, epochs: 8, earlyStopping: EarlyStopping(validation: 0.3, patience: 3)))
        func fit(_ set: SampleSet) throws -> (network: Network<Float>, losses: [EpochRecord]) {
            let fitted = try model.fit(set.known(at: 1_000), in: FitContext(seed: NetworkSeed(run: 4)))
            return (fitted.network, fitted.history)
        }
        // 60 labelled rows, of which 18 are held out: labels of rows 37 to 41 end in row 42 or behind it.
        let plain = try fit(Self.panel(adding: 0, toRows: 0..<0))
        let purged = try fit(Self.panel(adding: 100, toRows: 37..<42))
        #expect(plain.network == purged.network && plain.losses == purged.losses)
        let learnt = try fit(Self.panel(adding: 100, toRows: 36..<37))
        #expect(plain.network != learnt.network)
        let held = try fit(Self.panel(adding: 100, toRows: 42..<43))
        #expect(plain.losses.map(\.trainingLoss)[0] == held.losses.map(\.trainingLoss)[0])
        #expect(plain.losses.map(\.validationLoss)[0] != held.losses.map(\.validationLoss)[0])
    }
}
