extension Baseline.Fitted: RestorableModel {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "baseline"

    /// The constant or the place; no place is stored for the constant.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind,
            numbers: ["width": [Double(width)]].merging(
                column.map { ["column": [Double($0)]] } ?? ["constant": [constant]], uniquingKeysWith: { $1 }))
    }

    /// The baseline that was stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
        let hasColumn = stored.numbers["column"] != nil
        self.init(
            width: width, constant: hasColumn ? 0 : try stored.finiteNumber("constant"),
            column: hasColumn ? try stored.wholeNumber("column", in: 0...width - 1) : nil)
    }
}
