internal import Learning

/// When boosting ends because the end of the training period, which it does not learn from, is predicted no better.
///
/// Samples whose labels reach into that end are left out of both parts (S67), and the test period has no share in it.
/// The trees that are kept are those up to the round with the lowest loss there.
public struct BoostingStop: Sendable, Equatable {
    /// The share of the steps that is held out, between 0 and 1.
    public var validation: Double
    /// How many rounds without a lower loss end the boosting.
    public var patience: Int

    /// A rule.
    public init(validation: Double = 0.2, patience: Int = 20) {
        self.validation = validation
        self.patience = patience
    }

    func requireValid() throws(LearningError) {
        guard validation > 0, validation < 1 else {
            throw .parameter(name: "validation part", found: "\(validation)", allowed: "between 0 and 1")
        }
        guard patience > 0 else { throw .parameter(name: "patience", found: "\(patience)", allowed: "1 and more") }
    }
}
