import TimeSeries

/// Where the bars of a study come from and what they mean.
public struct DataConfiguration: Hashable, Sendable {
    /// Which files are read.
    public enum Files: Hashable, Sendable {
        /// These, in order.
        case paths([String])
        /// All that match a pattern, in the byte order of their paths.
        case glob(String)
    }

    /// How instruments lie in files.
    public enum Layout: String, Sendable {
        /// One instrument a file.
        case single
        /// A column says of which instrument a row is.
        case long
        /// A column of closes for each instrument.
        case wide
    }

    /// What a column holds.
    public enum Field: String, CaseIterable, Sendable {
        /// Dates, or dates with times.
        case time
        /// Dates, where times stand apart.
        case date
        /// Times of day, where dates stand apart.
        case timeOfDay = "time_of_day"
        /// Symbols.
        case symbol
        /// First prices.
        case open
        /// Highest prices.
        case high
        /// Lowest prices.
        case low
        /// Last prices.
        case close
        /// Units traded.
        case volume
        /// Closes adjusted for splits and dividends.
        case adjustedClose = "adjusted_close"
    }

    /// The column of a field, by its name in the header.
    public struct Column: Hashable, Sendable {
        /// What it holds.
        public var field: Field
        /// Its name in the header.
        public var name: String
    }

    /// What parts the fields of a row.
    public enum Delimiter: String, Sendable {
        /// `,`
        case comma
        /// `;`
        case semicolon
        /// A tabulator.
        case tab
        /// `|`
        case pipe

        /// The character.
        public var character: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            case .pipe: UInt8(ascii: "|")
            }
        }
    }

    /// Which end of its bar the time of a row is (S1).
    public enum Stamp: String, Sendable {
        /// The bar's first instant.
        case start
        /// The first instant after the bar.
        case end
    }

    /// Which adjustment is made to prices.
    public enum Adjustment: String, Sendable {
        /// None: prices as in the file.
        case none
        /// Prices and volumes in the units after the last split of the file of corporate actions.
        case splits
        /// All prices times adjusted close / close.
        case total
    }

    /// What is done about sessions without a bar.
    public enum Gaps: String, Sendable {
        /// They are counted and shown.
        case report
        /// Bars that repeat the last close and never trade stand in for them (S4).
        case fill
        /// They are an error.
        case error
    }

    /// What is done about several rows of one time (S8).
    public enum Duplicates: String, Sendable {
        /// They are an error.
        case error
        /// The first is kept.
        case first
        /// The last is kept.
        case last
    }

    /// What is done about rows that go back in time (S9).
    public enum Order: String, Sendable {
        /// They are an error.
        case error
        /// Rows are sorted by time.
        case sort
    }

    /// What is done about a high or low that does not enclose open and close (S7).
    public enum Violations: String, Sendable {
        /// It is an error.
        case error
        /// The high is raised and the low lowered.
        case repair
        /// The bar is left out.
        case drop
    }

    /// What is done about empty prices (S6).
    public enum EmptyPrices: String, Sendable {
        /// They are an error.
        case error
        /// The row is left out.
        case drop
        /// The price before is taken.
        case fill
    }

    /// What is done about rows on days without a session.
    public enum Closed: String, Sendable {
        /// They are an error.
        case error
        /// They are left out.
        case drop
    }

    /// How dates with slashes are meant.
    public enum DateOrder: String, Sendable {
        /// Month first.
        case mdy
        /// Day first.
        case dmy
    }

    /// Lengths of bars by name, in nanoseconds.
    public static let lengths: [(name: String, nanoseconds: Int64)] = [
        "1s", "5s", "10s", "15s", "30s", "1m", "2m", "3m", "5m", "10m", "15m", "20m", "30m", "1h", "2h", "3h", "4h",
        "6h",
        "8h", "12h",
    ].map { name in
        guard case .intraday(let nanoseconds)? = Timeframe(name) else { return (name, 0) }
        return (name, nanoseconds)
    }

    /// What is done about faults.
    public struct Policies: Hashable, Sendable {
        /// Sessions without a bar.
        public var gaps: Gaps
        /// Several rows of one time.
        public var duplicates: Duplicates
        /// Rows that go back in time.
        public var order: Order
        /// Highs and lows that do not enclose the rest.
        public var violations: Violations
        /// Empty prices.
        public var emptyPrices: EmptyPrices
        /// Rows on days without a session.
        public var closed: Closed
    }

    /// Which files.
    public var files: Files
    /// How instruments lie in them; `nil`: as the header shows.
    public var layout: Layout?
    /// The columns that were named, in the order of `Field`.
    public var columns: [Column]
    /// What parts fields; `nil`: as the file shows.
    public var delimiter: Delimiter?
    /// Which end of its bar a time is; `nil` where not given, which is enough for dates.
    public var stamp: Stamp?
    /// The length of a bar in nanoseconds; `nil`: as the rows tell.
    public var length: Int64?
    /// How dates with slashes are meant; `nil`: as the rows tell.
    public var dateOrder: DateOrder?
    /// The name of a single instrument; `nil`: the file's.
    public var symbol: String?
    /// The zone of times that carry none; `nil`: the calendar's.
    public var zone: String?
    /// The calendar's name or file.
    public var calendar: String
    /// Which adjustment is made.
    public var adjustment: Adjustment
    /// A file of dividends, splits and delistings; `nil` where there is none.
    public var actions: String?
    /// The first bar on which a decision may be taken (S16).
    public var from: ConfigMoment?
    /// The end of the data in use, a date included.
    public var to: ConfigMoment?
    /// The start of the final test period (S70).
    public var testFrom: ConfigMoment?
    /// Whether any fault is an error.
    public var isStrict: Bool
    /// What is done about faults.
    public var policies: Policies
    /// The bytes that may stay resident; `nil`: half of the machine's memory.
    public var memory: Int?

    init(_ reader: ConfigReader) {
        let root = reader.root
        let paths = root["data.path"]
        files =
            switch paths?.content {
            case .text(let path)?: .paths([path.text])
            case .list(let list)?: .paths(list.compactMap(\.text))
            default: .glob(reader.text("data.glob"))
            }
        layout = reader.optionalChoice("data.layout")
        columns = Field.allCases.compactMap { field in
            root["data.columns.\(field.rawValue)"]?.text.map { Column(field: field, name: $0) }
        }
        delimiter = reader.optionalChoice("data.delimiter")
        stamp = reader.optionalChoice("data.stamp")
        let length = root["data.length"]?.text
        self.length = DataConfiguration.lengths.first { $0.name == length }?.nanoseconds
        dateOrder = reader.optionalChoice("data.date_order")
        symbol = root["data.symbol"]?.text
        zone = root["data.zone"]?.text
        calendar = reader.text("data.calendar")
        adjustment = reader.choice("data.adjust")
        actions = root["data.actions"]?.text
        from = root["data.from"]?.moment
        to = root["data.to"]?.moment
        testFrom = root["data.test_from"]?.moment
        isStrict = reader.flag("data.strict")
        memory = root["data.memory"]?.text.flatMap { ConfigSize.bytes($0) }
        policies = Policies(
            gaps: reader.choice("data.policies.gaps"), duplicates: reader.choice("data.policies.duplicates"),
            order: reader.choice("data.policies.order"), violations: reader.choice("data.policies.ohlc"),
            emptyPrices: reader.choice("data.policies.nan"), closed: reader.choice("data.policies.closed"))
    }
}
