import Learning

/// What a model of a config predicts, and how much each sample counts.
///
/// - Verified by: `LabelPlanTests`.
public struct LabelPlan: Sendable, Equatable {
    /// What is predicted.
    public enum Kind: String, Sendable, CaseIterable {
        /// The simple return over the horizon.
        case simpleReturn = "return"
        /// Its logarithm.
        case logReturn = "log-return"
        /// Its sign.
        case sign
        /// The return in units of the width that one expects of it.
        case scaledReturn = "scaled-return"
        /// Which barrier a position meets first: 1, −1, or 0.
        case tripleBarrier = "triple-barrier"
        /// What a position has gained by then.
        case barrierReturn = "barrier-return"

        /// Whether a width is needed.
        var needsWidth: Bool { self == .scaledReturn || isBarrier }
        /// Whether barriers are watched.
        var isBarrier: Bool { self == .tripleBarrier || self == .barrierReturn }
    }

    /// How samples are weighted.
    public enum Weighting: String, Sendable {
        /// All the same.
        case equal
        /// By how little labels overlap.
        case uniqueness
        /// By the return that is a sample's alone.
        case attribution = "return"
    }

    /// What is predicted.
    public var kind: Kind
    /// Bars from entry to exit.
    public var horizon: Int
    /// Whether labels run between fills at opens; else from close to close.
    public var isFromOpen: Bool
    /// Returns within it have the sign 0; `nil` where a sign of 0 is no label.
    public var deadBand: Double?
    /// The gain barrier in widths.
    public var gain: Double?
    /// The loss barrier in widths.
    public var loss: Double?
    /// Whether highs and lows touch barriers; else closes do.
    public var touchesRanges: Bool
    /// Whether labels say whether following a side paid (meta-labels).
    public var hasSide: Bool
    /// What a round trip costs, for meta-labels.
    public var cost: Double
    /// How labels are seen beside those of the other instruments at the same instant; `nil` for by themselves.
    public var across: CrossSection?
    /// How samples are weighted.
    public var weighting: Weighting

    init(_ model: ConfigValue) {
        kind = model["label.kind"]?.text.flatMap { Kind(rawValue: $0) } ?? .simpleReturn
        horizon = model["label.horizon"]?.whole ?? 1
        isFromOpen = model["label.prices"]?.text != "close"
        deadBand = model["label.dead_band"]?.number
        gain = model["label.gain"]?.number
        loss = model["label.loss"]?.number
        touchesRanges = model["label.touch"]?.text == "high-low"
        hasSide = model["label.side"] != nil
        cost = model["label.cost"]?.number ?? 0
        across = model["label.across"]?.text.flatMap { CrossSection(rawValue: $0) }
        weighting = model["weights"]?.text.flatMap { Weighting(rawValue: $0) } ?? .equal
    }

    /// Rows after a decision at which its label is known, at most.
    public var reach: Int { horizon + (isFromOpen ? 1 : 0) }

    /// What it is, in a line: `return over 5 bars, next open to open`.
    public var text: String {
        let span = horizon == 1 ? "1 bar" : "\(kind.isBarrier ? "at most " : "")\(horizon) bars"
        let meta = hasSide ? "whether following the side pays: " : ""
        let touch = touchesRanges ? ", touched by highs and lows" : ""
        let beside =
            switch across {
            case nil: ""
            case .difference: ", less the mean of the instruments"
            case .rank: ", as rank among the instruments"
            case .score: ", as score among the instruments"
            }
        return
            "\(meta)\(kind.rawValue) over \(span)\(touch)\(beside), \(isFromOpen ? "next open to open" : "close to close")"
    }

    /// The labels of one instrument's rows, by themselves.
    ///
    /// - Throws: `LearningError.tooFewSamples` where the horizon is longer than the rows.
    public func labels(_ rows: FeatureRows) throws(LearningError) -> LabelSeries {
        let prices = isFromOpen ? LabelPrices.nextOpen(open: rows.opens, close: rows.closes) : .close(rows.closes)
        if kind.isBarrier {
            let barriers = TripleBarrier(gain: gain, loss: loss, longest: horizon)
            let outcomes = try barriers.outcomes(
                prices, events: Array(rows.closes.indices), widths: rows.widths, sides: hasSide ? rows.sides : nil,
                ranges: touchesRanges ? BarRanges(opens: rows.opens, highs: rows.highs, lows: rows.lows) : nil)
            if hasSide {
                // The gain is that of the side taken already.
                let gained = LabelSeries(gained: outcomes)
                return gained.compactMap { gained.values[$0] > cost ? 1 : 0 }
            }
            return kind == .tripleBarrier ? LabelSeries(touched: outcomes) : LabelSeries(gained: outcomes)
        }
        if hasSide {
            // Costs are fractions of the price: what they are held against is the simple return, whatever the kind.
            return try HorizonReturn(to: horizon).labels(prices).metaLabels(sides: rows.sides, cost: cost)
        }
        let horizon = HorizonReturn(to: horizon, kind: kind == .logReturn ? .log : .simple)
        let returns =
            kind == .scaledReturn ? try horizon.labels(prices, over: rows.widths) : try horizon.labels(prices)
        guard kind == .sign else { return returns }
        let signs = try returns.signs(deadBand: deadBand ?? 0)
        return deadBand == nil ? signs.compactMap { signs.values[$0] == 0 ? nil : signs.values[$0] } : signs
    }

    /// How much each label of one instrument counts; `nil` where all count the same.
    public func weights(_ labels: LabelSeries, _ rows: FeatureRows) throws(LearningError) -> [Double]? {
        switch weighting {
        case .equal: nil
        case .uniqueness: try SampleWeights.uniqueness(labels, count: rows.closes.count)
        case .attribution: try SampleWeights.returnAttribution(labels, prices: rows.closes)
        }
    }
}
