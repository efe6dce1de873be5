public import Learning
public import StrategyKit

/// A fitted model on disk, with all that tells how it came about: `backtest.model/1`.
///
///     bytes 0 to 7     "BTMODEL" and a line feed
///     bytes 8 to 15    the length of the header, UInt64 little-endian
///     the header       JSON in UTF-8, keys sorted, padded by spaces so that it ends at a multiple of 64 bytes
///     the arrays       f64 and f32, little-endian, each at a multiple of 64 bytes, zeros between
///
/// The header holds `schema`, `description` (a `ModelDescription`), `model` (the tree of the stored model; each array as
/// `type`, `count` and `offset` from the header's end), `bytes` (how many follow) and `sha256`: of `arrays`, all bytes
/// behind the header; and of the `header`, all its bytes without the 64 digits of that hash, which are its last text.
/// Later schemas keep the beginning and the hash of the header. Equal content gives equal bytes, and no byte can change
/// unseen. All numbers are finite.
///
/// - Verified by: `ModelFileTests`, `ModelFileFaultTests`, `ModelFilePythonTests`.
public struct ModelFile: Sendable, Equatable {
    /// The schema that is written and read.
    public static let schema = "backtest.model/1"

    /// How files begin; another encoding of line ends would show.
    static let beginning = Array("BTMODEL\n".utf8)

    /// What is said of the model.
    public var description: ModelDescription
    /// The model.
    public var model: StoredModel

    /// A file of a model.
    public init(description: ModelDescription, model: StoredModel) {
        self.description = description
        self.model = model
    }

    /// The fitted model.
    ///
    /// - Parameters:
    ///   - restorers: What reads its kind; a user's own are added to them.
    ///   - path: The file, for messages.
    /// - Throws: `ModelFileError` with reason `.model`, for an unknown kind among others.
    public func fitted(
        by restorers: ModelRestorers = .builtIn, at path: String
    ) throws(ModelFileError) -> any StorableModel {
        do { return try restorers.model(model) } catch { throw ModelFileError(path: path, reason: .model(error)) }
    }
}
