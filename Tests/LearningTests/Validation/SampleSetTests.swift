import Core
import Learning
import LinearAlgebra
import Testing

@Suite struct SampleSetTests {
    /// Two instruments on one axis, by hand: the second begins at instant 2 and skips 4.
    static func pair() throws -> SampleSet {
        let one = InstrumentSamples(
            instrument: InstrumentIndex(0), times: [0, 1, 2, 3, 4],
            features: try Matrix(rows: 5, columns: 1, order: .rowMajor, elements: [10, 11, 12, 13, 14]),
            labels: try LabelSeries(rows: [0, 1, 2, 3], ends: [1, 2, 3, 4], values: [0.0, 0.1, 0.2, 0.3]))
        let other = InstrumentSamples(
            instrument: InstrumentIndex(4), times: [2, 3, 5],
            features: try Matrix(rows: 3, columns: 1, order: .columnMajor, elements: [20, 21, 22]),
            labels: try LabelSeries(rows: [0, 1], ends: [1, 2], values: [1.0, 1.1]), weights: [0.5, 0.25])
        return try SampleSet(features: ["price"], window: 1, [other, one])
    }

    @Test func samplesOfSeveralInstrumentsStandInOrderOfTime() throws {
        let set = try SampleSetTests.pair()
        #expect(set.spans.starts == [0, 1, 2, 2, 3, 3])
        #expect(set.spans.ends == [1, 2, 3, 3, 4, 5])
        #expect(set.spans.stepCount == 4)
        let all = try set.known(at: .max)
        #expect(all.inputs.instruments.map(\.place) == [0, 0, 0, 4, 0, 4])
        #expect(all.inputs.rows == [0, 1, 2, 0, 3, 1])
        #expect(all.labels == [0, 0.1, 0.2, 1, 0.3, 1.1])
        #expect(all.weights == [1, 1, 1, 0.5, 1, 0.25])
        #expect(try all.inputs.matrix().column(0) == [10, 11, 12, 20, 13, 21])
        #expect(all.inputs.numbers(of: InstrumentIndex(4)) == [3, 5])
        #expect(all.inputs.numbers(of: InstrumentIndex(3)).isEmpty)
    }

    @Test func foldsOfAPanelCutTimeAndNoInstant() throws {
        let set = try SampleSetTests.pair()
        let folds = try set.folds(KFold(folds: 2))
        // Steps 0 and 1 against 2 and 3: the labels of instant 1 end at 2, inside of the second block.
        #expect(folds[0].test.starts == [0, 1])
        #expect(folds[0].training.starts == [3, 3])
        #expect(folds[1].test.starts == [2, 2, 3, 3])
        #expect(folds[1].training.starts == [0])
        #expect(folds[1].test.inputs.numbers(of: InstrumentIndex(4)) == [1, 3])
    }

    @Test func whatIsKnownAtAnInstantEndedByThen() throws {
        let set = try SampleSetTests.pair()
        #expect(try set.known(at: 3).ends == [1, 2, 3, 3])
        #expect(try set.known(at: 4, longest: 1).starts == [3])
        #expect(try set.known(at: 4, longest: 2).starts == [2, 2, 3])
        #expect(try set.known(at: 5, longest: 9).count == 6)
        #expect(throws: LearningError.self) { _ = try set.known(at: 0) }
        #expect(throws: LearningError.self) { _ = try set.known(at: 4, longest: 0) }
    }

    /// S67 on a panel: labels of one instrument that end after a test sample of another was decided are not trained on.
    @Test(arguments: 0..<12 as Range<UInt64>) func panelsArePurgedByTimeAcrossInstruments(seed: UInt64) throws {
        var source = SampleFixtures(seed: seed)
        let parts = try (0..<4).map { place in
            try source.part(
                place, rows: 40 + source.random.below(60), features: 1, first: Int64(source.random.below(50)),
                step: 1 + Int64(source.random.below(3)), horizon: 1 + source.random.below(4), skips: 6)
        }
        let set = try SampleSet(features: ["a"], parts)
        for fold in try set.folds(WalkForward.rolling(training: 30, every: 10)) {
            let first = try #require(fold.test.starts.first)
            #expect(fold.training.ends.allSatisfy { $0 < first }, "seed \(seed)")
            let known = try set.known(at: first)
            #expect(known.ends.allSatisfy { $0 <= first })
            #expect(
                Set(zip(fold.training.inputs.instruments, fold.training.inputs.rows).map { [$0.place, $1] }).isSubset(
                    of: zip(known.inputs.instruments, known.inputs.rows).map { [$0.place, $1] }), "seed \(seed)")
        }
        for fold in try set.folds(KFold(folds: 4, embargo: .steps(2))) {
            let (first, last) = (fold.test.starts.first ?? 0, fold.test.ends.max() ?? 0)
            #expect(zip(fold.training.starts, fold.training.ends).allSatisfy { $1 < first || $0 > last })
            let embargoed = Set(set.spans.starts.filter { $0 > last }).sorted().prefix(2)
            #expect(fold.training.starts.allSatisfy { !embargoed.contains($0) }, "seed \(seed)")
            // One axis, one division: each instrument's own index sets are those of the fold.
            let tested = set.instruments.flatMap { fold.test.inputs.numbers(of: $0) }
            #expect(tested.sorted() == Array(0..<fold.test.count))
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func windowsAreTheRowsBeforeASample(seed: UInt64) throws {
        var source = SampleFixtures(seed: seed)
        let (width, window) = (1 + source.random.below(4), 1 + source.random.below(6))
        let parts = [
            try source.part(0, rows: 30, features: width, first: 5, step: 3),
            try source.part(1, rows: 18, features: width, first: 40, step: 2, skips: 3),
        ]
        let set = try SampleSet(features: SampleFixtures.names(width), window: window, parts)
        let inputs = try set.known(at: .max).inputs
        #expect(inputs.width == window * width)
        #expect(set.inWarmUp + set.count == parts[0].labels.count + parts[1].labels.count)
        let matrix = try inputs.matrix()
        for (number, row) in inputs.rows.enumerated() {
            let features = parts[inputs.instruments[number].place].features
            let window = (row - window + 1...row).flatMap { features.row($0) }
            #expect(matrix.row(number) == window, "seed \(seed)")
        }
        // A batch in any order, into a longer buffer of another type.
        let order = (0..<inputs.count).map { _ in source.random.below(inputs.count) }
        var floats = [Float](repeating: -9, count: order.count * inputs.width + 3)
        var span = floats.mutableSpan
        try inputs.pack(order[...], into: &span)
        #expect(Array(floats.prefix(order.count * inputs.width)) == order.flatMap { matrix.row($0).map { Float($0) } })
        #expect(floats.suffix(3) == [-9, -9, -9])
        var doubles = [Double](repeating: 0, count: 3 * inputs.width)
        var whole = doubles.mutableSpan
        try inputs.pack(order[2..<5], into: &whole)
        #expect(doubles == order[2..<5].flatMap { matrix.row($0) })
        var small = [Double](repeating: 0, count: inputs.width * 2 - 1)
        #expect(throws: LearningError.self) {
            var span = small.mutableSpan
            try inputs.pack([0, 1], into: &span)
        }
    }

