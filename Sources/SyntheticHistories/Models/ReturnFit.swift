/// A model as it was fitted.
public struct ReturnFit<Model: ReturnModel>: Sendable {
    /// The model with the best parameters that were found.
    public var model: Model
    /// The logarithm of the likelihood there; `nil` for a fit by moments.
    public var logLikelihood: Double?
    /// Whether the search came to an end.
    public var isConverged: Bool
    /// What to know of the fit, a sentence; `nil` for nothing.
    public var note: String?

    /// A fit.
    public init(_ model: Model, logLikelihood: Double? = nil, isConverged: Bool = true, note: String? = nil) {
        (self.model, self.logLikelihood) = (model, logLikelihood)
        (self.isConverged, self.note) = (isConverged, note)
    }
}
