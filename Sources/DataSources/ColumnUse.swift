/// The columns that bars are read from, and the names under which files know them.
public enum ColumnUse: String, CaseIterable, Sendable {
    /// The stamp, or its date where the time of day has a column of its own.
    case time
    /// The time of day, where `time` is a date.
    case timeOfDay = "time_of_day"
    /// The first price.
    case open
    /// The highest price.
    case high
    /// The lowest price.
    case low
    /// The last price.
    case close
    /// Units traded.
    case volume
    /// The close adjusted for splits and dividends.
    case adjustedClose = "adj_close"
    /// The instrument's name.
    case symbol
    /// The price of a trade.
    case price
    /// The units of a trade.
    case size

    /// Names that mean this column, without case, spaces, dots, dashes and underscores.
    var synonyms: [String] {
        switch self {
        case .time: ["timestamp", "datetime", "time", "date", "ts", "dateandtime", "datetimeutc", "unixtime", "epoch"]
        case .timeOfDay: []
        case .open: ["open", "o", "openprice", "first"]
        case .high: ["high", "h", "highprice", "max"]
        case .low: ["low", "l", "lowprice", "min"]
        case .close: ["close", "c", "closeprice", "last", "closelast"]
        case .volume: ["volume", "vol", "v", "totalvolume"]
        case .adjustedClose: ["adjclose", "adjustedclose", "adjcloseprice", "closeadj", "closeadjusted"]
        case .symbol: ["symbol", "ticker", "sym", "instrument"]
        case .price: ["price", "tradeprice"]
        case .size: ["size", "quantity", "qty", "tradesize", "amount"]
        }
    }

    /// A name as names are compared.
    static func normalized(_ name: String) -> String {
        String(
            String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { !" _-./*".unicodeScalars.contains($0) }))
    }
}
