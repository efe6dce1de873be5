import Core
import Glibc

/// Counts of values in cells of equal width, with an edge at zero.
struct Histogram: Sendable {
    /// The fewest values from which one is drawn.
    static let fewestValues = 30

    /// The lower edge of the first cell.
    let start: Double
    /// The width of a cell.
    let width: Double
    /// Values in each cell: the lower edge counts to it, the upper does not.
    let counts: [Int]
    /// The number of finite values.
    let total: Int
    /// Their mean.
    let mean: Double
    /// Their standard deviation (ddof 1).
    let deviation: Double

    /// The histogram of values, those not finite passed over.
    ///
    ///     width = 2 × interquartile range / n^(1/3), kept to between 8 and 60 cells
    ///
    /// - Returns: `nil` below `fewestValues` finite values, or where they are the same to nine digits or too large to be
    ///   squared.
    /// - Source: Freedman and Diaconis (1981), "On the histogram as a density estimator".
    init?(_ values: [Double]) {
        let sorted = values.filter(\.isFinite).sorted()
        guard sorted.count >= Histogram.fewestValues, let low = sorted.first, let high = sorted.last,
            high - low > max(low.magnitude, high.magnitude) * 1e-9
        else { return nil }
        var sum = 0.0
        for value in sorted { sum += value }
        mean = sum / Double(sorted.count)
        var squares = 0.0
        for value in sorted { squares += (value - mean) * (value - mean) }
        deviation = (squares / Double(sorted.count - 1)).squareRoot()
        guard deviation.isFinite, deviation > 0 else { return nil }
        let spread = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
        width = max((high - low) / 60, min((high - low) / 8, 2 * spread / cbrt(Double(sorted.count))))
        let first = (low / width).rounded(.down)
        start = first * width
        total = sorted.count
        var counts = [Int](repeating: 0, count: Int((high / width).rounded(.down) - first) + 1)
        for value in sorted {
            counts[min(counts.count - 1, max(0, Int((value / width).rounded(.down) - first)))] += 1
        }
        self.counts = counts
    }

    /// The lower edge of a cell.
    func edge(_ cell: Int) -> Double { start + Double(cell) * width }

    /// The figure: a bar for each cell, and the normal curve of the same mean and deviation.
    func markup(title: String, note: Markup) -> Markup {
        let across = PlotScale(edge(0)...edge(counts.count))
        let density = Double(total) * width / (deviation * (2 * Double.pi).squareRoot())
        let up = PlotScale(0...max(Double(counts.max() ?? 1), density) * 1.05)
        var plot = StillPlot(across: across, up: up)
        for (cell, count) in counts.enumerated() where count > 0 {
            plot.bar(
                from: edge(cell) + width * 0.06, to: edge(cell + 1) - width * 0.06, level: 0, value: Double(count),
                tone: edge(cell) + width / 2 < 0 ? "loss" : "gain")
        }
        let curve = (0...160).map { step -> (Double, Double) in
            let x = across.range.lowerBound + (across.range.upperBound - across.range.lowerBound) * Double(step) / 160
            let distance = (x - mean) / deviation
            return (x, density * exp(-distance * distance / 2))
        }
        plot.line(curve, tone: "benchmark")
        let picture = plot.markup(
            title: title, across: AxisTick.linear(across.range, maximum: 6, unit: .fraction),
            up: AxisTick.linear(up.range, maximum: 4, unit: .count))
        return Figures.still(
            title: title, legend: [("benchmark", "normal of the same mean and deviation")], height: 220, plot: picture,
            note: note)
    }
}
