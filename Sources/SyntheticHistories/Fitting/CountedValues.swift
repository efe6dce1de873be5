/// Values with how often each occurs.
struct CountedValues {
    private var values: [Double]
    private var counts: [Double]

    /// Each value once; those of many in cells of equal width.
    init(_ values: [Double]) {
        guard values.count > 20_000, let low = values.min(), let high = values.max(), high > low else {
            self.values = values
            counts = []
            return
        }
        let cells = 8_192
        let width = (high - low) / Double(cells)
        var (sums, counts) = ([Double](repeating: 0, count: cells), [Double](repeating: 0, count: cells))
        for value in values {
            let cell = min(cells - 1, Int((value - low) / width))
            sums[cell] += value
            counts[cell] += 1
        }
        let kept = counts.indices.filter { counts[$0] > 0 }
        self.values = kept.map { sums[$0] / counts[$0] }
        self.counts = kept.map { counts[$0] }
    }

    /// The sum of a function over all values.
    func sum(_ function: (Double) -> Double) -> Double {
        var sum = 0.0
        if counts.isEmpty {
            for value in values { sum += function(value) }
        } else {
            for place in values.indices { sum += counts[place] * function(values[place]) }
        }
        return sum
    }
}
