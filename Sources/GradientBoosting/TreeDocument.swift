internal import Core
internal import Foundation
internal import Learning

/// XGBoost's JSON of a model, as far as a prediction follows it.
///
/// - Source: XGBoost 1.7, `doc/model.schema`.
struct TreeDocument: Decodable {
    /// The attribute that holds what a raw prediction of 0 means.
    static let centreName = "label_centre"
    /// The attribute that holds what a raw prediction of 1 means above that.
    static let scaleName = "label_scale"
    /// The deepest that trees may be: the library walks down them by calls within calls.
    private static let deepest = 256

    private struct Learner: Decodable {
        var attributes: [String: String]?
        var gradientBooster: Ensemble
        var learnerModelParam: Parameters
        var objective: Objective
    }
    private struct Objective: Decodable { var name: String }
    private struct Parameters: Decodable {
        var baseScore: String
        var numClass: String
        var numFeature: String
        var numTarget: String?
    }
    private struct Ensemble: Decodable {
        var name: String
        var model: Model
    }
    private struct Model: Decodable {
        var gbtreeModelParam: [String: String]
        var treeInfo: [Int]
        var trees: [TreeColumns]
    }
    private var learner: Learner

    /// Reads a document.
    ///
    /// - Throws: `LearningError.library` with the place where it is no such document.
    init(_ bytes: [UInt8]) throws(LearningError) {
        guard bytes.first == UInt8(ascii: "{") else {
            throw XGBoostLibrary.error("the bytes are no model in XGBoost's JSON: they do not begin with {")
        }
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            self = try decoder.decode(TreeDocument.self, from: Data(bytes))
        } catch {
            throw XGBoostLibrary.error("the bytes are no model in XGBoost's JSON: \(TreeDocument.reason(error))")
        }
    }

    /// How many trees there are.
    var treeCount: Int { learner.gradientBooster.model.trees.count }

    /// Throws where a prediction for windows of a width would leave the trees or their features.
    ///
    /// - Returns: The centre and scale of the labels.
    func check(width: Int) throws(LearningError) -> (centre: Double, scale: Double) {
        let (ensemble, parameters) = (learner.gradientBooster, learner.learnerModelParam)
        try require(
            BoostingObjective.names.contains(learner.objective.name), "its objective is \(learner.objective.name)")
        try require(ensemble.name == "gbtree", "it is a \(ensemble.name), not a gbtree")
        try require(
            ["0", "1"].contains(parameters.numClass) && ["0", "1"].contains(parameters.numTarget ?? "1"),
            "it has several outputs")
        guard parameters.numFeature == "\(width)" else {
            throw .shape(
                found: "a model of windows of \(ShownText.field(parameters.numFeature)) numbers", needed: "\(width)")
        }
        // Version 3 writes a list of one.
        let start = Double(parameters.baseScore.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
        try require(start?.isFinite ?? false, "its base_score is not a finite number")
        let (model, sizes) = (ensemble.model, ensemble.model.gbtreeModelParam)
        try require(
            !model.trees.isEmpty && sizes["num_trees"] == "\(model.trees.count)"
                && model.treeInfo.count == model.trees.count && sizes["num_parallel_tree", default: "1"] == "1",
            "it has \(model.trees.count) trees, which is not what it says")
        try require(model.treeInfo.allSatisfy { $0 == 0 }, "its trees have several outputs")
        for (number, tree) in model.trees.enumerated() {
            try require(tree.id == number, "tree \(number) is numbered \(tree.id)")
            if let fault = tree.fault(width: width, deepest: TreeDocument.deepest) {
                throw XGBoostLibrary.error("the model can not be used: tree \(number) \(fault)")
            }
        }
        let (centre, scale) = (
            try attribute(TreeDocument.centreName, else: 0), try attribute(TreeDocument.scaleName, else: 1)
        )
        try require(scale > 0, "its attribute \(TreeDocument.scaleName) is not above 0")
        return (centre, scale)
    }

    private func attribute(_ name: String, else missing: Double) throws(LearningError) -> Double {
        guard let text = learner.attributes?[name] else { return missing }
        guard let value = Double(text), value.isFinite else {
            throw XGBoostLibrary.error("the model can not be used: its attribute \(name) is not a finite number")
        }
        return value
    }

    private func require(_ isTrue: Bool, _ fault: @autoclosure () -> String) throws(LearningError) {
        guard isTrue else { throw XGBoostLibrary.error("the model can not be used: \(fault())") }
    }

    /// What is wrong, and where in the document.
    private static func reason(_ error: any Error) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.isEmpty ? "" : " at \(context.codingPath.map(\.stringValue).joined(separator: "."))"
        }
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, let context): return "\(key.stringValue) is missing\(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "another type was expected\(place(context))"
        case .dataCorrupted(let context): return "it is cut short or altered\(place(context))"
        @unknown default: return "\(error)"
        }
    }
}
