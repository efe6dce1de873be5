public import TimeSeries

/// How an HTTP endpoint is asked for bars or quotes, and where they stand in its answer.
///
/// The presets are values of it; a config can declare any other.
public struct EndpointMapping: Hashable, Sendable {
    /// The form of an answer.
    public enum Format: String, CaseIterable, Sendable {
        /// JSON.
        case json
        /// Text with a header.
        case csv
    }

    /// Which of its edges a bar is stamped with (S1).
    public typealias Stamp = CSVReadOptions.Stamp

    /// What a column holds.
    public enum Field: String, CaseIterable, Sendable {
        /// The stamp.
        case time
        /// The first price of a bar.
        case open
        /// The highest price of a bar.
        case high
        /// The lowest price of a bar.
        case low
        /// The last price of a bar.
        case close
        /// Units traded in a bar.
        case volume
        /// The price of a quote or trade, in place of a bar's four.
        case price
        /// Units of a quote or trade.
        case size
    }

    /// Where a field stands: in JSON a path within a row, in CSV a column's name or number.
    public struct Column: Hashable, Sendable {
        /// What it holds.
        public var field: Field
        /// Where it stands.
        public var place: String

        /// A column.
        public init(_ field: Field, _ place: String) {
            self.field = field
            self.place = place
        }
    }

    /// A name and a value of a header or of an address's query.
    public struct Item: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value, or where it is found.
        public var value: RequestText

        /// An item.
        public init(_ name: String, _ value: RequestText) {
            self.name = name
            self.value = value
        }
    }

    /// What an endpoint calls a length of bars.
    public struct Length: Hashable, Sendable {
        /// The length.
        public var timeframe: Timeframe
        /// Its name there.
        public var name: String
        /// Nanoseconds that one request may span; `nil` for any number.
        public var longestSpan: Int64?
        /// Nanoseconds for which such bars are kept there, older ones not being asked for; `nil` for ever.
        public var reach: Int64?

        /// A length.
        public init(_ timeframe: Timeframe, _ name: String, longestSpan: Int64? = nil, reach: Int64? = nil) {
            self.timeframe = timeframe
            self.name = name
            self.longestSpan = longestSpan
            self.reach = reach
        }
    }

    /// What it is called in messages: `yahoo`.
    public var name: String
    /// Scheme and host, and a path before that of `address`: `https://data.alpaca.markets`.
    public var base: String
    /// The rest of the address, where `{symbol}`, `{every}`, `{start}`, `{end}` and `{key}` are filled in.
    public var address: String
    /// More names and values of the address's query.
    public var query: [Item] = []
    /// Headers, such as those that carry keys.
    public var headers: [Item] = []
    /// What `{key}` stands for.
    public var key: RequestText?
    /// The form of answers.
    public var format = Format.json
    /// The way to the rows in JSON: a list of rows, an object of rows by time, or an object of lists, one a field.
    public var rows: AnswerPath = ""
    /// Where each field stands.
    public var columns: [Column]
    /// How the rows write times.
    public var time = TimeForm.iso
    /// The zone of times without an offset; `nil` is the calendar's.
    public var zone: ZoneOffsets?
    /// Which edge of its bar a time is.
    public var stamp = Stamp.start
    /// How `{start}` and `{end}` are written.
    public var requestTime = TimeForm.iso
    /// The lengths of bars that there are; empty where the address names one itself.
    public var lengths: [Length] = []
    /// The way to the token of the next page, and the name under which a request gives it back.
    public var page: Page?
    /// The most rows of an answer: where so many come, the next request begins behind the last; `nil` where all come.
    public var limit: Int?
    /// Whether an answer without the rows, or without their times, has none, instead of being wrong.
    public var isEmptyWithoutRows = false
    /// Whether the last row may be the present price, within the time of the row before it.
    public var endsWithLiveRow = false
    /// The way to what the endpoint says of an error.
    public var message: AnswerPath?
    /// How often it may be asked.
    public var rate = RequestRate(requests: 1, per: 1_000_000_000)

    /// How an endpoint parts an answer in pages.
    public struct Page: Hashable, Sendable {
        /// The way to the token.
        public var token: AnswerPath
        /// The name in the query of the next request.
        public var parameter: String

        /// Pages.
        public init(token: AnswerPath, parameter: String) {
            self.token = token
            self.parameter = parameter
        }
    }

    /// A mapping; what else there is to say is set after.
    public init(name: String, base: String, address: String, columns: [Column]) {
        self.name = name
        self.base = base
        self.address = address
        self.columns = columns
    }

    /// Whether it gives quotes or trades, each a price at an instant, instead of bars.
    public var givesQuotes: Bool { columns.contains { $0.field == .price } }

    /// What there is to say of a length of bars; `nil` where there is nothing.
    func length(_ timeframe: Timeframe) -> Length? { lengths.first { $0.timeframe == timeframe } }

    /// Where a field stands; `nil` where it stands nowhere.
    func place(of field: Field) -> String? { columns.first { $0.field == field }?.place }
}
