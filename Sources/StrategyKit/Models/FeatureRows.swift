public import Core
import Learning
import LinearAlgebra

/// What is known of one instrument at each of its bars: its features, and what labels are made of.
public struct FeatureRows: Sendable {
    /// The instrument.
    public let instrument: InstrumentIndex
    /// The ends of its bars, nanoseconds UTC, ascending.
    public internal(set) var times: [Int64] = []
    /// The features, a row for each bar, one after the other; `nan` where not defined yet.
    public internal(set) var features: [Double] = []
    /// Prices at which bars open.
    public internal(set) var opens: [Double] = []
    /// Their highest prices.
    public internal(set) var highs: [Double] = []
    /// Their lowest prices.
    public internal(set) var lows: [Double] = []
    /// Prices at which they close.
    public internal(set) var closes: [Double] = []
    /// The unit of labels at each bar; empty where they have none.
    public internal(set) var widths: [Double] = []
    /// The side that a first rule takes at each bar; empty where there is none.
    public internal(set) var sides: [Double] = []

    init(instrument: InstrumentIndex) { self.instrument = instrument }

    /// How many bars there are.
    public var count: Int { times.count }

    /// Whether the window of features that ends with the last bar is whole.
    func hasWholeWindow(_ window: Int, width: Int) -> Bool {
        count >= window && features.suffix(window * width).allSatisfy(\.isFinite)
    }

    /// The rows with which a whole window of features ends, ascending.
    public func wholeWindows(_ window: Int) -> [Int] {
        guard count >= window else { return [] }
        let width = features.count / count
        var (ends, whole): ([Int], Int) = ([], 0)
        for row in 0..<count {
            whole = features[row * width..<(row + 1) * width].allSatisfy(\.isFinite) ? whole + 1 : 0
            if whole >= window { ends.append(row) }
        }
        return ends
    }

    /// The window of features that ends with a row, its oldest row first.
    public func values(windowEnding row: Int, of window: Int) -> ArraySlice<Double> {
        let width = features.count / count
        return features[(row - window + 1) * width..<(row + 1) * width]
    }

    /// The rows from one on.
    func from(_ first: Int) -> FeatureRows {
        guard first > 0, count > 0 else { return self }
        let width = features.count / count
        var rows = FeatureRows(instrument: instrument)
        rows.times = Array(times[first...])
        rows.features = Array(features[(first * width)...])
        rows.opens = Array(opens[first...])
        rows.highs = Array(highs[first...])
        rows.lows = Array(lows[first...])
        rows.closes = Array(closes[first...])
        if !widths.isEmpty { rows.widths = Array(widths[first...]) }
        if !sides.isEmpty { rows.sides = Array(sides[first...]) }
        return rows
    }
}

extension SampleSet {
    /// The samples of some instruments' rows, with labels and weights as a plan says.
    ///
    /// Windows with a feature that is not finite have no sample; nor have instruments with fewer rows than a label needs.
    ///
    /// - Throws: `LearningError.tooFewSamples` where no window is whole and labelled.
    public init(_ rows: [FeatureRows], features: [String], window: Int, label: LabelPlan) throws(LearningError) {
        var parts: [InstrumentSamples] = []
        for (one, panel) in zip(rows, try label.labels(of: rows)) {
            guard let panel else { continue }
            let labels = panel.labels
            let matrix: Matrix<Double>
            do throws(LinearAlgebraError) {
                matrix = try Matrix(
                    rows: one.count, columns: features.count, order: .rowMajor, elements: one.features)
            } catch { throw .algebra(error) }
            parts.append(
                InstrumentSamples(
                    instrument: one.instrument, times: one.times, features: matrix, labels: labels,
                    weights: try label.weights(labels, one), knownAt: panel.knownAt))
        }
        guard !parts.isEmpty else {
            throw .tooFewSamples(
                found: rows.map(\.count).max() ?? 0, needed: window + label.reach,
                purpose: "windows of \(window) bars and a label of \(label.horizon)")
        }
        try self.init(features: features, window: window, parts, missing: .skip)
    }
}
