/// What rules come to at one bar: read from a machine that runs along, or from columns computed beforehand.
protocol RuleValues {
    /// The value of a slot of the traded instrument's own clock.
    func value(_ slot: Int32) -> Double
}

extension RuleValues {
    /// Whether a condition is true; an undefined one is not.
    func holds(_ slot: Int32) -> Bool {
        let value = value(slot)
        return value == value && value != 0
    }

    /// A value that can be a size or a price; `nil` where it is undefined or not above zero.
    func positive(_ slot: Int32) -> Double? {
        let value = value(slot)
        return value > 0 && value.isFinite ? value : nil
    }
}
