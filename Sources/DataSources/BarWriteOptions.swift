public import TimeSeries

/// How bars are written as text.
public struct BarWriteOptions: Hashable, Sendable {
    /// What stands in the column of stamps.
    public enum Label: String, CaseIterable, Sendable {
        /// The first instant of the bar.
        case start
        /// The first instant after the bar.
        case end
    }

    /// How instruments lie in the text; `nil` is `single` for one instrument and `long` for several.
    public var layout: CSVReadOptions.Layout?
    /// Which edge of its bar a stamp is.
    public var label: Label
    /// The zone in which times are written, with their offset; `nil` is UTC, written with `Z`.
    public var zone: ZoneOffsets?
    /// Whether bars that span whole sessions are stamped with dates.
    public var usesDates: Bool
    /// The byte between fields.
    public var delimiter: Character
    /// Whether the bytes are packed; `nil` is told from the path's ending `.gz`.
    public var isPacked: Bool?
    /// The most threads to use.
    public var threads: Int

    /// Options; by default stamps are starts in UTC, and dates where bars span whole sessions.
    public init(
        layout: CSVReadOptions.Layout? = nil, label: Label = .start, zone: ZoneOffsets? = nil, usesDates: Bool = true,
        delimiter: Character = ",", isPacked: Bool? = nil, threads: Int = 2
    ) {
        self.layout = layout
        self.label = label
        self.zone = zone
        self.usesDates = usesDates
        self.delimiter = delimiter
        self.isPacked = isPacked
        self.threads = threads
    }
}
