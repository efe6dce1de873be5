import Statistics

/// How steady a parameter was over the windows in which it was chosen.
///
/// - Verified by: `WalkForwardReportTests`.
public struct ParameterStability: Hashable, Sendable {
    /// The parameter.
    public let name: String
    /// Its value in each window; `nil` where nothing was chosen.
    ///
    /// Shape `[windows]`.
    public let values: [String?]

    /// A parameter over the windows.
    init(name: String, values: [String?]) {
        (self.name, self.values) = (name, values)
    }

    private var known: [String] { values.compactMap { $0 } }

    /// The number of windows in which it was chosen.
    public var count: Int { known.count }

    /// As numbers; `nil` where one of its values is a word, or none was chosen.
    public var numbers: [Double]? {
        let numbers = known.compactMap { Double($0) }
        return numbers.count == known.count && !numbers.isEmpty ? numbers : nil
    }

    /// How many different values it took.
    public var distinctCount: Int { Set(known).count }

    /// How often it changed from one choice to the next.
    public var changes: Int { zip(known, known.dropFirst()).count { $0 != $1 } }

    /// The value chosen most often, of equally frequent ones the first, and in which part of the windows; `nil` where none
    /// was chosen.
    public var mode: (value: String, share: Double)? {
        var counts: [String: Int] = [:]
        for value in known { counts[value, default: 0] += 1 }
        guard let most = counts.values.max(), let first = known.first(where: { counts[$0] == most }) else { return nil }
        return (first, Double(most) / Double(count))
    }

    /// The least and the greatest value; `nil` for words.
    public var range: ClosedRange<Double>? {
        guard let numbers, let least = numbers.min(), let most = numbers.max() else { return nil }
        return least...most
    }

    /// The standard deviation (over n − 1) by the size of the mean; `nil` for words, for fewer than two choices, and where
    /// the mean is 0.
    public var variation: Double? {
        guard let numbers, numbers.count > 1 else { return nil }
        let moments = Moments(numbers)
        guard moments.mean != 0, let deviation = moments.standardDeviation(ddof: 1) else { return nil }
        return deviation / moments.mean.magnitude
    }
}
