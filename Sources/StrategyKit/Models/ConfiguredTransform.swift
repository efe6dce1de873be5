import Core
import Learning

/// A transform of features as a config names it.
struct ConfiguredTransform {
    /// What it is, for headers and reports.
    let text: String
    /// What is fitted.
    let transform: any FeatureTransform

    /// The transforms of a model, in order.
    static func all(_ model: ConfigValue) -> [ConfiguredTransform] {
        (model["transforms"]?.elements ?? []).map { section in
            let kind = section["kind"]?.text ?? ""
            let (count, tail) = (section["count"]?.whole, section["tail"]?.number)
            var words = [kind]
            if let count { words.append("\(count)") }
            if let tail { words.append(tail.shortestText) }
            return ConfiguredTransform(
                text: words.joined(separator: " "), transform: transform(kind, count: count, tail: tail ?? 0.01))
        }
    }

    private static func transform(_ kind: String, count: Int?, tail: Double) -> any FeatureTransform {
        switch kind {
        case "robust": Standardisation(.robust)
        case "winsorise": Winsorisation(lower: tail, upper: 1 - tail)
        case "rank": QuantileTransform(.uniform)
        case "normal": QuantileTransform(.normal)
        case "pca": PrincipalComponentTransform(components: count)
        case "select": CorrelationSelection(count: count ?? 1)
        default: Standardisation()
        }
    }

    /// A model behind it.
    func before(_ model: any Model) -> any Model { transform.before(model) }
}

extension FeatureTransform {
    /// A model behind this transform.
    fileprivate func before(_ model: any Model) -> any Model { model.asAny(behind: self) }
}

extension Model {
    /// This model behind a transform, its type forgotten.
    fileprivate func asAny(behind transform: some FeatureTransform) -> any Model { behind(transform) }
}
