/// A fitted model as named numbers: what a model file holds.
///
/// Restoring reads it through `finiteNumbers(_:count:)` and its kin, which refuse what is missing, of another length or
/// not finite, so that a file from elsewhere gives an error and never a trap.
public struct StoredModel: Sendable, Equatable, Codable {
    /// The tag by which it is read back, such as "linear", "network" or "transformed".
    public var kind: String
    /// Numbers in double precision by their names; a single number is an array of one.
    public var numbers: [String: [Double]]
    /// Numbers in single precision by their names.
    public var singles: [String: [Float]]
    /// Choices by their names.
    public var texts: [String: String]
    /// Models and transforms inside this one, by their names.
    public var parts: [String: StoredModel]

    /// How many models may be inside each other, the outermost counted.
    public static let mostLevels = 64

    /// A stored model.
    public init(
        kind: String, numbers: [String: [Double]] = [:], singles: [String: [Float]] = [:],
        texts: [String: String] = [:], parts: [String: StoredModel] = [:]
    ) {
        self.kind = kind
        self.numbers = numbers
        self.singles = singles
        self.texts = texts
        self.parts = parts
    }

    /// A fitted model, stored.
    ///
    /// - Throws: `LearningError.parameter` where its type, or that of one inside it, is not a `StorableModel`.
    public init(of model: any FittedModel) throws(LearningError) {
        guard let model = model as? any StorableModel else {
            throw .parameter(
                name: "the model to store", found: "a \(type(of: model)), which cannot be stored",
                allowed: "types that conform to StorableModel")
        }
        self = try model.stored
    }
}
