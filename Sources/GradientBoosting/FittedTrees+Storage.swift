public import Learning

/// Read back where `ModelRestorers.addBoostedTrees()` was called.
extension FittedTrees: RestorableModel {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "boosted_trees"

    /// The width of windows, and the trees in XGBoost's JSON.
    ///
    /// - Throws: `LearningError.parameter` where the library wrote what is no text.
    public var stored: StoredModel {
        get throws(LearningError) {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .parameter(name: "the trees to store", found: "bytes that are no text", allowed: "UTF-8")
            }
            return StoredModel(kind: Self.storedKind, numbers: ["width": [Double(width)]], texts: ["trees": text])
        }
    }

    /// The trees that were stored, without the losses of their rounds.
    ///
    /// - Throws: `LearningError.parameter`; what `init(bytes:width:library:)` does.
    public init(_ stored: StoredModel) throws(LearningError) {
        let width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
        try self.init(bytes: Array(try stored.text("trees").utf8), width: width)
    }
}

extension ModelRestorers {
    /// Adds boosted trees.
    ///
    /// The XGBoost library is opened when such a model first predicts.
    public mutating func addBoostedTrees() { add(FittedTrees.self) }
}
