import TestSupport
import Testing

@testable import StylizedFacts

@Suite struct GARCHTests {
    @Test func theGradientIsThatOfDifferences() {
        let likelihood = GARCHLikelihood(SmallMarkets.garch(500, alpha: 0.1, beta: 0.8, seed: 2))
        let model = GARCHModel(mean: 0.03, constant: 0.15, shock: 0.12, memory: 0.7)
        let gradient = likelihood.evaluate(model).gradient
        let paths: [WritableKeyPath<GARCHModel, Double>] = [\.constant, \.shock, \.memory, \.mean]
        for (place, path) in paths.enumerated() {
            let step = 1e-6
            var (up, down) = (model, model)
            up[keyPath: path] += step
            down[keyPath: path] -= step
            let difference = (likelihood.evaluate(up).value - likelihood.evaluate(down).value) / (2 * step)
            #expect(agree(gradient[place], difference, relative: 1e-5), "\(place): \(gradient[place]), \(difference)")
        }
    }

    @Test func aWalkWithoutClusteringAndConstantsAreNoTrap() throws {
        let fit = try #require(GARCHFit(SmallMarkets.normals(5_000, seed: 6)))
        #expect(fit.model.shock < 0.03 && fit.model.persistence < 1 && fit.model.constant > 0)
        #expect(GARCHFit([Double](repeating: 1, count: 100)) == nil)
        #expect(GARCHFit([1, 2, 3]) == nil)
    }
}
