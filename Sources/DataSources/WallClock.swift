import Core
import TimeSeries

/// Turns readings of a wall clock into instants, a column at a time.
enum WallClock {
    /// The instants of readings in the order of a file, which may run newest first.
    ///
    /// A reading that happens twice, when clocks go back, is taken as the first of the two, unless that would not be
    /// later than the row before (S11).
    static func instants(_ walls: [Int64], zone: ZoneOffsets) -> [Int64] {
        guard let first = walls.first, let last = walls.last else { return [] }
        if zone.transitions.count == 1 {
            let shift = Int64(zone.offsetSeconds[0]) * Timestamp.second
            return shift == 0 ? walls : LongArray.map(walls) { $0 - shift }
        }
        var instants = LongArray.copy(walls)
        var stretch = Stretch()
        var previous = Int64.min
        func resolve(_ row: Int) {
            let wall = walls[row]
            if wall < stretch.from || wall >= stretch.to { stretch = Stretch(around: wall, zone: zone) }
            if wall >= stretch.from, wall < stretch.to {
                instants[row] = wall - stretch.shift
            } else {
                let local = Timestamp(nanoseconds: wall)
                let early = zone.instant(ofLocal: local).nanoseconds
                instants[row] =
                    early > previous ? early : zone.instant(ofLocal: local, repeated: .second).nanoseconds
            }
            previous = instants[row]
        }
        if first > last {
            for row in walls.indices.reversed() { resolve(row) }
        } else {
            for row in walls.indices { resolve(row) }
        }
        return instants
    }

    /// Readings around one that happen once and with one offset; empty where the reading itself is skipped or repeated.
    private struct Stretch {
        var from: Int64 = 0
        var to: Int64 = 0
        var shift: Int64 = 0

        init() {}

        init(around wall: Int64, zone: ZoneOffsets) {
            let instant = zone.instant(ofLocal: Timestamp(nanoseconds: wall)).nanoseconds
            var (low, high) = (1, zone.transitions.count)
            while low < high {
                let middle = (low + high) / 2
                if zone.transitions[middle] <= instant { low = middle + 1 } else { high = middle }
            }
            let place = low - 1
            func shift(_ place: Int) -> Int64 { Int64(zone.offsetSeconds[place]) * Timestamp.second }
            self.shift = shift(place)
            from = place == 0 ? .min : zone.transitions[place] + max(shift(place - 1), shift(place))
            to =
                place + 1 == zone.transitions.count
                ? .max : zone.transitions[place + 1] + min(shift(place), shift(place + 1))
        }
    }
}
