/// What each field of a row is for.
struct RowPlan: Sendable {
    /// The use of one field.
    enum Use: Hashable, Sendable {
        /// Skipped.
        case ignored
        /// The stamp.
        case stamp
        /// The time of day that goes with a date in the stamp's column.
        case timeOfDay
        /// The instrument's name.
        case symbol
        /// A number, kept in the column of this place.
        case value(Int)

        /// The use as a number that a loop can switch on: −1 ignored, −2 stamp, −3 time of day, −4 symbol, else a place.
        var code: Int {
            switch self {
            case .ignored: -1
            case .stamp: -2
            case .timeOfDay: -3
            case .symbol: -4
            case .value(let place): place
            }
        }
    }

    /// The use of each field of a row.
    var uses: [Use]
    /// The names of the fields, for messages.
    var names: [String]
    /// The byte between fields.
    var delimiter: UInt8
    /// The form of the stamps.
    var stampForm: StampParser.Form
    /// The number of columns of numbers.
    var valueCount: Int
}

/// Why a row could not be read: the place of the failure and what stands there.
struct RowFailure: Error {
    /// What went wrong.
    enum Reason {
        case fieldCount(found: Int)
        case number(beyondRange: Bool)
        case time(beyondRange: Bool)
        case mixedZones
        case mixedForms
        case openQuote
        /// A line break in a quoted field, where rows are read line by line.
        case breakInQuotes
        case textBehindQuote
        case noSymbol
        case lineTooLong
        case sourceChanged
    }

    /// The byte in the file at which the row or field begins.
    var offset: Int
    /// The number of the field, from 0.
    var field: Int
    /// The text of the field.
    var text: String
    /// What went wrong.
    var reason: Reason
}
