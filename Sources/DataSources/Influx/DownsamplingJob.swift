import Core
import InfluxDB
public import TimeSeries

/// Text of a job by which InfluxDB itself makes bars of a higher timeframe: first, max, min, last, sum.
///
/// The server cuts time from 1970 in UTC, so that its windows are those of `data resample --anchor UTC` for lengths that
/// divide a day; sessions, weeks and months it does not know. Bars must lie at their starts.
///
/// - Verified by: `PushTests`, which runs the continuous query on a real server and compares its bars with ours.
public struct DownsamplingJob: Hashable, Sendable {
    /// The database of 1.x, or the bucket of 2.x.
    public var database: String
    /// The measurement of the bars.
    public var measurement: String
    /// The measurement of the bars that are made.
    public var into: String
    /// The retention policy of both, 1.x only; `nil` for the database's own.
    public var retentionPolicy: String?
    /// The organisation, 2.x only; `nil` for that of the task.
    public var organisation: String?
    /// The length of a window in nanoseconds.
    public let window: Int64

    /// What makes each field.
    private static let fields = [
        ("open", "first"), ("high", "max"), ("low", "min"), ("close", "last"), ("volume", "sum"),
    ]

    /// A job.
    ///
    /// - Throws: `DataError.option` for a timeframe whose windows the server would cut elsewhere.
    public init(
        database: String, measurement: String, into: String, every timeframe: Timeframe, retentionPolicy: String? = nil,
        organisation: String? = nil
    ) throws(DataError) {
        guard case .intraday(let window) = timeframe, Timestamp.day % window == 0, window % 1_000_000 == 0 else {
            throw .option(
                path: measurement,
                .badValue(
                    key: "--every", found: timeframe.description,
                    allowed:
                        "a length that divides a day, such as 5m, 1h or 24h: InfluxDB cuts time in UTC and knows no "
                        + "sessions, weeks and months, which backtest data resample does"))
        }
        guard measurement != into else {
            throw .option(
                path: measurement,
                .badValue(key: "--into", found: into, allowed: "another measurement than that of the bars"))
        }
        self.database = database
        self.measurement = measurement
        self.into = into
        self.retentionPolicy = retentionPolicy
        self.organisation = organisation
        self.window = window
    }

    /// The statement of 1.x.
    ///
    /// Both measurements carry their database: without it 1.x looks them up in the `db=` of the request that makes the
    /// query, not in the database after `ON`. `*` keeps the tags, which would be lost otherwise.
    public var continuousQuery: String {
        let name = QueryText.influxQLName
        let selected = DownsamplingJob.fields.map { "\($1)(\(name($0))) AS \(name($0))" }.joined(separator: ", ")
        let policy = retentionPolicy.map(name) ?? ""
        func place(_ measurement: String) -> String { "\(name(database)).\(policy).\(name(measurement))" }
        return """
            CREATE CONTINUOUS QUERY \(name(into)) ON \(name(database)) BEGIN SELECT \(selected) INTO \(place(into)) \
            FROM \(place(measurement)) GROUP BY time(\(length)), * END
            """
    }

    /// The task of 2.x, in Flux.
    ///
    /// Windows are stamped with their starts; by default Flux stamps them with their ends.
    ///
    /// - Source: docs.influxdata.com/influxdb/v2/process-data, "Define a task"; Flux standard library,
    ///   `aggregateWindow()` and `to()`.
    public var fluxTask: String {
        let text = QueryText.fluxString
        let tables = DownsamplingJob.fields.map { field, function in
            """
                    bars
                        |> filter(fn: (r) => r._field == \(text(field)))
                        |> aggregateWindow(every: \(length), fn: \(function), timeSrc: "_start", createEmpty: false),
            """
        }
        let organisation = organisation.map { ", org: \(text($0))" } ?? ""
        return """
            option task = {name: \(text(into)), every: \(length)}

            bars =
                from(bucket: \(text(database)))
                    |> range(start: -task.every)
                    |> filter(fn: (r) => r._measurement == \(text(measurement)))

            union(
                tables: [
            \(tables.joined(separator: "\n"))
                ],
            )
                |> set(key: "_measurement", value: \(text(into)))
                |> to(bucket: \(text(database))\(organisation))
            """
    }

    /// The window as both languages write it.
    private var length: String { Timeframe.intraday(nanoseconds: window).description }
}
