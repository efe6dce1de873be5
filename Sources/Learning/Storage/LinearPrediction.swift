#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
public import LinearAlgebra

/// What every linear regression predicts by: a linear function and what is made of its value.
public struct LinearPrediction: RestorablePrediction, Equatable {
    /// What is made of the value of the function.
    public enum Link: String, Sendable, CaseIterable {
        /// The value itself.
        case identity
        /// `1 / (1 + e^−value)`: the probability of the greater label.
        case logistic
    }

    /// The function of the features.
    public let function: LinearFunction
    /// What is made of its value.
    public let link: Link

    /// A function and its link.
    public init(function: LinearFunction, link: Link = .identity) {
        self.function = function
        self.link = link
    }

    /// The value for each row.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ features: Matrix<Double>) throws(LearningError) -> [Double] {
        let values = try function.predict(features)
        return link == .logistic ? values.map { 1 / (1 + exp(-$0)) } : values
    }

    /// The tag in `StoredModel.kind`.
    public static let storedKind = "linear"

    /// How many features there are.
    public var width: Int { function.coefficients.count }

    /// Intercept, coefficients and link.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind,
            numbers: ["intercept": [function.intercept], "coefficients": function.coefficients],
            texts: ["link": link.rawValue])
    }

    /// The function that was stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        self.init(
            function: LinearFunction(
                intercept: try stored.finiteNumber("intercept"),
                coefficients: try stored.finiteNumbers("coefficients")),
            link: try stored.choice("link", Link.allCases.map { ($0.rawValue, $0) }))
    }
}
