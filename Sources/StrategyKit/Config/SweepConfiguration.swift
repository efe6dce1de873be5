public import ParameterSearch

/// Which parameters a sweep tries, and how.
public struct SweepConfiguration: Sendable {
    /// How points are chosen.
    public enum Method: String, Sendable, CaseIterable {
        /// Every point of a finite space.
        case grid
        /// At random.
        case random
        /// By Sobol's sequence.
        case sobol
        /// As a Latin hypercube.
        case latin
        /// By a tree-structured Parzen estimator, which looks at results.
        case tpe
        /// By NLopt's dividing rectangles, which look at results, as all that follow do.
        case direct
        /// By NLopt's controlled random search.
        case crs
        /// By NLopt's evolutionary algorithm.
        case esch
        /// By NLopt's evolution strategy.
        case isres
        /// By NLopt's simplex from many starts.
        case mlsl
        /// By successive halving over growing parts of the period.
        case halving

        /// Whether it looks at results before it proposes more.
        public var isAdaptive: Bool { ![.grid, .random, .sobol, .latin].contains(self) }
    }

    /// How points are chosen.
    public var method = Method.grid
    /// How many points; of halving, how many begin; `nil` for all of a grid.
    public var trials: Int?
    /// The least part of the period that halving tries points on, as a fraction.
    public var lowestFraction = 0.1
    /// How many points of a rung of halving there are for each of the next.
    public var reduction = 3
    /// What is varied, in the byte order of its names; none: every parameter that has a range.
    public var axes: [SearchAxis] = []
    /// What every point meets.
    public var constraints: [String] = []
    /// Ids of the metrics that are to be best.
    public var objectives = ["sharpe"]
    /// Seconds after which a trial is given up; `nil` for never.
    public var trialSeconds: Double?

    /// A grid of every parameter that has a range.
    public init() {}

    /// The section `sweep` of a config, the defaults where it has none.
    ///
    /// - Throws: What is wrong with an axis, at its place.
    init(_ root: ConfigValue) throws(ConfigError) {
        guard let sweep = root["sweep"] else { return }
        method = sweep["method"]?.text.flatMap { Method(rawValue: $0) } ?? .grid
        trials = sweep["trials"]?.whole
        lowestFraction = sweep["lowest_fraction"]?.number ?? lowestFraction
        reduction = sweep["reduction"]?.whole ?? reduction
        constraints = (sweep["constraints"]?.elements ?? []).compactMap(\.text)
        if let objective = sweep["objective"] {
            objectives = objective.text.map { [$0] } ?? objective.elements.compactMap(\.text)
        }
        trialSeconds = sweep["trial_seconds"]?.number
        var problems: [ConfigError.Problem] = []
        for entry in sweep["space"]?.entries ?? [] {
            do throws(SearchError) {
                axes.append(try SweepConfiguration.axis(entry.key.text, entry.value))
            } catch {
                problems.append(.init(entry.value.place, "sweep.space: \(error.description)"))
            }
        }
        for key in ["lowest_fraction", "reduction"] where method != .halving {
            guard let value = sweep[key] else { continue }
            problems.append(.init(value.place, "'sweep.\(key)' is of the method halving; this is \(method.rawValue)"))
        }
        if method == .grid, let trials = sweep["trials"] {
            problems.append(
                .init(trials.place, "'sweep.trials' is not of the method grid, which tries all; leave it out"))
        }
        if trials == nil, method != .grid {
            problems.append(
                .init(sweep.place, "'sweep' of method \(method.rawValue) needs the key 'trials': how many points"))
        }
        guard problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(problems)) }
    }

    private static func axis(_ name: String, _ value: ConfigValue) throws(SearchError) -> SearchAxis {
        switch value.content {
        case .list(let values):
            return try SearchAxis(
                name: name, domain: .values(values.map { SearchValue(yaml: CanonicalYAML.inline($0)) }))
        case .section:
            let (lower, upper) = (value["from"]?.number ?? .nan, value["to"]?.number ?? .nan)
            return try SearchAxis(
                name: name,
                domain: range(
                    lower...max(lower, upper), upper: upper, step: value["step"]?.number,
                    isLogarithmic: value["scale"]?.text == "log"))
        default:
            return try SearchAxis(text: "\(name)=\(value.text ?? CanonicalYAML.inline(value))")
        }
    }

    /// The values of a range: whole numbers where both ends and the step are whole and the scale is linear.
    static func range(
        _ bounds: ClosedRange<Double>, upper: Double? = nil, step: Double?, isLogarithmic: Bool = false
    ) -> SearchDomain {
        let (lower, upper) = (bounds.lowerBound, upper ?? bounds.upperBound)
        let least = Int(exactly: lower)
        let most = Int(exactly: upper)
        let stride = Int(exactly: step ?? 1)
        if !isLogarithmic, let least, let most, let stride {
            return .whole(lower: least, upper: most, step: stride)
        }
        return .number(lower: lower, upper: upper, scale: isLogarithmic ? .logarithmic : .linear, step: step)
    }

    /// The axes of every parameter that has a range, for a sweep that names none.
    ///
    /// - Throws: What is wrong with a range.
    public static func axes(of configuration: StudyConfiguration, source: StudySource) throws(SearchError)
        -> [SearchAxis]
    {
        var axes: [SearchAxis] = []
        if case .rules(let rules) = configuration.strategy {
            for parameter in rules.parameters {
                guard let bounds = parameter.range else { continue }
                axes.append(
                    try SearchAxis(
                        name: parameter.name, domain: range(bounds, step: parameter.step)))
            }
            return axes
        }
        for parameter in source.parameters(of: configuration) {
            switch parameter.domain {
            case .integer(let bounds):
                axes.append(
                    try SearchAxis(
                        name: parameter.name,
                        domain: .whole(lower: bounds.lowerBound, upper: bounds.upperBound, step: 1)))
            case .number(let bounds) where (bounds.upperBound - bounds.lowerBound).isFinite:
                axes.append(
                    try SearchAxis(
                        name: parameter.name,
                        domain: .number(
                            lower: bounds.lowerBound, upper: bounds.upperBound, scale: .linear, step: nil)))
            case .boolean:
                axes.append(
                    try SearchAxis(name: parameter.name, domain: .values([.word("false"), .word("true")])))
            case .choice(let words):
                axes.append(try SearchAxis(name: parameter.name, domain: .values(words.map { .word($0) })))
            default: break
            }
        }
        return axes
    }
}
