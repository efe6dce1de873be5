import Core
import Glibc

/// A labelled place on an axis.
struct AxisTick: Hashable, Sendable {
    /// The place in the axis's own unit: nanoseconds on a time axis.
    var place: Double
    /// The label.
    var label: String

    /// Places at steps of 1, 2 or 5 times a power of ten inside a range, at most `maximum` or so of them.
    ///
    /// - Edge cases: an empty or infinite range has none.
    static func linear(_ range: ClosedRange<Double>, maximum: Int, unit: FigureUnit) -> [AxisTick] {
        let width = range.upperBound - range.lowerBound
        guard width > 0, width.isFinite else { return [] }
        let rough = width / Double(max(1, maximum))
        let power = pow(10, log10(rough).rounded(.down))
        let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999_999 } ?? 10 * power
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = range.upperBound + step * 1e-9
        return (0...2 * max(1, maximum)).map { (first + Double($0)) * step }.filter { $0 <= last }.map {
            AxisTick(place: $0, label: axisLabel($0, step: step, unit: unit))
        }
    }

    /// Places at 1, 2 and 5 times powers of ten inside a range of positive values, thinned to powers of ten where there
    /// are more than `maximum`; linear places where a range has fewer than two.
    static func logarithmic(_ range: ClosedRange<Double>, maximum: Int, unit: FigureUnit) -> [AxisTick] {
        guard range.lowerBound > 0, range.upperBound.isFinite else { return [] }
        let first = Int(log10(range.lowerBound).rounded(.down))
        let last = Int(log10(range.upperBound).rounded(.up))
        var places: [Double] = []
        for power in first...max(first, last) {
            for factor in [1.0, 2, 5] {
                let place = factor * pow(10, Double(power))
                if range.contains(place) { places.append(place) }
            }
        }
        guard places.count >= 3 else { return linear(range, maximum: maximum, unit: unit) }
        if places.count > maximum {
            places = places.filter { abs(log10($0) - log10($0).rounded()) < 1e-9 }
        }
        return places.map { AxisTick(place: $0, label: axisLabel($0, step: $0, unit: unit)) }
    }

    /// A short label: `120k`, `1.5M`, `-20 %`.
    private static func axisLabel(_ value: Double, step: Double, unit: FigureUnit) -> String {
        func digits(_ step: Double) -> Int { max(0, min(6, Int((-log10(step) - 1e-9).rounded(.up)))) }
        if unit == .fraction { return FigureText.percent(value, decimals: digits(step * 100)) }
        let size = value.magnitude
        for (scale, suffix) in [(1e9, "B"), (1e6, "M"), (1e3, "k")] where size >= scale && (scale > 1e3 || size >= 1e4)
        {
            return FigureText.fixed(value / scale, decimals: digits(step / scale)) + suffix
        }
        return FigureText.fixed(value, decimals: digits(step))
    }
}
