import Core
import Foundation
import Testing

@testable import StrategyKit

/// Kelly weights of predictions in the unit of their label.
@Suite struct KellyRuleTests {
    private static func rule(_ label: String, isProbability: Bool = false) throws -> KellyRule {
        let plan = try ModelFixture.plan("kind: ridge\nfeatures: { r: close }\nlabel: { \(label) }")
        return KellyRule(label: plan.label, isProbability: isProbability)
    }

    /// A deviation of 1 % a bar over 4 bars is a variance of 0.0004 and a deviation of 2 %.
    @Test(arguments: [
        // 0.0002 over 0.0004.
        ("kind: return", false, 0.0002, 0.5), ("kind: barrier-return, gain: 3", false, 0.0002, 0.5),
        // A log-return of −σ²/2 is a simple return of 0.
        ("kind: log-return", false, 0.0002, 1), ("kind: log-return", false, -0.0002, 0),
        // 0.1 widths of 0.5 % times √4 are 0.1 %.
        ("kind: scaled-return", false, 0.1, 2.5),
        // 0.1 of a gain of 3 widths of 0.5 % is 0.15 %, and of a loss of it −0.15 %.
        ("kind: triple-barrier, gain: 3, loss: 3", false, 0.1, 3.75),
        ("kind: triple-barrier, gain: 3, loss: 3", false, -0.1, -3.75),
        // 0.1 of 2 % is 0.2 %, as for the probability of 0.55, which is 0.05 above the half.
        ("kind: sign", false, 0.1, 5), ("kind: sign", true, 0.05, 5), ("side: close", true, 0.05, 5),
        // Barriers within the deviation bound what is gained: 0.1 of 1.5 % is 0.15 %; others do not.
        ("side: close, kind: barrier-return, gain: 3, loss: 3", true, 0.05, 3.75),
        ("side: close, kind: triple-barrier, gain: 30, loss: 30", true, 0.05, 5),
    ])
    func weightsAreThoseWorkedByHand(_ label: String, _ isProbability: Bool, _ edge: Double, _ expected: Double) throws
    {
        let rule = try Self.rule(label + ", horizon: 4", isProbability: isProbability)
        let found = try #require(rule.weight(edge: edge, width: 0.005, variance: 0.0004))
        #expect(abs(found - expected) < 1e-12, "\(label): \(found)")
    }

    /// The weight of a scaled return is that of the return, whatever the width: ten times the width, a tenth of the label.
    @Test func theUnitOfTheLabelCancels() throws {
        for horizon in [1, 5, 21] {
            let plain = try Self.rule("kind: return, horizon: \(horizon)")
            let scaled = try Self.rule("kind: scaled-return, horizon: \(horizon)")
            let barriers = try Self.rule("kind: triple-barrier, gain: 2, loss: 2, horizon: \(horizon)")
            let expected = try #require(plain.weight(edge: 0.003, width: .nan, variance: 0.01))
            for width in [0.0002, 0.01, 1] {
                let label = 0.003 / (width * Double(horizon).squareRoot())
                let found = try #require(scaled.weight(edge: label, width: width, variance: 0.01))
                #expect(abs(found / expected - 1) < 1e-12)
                let met = try #require(barriers.weight(edge: 0.003 / (2 * width), width: width, variance: 0.01))
                #expect(abs(met / expected - 1) < 1e-12)
            }
        }
    }

    /// Of simulated wealth the weight of the formula grows faster than half of it and than half as much again.
    @Test(arguments: [UInt64(3), 4, 5])
    func noOtherWeightGrowsFaster(_ seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "Kelly")
        // Gains and losses of two widths of 1 %, of which a gain comes with the probability 0.55: a label of 0.1.
        let steps = (0..<400_000).map { _ in random.uniform() < 0.55 ? 0.02 : -0.02 }
        let mean = steps.reduce(0, +) / Double(steps.count)
        let variance = steps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(steps.count)
        let rule = try Self.rule("kind: triple-barrier, gain: 2, loss: 2")
        let weight = try #require(rule.weight(edge: 0.1, width: 0.01, variance: variance))
        func growth(_ weight: Double) -> Double { steps.reduce(0) { $0 + log(1 + weight * $1) } }
        #expect(growth(weight) > growth(weight / 2) && growth(weight) > growth(weight * 1.5), "seed \(seed)")
        #expect(abs(weight - 5) < 0.1, "seed \(seed)")
    }

    @Test func whatIsNotKnownGivesNoWeight() throws {
        let scaled = try Self.rule("kind: scaled-return")
        for width in [Double.nan, 0, -1, .infinity] {
            #expect(scaled.weight(edge: 1, width: width, variance: 0.01) == nil)
        }
        let plain = try Self.rule("kind: return")
        for variance in [Double.nan, 0, .infinity] {
            #expect(plain.weight(edge: 1, width: 0.01, variance: variance) == nil)
        }
        #expect(plain.weight(edge: .infinity, width: 0.01, variance: 0.01) == nil)
        #expect(plain.weight(edge: 0.01, width: .nan, variance: 0.01) == 1)
    }
}
