import TimeSeries

/// How bars lie in files, and what their columns and times mean.
public struct FileConfiguration: Hashable, Sendable {
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

    /// What a section of a validated config says.
    init(_ section: ConfigValue?) {
        func choice<Choice: RawRepresentable>(_ name: String) -> Choice? where Choice.RawValue == String {
            section?[name]?.text.flatMap { Choice(rawValue: $0) }
        }
        let paths = section?["path"]
        files =
            switch paths?.content {
            case .text(let path)?: .paths([path.text])
            case .list(let list)?: .paths(list.compactMap(\.text))
            default: .glob(section?["glob"]?.text ?? "")
            }
        layout = choice("layout")
        columns = Field.allCases.compactMap { field in
            section?["columns.\(field.rawValue)"]?.text.map { Column(field: field, name: $0) }
        }
        delimiter = choice("delimiter")
        stamp = choice("stamp")
        let length = section?["length"]?.text
        self.length = FileConfiguration.lengths.first { $0.name == length }?.nanoseconds
        dateOrder = choice("date_order")
        symbol = section?["symbol"]?.text
        zone = section?["zone"]?.text
    }
}

/// Files of other instruments that keep other hours, or lie otherwise, than those of the data (S3).
public struct BesideConfiguration: Hashable, Sendable {
    /// What the section is called.
    public var name: String
    /// How the bars lie in files.
    public var source: FileConfiguration
    /// The calendar's name or file.
    public var calendar: String

    init(_ entry: ConfigValue.Entry) {
        name = entry.key.text
        source = FileConfiguration(entry.value)
        calendar = entry.value["calendar"]?.text ?? ""
    }
}

/// Finer bars beside the data: files of the same instruments, adjusted and mended as the data are.
public struct FinerConfiguration: Hashable, Sendable {
    /// How the bars lie in files.
    public var source: FileConfiguration
    /// The calendar's name or file; `nil`: that of the data.
    public var calendar: String?

    init(_ section: ConfigValue) {
        source = FileConfiguration(section)
        calendar = section["calendar"]?.text
    }
}
