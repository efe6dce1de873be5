import Core

/// How much of the present bar's volume orders get (S35).
extension Venue {
    /// Whether volume limits the fills of an instrument now.
    private func isLimited(_ place: Int) -> Bool {
        volume.participation != nil && terms[place].knowsVolume && fillsFrom != .noBar
    }

    /// The bar whose volume fills.
    func fillingBar(_ place: Int) -> Int {
        fillsFrom == .presentBar ? columns[place].completed : columns[place].completed - 1
    }

    /// The whole lots that the present bar still gives to the orders of an instrument; infinity where nothing limits them.
    ///
    /// Less than a billionth of the bar's share counts as nothing: it is what rounding left.
    func available(_ place: Int) -> Quantity {
        guard isLimited(place) else { return .infinity }
        let bar = fillingBar(place)
        let total = columns[place].volume[bar]
        let left = volume.left(place, bar: bar, of: total)
        return left <= 1e-9 * total ? 0 : Venue.roundedDown(left, lot: terms[place].lotSize)
    }

    /// Whether the present bar gives orders nothing any more.
    func isDry(_ place: Int) -> Bool { volume.participation != nil && !(available(place) > 0) }

    /// Takes traded units off the present bar's share.
    mutating func takeVolume(_ units: Quantity, _ place: Int) {
        guard isLimited(place) else { return }
        let bar = fillingBar(place)
        volume.take(units, place, bar: bar, of: columns[place].volume[bar])
    }
}
