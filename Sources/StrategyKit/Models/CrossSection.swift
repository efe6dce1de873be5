import Learning

/// How a feature is seen beside those of the other instruments whose bars end at the same instant.
///
/// An instrument without a value at the instant has none, and does not count for the others.
///
/// - Verified by: `CrossSectionTests`.
public enum CrossSection: String, Sendable, CaseIterable, Codable {
    /// The rank, from −1 for the least to 1 for the greatest; equal values have the mean of theirs, and one alone 0.
    case rank
    /// The distance from the mean in standard deviations; 0 where all are equal.
    case score
    /// The distance from the mean.
    case difference

    /// Brings values of one instant beside each other; what is not finite stays `nan`.
    func apply(_ values: [Double]) -> [Double] {
        let present = values.indices.filter { values[$0].isFinite }
        var result = [Double](repeating: .nan, count: values.count)
        guard !present.isEmpty else { return result }
        let count = Double(present.count)
        switch self {
        case .rank:
            for (place, rank) in zip(present, PredictionScore.ranks(present.map { values[$0] })) {
                result[place] = count > 1 ? 2 * (rank - 1) / (count - 1) - 1 : 0
            }
        case .score, .difference:
            let mean = present.reduce(0) { $0 + values[$1] } / count
            var unit = 1.0
            if self == .score {
                let squares = present.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) }
                unit = (squares / count).squareRoot()
            }
            for place in present { result[place] = unit > 0 ? (values[place] - mean) / unit : 0 }
        }
        return result
    }
}
