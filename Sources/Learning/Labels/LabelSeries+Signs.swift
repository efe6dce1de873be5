extension LabelSeries {
    /// The signs: 1 above `deadBand`, −1 below `−deadBand`, 0 between.
    ///
    /// - Throws: `LearningError.parameter` for a negative or NaN band.
    public func signs(deadBand: Double = 0) throws(LearningError) -> LabelSeries {
        guard deadBand >= 0 else {
            throw .parameter(name: "the dead band", found: "\(deadBand)", allowed: "0 or more")
        }
        return compactMap { values[$0] > deadBand ? 1 : values[$0] < -deadBand ? -1 : 0 }
    }

    /// Meta-labels: whether the side that a first model took earned more than `cost`, 1 or 0.
    ///
    /// Where it took none there is no label.
    ///
    /// The labels must be returns. A second model learns from these when to follow the first, and how much.
    ///
    /// - Parameters:
    ///   - sides: The side taken at each row of the data: positive to buy, negative to sell, 0 or NaN for none.
    ///   - cost: What a round trip costs, as a fraction.
    /// - Throws: `LearningError.shape` where rows lie beyond the sides.
    /// - Source: López de Prado (2018), "Advances in Financial Machine Learning", section 3.6.
    public func metaLabels(sides: [Double], cost: Double = 0) throws(LearningError) -> LabelSeries {
        guard rows.last ?? -1 < sides.count else {
            throw .shape(found: "\(sides.count) sides", needed: "one for each row, up to row \(rows.last ?? 0)")
        }
        return compactMap { place in
            let side = sides[rows[place]]
            guard side > 0 || side < 0 else { return nil }
            return (side > 0 ? values[place] : -values[place]) > cost ? 1 : 0
        }
    }
}
