import Core

/// What the volume of each instrument's bar still gives to orders (S35).
struct VolumeShare {
    /// The fraction of a bar's volume that orders get; `nil` where volume limits nothing.
    let participation: Double?
    /// For each instrument the bar to which `left` belongs.
    private var bars: [Int]
    /// For each instrument the units that its orders may still trade in that bar.
    private var left: [Quantity]

    init(participation: Double?, count: Int) {
        self.participation = participation
        bars = participation == nil ? [] : Array(repeating: -1, count: count)
        left = participation == nil ? [] : Array(repeating: 0, count: count)
    }

    /// The units that the orders of an instrument may still trade in a bar, before rounding.
    func left(_ place: Int, bar: Int, of volume: Quantity) -> Quantity {
        guard let participation else { return .infinity }
        if bars[place] == bar { return left[place] }
        return volume.isNaN ? 0 : participation * volume
    }

    /// Takes traded units off.
    mutating func take(_ units: Quantity, _ place: Int, bar: Int, of volume: Quantity) {
        guard participation != nil else { return }
        left[place] = max(0, left(place, bar: bar, of: volume) - units)
        bars[place] = bar
    }
}
