public import Core
public import Statistics
public import StrategyKit

/// One robustness run: what it varied, and what came of it.
public struct RobustnessRun: Sendable, Hashable {
    /// Its number in the group, from 0: all that its draws depend on besides the seed and the kind.
    public var number: Int
    /// What it varied: `2`, `without AAPL`.
    public var label: String
    /// Its figures; `nil` where it failed.
    public var figures: RobustnessFigures?
    /// Why it failed.
    public var reason: String?
    /// Wealth in units of the initial at the places of the group's fan; empty where there is none.
    public var curve: [Double] = []
}

/// At which places the curves of runs are known.
public enum CurvePlaces: Sendable, Hashable {
    /// There are no curves.
    case none
    /// After the sessions of dates; the first is before any.
    case sessions([CivilDate])
    /// After so many trades; the first is before any.
    case trades([Int])
}

/// Robustness runs that vary one thing, and are counted together.
public struct RobustnessGroup: Sendable {
    /// What is varied.
    public var kind: RobustnessConfiguration.Kind
    /// What tells it from other groups of its kind: `resampled`, `0.25`.
    public var name: String
    /// What it varies, in words: `noise of up to 0.25 of the usual range`.
    public var title: String
    /// Whether its runs are drawn at random, so that their distribution means something.
    public var isDrawn: Bool
    /// What its runs are compared with.
    public var base: RobustnessFigures
    /// The wealth of what its runs are compared with, at the places of the fan; empty where there is none.
    public var baseCurve: [Double] = []
    /// What the places of the fan are.
    public var curvePlaces = CurvePlaces.none
    /// The runs, in the order of their numbers.
    public var runs: [RobustnessRun] = []

    /// The figures of the runs that did not fail.
    public var figures: [RobustnessFigures] { runs.compactMap(\.figures) }
    /// How many did not fail.
    public var count: Int { runs.count { $0.figures != nil } }
    /// How many lost money.
    public var losses: Int { runs.count { $0.figures?.isLoss == true } }
    /// How many were ruined.
    public var ruined: Int { runs.count { $0.figures?.isRuined == true } }
    /// The share of the runs that did not fail that lost money; `nil` where all failed.
    public var lossShare: Double? { count > 0 ? Double(losses) / Double(count) : nil }

    /// Why runs failed: each reason with its number of runs, the most frequent first.
    public var failures: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for run in runs { if let reason = run.reason { counts[reason, default: 0] += 1 } }
        return counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    /// The distribution of a figure over the runs that have it; `nil` where none has.
    public func spread(_ figure: RobustnessFigure) -> FigureSpread? {
        FigureSpread(figures.compactMap(figure.value(in:)))
    }
}

extension RobustnessGroup {
    /// The quantiles of the curves of all runs that have one, place by place: a curve for each of
    /// `FigureSpread.probabilities`; none without curves.
    public var fan: [[Double]] {
        let curves = runs.map(\.curve).filter { !$0.isEmpty }
        guard let count = curves.first?.count else { return [] }
        let spreads = (0..<count).map { place in FigureSpread(curves.map { $0[place] })?.quantiles ?? [] }
        return FigureSpread.probabilities.indices.map { which in spreads.map { $0[which] } }
    }
}
