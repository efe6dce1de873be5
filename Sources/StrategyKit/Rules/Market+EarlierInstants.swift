import Core
import Simulation
import TimeSeries

extension Market {
    /// Calls with the bars of some instruments that ended at each instant before now, oldest first: each with its place in
    /// the list, in the list's order.
    ///
    /// What is kept of bars is computed anew by it after a split.
    func forEachEarlierInstant(
        of instruments: [InstrumentIndex], _ body: ([(place: Int, bar: Bar)]) -> Void
    ) {
        let counts = instruments.map { barCount(of: $0) - (hasNewBar($0) ? 1 : 0) }
        var next = [Int](repeating: 0, count: instruments.count)
        while true {
            var bars: [(place: Int, bar: Bar)] = []
            var time = Timestamp.distantFuture
            for place in instruments.indices where next[place] < counts[place] {
                let bar = bar(instruments[place], ago: barCount(of: instruments[place]) - 1 - next[place])
                bars.append((place, bar))
                time = min(time, bar.end)
            }
            guard time < .distantFuture else { return }
            bars.removeAll { $0.bar.end != time }
            for (place, _) in bars { next[place] += 1 }
            body(bars)
        }
    }
}
