import Indicators

/// Columns for any indicator to read.
struct SampleBars: Sendable {
    /// The columns by input.
    var columns: [IndicatorDeclaration.Input: [Double]]
    /// What an indicator of two series reads as its second.
    var second: [Double]

    /// How many bars there are.
    var count: Int { second.count }

    init(columns: [IndicatorDeclaration.Input: [Double]], second: [Double]) {
        self.columns = columns
        self.second = second
    }

    /// Bars of a random walk whose steps exceed the bars' ranges; with `hasTies` prices are rounded and often repeat.
    init(seed: UInt64, count: Int, hasTies: Bool = false) {
        var random = SplitMix(state: seed)
        var (close, other) = (100.0, 50.0)
        columns = [:]
        second = []
        var names: [IndicatorDeclaration.Input: [Double]] = [:]
        for row in 0..<count {
            let step = (random.fraction() < 0.5 ? -1 : 1) * (0.01 + 0.01 * random.fraction())
            let open = close
            close *= 1 + step
            other *= 1 + 0.02 * (random.fraction() - 0.5) + 0.3 * step
            var bar = [
                open, max(open, close) * (1 + 0.001 * random.fraction()),
                min(open, close) * (1 - 0.001 * random.fraction()), close,
            ]
            if hasTies {
                bar = bar.map { ($0 / 2).rounded() * 2 }
                other = (other * 2).rounded() / 2
            }
            let volume = (1000 * random.fraction()).rounded() + 1
            names[.series, default: []].append(bar[3])
            names[.open, default: []].append(bar[0])
            names[.high, default: []].append(bar[1])
            names[.low, default: []].append(bar[2])
            names[.close, default: []].append(bar[3])
            names[.volume, default: []].append(volume)
            names[.sessionStart, default: []].append(row % 7 == 0 ? 1 : 0)
            second.append(other)
        }
        columns = names
    }

    /// The columns an indicator reads.
    func inputs(of declaration: IndicatorDeclaration) -> [[Double]] {
        var series = [columns[.series] ?? [], second].makeIterator()
        return declaration.inputs.map { $0 == .series ? series.next() ?? [] : columns[$0] ?? [] }
    }
}

/// A plain generator of numbers for tests.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number from 0 to below 1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number of a range.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}
