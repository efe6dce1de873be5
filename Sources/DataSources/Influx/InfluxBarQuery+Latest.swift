import Core
import InfluxDB

/// The texts by which who writes a measurement asks what it holds already.
///
/// InfluxQL serves 1.x and 3: there it gives nothing for a measurement, and an empty column for a field, that no point has
/// yet, where SQL fails.
extension InfluxBarQuery {
    /// The latest rows in InfluxQL, the last first.
    func latestInInfluxQL(_ count: Int) -> String {
        let picked = zip(fields, columns).map { field, column in
            "\(QueryText.influxQLName(field)) AS \(QueryText.influxQLName(column))"
        }
        return "SELECT \(picked.joined(separator: ", ")) FROM \(measurement)\(influxQLConditions([])) "
            + "ORDER BY time DESC LIMIT \(max(1, count))"
    }

    /// The time of the latest row in Flux, which the server finds without reading the others.
    var latestTimeInFlux: String {
        """
        from(bucket: \(QueryText.fluxString(options.database)))
          |> range(start: 1677-09-22T00:00:00Z, stop: 2262-04-11T00:00:00Z)
          |> filter(fn: (r) => \(fluxConditions(fields: [leadingField])))
          |> last()
          |> keep(columns: ["_time"])
          |> group()
          |> sort(columns: ["_time"], desc: true)
          |> limit(n: 1)
        """
    }
}
