/// A fitted transform of features that can be stored and read back; stored in the same form as a model.
///
/// A conformer must pass: read back it is equal, and anything else stored under its kind gives an error, never a trap.
///
/// - Verified by: `StoredTransformTests`.
public protocol StorableTransform: FittedTransform {
    /// The tag in `StoredModel.kind`.
    static var storedKind: String { get }

    /// The transform as named numbers.
    var stored: StoredModel { get }

    /// The transform that was stored.
    ///
    /// - Throws: `LearningError` for anything that no such transform can be made of.
    init(_ stored: StoredModel) throws(LearningError)
}
