/// The values that a gate lets pass.
public struct FactBound: Sendable, Hashable, CustomStringConvertible {
    /// The least value; `nil` for none.
    public var lower: Double?
    /// The largest value; `nil` for none.
    public var upper: Double?
    /// Whether the ends themselves pass.
    public var includesEnds: Bool

    /// Values from `lower` to `upper`, both included.
    public static func within(_ lower: Double, _ upper: Double) -> FactBound {
        FactBound(lower: lower, upper: upper, includesEnds: true)
    }

    /// Values above one, and below another where it is given.
    public static func above(_ lower: Double, below upper: Double? = nil) -> FactBound {
        FactBound(lower: lower, upper: upper, includesEnds: false)
    }

    /// Values below one.
    public static func below(_ upper: Double) -> FactBound {
        FactBound(lower: nil, upper: upper, includesEnds: false)
    }

    /// Values of at most one.
    public static func atMost(_ upper: Double) -> FactBound {
        FactBound(lower: nil, upper: upper, includesEnds: true)
    }

    /// Whether a value passes; NaN never does.
    public func holds(_ value: Double) -> Bool {
        if value.isNaN { return false }
        if let lower, includesEnds ? value < lower : value <= lower { return false }
        if let upper, includesEnds ? value > upper : value >= upper { return false }
        return true
    }

    /// In words: `above 3, below 200`; `0.8 to 1.25`.
    public var description: String {
        func text(_ value: Double) -> String {
            value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
        }
        switch (lower, upper) {
        case (let lower?, let upper?):
            return includesEnds
                ? "\(text(lower)) to \(text(upper))" : "above \(text(lower)), below \(text(upper))"
        case (let lower?, nil): return "\(includesEnds ? "at least" : "above") \(text(lower))"
        case (nil, let upper?): return "\(includesEnds ? "at most" : "below") \(text(upper))"
        case (nil, nil): return "any"
        }
    }
}
