public import Learning
internal import Synchronization

/// Boosted trees that have been grown.
///
/// It is its bytes: XGBoost's own JSON, which every version of the library from 1.7 on reads, in every language. The
/// library is opened when it first predicts.
///
/// - Verified by: `FittedTreesTests`.
public struct FittedTrees: FittedModel {
    /// How many numbers a window must have.
    public let width: Int
    /// The model in XGBoost's JSON; the centre and scale of the labels are among its attributes.
    public let bytes: [UInt8]
    /// How many trees there are.
    public let rounds: Int
    /// The losses of the rounds that were grown, those behind the best among them; empty for a model read from bytes.
    public let history: [EpochRecord]
    /// What a raw prediction of 0 means, in the unit of the labels.
    private let centre: Double
    /// What a raw prediction of 1 means above that.
    private let scale: Double
    private let predictor: Predictor

    /// The windows that are packed at a time.
    private static var batch: Int { 4_096 }

    init(
        width: Int, bytes: [UInt8], rounds: Int, centre: Double, scale: Double, history: [EpochRecord], library: String?
    ) {
        (self.width, self.bytes, self.rounds) = (width, bytes, rounds)
        (self.centre, self.scale, self.history) = (centre, scale, history)
        predictor = Predictor(bytes: bytes, library: library)
    }

    /// A model of its bytes, of whatever origin.
    ///
    /// The library trusts what it is handed and would follow a wrong number out of its memory. So the trees are checked
    /// before: lengths, children, features, depth, one output of one of the three objectives.
    ///
    /// - Parameters:
    ///   - bytes: XGBoost's JSON, as `bytes` has it or as a Booster of Python's package saves it.
    ///   - width: How many numbers a window has.
    ///   - library: As that of `GradientBoostedTrees`.
    /// - Throws: `LearningError.library` with what is wrong; `.shape` for a model of another width.
    public init(bytes: [UInt8], width: Int, library: String? = nil) throws(LearningError) {
        let document = try TreeDocument(bytes)
        let (centre, scale) = try document.check(width: width)
        self.init(
            width: width, bytes: bytes, rounds: document.treeCount, centre: centre, scale: scale, history: [],
            library: library)
    }

    /// A number for each sample: the forecast of its label, or the probability of the greater class.
    ///
    /// Windows are rounded to single precision. One thread predicts at a time, others wait.
    ///
    /// - Throws: `LearningError.shape`; `.library` where it is absent or refuses the bytes or a window, such as one with a
    ///   number beyond single precision.
    public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
        guard inputs.width == width else {
            throw .shape(
                found: "windows of \(inputs.width) numbers", needed: "the \(width) that the model was fitted on")
        }
        var values: [Double] = []
        values.reserveCapacity(inputs.count)
        for start in stride(from: 0, to: inputs.count, by: FittedTrees.batch) {
            let rows = try BoosterMatrix.packed(inputs, start..<min(inputs.count, start + FittedTrees.batch))
            let raw = try predictor.predict(rows, width: width)
            for value in raw { values.append(centre + scale * Double(value)) }
        }
        return values
    }

    /// The library's booster of the bytes, made when it is first asked.
    private final class Predictor: Sendable {
        private let bytes: [UInt8]
        private let library: String?
        private let booster = Mutex<Booster?>(nil)

        init(bytes: [UInt8], library: String?) {
            self.bytes = bytes
            self.library = library
        }

        func predict(_ rows: [Float], width: Int) throws(LearningError) -> [Float] {
            try booster.withLock { (booster) throws(LearningError) in
                if let booster { return try booster.predict(rows, width: width) }
                let made = try Booster(try XGBoostLibrary.found(file: library), bytes: bytes)
                let values = try made.predict(rows, width: width)
                booster = made
                return values
            }
        }
    }
}
