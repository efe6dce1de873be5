/// The average of DX that makes ADX: a bar on which neither side moved counts in the seed as 0 and leaves the average
/// as it is afterwards.
@frozen
@usableFromInline
struct DirectionalAverage: Sendable {
    @usableFromInline let period: Int
    @usableFromInline var seen = 0
    @usableFromInline var average = 0.0

    /// An average over `period` values.
    @inlinable
    init(period: Int) { self.period = period }

    /// Takes the next DX; gives the average, `nan` before there are `period` of them.
    @inlinable
    mutating func update(_ index: Double) -> Double {
        let isDefined = !index.isNaN
        if seen < period {
            seen += 1
            if isDefined { average += index }
            if seen < period { return .nan }
            average /= Double(period)
            return average
        }
        if isDefined { average = (average * Double(period - 1) + index) / Double(period) }
        return average
    }
}
