import Glibc

/// How a value becomes a place on an axis of 1000 units.
struct PlotScale: Sendable {
    /// The values at the two ends of the axis.
    let range: ClosedRange<Double>
    /// Whether equal ratios take equal room.
    let isLogarithmic: Bool

    /// A scale over a range; a logarithmic one needs positive ends.
    init(_ range: ClosedRange<Double>, isLogarithmic: Bool = false) {
        self.range = range
        self.isLogarithmic = isLogarithmic && range.lowerBound > 0
    }

    /// A scale that holds all finite values of some columns with a little room on both sides.
    ///
    /// - Returns: `nil` where no value is finite, or none is positive on a logarithmic scale.
    init?(holding columns: [[Double]], including extra: [Double] = [], isLogarithmic: Bool = false) {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in columns.joined() where value.isFinite && (!isLogarithmic || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        for value in extra where value.isFinite && (!isLogarithmic || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        guard low <= high else { return nil }
        if isLogarithmic {
            let room = high > low ? pow(10, (log10(high) - log10(low)) * 0.04) : 1.01
            self.init(low / room...high * room, isLogarithmic: true)
        } else {
            let room = high > low ? (high - low) * 0.04 : max(high.magnitude * 0.01, 1e-6)
            self.init((extra.contains(low) ? low : low - room)...(extra.contains(high) ? high : high + room))
        }
    }

    /// The place of a value: 0 at the lower end, 1000 at the upper; `nil` where it has none.
    func place(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        let place: Double
        if isLogarithmic {
            guard value > 0 else { return nil }
            let low = log10(range.lowerBound)
            place = 1_000 * (log10(value) - low) / (log10(range.upperBound) - low)
        } else {
            place = 1_000 * (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        }
        return place.isFinite ? place : nil
    }
}
