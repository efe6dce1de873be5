/// What to do with rows that break the rules that bars keep (S6–S9).
///
/// The defaults refuse what may change a result and leave out what holds no price; whatever is done is counted.
public struct LoadPolicies: Hashable, Sendable {
    /// What to do where the calendar expects bars and there are none.
    public enum Gaps: String, CaseIterable, Sendable {
        /// Leave them out: a missing bar means no trading (S3).
        case keep
        /// Repeat the last close in bars that are flagged as filled and never tradable (S4).
        case fill
        /// Refuse the file.
        case error
    }

    /// What to do with rows of one instrument and one stamp.
    public enum Duplicates: String, CaseIterable, Sendable {
        /// Refuse the file.
        case error
        /// Keep the first of them in the order of the file.
        case first
        /// Keep the last of them in the order of the file.
        case last
    }

    /// What to do with rows out of order.
    public enum Order: String, CaseIterable, Sendable {
        /// Refuse the file.
        case error
        /// Sort the rows; those of one stamp stay in the order of the file.
        case sort
    }

    /// What to do where high or low does not enclose the other prices.
    public enum Enclosure: String, CaseIterable, Sendable {
        /// Refuse the file.
        case error
        /// Take the highest and the lowest of the four prices as high and low.
        case repair
        /// Leave the row out.
        case drop
    }

    /// What to do where a price is missing.
    public enum Missing: String, CaseIterable, Sendable {
        /// Refuse the file.
        case error
        /// Leave the row out.
        case drop
        /// Fill from the row's other prices and the close before.
        case fill
    }

    /// What to do with a date on which the calendar has no session.
    public enum Closed: String, CaseIterable, Sendable {
        /// Refuse the file.
        case error
        /// Leave the row out.
        case drop
    }

    /// Where the calendar expects bars and there are none.
    public var gaps: Gaps
    /// Rows of one stamp.
    public var duplicates: Duplicates
    /// Rows out of order.
    public var order: Order
    /// High or low that does not enclose the other prices.
    public var ohlc: Enclosure
    /// Missing prices.
    public var nan: Missing
    /// Dates without a session.
    public var closed: Closed

    /// Policies; by default errors, but for gaps, which are kept, and rows without a price, which are left out.
    public init(
        gaps: Gaps = .keep, duplicates: Duplicates = .error, order: Order = .error, ohlc: Enclosure = .error,
        nan: Missing = .drop, closed: Closed = .error
    ) {
        self.gaps = gaps
        self.duplicates = duplicates
        self.order = order
        self.ohlc = ohlc
        self.nan = nan
        self.closed = closed
    }

    /// Everything is an error but a gap, which is no fault of the file (S3).
    public static let strict = LoadPolicies(nan: .error)
}
