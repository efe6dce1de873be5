import Core
import TestSupport
import Testing

@testable import StylizedFacts

/// The battery itself: it must tell markets from noise.
@Suite struct BatteryTests {
    private let tails: [StylizedFact] = [.fatTails, .tailIndex]

    private func card(_ record: MarketRecord) throws -> Scorecard { try StylizedFactsBattery().scorecard(of: record) }

    @Test(arguments: [UInt64(1), 2, 3]) func aGaussianWalkFailsTailsAndClustering(seed: UInt64) throws {
        let card = try card(SmallMarkets.record("walk", SmallMarkets.normals(100_000, seed: seed)))
        for fact in tails + [.volatilityClustering, .aggregationalGaussianity] {
            #expect(card[fact]?.verdict == .failed, "seed \(seed), \(fact): \(String(describing: card[fact]))")
        }
        // It is a walk: nothing predicts it, and it diffuses.
        #expect(card[.noLinearPredictability]?.verdict == .passed, "seed \(seed)")
        #expect(card[.priceDiffusivity]?.verdict == .passed, "seed \(seed)")
        #expect(!card.passes)
    }

    @Test(arguments: [UInt64(1), 2, 3]) func garchWithStudentsTPassesTailsAndClustering(seed: UInt64) throws {
        let card = try card(
            SmallMarkets.record("garch", SmallMarkets.garch(200_000, alpha: 0.1, beta: 0.88, seed: seed)))
        for fact in tails + [.aggregationalGaussianity, .volatilityClustering, .conditionalHeavyTails] {
            #expect(
                card[fact]?.verdict == .passed,
                "seed \(seed), \(fact): \(card[fact]?.conditions ?? []) \(card[fact]?.details ?? [])")
        }
    }

    @Test(arguments: [UInt64(1), 2, 3]) func permutedRealReturnsKeepTailsAndLoseClustering(seed: UInt64) throws {
        let bars = try SmallMarkets.futureMinutes()
        let real = SampledReturns(of: bars, sessions: [], longestSilence: 30 * Timestamp.minute).values
        let permuted = SmallMarkets.permuted(real, seed: seed)
        let ours = try card(SmallMarkets.record("real", real, scale: 1))
        let shuffled = try card(SmallMarkets.record("permuted", permuted, scale: 1))
        #expect(ours[.volatilityClustering]?.conditions.first?.outcome == .passed)
        #expect(shuffled[.volatilityClustering]?.verdict == .failed, "seed \(seed)")
        #expect(ours[.tailIndex]?.verdict == .passed && shuffled[.tailIndex]?.verdict == .passed, "seed \(seed)")
        let (before, after) = (ours[.tailIndex]?.estimate.value ?? 0, shuffled[.tailIndex]?.estimate.value ?? 1)
        #expect(agree(before, after))
        #expect(
            agree(ours[.fatTails]?.estimate.value ?? 0, shuffled[.fatTails]?.estimate.value ?? 1, relative: 1e-6))
    }
}
