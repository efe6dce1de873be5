import Core
import Statistics
import TestSupport
import Testing

@Suite struct MultipleTestingTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func adjustedPValuesAgreeWithTheOracle() throws {
        let oracle = try OverfittingOracle()
        let figures = TrialSharpes(try oracle.returns(oracle.names)).figures
        let pValues = figures.map { figure in
            StudentDistribution.twoSided(figure.tStatistic ?? .nan, degrees: Double(figure.count - 1)) / 2
        }
        for (name, value) in zip(oracle.names, pValues) {
            #expect(agree(value, oracle.figure("multiple_testing", "one_sided_t_pvalues", name)), "\(name)")
        }
        for (key, method) in [
            ("bonferroni", MultipleTesting.bonferroni), ("holm", .holm), ("fdr_bh", .benjaminiHochberg),
            ("fdr_by", .benjaminiYekutieli),
        ] {
            for (name, value) in zip(oracle.names, try method.adjusted(pValues)) {
                let theirs = oracle.figure("multiple_testing", key, name)
                #expect(agree(value, theirs), "\(key) of \(name): \(value), oracle \(theirs)")
            }
        }
    }

    /// t = 3 among a hundred tests, normal: p = 0.0026998, by Bonferroni 0.26998, by Šidák 0.23688.
    @Test func aTStatisticOfThreeAmongAHundred() throws {
        let p = 2 * NormalDistribution.cumulative(-3)
        #expect(abs(p - 0.0026998) < 1e-7)
        #expect(abs(try MultipleTesting.bonferroni.adjusted([p], others: 99)[0] - 0.26998) < 1e-5)
        #expect(abs(try MultipleTesting.sidak.adjusted([p], others: 99)[0] - 0.23688) < 1e-5)
        #expect(abs(try MultipleTesting.holm.adjusted([p], others: 99)[0] - 0.26998) < 1e-5)
    }

    @Test func furtherTestsCountAsOnesWithAPValueOfOne() throws {
        let some = [0.001, 0.2, 0.01, 0.01, 0.9]
        for method in MultipleTesting.allCases {
            let with = try method.adjusted(some + [1, 1, 1])
            let without = try method.adjusted(some, others: 3)
            for place in some.indices { #expect(agree(with[place], without[place]), "\(method)") }
        }
    }

    @Test func pValuesOutOfRangeAreRefused() {
        for bad in [-0.1, 1.1, .nan] {
            #expect(throws: JudgementError.self) { try MultipleTesting.holm.adjusted([0.5, bad]) }
        }
        #expect(throws: JudgementError.self) { try MultipleTesting.holm.adjusted([0.5], others: -1) }
        #expect((try? MultipleTesting.holm.adjusted([])) == [])
    }
}
