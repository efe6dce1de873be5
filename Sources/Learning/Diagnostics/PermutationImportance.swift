internal import Core

/// The importance of features: by how much the score of held-out forecasts falls when a feature's windows are dealt out
/// among the samples anew, so that it tells nothing of their labels but is distributed as before.
///
/// A window is moved as a whole, with all its lags. Features that tell the same should be moved as one group: alone each
/// looks unimportant, since the others stand in for it.
///
///     let table = try PermutationImportance(score: .rankInformationCoefficient).measure(fitted, on: fold.test)
///
/// - Source: Breiman (2001), "Random Forests", section 10; groups as in Gregorutti et al. (2015).
/// - Verified by: `PermutationImportanceTests`.
public struct PermutationImportance: Sendable, Equatable {
    /// What forecasts are scored by.
    public enum Score: String, Sendable, CaseIterable {
        /// Pearson's correlation with the labels; one that is undefined counts as 0.
        case informationCoefficient
        /// Spearman's correlation with the labels; one that is undefined counts as 0.
        case rankInformationCoefficient
        /// The mean squared error: what it rises by is the loss.
        case meanSquaredError
    }

    /// What forecasts are scored by.
    public var score: Score
    /// How often each group is dealt out, 1 and more.
    public var repeats: Int
    /// The key of the permutations: each is of the group's names and the number of the repeat alone.
    public var seed: UInt64
    /// The features that are moved together; `nil` for each alone.
    public var groups: [[String]]?

    /// A measurement.
    public init(
        score: Score = .informationCoefficient, repeats: Int = 10, seed: UInt64 = 0, groups: [[String]]? = nil
    ) {
        self.score = score
        self.repeats = repeats
        self.seed = seed
        self.groups = groups
    }

    /// Measures each group.
    ///
    /// - Returns: An element for each group, in their order.
    /// - Throws: `LearningError.parameter` for no repeats, an empty group or an unknown feature; `.tooFewSamples` below 2
    ///   samples; those of the model.
    /// - Complexity: O(groups × repeats) forecasts of all samples, whose windows are copied.
    public func measure(
        _ model: some FittedModel, on samples: TestSamples, isCancelled: () -> Bool = { false }
    ) throws(LearningError) -> [FeatureImportance] {
        let inputs = samples.inputs
        guard repeats >= 1 else { throw .parameter(name: "repeats", found: "\(repeats)", allowed: "1 and more") }
        guard samples.count >= 2 else {
            throw .tooFewSamples(found: samples.count, needed: 2, purpose: "permutations")
        }
        let groups = groups ?? inputs.features.map { [$0] }
        var columns: [[Int]] = []
        for group in groups { columns.append(try places(of: group, in: inputs.features)) }
        let (labels, instruments, packed) = (samples.labels, inputs.instruments, try inputs.packed())
        let before = value(try model.predict(inputs), labels)
        var found: [FeatureImportance] = []
        for (group, columns) in zip(groups, columns) {
            var drops: [Double] = []
            for round in 0..<repeats {
                guard !isCancelled() else { throw .cancelled }
                let moved = try SampleInputs(
                    features: inputs.features, window: inputs.window, instruments: instruments,
                    values: moving(columns, of: packed, inputs, by: order(inputs.count, group, round)))
                drops.append(before - value(try model.predict(moved), labels))
            }
            found.append(FeatureImportance(features: group, drops: drops))
        }
        return found
    }

    /// The score, greater for better forecasts.
    private func value(_ forecasts: [Double], _ labels: [Double]) -> Double {
        let found = PredictionScore(forecasts: forecasts, labels: labels)
        return switch score {
        case .informationCoefficient: found.informationCoefficient ?? 0
        case .rankInformationCoefficient: found.rankInformationCoefficient ?? 0
        case .meanSquaredError: -found.rootMeanSquaredError * found.rootMeanSquaredError
        }
    }

    private func places(of group: [String], in features: [String]) throws(LearningError) -> [Int] {
        guard !group.isEmpty else {
            throw .parameter(name: "a group of features", found: "empty", allowed: "1 or more")
        }
        var places: [Int] = []
        for name in group {
            guard let place = features.firstIndex(of: name) else {
                throw .parameter(name: "feature", found: name, allowed: features.joined(separator: ", "))
            }
            places.append(place)
        }
        return places
    }

    /// From which sample each takes its windows: every order is equally likely.
    ///
    /// - Source: Durstenfeld (1964), algorithm 235.
    private func order(_ count: Int, _ group: [String], _ round: Int) -> [Int] {
        var stream = RandomStream(
            seed: seed, name: "permutation of " + group.joined(separator: ","),
            index: UInt64(truncatingIfNeeded: round))
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, stream.below(last + 1)) }
        return order
    }

    private func moving(_ columns: [Int], of packed: [Double], _ inputs: SampleInputs, by order: [Int]) -> [Double] {
        var values = packed
        let (width, features) = (inputs.width, inputs.features.count)
        for (sample, other) in order.enumerated() {
            for row in 0..<inputs.window {
                for column in columns {
                    let place = row * features + column
                    values[sample * width + place] = packed[other * width + place]
                }
            }
        }
        return values
    }
}

extension SampleInputs {
    /// All windows one after the other.
    fileprivate func packed() throws(LearningError) -> [Double] {
        var values = [Double](repeating: 0, count: count * width)
        var span = values.mutableSpan
        try pack(0..<count, into: &span)
        return values
    }
}
