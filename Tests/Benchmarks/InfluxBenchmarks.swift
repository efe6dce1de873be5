import DataSources
import Foundation
import InfluxDB
import TestSupport
import TimeSeries

/// W6: a million OHLCV rows of ten symbols written to the real InfluxDB 1.x and read back.
///
/// Prints rows a second, and our processor time beside the server's.
func benchmarkInflux(rows: Int = 1_000_000, symbols: Int = 10, repetitions: Int = 2) {
    guard InfluxServer.isPresent else {
        print("InfluxDB: \(InfluxServer.absentNote)")
        return
    }
    do {
        let server = try InfluxServer(InfluxServer.Options(isAuthenticated: false))
        let client = try InfluxClient(InfluxOptions(url: server.url))
        try client.execute("CREATE DATABASE bench WITH DURATION INF REPLICATION 1 SHARD DURATION 520w")
        let lines = InfluxWorkload.lines(rows: rows, symbols: symbols)
        for _ in 0..<repetitions {
            try InfluxWorkload.measure("write", rows: rows, server) {
                let writer = InfluxWriter(client, to: WriteTarget(database: "bench"))
                for piece in lines { try writer.append(piece) }
                let progress = try writer.finish()
                return "\(progress.acknowledgedLines) lines in \(progress.requests) requests"
            }
        }
        for _ in 0..<repetitions {
            try InfluxWorkload.measure("read all, GROUP BY symbol", rows: rows, server) {
                var (sum, count) = (0.0, 0)
                let query = "SELECT open, high, low, close, volume FROM bar GROUP BY symbol"
                try client.influxQL(query, database: "bench") { batch in
                    if case .doubles(let close)? = batch["close"]?.values { sum += close.reduce(0, +) }
                    count += batch.rowCount
                    return true
                }
                return "\(count) rows, sum of closes \(sum.rounded())"
            }
        }
        for form in [InfluxClient.RowForm.messagePack, .json] {
            try InfluxWorkload.measure("read symbol by symbol, \(form)", rows: rows, server) {
                var (sum, count) = (0.0, 0)
                for symbol in 0..<symbols {
                    let query = "SELECT open, high, low, close, volume FROM bar WHERE symbol = $symbol"
                    let tables = try client.influxQLTables(
                        query, database: "bench", parameters: ["symbol": .string("SYM0\(symbol)")], form: form)
                    for table in tables {
                        sum += table["close"]?.asDoubles?.reduce(0, +) ?? 0
                        count += table.rowCount
                    }
                }
                return "\(count) rows, sum of closes \(sum.rounded())"
            }
        }
    } catch {
        print("W6 failed: \(error)")
    }
}

/// W6b: a million OHLCV rows of ten symbols in a CSV file pushed to the real InfluxDB 1.x, as `backtest data push` does it.
///
/// Prints rows a second of the reading and of the pushing, and our processor time beside the server's; then the same with a
/// file of what was acknowledged, and again when all is acknowledged.
func benchmarkPush(rows: Int = 1_000_000, symbols: Int = 10) {
    guard InfluxServer.isPresent else {
        print("W6b push: \(InfluxServer.absentNote)")
        return
    }
    do {
        let server = try InfluxServer(InfluxServer.Options(isAuthenticated: false))
        let client = try InfluxClient(InfluxOptions(url: server.url))
        let folder = try TemporaryFolder()
        try folder.write(InfluxWorkload.csv(rows: rows, symbols: symbols), to: "bars.csv")
        let path = folder.url.appendingPathComponent("bars.csv").path
        let state = folder.url.appendingPathComponent("push.state").path
        var series: [BarSeries] = []
        try InfluxWorkload.measure("CSV to columns", rows: rows, server) {
            let options = CSVReadOptions(paths: [path], stamp: .start, calendar: "24/7")
            series = try MarketData.load(options).panel.series
            return "\(series.count) symbols"
        }
        for (database, resume) in [("first", nil), ("second", nil), ("third", state), ("third", state)] {
            try client.createDatabase(database)
            let name = resume == nil ? "push" : "push, resumable"
            try InfluxWorkload.measure("\(name), to the \(database) database", rows: rows, server) {
                let push = try BarPush(
                    client, to: WriteTarget(database: database), options: BarPushOptions(),
                    resume: resume.map { ($0, server.url) })
                let progress = try push.run(series)
                return "\(progress.stored) stored, \(progress.skipped) passed over, \(progress.requests) requests, "
                    + "\(progress.bytes / 1_000_000) MB"
            }
        }
    } catch {
        print("W6b failed: \(error)")
    }
}

/// The bars of W6, and how they are timed.
private enum InfluxWorkload {
    /// Lines of one tag and five fields, in pieces of about a megabyte.
    static func lines(rows: Int, symbols: Int) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var piece: [UInt8] = []
        for index in 0..<rows {
            let (symbol, step) = (index % symbols, index / symbols)
            let price = 100 + Double((step * 7 + symbol * 13) % 1_000) / 100
            piece += Array(
                ("bar,symbol=SYM0\(symbol) open=\(price),high=\(price + 0.25),low=\(price - 0.25),close=\(price + 0.125),"
                    + "volume=\(1_000 + step % 500)i \(1_577_973_000_000_000_000 + step * 60_000_000_000)\n").utf8)
            if piece.count > 1_000_000 {
                pieces.append(piece)
                piece = []
            }
        }
        return pieces + [piece]
    }

    /// The same bars as a long file.
    static func csv(rows: Int, symbols: Int) -> String {
        var text = "time,symbol,open,high,low,close,volume\n"
        for index in 0..<rows {
            let (symbol, step) = (index % symbols, index / symbols)
            let price = 100 + Double((step * 7 + symbol * 13) % 1_000) / 100
            text +=
                "\(1_577_973_000 + step * 60),SYM0\(symbol),\(price),\(price + 0.25),\(price - 0.25),\(price + 0.125),"
                + "\(1_000 + step % 500)\n"
        }
        return text
    }

    private static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    static func measure(_ name: String, rows: Int, _ server: InfluxServer, _ work: () throws -> String) throws {
        let clock = ContinuousClock()
        let (start, ours, theirs) = (clock.now, processorSeconds, server.processorSeconds)
        let outcome = try work()
        let seconds = Stopwatch.seconds(clock.now - start)
        let (own, other) = (processorSeconds - ours, server.processorSeconds - theirs)
        print(
            "InfluxDB 1.x, \(name): \(Stopwatch.digits(seconds)) s, \(Stopwatch.rate(Double(rows) / seconds)) rows/s; "
                + "processor: ours \(Stopwatch.digits(own)) s, the server's \(Stopwatch.digits(other)) s; \(outcome)")
    }
}
