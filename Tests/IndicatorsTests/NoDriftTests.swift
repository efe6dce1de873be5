import Indicators
import Testing

/// Windows after a long and rough series against the same windows computed by themselves.
@Suite("Windows do not drift")
struct NoDriftTests {
    /// A walk with a level of a million, steps of a hundredth, and now and then a value a million times as large.
    static func roughSeries(_ count: Int, seed: UInt64) -> [Double] {
        var random = SplitMix(state: seed)
        var level = 1e6
        return (0..<count).map { row in
            level += 0.01 * (random.fraction() - 0.5)
            return row % 9_973 == 5_000 ? 1e12 : level
        }
    }

    /// The mean, and the sum of squared deviations, of a window by itself in two passes.
    static func exact(_ window: ArraySlice<Double>) -> (mean: Double, squares: Double) {
        let count = Double(window.count)
        let anchor = window[window.startIndex]
        let mean = window.reduce(0) { $0 + ($1 - anchor) } / count
        return (anchor + mean, window.reduce(0) { $0 + ($1 - anchor - mean) * ($1 - anchor - mean) })
    }

    @Test(
        "means and deviations after up to a million rough values are those of the window alone",
        arguments: [2, 20, 97, 1000])
    func meansAndDeviationsAreThoseOfTheWindowAlone(period: Int) {
        let values = NoDriftTests.roughSeries(period == 20 ? 1_000_000 : 200_000, seed: 3)
        let means = SimpleMovingAverage(period: period).column(values)
        let deviations = RollingDeviation(period: period).column(values)
        let bands = BollingerBands(period: period, multiplier: 2).columns([values])
        for row in stride(from: values.count - 1, to: values.count - 50_000, by: -331) {
            let (mean, squares) = NoDriftTests.exact(values[(row - period + 1)...row])
            let deviation = (squares / Double(period - 1)).squareRoot()
            #expect(abs(means[row] - mean) <= 1e-12 * abs(mean), "mean, row \(row)")
            #expect(abs(deviations[row] - deviation) <= 1e-12 * deviation, "deviation, row \(row)")
            let upper = mean + 2 * (squares / Double(period)).squareRoot()
            #expect(abs(bands[0][row] - upper) <= 1e-12 * abs(upper), "upper band, row \(row)")
        }
    }

    @Test(
        "regressions and weighted means after many rough values are those of the window alone", arguments: [2, 20, 250])
    func regressionsAreThoseOfTheWindowAlone(period: Int) {
        let values = NoDriftTests.roughSeries(300_000, seed: 4)
        let slopes = LinearRegression(period: period, figure: .slope).column(values)
        let weighted = WeightedMovingAverage(period: period).column(values)
        for row in stride(from: values.count - 1, to: values.count - 20_000, by: -173) {
            let window = values[(row - period + 1)...row]
            let (mean, squares) = NoDriftTests.exact(window)
            var (product, spread, weights, sum) = (0.0, 0.0, 0.0, 0.0)
            for (place, value) in window.enumerated() {
                let distance = Double(place) - Double(period - 1) / 2
                product += distance * (value - mean)
                spread += distance * distance
                weights += Double(place + 1)
                sum += Double(place + 1) * (value - mean)
            }
            let scale = (squares / spread).squareRoot()
            #expect(abs(slopes[row] - product / spread) <= 1e-12 * Double(period) * scale, "slope, row \(row)")
            let expected = mean + sum / weights
            #expect(abs(weighted[row] - expected) <= 1e-12 * abs(expected), "weighted mean, row \(row)")
        }
    }
}
