internal import Glibc

/// A parameter with all that a search of it needs: where it starts, its range, and the scale of its axis.
public struct FreeParameter: Sendable, Hashable {
    /// The path.
    public let path: String
    /// The unit; empty for pure numbers and factors.
    public let unit: String
    /// What it means, in a line.
    public let summary: String
    /// Whether values are factors on the scale of a distribution.
    public let isFactor: Bool
    /// Whether values are rounded to whole numbers.
    public let isWhole: Bool
    /// The value in the configuration that calibration began with; 1 for factors.
    public let start: Double
    /// Where it is searched.
    public let range: ClosedRange<Double>
    /// Whether its axis is logarithmic: where the range is positive and spans a decade or more.
    public let isLogarithmic: Bool

    init(
        path: String, unit: String, summary: String, isFactor: Bool, isWhole: Bool, start: Double,
        range: ClosedRange<Double>
    ) {
        (self.path, self.unit, self.summary) = (path, unit, summary)
        (self.isFactor, self.isWhole, self.start, self.range) = (isFactor, isWhole, start, range)
        isLogarithmic = range.lowerBound > 0 && range.upperBound >= 10 * range.lowerBound
    }

    /// The value at a place of its axis, 0 at the lower end of the range and 1 at the upper.
    public func value(at place: Double) -> Double {
        let (low, high) = (range.lowerBound, range.upperBound)
        let value = isLogarithmic ? low * exp(place * log(high / low)) : low + place * (high - low)
        let inside = min(high, max(low, value))
        return isWhole ? inside.rounded() : inside
    }

    /// The place of a value on its axis.
    public func place(of value: Double) -> Double {
        let (low, high) = (range.lowerBound, range.upperBound)
        return isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
    }
}
