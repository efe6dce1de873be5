public import Core
public import HTTPClient
public import TimeSeries

/// What is collected: the symbols, their endpoint, and how rows become bars.
public struct CollectPlan: Sendable {
    /// The symbols as the endpoint knows them.
    public var symbols: [String]
    /// The length of the bars.
    public var every: Timeframe
    /// How far back the first request goes; not asked for quotes.
    public var start: Timestamp?
    /// When the symbols trade.
    public var calendar: TradingCalendar
    /// The name under which the calendar is found.
    public var calendarName: String
    /// What is done about rows that break rules (S6–S9); gaps are counted, or an error.
    public var policies: LoadPolicies
    /// The endpoint.
    public var endpoint: EndpointMapping
    /// The most pages of one answer.
    public var mostPages = 10_000

    /// A plan.
    public init(
        symbols: [String], every: Timeframe, start: Timestamp?, calendar: TradingCalendar, calendarName: String,
        policies: LoadPolicies = LoadPolicies(), endpoint: EndpointMapping
    ) {
        self.symbols = symbols
        self.every = every
        self.start = start
        self.calendar = calendar
        self.calendarName = calendarName
        self.policies = policies
        self.endpoint = endpoint
    }

    /// What it collects.
    public var kind: CollectedKind {
        endpoint.givesQuotes ? .quotes : every == .day ? .sessions : .bars
    }
}

/// What time it is and how it passes; tests advance it themselves.
public struct CollectClock: Sendable {
    /// The present instant.
    public var now: @Sendable () -> Timestamp
    /// Waits so many seconds, or less where it is cancelled.
    public var wait: @Sendable (_ seconds: Double, _ cancellation: Cancellation?) -> Void

    /// A clock.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        wait: @escaping @Sendable (_ seconds: Double, _ cancellation: Cancellation?) -> Void
    ) {
        self.now = now
        self.wait = wait
    }
}
