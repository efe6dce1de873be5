import Core
import Testing

@testable import StrategyKit

/// Features beside those of other instruments, against their definitions.
@Suite struct CrossSectionTests {
    @Test func ranksRunFromMinusOneToOneAndEqualValuesShareTheirs() {
        #expect(CrossSection.rank.apply([30, 10, 20]) == [1, -1, 0])
        #expect(CrossSection.rank.apply([5, 1, 5, 9, 5]) == [0, -1, 0, 1, 0])
        #expect(CrossSection.rank.apply([2, 2]) == [0, 0])
        let thirds = CrossSection.rank.apply([1, 1, 2, 3]).map { ($0 * 3).rounded() }
        #expect(thirds == [-2, -2, 1, 3])
    }

    @Test func scoresAreInStandardDeviationsOfThoseThere() {
        // Mean 5, squares 9 1 1 1 0 0 4 16 over 8: deviation 2.
        #expect(CrossSection.score.apply([2, 4, 4, 4, 5, 5, 7, 9]) == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])
        #expect(CrossSection.score.apply([3, 3, 3]) == [0, 0, 0])
        #expect(CrossSection.difference.apply([1, 2, 6]) == [-2, -1, 3])
    }

    @Test func oneAloneIsInTheMiddle() {
        for across in CrossSection.allCases { #expect(across.apply([42]) == [0]) }
        for across in CrossSection.allCases { #expect(across.apply([]) == []) }
    }

    @Test func whatIsNotThereDoesNotCountForTheOthers() {
        for across in CrossSection.allCases {
            let found = across.apply([.nan, 4, .infinity, 1, -.infinity, 7])
            let alone = across.apply([4, 1, 7])
            #expect(found[0].isNaN && found[2].isNaN && found[4].isNaN)
            #expect([found[1], found[3], found[5]] == alone, "\(across)")
            #expect(across.apply([.nan, .nan]).allSatisfy { $0.isNaN })
        }
        #expect(CrossSection.rank.apply([.nan, 3]).last == 0)
    }

    @Test(arguments: UInt64(0)..<50) func randomValuesAgreeWithCounting(seed: UInt64) {
        var random = RandomStream(seed: seed, name: "cross-sections")
        // Whole numbers, so that some are equal.
        let values = (0..<1 + random.below(30)).map { _ in
            random.below(5) == 0 ? Double.nan : Double(random.below(12))
        }
        for across in CrossSection.allCases {
            for (value, found) in zip(values, across.apply(values)) {
                let expected = CrossSectionTests.brute(across, value, among: values)
                #expect(found.isNaN ? expected.isNaN : abs(found - expected) < 1e-12, "seed \(seed), \(across)")
            }
        }
    }

    /// One value beside others, by counting.
    static func brute(_ across: CrossSection, _ value: Double, among values: [Double]) -> Double {
        guard value.isFinite else { return .nan }
        let there = values.filter(\.isFinite)
        let mean = there.reduce(0, +) / Double(there.count)
        switch across {
        case .rank:
            if there.count == 1 { return 0 }
            let (less, equal) = (there.count { $0 < value }, there.count { $0 == value })
            return (2 * Double(less) + Double(equal - 1)) / Double(there.count - 1) - 1
        case .difference: return value - mean
        case .score:
            let deviation = (there.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(there.count)).squareRoot()
            return deviation > 1e-15 ? (value - mean) / deviation : 0
        }
    }
}