    @Test func windowsWithoutALabelCanBePredicted() throws {
        let set = try SampleSetTests.pair()
        let newest = try set.inputs(of: InstrumentIndex(4), rows: [2])
        #expect(try newest.matrix().row(0) == [22])
        #expect(newest.instruments == [InstrumentIndex(4)])
        #expect(throws: LearningError.self) { _ = try set.inputs(of: InstrumentIndex(4), rows: [3]) }
        #expect(throws: LearningError.self) { _ = try set.inputs(of: InstrumentIndex(4), rows: [-1]) }
        #expect(throws: LearningError.self) { _ = try set.inputs(of: InstrumentIndex(1), rows: [0]) }
    }

    @Test func warmUpIsCountedAndLaterHolesAreRefusedOrSkipped() throws {
        let values: [Double] = [.nan, 1, 2, 3, .infinity, 5, 6, 7, 8, 9]
        func set(_ window: Int, _ missing: MissingFeatures) throws -> SampleSet {
            let part = InstrumentSamples(
                times: (0..<10).map { $0 }, features: try Matrix(columns: [values, values.map { _ in 1 }]),
                labels: try LabelSeries(
                    rows: Array(0..<9), ends: Array(1..<10), values: values.dropLast().map { _ in 0 }))
            return try SampleSet(features: ["a", "b"], window: window, [part], missing: missing)
        }
        #expect(throws: LearningError.featureMissing(instrument: 0, row: 4, feature: "a")) { _ = try set(2, .refuse) }
        let skipped = try set(2, .skip)
        #expect(try skipped.known(at: .max).inputs.rows == [2, 3, 6, 7, 8])
        #expect((skipped.inWarmUp, skipped.skipped) == (2, 2))
        #expect(throws: LearningError.featureMissing(instrument: 0, row: 4, feature: "a")) {
            _ = try skipped.inputs(of: InstrumentIndex(0), rows: [5])
        }
        #expect(
            throws: LearningError.tooFewSamples(
                found: 10, needed: 12, purpose: "windows of 11 rows with all features and a label")
        ) { _ = try set(11, .skip) }
    }

    @Test func whatDoesNotFitTogetherIsRefused() throws {
        var source = SampleFixtures(seed: 1)
        let part = try source.part(0, rows: 10, features: 2)
        func refused(_ change: (inout InstrumentSamples) throws -> Void) throws {
            var changed = part
            try change(&changed)
            #expect(throws: LearningError.self) { _ = try SampleSet(features: ["a", "b"], [changed]) }
        }
        _ = try SampleSet(features: ["a", "b"], [part])
        try refused { $0.times.removeLast() }
        try refused { $0.times[3] = 2 }
        try refused { $0.features = Matrix(rows: 10, columns: 3) }
        try refused { $0.labels = try LabelSeries(rows: [3], ends: [10], values: [0]) }
        try refused { $0.labels = try LabelSeries(rows: [], ends: [], values: []) }
        try refused { $0.weights = [1] }
        try refused { $0.weights = [Double](repeating: -1, count: $0.labels.count) }
        #expect(throws: LearningError.self) { _ = try SampleSet(features: ["a", "b"], [part, part]) }
        #expect(throws: LearningError.self) { _ = try SampleSet(features: ["a", "b"], []) }
        #expect(throws: LearningError.self) { _ = try SampleSet(features: [], [part]) }
        #expect(throws: LearningError.self) { _ = try SampleSet(features: ["a", "b"], window: 0, [part]) }
    }
}
