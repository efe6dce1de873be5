extension ModelDeclaration {
    /// Every model that comes with the framework.
    static let builtIn: [ModelDeclaration] =
        baselines + regressions + penalised + classifiers + projections + overTime + networks + boostedTrees
}
