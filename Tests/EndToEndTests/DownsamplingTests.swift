import Foundation
import InfluxDB
import TestSupport
import Testing

/// `backtest data resample` with InfluxDB: bars pushed, and the jobs by which the server does the same.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct DownsamplingTests {
    @Test func jobsArePrintedWithTheirNamesQuoted() throws {
        let query = try Program.run([
            "data", "resample", "--print", "continuous-query", "--database", "my \"db\"", "--measurement", "bar",
            "--into",
            "bar_5m", "--every", "5m",
        ])
        #expect(
            query.output == """
                CREATE CONTINUOUS QUERY "bar_5m" ON "my \\"db\\"" BEGIN SELECT first("open") AS "open", max("high") AS \
                "high", min("low") AS "low", last("close") AS "close", sum("volume") AS "volume" INTO \
                "my \\"db\\"".."bar_5m" FROM "my \\"db\\"".."bar" GROUP BY time(5m), * END

                """, "\(query.errors)")
        let task = try Program.run([
            "data", "resample", "--print", "flux-task", "--bucket", "stocks", "--org", "qu${a}nts", "--into", "bar_1h",
            "--every", "1h",
        ])
        #expect(
            task.output == """
                option task = {name: "bar_1h", every: 1h}

                bars =
                    from(bucket: "stocks")
                        |> range(start: -task.every)
                        |> filter(fn: (r) => r._measurement == "bar")

                union(
                    tables: [
                        bars
                            |> filter(fn: (r) => r._field == "open")
                            |> aggregateWindow(every: 1h, fn: first, timeSrc: "_start", createEmpty: false),
                        bars
                            |> filter(fn: (r) => r._field == "high")
                            |> aggregateWindow(every: 1h, fn: max, timeSrc: "_start", createEmpty: false),
                        bars
                            |> filter(fn: (r) => r._field == "low")
                            |> aggregateWindow(every: 1h, fn: min, timeSrc: "_start", createEmpty: false),
                        bars
                            |> filter(fn: (r) => r._field == "close")
                            |> aggregateWindow(every: 1h, fn: last, timeSrc: "_start", createEmpty: false),
                        bars
                            |> filter(fn: (r) => r._field == "volume")
                            |> aggregateWindow(every: 1h, fn: sum, timeSrc: "_start", createEmpty: false),
                    ],
                )
                    |> set(key: "_measurement", value: "bar_1h")
                    |> to(bucket: "stocks", org: "qu\\${a}nts")

                """, "\(task.errors)")
        let wrong = [
            ["--every", "week"], ["--every", "7m"], ["--every", "5m", "x.csv"], [],
        ]
        for words in wrong {
            let outcome = try Program.run(
                ["data", "resample", "--print", "continuous-query", "--database", "d", "--into", "b"] + words)
            #expect(outcome.status == 2, "\(words) \(outcome.errors)")
        }
    }

    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func theContinuousQueryMakesOurBars() throws {
        let server = try InfluxServer(InfluxServer.Options(runsContinuousQueries: true))
        let client = try PushedBars.client(server)
        let folder = try TemporaryFolder()
        // A quote in the name, and the statement is sent without `db=`.
        let database = "live \"x\""
        try client.createDatabase(database)
        let printed = try Program.run([
            "data", "resample", "--print", "continuous-query", "--database", database, "--into", "bar_5s", "--every",
            "5s",
        ])
        try client.execute(printed.output)
        // Bars of a second for the two windows that come next: the server sums a window up when it has passed.
        let first = (Int(Date().timeIntervalSince1970) / 5 + 1) * 5
        var text = "time,symbol,open,high,low,close,volume\n"
        for second in 0..<10 {
            for (place, symbol) in ["A", "B C"].enumerated() where (second + place) % 4 != 1 {
                let time = Date(timeIntervalSince1970: Double(first + second))
                let price = 100 + sin(Double(second * 2 + place)) * 3
                text +=
                    "\(time.ISO8601Format()),\(symbol),\(price),\(price + 1),\(price - 1),\(price + 0.1),\(second + 1)\n"
            }
        }
        try folder.write(text, to: "seconds.csv")
        let source = ["seconds.csv", "--stamp", "start", "--calendar", "24/7"]
        let target = PushedBars.target(server, database)
        let pushed = try Program.run(["data", "push"] + source + target, in: folder.url)
        #expect(pushed.status == 0, "\(pushed.errors)")
        let count = { try PushedBars.count(client, database, of: "bar_5s") }
        for _ in 0..<300 where try count() < 4 { usleep(100_000) }
        // A window that cannot be known to be complete is left out here, so that two seconds of the next one are added.
        let last = Date(timeIntervalSince1970: Double(first + 10)).ISO8601Format()
        try folder.write(
            text + "\(last),A,1,1,1,1,1\n\(last),B C,1,1,1,1,1\n", to: "seconds.csv")
        let ours = try Program.run(
            ["data", "resample"] + source
                + ["--every", "5s", "--anchor", "UTC", "--to-influx"] + target.dropFirst() + ["--measurement", "ours"],
            in: folder.url)
        #expect(ours.status == 0, "\(ours.errors)")
        for symbol in ["A", "B C"] {
            let theirs = try PushedBars.rows(client, database, symbol: symbol, measurement: "bar_5s")
            let own = try PushedBars.rows(client, database, symbol: symbol, measurement: "ours")
            #expect(theirs.count == 2 && PushedBars.agree(theirs, own), "\(symbol): \(theirs) \(own)")
        }
    }
}
