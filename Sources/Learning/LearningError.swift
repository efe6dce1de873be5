internal import Core
public import LinearAlgebra

/// Why nothing could be learnt.
public enum LearningError: Error, Equatable, CustomStringConvertible {
    /// Too few samples: how many there are, how many are needed, and for what.
    case tooFewSamples(found: Int, needed: Int, purpose: String)
    /// A feature is NaN or infinite: its sample and its column.
    case notFinite(sample: Int, feature: Int)
    /// A label is NaN or infinite.
    case labelNotFinite(sample: Int)
    /// A feature is the same for all samples, or depends on others, where that can not be: the columns, and their names
    /// where these are known.
    case dependentFeatures(columns: [Int], names: [String] = [])
    /// A fold has no training samples left: its number from zero, how many the purge and the embargo took.
    case emptyFold(fold: Int, purged: Int, embargoed: Int)
    /// The labels of all samples before a validation part reach into it: how many are held out there, and how many the
    /// purge took.
    case nothingBeforeValidation(held: Int, purged: Int)
    /// A feature is NaN or infinite behind the first row at which all are defined: the instrument's place, the row of
    /// its data, and the feature's name.
    case featureMissing(instrument: Int, row: Int, feature: String)
    /// All labels are of one class.
    case oneClass(label: Double)
    /// A parameter is out of its range: its name, what was found, what is allowed.
    case parameter(name: String, found: String, allowed: String)
    /// Shapes that do not go together: what was found and what is needed.
    case shape(found: String, needed: String)
    /// An iteration did not reach its tolerance.
    case noConvergence(method: String, iterations: Int)
    /// The loss grew without bound or became NaN: the epoch and step at which it was seen.
    case divergence(epoch: Int, step: Int)
    /// Nothing could be fitted of what there was to choose from: each with its reason.
    case noCandidate(reasons: [String])
    /// The caller wanted it no more.
    case cancelled
    /// A stored model or transform is of a kind that nothing here reads: the kind, and those that are known.
    case unknownKind(found: String, known: [String])
    /// What linear algebra could not do.
    case algebra(LinearAlgebraError)
    /// An outside library is absent or failed: its name, and what it said.
    case library(name: String, message: String)

    /// What was found, what is needed, and the remedy.
    public var description: String {
        switch self {
        case .tooFewSamples(let found, let needed, let purpose):
            "\(found) samples are too few for \(purpose): it needs \(needed); take more data, or shorter windows and "
                + "horizons"
        case .notFinite(let sample, let feature):
            "feature \(feature) of sample \(sample) is not a finite number; leave out samples before all features are "
                + "defined"
        case .labelNotFinite(let sample): "the label of sample \(sample) is not a finite number"
        case .dependentFeatures(let columns, let names):
            LearningError.dependent(names.isEmpty ? columns.map(String.init) : names)
        case .emptyFold(let fold, let purged, let embargoed):
            "fold \(fold) has no training samples: the purge took \(purged) and the embargo \(embargoed) of them; take "
                + "fewer folds, a longer training period, or shorter horizons and embargo"
        case .nothingBeforeValidation(let held, let purged):
            "nothing is left to learn from: the purge took all \(purged) samples before the validation part of \(held), "
                + "as their labels reach into it; take a smaller validation part, a longer training period, or shorter "
                + "horizons"
        case .featureMissing(let instrument, let row, let feature):
            "feature \(feature) of instrument \(instrument) is not a finite number in row \(row), though all features "
                + "were defined before; fill it, or skip samples whose window holds such rows"
        case .oneClass(let label): "all labels are \(label): there is nothing to tell apart"
        case .parameter(let name, let found, let allowed): "\(name) is \(found); allowed is \(allowed)"
        case .shape(let found, let needed): "found \(found); needed is \(needed)"
        case .noConvergence(let method, let iterations):
            "\(method) did not converge in \(iterations) iterations; standardise the features, or allow more"
        case .divergence(let epoch, let step):
            "the loss grew without bound in epoch \(epoch), step \(step); lower the learning rate, clip gradients or "
                + "standardise the features"
        case .noCandidate(let reasons):
            reasons.isEmpty
                ? "there is no model to choose from; give one or more"
                : "none of \(reasons.count) models to choose from could be fitted: \(reasons.joined(separator: "; "))"
        case .cancelled: "the fit was cancelled"
        case .unknownKind(let found, let known):
            "'\(ShownText.field(found))' is no kind of stored model or transform that is known; known are "
                + "\(known.joined(separator: ", ")); register the type that stored it"
        case .algebra(let error): error.description
        case .library(let name, let message): "\(name): \(message)"
        }
    }

    private static func dependent(_ features: [String]) -> String {
        if features.count == 1 {
            return "feature \(features[0]) is constant or depends on others; leave it out, or penalise (ridge)"
        }
        let most = 8
        let rest = features.count > most ? " and \(features.count - most) more" : ""
        return "features \(features.prefix(most).joined(separator: ", "))\(rest) are constant or depend on others; "
            + "leave them out, or penalise (ridge)"
    }
}
