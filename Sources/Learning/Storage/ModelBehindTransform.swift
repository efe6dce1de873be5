/// A fitted model behind a fitted transform, both of any type: what `TransformedModel.Fitted` is read back as.
public struct ModelBehindTransform: StorableModel {
    /// How many numbers a window must have, before the transform.
    public let width: Int
    /// The transform.
    public let transform: any StorableTransform
    /// The model.
    public let base: any StorableModel

    /// The tag in `StoredModel.kind`.
    public static let storedKind = "transformed"

    /// What was fitted.
    init(width: Int, transform: any StorableTransform, base: any StorableModel) {
        self.width = width
        self.transform = transform
        self.base = base
    }

    /// What was stored.
    ///
    /// - Throws: `LearningError.parameter`, also where the widths of the two do not go together.
    init(_ stored: StoredModel, restoring restorers: ModelRestorers) throws(LearningError) {
        let width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
        let transform = try restorers.transform(try stored.part("transform"))
        let base = try restorers.model(try stored.part("base"))
        let (inputs, outputs) = (transform.inputCount, transform.outputCount)
        guard inputs > 0, outputs > 0, width.isMultiple(of: inputs) else {
            throw stored.invalid("width", found: "\(width)", "a multiple of the \(inputs) features of its transform")
        }
        let (needed, overflows) = (width / inputs).multipliedReportingOverflow(by: outputs)
        guard !overflows, base.width == needed else {
            throw stored.invalid(
                "base", found: "a model of windows of \(base.width) numbers",
                "one of as many as the transform gives: \(width / inputs) times \(outputs)")
        }
        self.init(width: width, transform: transform, base: base)
    }

    /// Both, as parts.
    public var stored: StoredModel {
        get throws(LearningError) {
            StoredModel(
                kind: Self.storedKind, numbers: ["width": [Double(width)]],
                parts: ["transform": transform.stored, "base": try base.stored])
        }
    }

    /// Transforms the rows of the windows, then predicts.
    ///
    /// - Throws: `LearningError.shape`.
    public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
        try requireWidth(of: inputs)
        return try base.predict(try inputs.transformed(by: transform))
    }
}

extension TransformedModel.Fitted: StorableModel where Transform.Fitted: StorableTransform, Base.Fitted: StorableModel {
    /// Both, as parts.
    ///
    /// - Throws: `LearningError.parameter` where a model inside cannot be stored.
    public var stored: StoredModel {
        get throws(LearningError) {
            try ModelBehindTransform(width: width, transform: transform, base: base).stored
        }
    }
}
