public import InfluxDB
import LineProtocol

/// How bars become points of InfluxDB: one point a bar, its instrument a tag, its prices fields.
public struct BarPushOptions: Hashable, Sendable {
    /// The measurement of the bars.
    public var measurement: String
    /// The key of the tag that names the instrument.
    public var symbolTag: String
    /// Which edge of its bar the time of a point is; the start is what InfluxDB's own aggregation expects.
    public var label: BarWriteOptions.Label
    /// The unit of the times that are sent.
    public var precision: WriteTarget.Precision
    /// The generation that reads the lines; 3 escapes backslashes, the others do not.
    public var kind: InfluxKind
    /// Bars of a request at most.
    public var batchRows: Int
    /// 1 to 9 packs the requests; `nil` does not.
    public var gzipLevel: Int?

    /// Options.
    public init(
        measurement: String = "bar", symbolTag: String = "symbol", label: BarWriteOptions.Label = .start,
        precision: WriteTarget.Precision = .nanosecond, kind: InfluxKind = .v1, batchRows: Int = 5_000,
        gzipLevel: Int? = nil
    ) {
        self.measurement = measurement
        self.symbolTag = symbolTag
        self.label = label
        self.precision = precision
        self.kind = kind
        self.batchRows = batchRows
        self.gzipLevel = gzipLevel
    }

    /// How the lines are written: a volume that is not known is left out.
    var encoding: LineEncodingOptions {
        let precision: TimePrecision =
            switch precision {
            case .nanosecond: .nanoseconds
            case .microsecond: .microseconds
            case .millisecond: .milliseconds
            case .second: .seconds
            }
        return LineEncodingOptions(
            dialect: kind == .v3 ? .version3 : .version1And2, precision: precision, nonFinite: .skip)
    }
}
