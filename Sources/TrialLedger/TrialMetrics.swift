/// A trial's metrics by name: the names once for all trials of a sweep, a value a name.
public struct TrialMetrics: Hashable, Sendable {
    /// The names, without line ends.
    public let names: [String]
    /// As many values; `nil` where a metric does not exist for the trial.
    public let values: [Double?]

    /// Metrics whose names other trials share.
    ///
    /// - Precondition: As many values as names.
    public init(names: [String], values: [Double?]) {
        precondition(names.count == values.count, "\(names.count) names of metrics for \(values.count) values")
        self.names = names
        self.values = values
    }

    /// No metrics.
    public static let none = TrialMetrics(names: [], values: [])

    /// A metric's value; `nil` where it does not exist or has no such name.
    public subscript(name: String) -> Double? {
        names.firstIndex(of: name).flatMap { values[$0] }
    }

    /// Equal where the values have the same bits: `nan` equals itself.
    public static func == (lhs: TrialMetrics, rhs: TrialMetrics) -> Bool {
        lhs.names == rhs.names && lhs.values.map { $0?.bitPattern } == rhs.values.map { $0?.bitPattern }
    }

    /// Hashes what makes two equal.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(names)
        hasher.combine(values.map { $0?.bitPattern })
    }
}

extension TrialMetrics: ExpressibleByDictionaryLiteral {
    /// Metrics in the order in which they are written.
    public init(dictionaryLiteral elements: (String, Double?)...) {
        self.init(names: elements.map(\.0), values: elements.map(\.1))
    }
}
