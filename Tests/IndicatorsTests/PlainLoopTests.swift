import Indicators
import Testing

/// Windows computed by the definition, value by value, against the indicators.
@Suite("Indicators against plain loops")
struct PlainLoopTests {
    /// The indicator's columns against `expected`, a figure of each window of the series.
    private func compare(
        _ name: String, _ parameters: [Double], _ inputs: [[Double]], period: Int, seed: UInt64,
        tolerance: Double = 1e-9, expected: ([ArraySlice<Double>]) -> Double
    ) throws {
        let declaration = try #require(IndicatorCatalogue.named(name))
        let column = declaration.columns(parameters, inputs)[0]
        for row in (period - 1)..<column.count {
            let wanted = expected(inputs.map { $0[(row - period + 1)...row] })
            let isClose = abs(column[row] - wanted) <= tolerance * max(1, abs(wanted))
            #expect(
                isClose || (wanted.isNaN && column[row].isNaN),
                "\(name)\(parameters) row \(row), seed \(seed): \(column[row]) against \(wanted)")
        }
    }

    @Test("statistics of windows follow their definitions", arguments: 1...4)
    func statisticsOfWindowsFollowTheirDefinitions(seed: UInt64) throws {
        let bars = SampleBars(seed: seed, count: 150, hasTies: seed % 2 == 0)
        var random = SplitMix(state: seed)
        let period = random.whole(4...25)
        let count = Double(period)
        let series = [bars.columns[.close] ?? []]
        let parameters = [count]
        func moment(_ window: ArraySlice<Double>, _ power: Int) -> Double {
            let mean = window.reduce(0, +) / count
            return window.reduce(0) { sum, value in
                sum + (0..<power).reduce(1.0) { product, _ in product * (value - mean) }
            } / count
        }
        try compare("sum", parameters, series, period: period, seed: seed) { $0[0].reduce(0, +) }
        try compare("highest", parameters, series, period: period, seed: seed) { $0[0].max() ?? .nan }
        try compare("lowest", parameters, series, period: period, seed: seed) { $0[0].min() ?? .nan }
        try compare("variance", parameters + [0], series, period: period, seed: seed) { moment($0[0], 2) }
        try compare("stddev", parameters + [1], series, period: period, seed: seed) {
            (moment($0[0], 2) * count / (count - 1)).squareRoot()
        }
        try compare("skew", parameters, series, period: period, seed: seed) {
            let biased = moment($0[0], 3) / (moment($0[0], 2) * moment($0[0], 2).squareRoot())
            return (count * (count - 1)).squareRoot() / (count - 2) * biased
        }
        try compare("kurtosis", parameters, series, period: period, seed: seed, tolerance: 1e-8) {
            let biased = moment($0[0], 4) / (moment($0[0], 2) * moment($0[0], 2)) - 3
            return (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * biased + 6)
        }
        try compare("median", parameters, series, period: period, seed: seed) {
            let sorted = $0[0].sorted()
            return (sorted[(period - 1) / 2] + sorted[period / 2]) / 2
        }
        try compare("rank", parameters, series, period: period, seed: seed) { windows in
            let newest = windows[0][windows[0].endIndex - 1]
            let below = windows[0].filter { $0 < newest }.count
            let equal = windows[0].filter { $0 == newest }.count
            return (Double(below) + 0.5 * Double(equal + 1)) / count
        }
        try compare("wma", parameters, series, period: period, seed: seed) { windows in
            let weighted = windows[0].enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
            return weighted / (count * (count + 1) / 2)
        }
    }

    @Test("statistics of pairs follow their definitions", arguments: 1...4)
    func statisticsOfPairsFollowTheirDefinitions(seed: UInt64) throws {
        let bars = SampleBars(seed: seed, count: 120)
        var random = SplitMix(state: seed)
        let period = random.whole(3...30)
        let count = Double(period)
        let pair = [bars.columns[.close] ?? [], bars.second]
        func joint(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
            let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
            return zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        }
        try compare("covariance", [count], pair, period: period, seed: seed) { joint($0[0], $0[1]) / (count - 1) }
        try compare("correlation", [count], pair, period: period, seed: seed) {
            joint($0[0], $0[1]) / (joint($0[0], $0[0]) * joint($0[1], $0[1])).squareRoot()
        }
        try compare("beta", [count], pair, period: period, seed: seed) {
            joint($0[0], $0[1]) / joint($0[1], $0[1])
        }
    }

    @Test("the session's average price starts anew with each session", arguments: 1...3)
    func theSessionsAveragePriceStartsAnew(seed: UInt64) throws {
        let bars = SampleBars(seed: seed, count: 60)
        let declaration = try #require(IndicatorCatalogue.named("vwap"))
        let inputs = bars.inputs(of: declaration)
        let column = declaration.columns([], inputs)[0]
        for row in 0..<60 {
            var (money, volume) = (0.0, 0.0)
            for member in (row - row % 7)...row {
                money += (inputs[0][member] + inputs[1][member] + inputs[2][member]) / 3 * inputs[3][member]
                volume += inputs[3][member]
            }
            #expect(abs(column[row] - money / volume) <= 1e-12 * column[row], "row \(row), seed \(seed)")
        }
    }

    @Test("a session that starts on a bar without price starts all the same")
    func aSessionStartsOnABarWithoutPrice() {
        var average = SessionVWAP()
        _ = average.update(high: 10, low: 10, close: 10, volume: 5, isSessionStart: true)
        let undefined = average.update(high: .nan, low: 20, close: 20, volume: 5, isSessionStart: true)
        #expect(undefined.isNaN)
        #expect(average.update(high: 20, low: 20, close: 20, volume: 5, isSessionStart: false) == 20)
    }

    @Test("the window's average price follows its definition", arguments: 1...3)
    func theWindowsAveragePriceFollowsItsDefinition(seed: UInt64) throws {
        let bars = SampleBars(seed: seed, count: 60)
        let inputs = [IndicatorDeclaration.Input.high, .low, .close, .volume].map { bars.columns[$0] ?? [] }
        try compare("vwap_rolling", [9], inputs, period: 9, seed: seed) { windows in
            var (money, volume) = (0.0, 0.0)
            for row in windows[0].indices {
                money += (windows[0][row] + windows[1][row] + windows[2][row]) / 3 * windows[3][row]
                volume += windows[3][row]
            }
            return money / volume
        }
    }

    @Test("Wilder's smoothing follows its recursion")
    func wildersSmoothingFollowsItsRecursion() {
        let values = SampleBars(seed: 2, count: 100).columns[.close] ?? []
        let column = WilderAverage(period: 10).column(values)
        var average = values.prefix(10).reduce(0, +) / 10
        for row in 10..<100 {
            average = (average * 9 + values[row]) / 10
            #expect(abs(column[row] - average) <= 1e-12 * average, "row \(row)")
        }
    }
}
