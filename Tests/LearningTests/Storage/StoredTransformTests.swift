import Learning
import Testing

@Suite struct StoredTransformTests {
    @Test func everyTransformIsReadBackEqual() throws {
        let set = try ModelTests.samples(seed: 41)
        let fold = try #require(try set.folds(ModelTests.walk).first)
        var kinds: Set<String> = []
        func hold<Fitted: StorableTransform>(_ fitted: Fitted) throws {
            kinds.insert(fitted.stored.kind)
            let restored = try #require(try ModelRestorers().transform(fitted.stored) as? Fitted)
            #expect(restored == fitted)
        }
        try hold(try Standardisation(.moments).fit(fold.training))
        try hold(try Standardisation(.robust).fit(fold.training))
        try hold(try Winsorisation().fit(fold.training))
        try hold(try QuantileTransform(.uniform).fit(fold.training))
        try hold(try QuantileTransform(.normal, points: 7).fit(fold.training))
        try hold(try PrincipalComponentTransform().fit(fold.training))
        try hold(try PrincipalComponentTransform(components: 1, whitens: false).fit(fold.training))
        try hold(try CorrelationSelection(count: 1).fit(fold.training))
        #expect(kinds == Set(ModelRestorers().transformKinds))
    }

    static let impossible: [StoredModel] = [
        StoredModel(kind: "standardisation", numbers: ["centres": [], "deviations": []]),
        StoredModel(kind: "standardisation", numbers: ["centres": [0, 1], "deviations": [1]]),
        StoredModel(kind: "standardisation", numbers: ["centres": [0], "deviations": [-1]]),
        StoredModel(kind: "winsorisation", numbers: ["least": [1], "greatest": [0]]),
        StoredModel(kind: "winsorisation", numbers: ["least": [1], "greatest": [.infinity]]),
        StoredModel(
            kind: "quantiles", numbers: ["features": [2], "quantiles": [1, 2, 3]], texts: ["output": "uniform"]),
        StoredModel(
            kind: "quantiles", numbers: ["features": [2], "quantiles": [1, 2]], texts: ["output": "uniform"]),
        StoredModel(
            kind: "quantiles", numbers: ["features": [0], "quantiles": [1, 2]], texts: ["output": "uniform"]),
        StoredModel(
            kind: "quantiles", numbers: ["features": [1], "quantiles": [2, 1]], texts: ["output": "uniform"]),
        StoredModel(kind: "quantiles", numbers: ["features": [1], "quantiles": [1, 2]], texts: ["output": "rank"]),
        StoredModel(
            kind: "principal_components",
            numbers: ["means": [0, 0], "weights": [1], "variances": [1], "total_variance": [1]]),
        StoredModel(kind: "correlation_selection", numbers: ["kept": [2], "correlations": [0, 1]]),
        StoredModel(kind: "correlation_selection", numbers: ["kept": [1, 0], "correlations": [0, 1]]),
        StoredModel(kind: "correlation_selection", numbers: ["kept": [], "correlations": [0, 1]]),
        StoredModel(kind: "scaler"),
    ]

    @Test func whatNoTransformCanBeMadeOfIsRefused() {
        for stored in Self.impossible {
            #expect(throws: LearningError.self, "\(stored)") { _ = try ModelRestorers().transform(stored) }
        }
    }
}
