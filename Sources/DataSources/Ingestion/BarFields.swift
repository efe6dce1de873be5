/// The names of the fields of rows that are bars.
public struct BarFields: Hashable, Codable, Sendable {
    /// The field of the first price.
    public var open: String
    /// The field of the greatest price.
    public var high: String
    /// The field of the least price.
    public var low: String
    /// The field of the last price.
    public var close: String
    /// The field of the volume; rows may lack it.
    public var volume: String

    /// Names; by default those that the fields have as a word.
    public init(
        open: String = "open", high: String = "high", low: String = "low", close: String = "close",
        volume: String = "volume"
    ) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }
}
