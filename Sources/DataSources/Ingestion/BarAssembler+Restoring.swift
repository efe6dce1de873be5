public import Core
public import LineProtocol

extension BarAssembler {
    /// Bars whose other points are needed before what has arrived for them can be told.
    public var missing: Set<BarKey> { Set(waiting.keys) }

    /// How many they are.
    public var missingCount: Int { waiting.count }

    /// Asks for bars that were ahead of the clock when their points arrived.
    public mutating func recall(_ keys: some Sequence<BarKey>, now: Timestamp) {
        for key in keys where waiting[key] == nil { waiting[key] = Waiting(received: now, segment: segment) }
    }

    /// Gives up points for bars that cannot be restored.
    public mutating func forgetMissing(_ keys: Set<BarKey>) {
        for key in keys { counts.lostPoints += waiting.removeValue(forKey: key)?.points.count ?? 0 }
    }

    /// Restores the missing bars from all of their points; `completed` tells them.
    ///
    /// - Parameter replay: Hands every line that may belong to one of them to its closure, with the time of arrival, and
    ///   tells which of them cannot be restored.
    /// - Throws: What `replay` throws; the bars are missing still.
    public mutating func restore<Failure>(
        _ replay: (_ take: (borrowing Line, Timestamp) -> Void) throws(Failure) -> Set<BarKey>
    ) throws(Failure) {
        var bars: [NamedBar: OpenBar] = [:]
        var mapper = mapper
        let gone = try replay { line, received in
            guard let point = mapper.point(of: line, received: received), let asked = waiting[point.key] else { return }
            let name = NamedBar(point.symbol, point.start)
            bars[name, default: OpenBar(start: point.start, arrival: asked.received)].add(point, segment: asked.segment)
        }
        self.mapper = mapper
        forgetMissing(gone)
        for asked in waiting.values {
            for point in asked.points {
                let name = NamedBar(point.symbol, point.start)
                bars[name, default: OpenBar(start: point.start, arrival: asked.received)].add(
                    point, segment: asked.segment)
            }
        }
        for (name, bar) in bars
        where !gone.contains(BarKey(symbol: name.symbol, start: name.start)) { insert(bar, name) }
        waiting = [:]
    }

    private mutating func insert(_ bar: OpenBar, _ name: NamedBar) {
        let place = place(of: name.symbol)
        if name.start < instruments[place].horizon { return recalled.insert(bar, name) }
        let index = BarAssembler.lowerBound(name.start, in: instruments[place].bars)
        if index < instruments[place].bars.count, instruments[place].bars[index].start == name.start {
            // A bar that was ahead of the clock, and has got points since: the journal has those too.
            heldPoints += bar.count - instruments[place].bars[index].count
            instruments[place].bars[index].replace(by: bar)
        } else {
            instruments[place].bars.insert(bar, at: index)
            heldPoints += bar.count
        }
        changed.insert(place)
        touched.insert(place)
        earliest = min(earliest, deadline(instruments[place].bars[index]))
    }
}
