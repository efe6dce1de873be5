/// A trading day as calibration sees it: columns of whole minutes, from the first that has a price to the last in which
/// anything happened.
public struct CalibrationDay: Sendable, Hashable {
    /// Nanoseconds since the Unix epoch at the beginning of the first minute.
    public var start: Int64
    /// Log returns between the last prices of consecutive minutes, one fewer than minutes; 0 where nothing changed.
    public var returns: [Double]
    /// Units traded in each minute; empty where they are unknown.
    public var volumes: [Double]
    /// Trades in each minute; empty where they are unknown.
    public var trades: [Double]
    /// The quoted spread of each minute, weighted by the time it stood, in basis points of the mid; NaN where nobody
    /// quoted both sides; empty where quotes are unknown.
    public var spreads: [Double]
    /// Who came, trade by trade: 1 a buyer, −1 a seller, 0 undecided; empty where it is unknown.
    public var signs: [Int8]
    /// The minute of each sign, from 0; shape of `signs`.
    public var signMinutes: [Int32]

    /// A day of columns.
    ///
    /// - Precondition: Columns that are not empty have one value more than `returns`; signs are of minutes of the day.
    public init(
        start: Int64, returns: [Double], volumes: [Double] = [], trades: [Double] = [], spreads: [Double] = [],
        signs: [Int8] = [], signMinutes: [Int32] = []
    ) {
        for column in [volumes, trades, spreads] {
            precondition(column.isEmpty || column.count == returns.count + 1, "a column of \(column.count) minutes")
        }
        precondition(signs.count == signMinutes.count, "\(signs.count) signs of \(signMinutes.count) minutes")
        (self.start, self.returns, self.volumes, self.trades) = (start, returns, volumes, trades)
        (self.spreads, self.signs, self.signMinutes) = (spreads, signs, signMinutes)
    }
}
