/// A fitted model that can be stored.
///
/// What is stored is what predictions need; what is read back may be another type, but predicts the same bits. A conformer
/// must pass: stored, read back and stored again it is the same, and so are the bits of its predictions.
///
/// - Verified by: `StoredModelTests`, for every model here.
public protocol StorableModel: FittedModel {
    /// The model as named numbers.
    ///
    /// - Throws: `LearningError.parameter` where a model inside it cannot be stored.
    var stored: StoredModel { get throws(LearningError) }
}

/// A fitted model that is read back as its own type.
///
///     extension Momentum.Fitted: RestorableModel {
///         static let storedKind = "example.momentum"
///         var stored: StoredModel { StoredModel(kind: Self.storedKind, numbers: ["width": [Double(width)]]) }
///         init(_ stored: StoredModel) throws(LearningError) {
///             width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
///         }
///     }
///
/// It is read back where its type is added to the `ModelRestorers`. A model with others inside it adds a function there
/// instead, which is given what reads the others.
public protocol RestorableModel: StorableModel {
    /// The tag in `StoredModel.kind`: of a user's own types one that no type here has, such as `mine.momentum`.
    static var storedKind: String { get }

    /// The model that was stored.
    ///
    /// - Throws: `LearningError` for anything that no such model can be made of; never traps.
    init(_ stored: StoredModel) throws(LearningError)
}

extension StoredModel {
    /// How many numbers a window of a stored model may have at most.
    public static let greatestWidth = 1 << 40
}
