import Core

/// Files of rates that a config names beside its bars.
public struct RateFiles: Hashable, Sendable {
    /// A file of one currency's rate over time.
    public struct Currency: Hashable, Sendable {
        /// ISO 4217 code.
        public var currency: String
        /// The file.
        public var path: String
        /// The column of times; seen from the header where absent.
        public var timeColumn: String?
        /// The column of rates; seen from the header, or the second, where absent.
        public var rateColumn: String?
        /// The calendar that dates name sessions of; that of the data where absent.
        public var calendar: String?
        /// Whether times are starts or ends of what they stand for.
        public var stamp: String?
        /// Whether a rate tells what one unit of the account's currency is worth in this one.
        public var isInverse: Bool
    }

    /// The file of the rate on which interest stands.
    public var interest: String?
    /// Files of exchange rates, in the byte order of currencies.
    public var currencies: [Currency] = []

    /// No files.
    public init() {}

    init(_ reader: ConfigReader) {
        interest = reader.root["broker.interest.path"]?.text
        for entry in reader.root["broker.fx"]?.entries ?? [] {
            guard let path = entry.value["path"]?.text else { continue }
            currencies.append(
                Currency(
                    currency: entry.key.text, path: path, timeColumn: entry.value["columns.time"]?.text,
                    rateColumn: entry.value["columns.rate"]?.text, calendar: entry.value["calendar"]?.text,
                    stamp: entry.value["stamp"]?.text, isInverse: entry.value["invert"]?.flag ?? false))
        }
    }
}
