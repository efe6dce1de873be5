/// The times that InfluxDB stores.
enum TimeRange {
    /// The least and the greatest nanoseconds since 1970: the ends of 64 bits serve InfluxDB as marks.
    ///
    /// - Source: `models/time.go` of InfluxDB, `MinNanoTime` and `MaxNanoTime`.
    static let nanoseconds = (Int64.min + 2)...(Int64.max - 1)
}
