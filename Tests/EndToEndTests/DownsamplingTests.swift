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
        // Bars of a second for two windows to come: the server sums a window up when it has passed, and what comes later is
        // left out. A busy machine has fifteen seconds and more to bring them there.
        let first = (Int(Date().timeIntervalSince1970) / 5 + 4) * 5
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
        for _ in 0..<1_200 where try count() < 4 { usleep(100_000) }
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

    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func barsOfADatabaseAreReadByAConfig() throws {
        let server = try InfluxServer()
        try PushedBars.client(server).createDatabase("market")
        let folder = try TemporaryFolder()
        let aapl = SharedFolder.projectRoot.appendingPathComponent("Data/daily/aapl.csv").path
        let target = PushedBars.target(server, "market")
        let reading = [aapl, "--calendar", "XNYS", "--adjust", "total"]
        #expect(try Program.run(["data", "push"] + reading + target, in: folder.url).status == 0)
        func config(_ name: String, measurement: String, stamp: String) throws {
            try folder.write(
                """
                name: study
                data:
                  source: influxdb
                  influxdb: { url: "\(server.url)", version: 1, database: market, user: \(InfluxServer.user),
                    password_file: secret, measurement: \(measurement), symbol_tag: symbol,
                    fields: { open: open, high: high, low: low, close: close, volume: volume } }
                  calendar: XNYS
                  stamp: \(stamp)
                strategy: { rules: { enter_long: close > 1, exit_long: close < 1 } }
                """, to: name)
        }
        try folder.write(InfluxServer.password + "\n", to: "secret")
        try config("days.yaml", measurement: "bar", stamp: "start")
        func run(_ words: [String]) throws -> String {
            let outcome = try Program.run(
                ["BACKTEST_CACHE=\(folder.url.path)/cache", Program.path, "data"] + words, in: folder.url,
                executable: "/usr/bin/env")
            #expect(outcome.status == 0, "\(words): \(outcome.errors)")
            return outcome.output
        }
        // Out of the database into a file, as from the file itself.
        let days = try run(["convert", "days.yaml"])
        #expect(days.split(separator: "\n").count == 3_271)
        #expect(try days == run(["convert"] + reading))
        // Weeks lie at their ends, in a file as in a database, and are read back as such.
        let weeks = try run(["resample"] + reading + ["--every", "week"])
        let pushed = try run(
            ["resample", "days.yaml", "--every", "week", "--measurement", "week", "--to-influx"] + target.dropFirst())
        #expect(pushed.contains("written to measurement week, each at the end of its bar"))
        try config("weeks.yaml", measurement: "week", stamp: "end")
        let read = try run(["convert", "weeks.yaml", "--label", "end"])
        #expect(read.split(separator: "\n").count == weeks.split(separator: "\n").count)
        #expect(
            read.split(separator: "\n").map { $0.prefix(20) } == weeks.split(separator: "\n").map { $0.prefix(20) })
        // A config is alone, and says itself how its bars are read.
        for words in [["convert", "days.yaml", "x.csv"], ["convert", "days.yaml", "--stamp", "end"]] {
            let outcome = try Program.run(["data"] + words, in: folder.url)
            #expect(outcome.status == 2, "\(words): \(outcome.errors)")
        }
    }
}
