/// What has been learnt of a matrix, if it can be stored: it makes `FittedMatrixModel` a `StorableModel`.
public protocol StorablePrediction: MatrixPrediction {
    /// What predictions need, as named numbers.
    var stored: StoredModel { get }
}

/// What has been learnt of a matrix, if it is read back as its own type.
public protocol RestorablePrediction: StorablePrediction {
    /// The tag in `StoredModel.kind`.
    static var storedKind: String { get }

    /// How many columns a matrix must have.
    var width: Int { get }

    /// What was stored.
    ///
    /// - Throws: `LearningError` for anything that no such prediction can be made of.
    init(_ stored: StoredModel) throws(LearningError)
}

extension FittedMatrixModel: StorableModel where Fit: StorablePrediction {
    /// What predictions need, as named numbers.
    public var stored: StoredModel { fit.stored }
}

extension FittedMatrixModel: RestorableModel where Fit: RestorablePrediction {
    /// The tag of what has been learnt.
    public static var storedKind: String { Fit.storedKind }

    /// The model that was stored.
    ///
    /// - Throws: `LearningError` for anything that no such model can be made of.
    public init(_ stored: StoredModel) throws(LearningError) {
        let fit = try Fit(stored)
        self.init(width: fit.width, fit: fit)
    }
}
