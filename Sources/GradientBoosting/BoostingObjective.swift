/// What boosted trees make small.
public enum BoostingObjective: Sendable, Equatable {
    /// The squared error.
    case squared
    /// The cross-entropy of two classes: labels of any two values; the prediction is the probability of the greater.
    case logistic
    /// The pseudo-Huber loss, `slope² (√(1 + (e/slope)²) − 1)`: squared for small errors, linear for great ones.
    ///
    /// The slope is in the unit of the labels that the trees learn: deviations where they are standardised.
    case huber(slope: Double)

    /// The library's name.
    var name: String {
        switch self {
        case .squared: "reg:squarederror"
        case .logistic: "binary:logistic"
        case .huber: "reg:pseudohubererror"
        }
    }

    /// The library's name for the mean loss, or for the root of it.
    var metric: String {
        switch self {
        case .squared: "rmse"
        case .logistic: "logloss"
        case .huber: "mphe"
        }
    }

    /// The mean loss, of the metric over labels as learnt: squared units of the labels for the squared error, of the labels
    /// as learnt for the others.
    func loss(ofMetric metric: Double, scale: Double) -> Double {
        self == .squared ? metric * metric * scale * scale : metric
    }

    /// The objectives' names, as model files bear them.
    static let names: Set<String> = [squared.name, logistic.name, huber(slope: 1).name]
}
