import Core
import Simulation
import Statistics
import SyntheticHistories
import Testing

/// What every model of returns promises.
@Suite struct ModelConformanceTests {
    private static let year = 1.0 / 252

    /// What a path of a model must be, whatever its parameters.
    private func check<Model: ReturnModel>(_ type: Model.Type) {
        let model = Model(Model.Parameters(), yearsPerBar: Self.year)
        let (returns, variances) = HistoryFixtures.path(model, count: 20_000, seed: 11)
        #expect(returns.allSatisfy(\.isFinite) && variances.allSatisfy { $0 > 0 && $0.isFinite })
        let again = HistoryFixtures.path(model, count: 20_000, seed: 11)
        #expect(again.returns == returns && again.variances == variances)
        #expect(HistoryFixtures.path(model, count: 20_000, seed: 12).returns != returns)
        let first = HistoryFixtures.path(model, count: 100, seed: 11)
        #expect(Model.usesCommonDraws || Array(returns.prefix(100)) == first.returns)
        #expect(model.innovationShare > 0 && model.innovationShare <= 1)
        let residuals = Moments(model.residuals(of: returns))
        #expect(abs(residuals.mean) < 0.06, "\(type): mean \(residuals.mean)")
        #expect(abs(residuals.sumOfSquares / 20_000 - 1) < 0.15, "\(type): \(residuals.sumOfSquares / 20_000)")
        #expect(Model.problem(with: Model.Parameters()) == nil)
    }

    @Test func pathsAreFiniteAndResidualsOfOneScale() {
        check(GeometricBrownianMotion.self)
        check(JumpDiffusion.self)
        check(Heston.self)
        check(GARCH.self)
        check(RegimeSwitching.self)
    }

    @Test(arguments: HistoryKind.allCases) func everyParameterHasADefaultInItsRangeAndASentence(kind: HistoryKind) {
        #expect(!kind.summary.isEmpty && !kind.parameters.isEmpty)
        for parameter in kind.parameters {
            #expect(!parameter.summary.isEmpty && !parameter.name.contains(" "))
            guard case .number(let range) = parameter.domain, case .number(let value) = parameter.defaultValue else {
                continue
            }
            #expect(range.contains(value), "\(kind.rawValue).\(parameter.name)")
        }
    }
}
