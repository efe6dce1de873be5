internal import TimeSeries

/// The instants at which bars of any instrument end, in order: the rows that instruments share.
struct BarRowGrid: Sendable {
    /// How many there are.
    let count: Int
    /// The row of each bar of an instrument; empty where bar and row are the same.
    private let places: [[Int32]]

    init(_ series: [BarSeries]) {
        guard let first = series.first, series.contains(where: { $0.end != first.end }) else {
            count = series.first?.count ?? 0
            places = series.map { _ in [] }
            return
        }
        // The least of the instants that the instruments come to next is a row.
        var next = [Int](repeating: 0, count: series.count)
        var places = series.map { one -> [Int32] in
            var places: [Int32] = []
            places.reserveCapacity(one.count)
            return places
        }
        var row: Int32 = 0
        while true {
            var least = Int64.max
            for place in series.indices where next[place] < series[place].count {
                least = min(least, series[place].end[next[place]])
            }
            guard least < .max else { break }
            for place in series.indices
            where next[place] < series[place].count && series[place].end[next[place]] == least {
                places[place].append(row)
                next[place] += 1
            }
            row += 1
        }
        (count, self.places) = (Int(row), places)
    }

    /// The values of the returns of an instrument in the rows of their bars; NaN in the others.
    ///
    /// - Parameter returns: One for each bar but the first.
    func aligned(_ returns: [Double], of instrument: Int) -> [Double] {
        let places = places[instrument]
        guard !places.isEmpty else { return [.nan] + returns }
        var values = [Double](repeating: .nan, count: count)
        for bar in returns.indices { values[Int(places[bar + 1])] = returns[bar] }
        return values
    }

    /// Takes the values of the rows in which an instrument has a bar, but the first.
    ///
    /// Both may be the same memory.
    func gather(
        _ row: UnsafeBufferPointer<Double>, of instrument: Int, into target: UnsafeMutableBufferPointer<Double>
    ) {
        let places = places[instrument]
        if places.isEmpty {
            for bar in target.indices { target[bar] = row[bar + 1] }
        } else {
            for bar in target.indices { target[bar] = row[Int(places[bar + 1])] }
        }
    }
}
