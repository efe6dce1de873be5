import Core
import Learning
import Reports
import StrategyKit

/// How regular the scores of a training were.
extension TrainingResult {
    /// The coefficients across instruments at each instant of a panel of five instruments and more, else those of the
    /// folds; `nil` where there are none.
    var stepScores: StepScores? {
        if paths.isEmpty, Set(forecasts.map(\.instrument)).count >= 5, let scores = instantScores { return scores }
        return foldScores
    }

    /// `nil` where forecasts are not in order of time.
    private var instantScores: StepScores? {
        let all = forecasts
        var (times, linear, ranked): ([Int64], [Double], [Double]) = ([], [], [])
        var first = 0
        while first < all.count {
            var end = first + 1
            while end < all.count, all[end].start == all[first].start { end += 1 }
            let step = all[first..<end]
            let score = plan.score(step.map(\.value), step.map(\.label))
            times.append(all[first].start)
            linear.append(score.informationCoefficient ?? .nan)
            ranked.append(score.rankInformationCoefficient ?? .nan)
            first = end
        }
        guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        var scores = StepScores(
            step: "instant", time: times, informationCoefficients: linear, rankInformationCoefficients: ranked)
        scores.addMeans(overlap: plan.label.horizon)
        return scores
    }

    private var foldScores: StepScores? {
        let scored = folds.compactMap { fold in
            fold.test.map(\.through).max().map {
                (time: $0, score: plan.score(fold.forecasts.map(\.value), fold.forecasts.map(\.label)))
            }
        }.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        guard !scored.isEmpty else { return nil }
        var scores = StepScores(
            step: "fold", time: scored.map(\.time),
            informationCoefficients: scored.map { $0.score.informationCoefficient ?? .nan },
            rankInformationCoefficients: scored.map { $0.score.rankInformationCoefficient ?? .nan })
        // Combinatorial folds test the same samples more than once.
        if paths.isEmpty { scores.addMeans(overlap: 1) }
        return scores
    }
}

extension StepScores {
    /// Adds the means.
    ///
    /// - Parameter overlap: How many steps in a row share what their labels say: they are counted once.
    fileprivate mutating func addMeans(overlap: Int) {
        meanInformationCoefficient = MeanScore(of: informationCoefficients, overlap: overlap)
        meanRankInformationCoefficient = MeanScore(of: rankInformationCoefficients, overlap: overlap)
    }
}

extension MeanScore {
    /// The mean of the finite values, of which each `overlap` in a row say no more than one; `nil` where that leaves fewer
    /// than two.
    ///
    ///     mean ± t × s / √(n / overlap), with t of n / overlap − 1 degrees of freedom
    init?(of values: [Double], overlap: Int) {
        let known = values.filter(\.isFinite)
        let independent = Double(known.count) / Double(max(1, overlap))
        guard independent >= 2 else { return nil }
        let mean = known.reduce(0, +) / Double(known.count)
        let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / Double(known.count - 1) / independent).squareRoot()
        let half = StudentDistribution.critical(level: 0.95, degrees: independent - 1) * error
        let text = ((independent * 10).rounded() / 10).shortestText
        self.init(
            mean: mean, standardError: error,
            interval: ConfidenceInterval(lower: mean - half, upper: mean + half, method: "Student's t, n=\(text)"),
            count: known.count)
    }
}
