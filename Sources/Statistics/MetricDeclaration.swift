internal import Core

/// One metric: its names, what it means, where its formula is from, and how it is computed.
///
/// Tables, help, glossary and reports are all generated from this.
public struct MetricDeclaration: Sendable {
    /// The name in files and on the command line: `max_drawdown`.
    public let id: String
    /// The name in reports: `Maximum drawdown`.
    public let title: String
    /// What the figure counts.
    public let unit: MetricUnit
    /// The section in which it stands.
    public let group: MetricGroup
    /// What n counts.
    public let sample: MetricSample
    /// The fewest observations with which there is a figure.
    public let minimumCount: Int
    /// Which way is better.
    public let direction: MetricDirection
    /// The formula in words and signs.
    public let formula: String
    /// The paper, book or tool that the formula is from.
    public let source: String
    /// The definition in short, with `{rf}`, `{ppy}`, `{lags}`, `{resamples}`, `{block}` for the run's own.
    let definitionTemplate: String
    /// Why there may be no figure in spite of enough observations.
    let undefinedReason: String
    private let compute: @Sendable (Performance) -> Double?
    private let interval: (@Sendable (Performance) -> StationaryBootstrap.Interval?)?

    init(
        _ id: String, _ title: String, _ unit: MetricUnit, _ group: MetricGroup, over sample: MetricSample,
        atLeast minimumCount: Int = 1, better direction: MetricDirection, formula: String, source: String,
        definition: String, undefined: String = "the result is not a finite number",
        interval: (@Sendable (Performance) -> StationaryBootstrap.Interval?)? = nil,
        value: @escaping @Sendable (Performance) -> Double?
    ) {
        self.id = id
        self.title = title
        self.unit = unit
        self.group = group
        self.sample = sample
        self.minimumCount = minimumCount
        self.direction = direction
        self.formula = formula
        self.source = source
        definitionTemplate = definition
        undefinedReason = undefined
        compute = value
        self.interval = interval
    }

    /// Whether it says how much of the capital or of a peak was made or lost: there is none of wealth at or below zero (S43).
    private var isFractionOfWealth: Bool {
        switch group {
        case .returns: unit != .currency
        case .drawdown: true
        default: false
        }
    }

    /// The metric of a run.
    public func evaluate(_ performance: Performance) -> MetricValue {
        let count = sample.count(in: performance)
        var result = MetricValue(id: id, definition: definition(for: performance), n: count)
        if let absence = sample.absence(in: performance) ?? (isFractionOfWealth ? performance.returnsAbsence : nil) {
            result.reason = absence
        } else if count < minimumCount {
            result.reason = "n/a (n=\(count))"
        } else if let value = compute(performance), value.isFinite {
            result.value = value
            result.interval = interval?(performance)
        } else {
            result.reason = undefinedReason
        }
        return result
    }

    /// The definition in short for a run: `arith,ddof=1,rf=0,ppy=252`.
    public func definition(for performance: Performance) -> String {
        guard definitionTemplate.contains("{") else { return definitionTemplate }
        return
            definitionTemplate
            .replacing("{rf}", with: performance.input.riskFreePerYear.shortestText)
            .replacing("{ppy}", with: performance.input.periodsPerYear.shortestText)
            .replacing("{basis}", with: performance.input.periodsBasis)
            .replacing("{lags}", with: String(performance.adjustmentLags))
            .replacing("{resamples}", with: performance.bootstrap.map { String($0.resamples) } ?? "0")
            .replacing(
                "{block}",
                with: performance.bootstrap.map { (($0.blockLength * 100).rounded() / 100).shortestText } ?? "0")
    }
}
