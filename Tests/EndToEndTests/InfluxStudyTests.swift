import Foundation
import TestSupport
import Testing

/// A study on the real InfluxDB 1.x through the program: the same run as from the file, and again without the server.
@Suite(
    .serialized, .enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)),
    .enabled(if: InfluxServer.isPresent, "\(InfluxServer.absentNote)"))
struct InfluxStudyTests {
    /// A server with a database, a folder with configs on it, and a cache of its own.
    struct Place {
        let server: InfluxServer
        let folder: TemporaryFolder

        init() throws {
            server = try InfluxServer()
            folder = try TemporaryFolder()
            try server.ask("CREATE DATABASE market")
        }

        /// Writes line protocol.
        func write(_ lines: [String]) throws {
            let path = try folder.write(lines.joined(separator: "\n") + "\n", to: "lines.txt")
            let outcome = try Program.run(
                [
                    "-sS", "--fail", "--noproxy", "*", "-u", "\(InfluxServer.user):\(InfluxServer.password)",
                    "--data-binary", "@\(path)", "\(server.url)/write?db=market&precision=ns",
                ], executable: "/usr/bin/curl")
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        /// A config whose data section is given.
        func config(_ name: String, _ data: String) throws {
            try folder.write(
                """
                name: study
                data:
                  \(data.replacing("\n", with: "\n  "))
                strategy: { rules: { enter_long: "close > sma(close, 20)", exit_long: "close < sma(close, 20)" } }
                """, to: name)
        }

        /// The keys of a database, with the real credentials.
        func influx(_ more: String) -> String {
            "{ url: \"\(server.url)\", version: 1, database: market, user: \(InfluxServer.user), "
                + "password_env: INFLUX_WORD, \(more) }"
        }

        func run(_ words: [String], password: String = InfluxServer.password) throws -> Program.Outcome {
            try Program.run(
                ["BACKTEST_CACHE=\(folder.url.path)/cache", "INFLUX_WORD=\(password)", Program.path] + words,
                in: folder.url, executable: "/usr/bin/env")
        }

        /// Runs a config into a folder of its own; the hashes of data and events.
        func hashes(_ config: String, _ out: String, _ more: String...) throws -> (hashes: [String], said: String) {
            let outcome = try run(["run", config, "--out", out, "--quiet"] + more)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let manifest = try JSONSerialization.jsonObject(with: Data(try folder.read("\(out)/manifest.json").utf8))
            let hashes = (manifest as? [String: Any])?["hashes"] as? [String: Any]
            return (["data", "events"].map { hashes?[$0] as? String ?? "none" }, outcome.errors)
        }

        /// Whether some file below the folder holds a text.
        func holds(_ text: String) -> [String] {
            let all = FileManager.default.enumerator(atPath: folder.url.path)?.allObjects ?? []
            return all.compactMap { $0 as? String }.filter { name in
                guard let data = FileManager.default.contents(atPath: folder.url.path + "/" + name) else {
                    return false
                }
                return data.range(of: Data(text.utf8)) != nil
            }
        }
    }

    /// The rows of a shipped file as text.
    static func rows(_ name: String) throws -> [[String]] {
        try String(
            contentsOf: SharedFolder.projectRoot.appendingPathComponent("Data/\(name)"), encoding: .utf8
        ).split(separator: "\n").dropFirst().map { $0.split(separator: ",").map { String($0) } }
    }

    static func nanoseconds(_ text: String) throws -> Int {
        let form = ISO8601DateFormatter()
        let date = try #require(form.date(from: text.count == 10 ? text + "T00:00:00Z" : text))
        return Int(date.timeIntervalSince1970) * 1_000_000_000
    }

    @Test func theRunFromTheDatabaseIsTheRunFromTheFile() throws {
        let place = try Place()
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/minute/es.csv").path
        try place.write(
            Self.rows("minute/es.csv").map { row in
                "bar,symbol=ES open=\(row[1]),high=\(row[2]),low=\(row[3]),close=\(row[4]),volume=\(row[5]) "
                    + "\(try Self.nanoseconds(row[0]))"
            })
        try place.config("file.yaml", "path: \"\(path)\"\nsymbol: ES\ncalendar: 24/7\nstamp: start")
        try place.config(
            "base.yaml",
            "source: influxdb\ncalendar: 24/7\nstamp: start\ninfluxdb: \(place.influx("measurement: bar"))")
        let file = try place.hashes("file.yaml", "file")
        #expect(Set(file.hashes).count == 2 && !file.hashes.contains("none"))
        for (out, more) in [("first", []), ("again", []), ("anew", ["--no-cache"])] {
            let base = try place.run(["run", "base.yaml", "--out", out, "--quiet"] + more)
            #expect(base.status == 0 && base.errors == "", "\(base.errors)")
            #expect(
                try place.folder.read("\(out)/events.jsonl") == place.folder.read("file/events.jsonl"), "\(out)")
        }
        #expect(try place.hashes("base.yaml", "hashes").hashes == file.hashes)
        // The same bars in coarser windows are those of data resample.
        let resampled = try place.run(
            [
                "data", "resample", path, "--symbol", "ES", "--calendar", "24/7", "--stamp", "start", "--every", "5m",
                "-o", "five.csv",
            ])
        #expect(resampled.status == 0, "\(resampled.errors)")
        try place.config("five-file.yaml", "path: five.csv\nsymbol: ES\ncalendar: 24/7\nstamp: start\nlength: 5m")
        try place.config(
            "five-base.yaml",
            "source: influxdb\ncalendar: 24/7\nstamp: start\n"
                + "influxdb: \(place.influx("measurement: bar, every: 5m"))")
        #expect(
            try place.hashes("five-base.yaml", "five-base").hashes[1]
                == place.hashes("five-file.yaml", "five-file").hashes[1])
        // The list shows what is kept, without a word of credentials.
        let list = try place.run(["data", "cache", "list"])
        #expect(list.output.contains("\(place.server.url)/market/bar"))
        place.server.kill()
        let offline = try place.hashes("base.yaml", "offline")
        #expect(offline.hashes == file.hashes)
        #expect(offline.said.contains("the server does not answer"), "\(offline.said)")
        // The folder knows it too, with the time; what is the same on every run does not.
        let words = "the server does not answer; all bars come from the cache, as they were when it was asked last, 2"
        #expect(try place.folder.read("offline/manifest.json").contains(words))
        #expect(try !place.folder.read("hashes/manifest.json").contains(words))
        let page = try place.folder.read("offline/report.html")
        let block =
            try #require(page.range(of: "<!-- history:begin -->"))
            .upperBound..<#require(
                page.range(of: "<!-- history:end -->")
            ).lowerBound
        #expect(page[block].contains(words) && page.ranges(of: words).count == 1)
        #expect(try place.run(["run", "base.yaml", "--out", "gone", "--no-cache"]).status == 4)
        #expect(place.holds("kept 'secret") == [])
    }

    @Test func aPushIsInTheNextRun() throws {
        let place = try Place()
        func push(_ symbol: String, _ years: ClosedRange<Int>, price: Double) throws {
            var text = "date,open,high,low,close,volume\n"
            for year in years {
                for day in 1...28 {
                    let close = price + Double(day * 7 % 11)
                    text +=
                        "\(year)-03-\(day < 10 ? "0" : "")\(day),\(close),\(close + 1),\(close - 1),\(close),\(day)\n"
                }
            }
            try place.folder.write(text, to: "\(symbol).csv")
            let outcome = try place.run([
                "data", "push", "\(symbol).csv", "--calendar", "24/7", "--symbol", symbol, "--url", place.server.url,
                "--database", "market", "--user", InfluxServer.user, "--password-env", "INFLUX_WORD",
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try place.config(
            "a.yaml", "source: influxdb\ncalendar: 24/7\nstamp: start\ninfluxdb: \(place.influx("measurement: bar"))")
        func run(_ out: String) throws -> String {
            let cached = try place.hashes("a.yaml", out)
            #expect(try cached.hashes == place.hashes("a.yaml", out + "-anew", "--no-cache").hashes, "\(out)")
            return cached.said
        }
        try push("AAPL", 2004...2006, price: 100)
        #expect(try run("first") == "")
        let source = "\(place.server.url)/market/bar"
        #expect(try place.run(["data", "cache", "list"]).output.contains(source))
        try push("MSFT", 2005...2006, price: 40)
        // Who writes to it drops it.
        #expect(try !place.run(["data", "cache", "list"]).output.contains(source))
        #expect(try run("second") == "")
        // Somebody else wrote to it.
        let time = try Self.nanoseconds("2005-03-05")
        try place.write(["bar,symbol=AAPL open=50,high=51,low=49,close=50 \(time)"])
        #expect(try run("third").contains("has changed on the server since"))
        #expect(try run("fourth") == "")
        #expect(try place.run(["data", "cache", "clear", source + "s"]).status == 2)
        let cleared = try place.run(["data", "cache", "clear", source])
        #expect(cleared.status == 0 && cleared.output.contains("1 entry"), "\(cleared.output)\(cleared.errors)")
    }

    @Test func latePointsAreFoundAndTakenIn() throws {
        let place = try Place()
        let start = try Self.nanoseconds("2020-03-30")
        try place.write(
            (0..<200).map {
                "bar,symbol=A open=1,high=2,low=1,close=\(1 + Double($0) / 200) \(start + $0 * 3_600_000_000_000)"
            })
        try place.config(
            "a.yaml",
            "source: influxdb\ncalendar: 24/7\nstamp: start\nto: 2020-04-30\n"
                + "influxdb: \(place.influx("measurement: bar"))")
        let first = try place.run(["data", "fetch", "a.yaml"])
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("A") && first.output.contains("200"))
        let second = try place.run(["data", "fetch", "a.yaml", "--verify"])
        #expect(
            second.status == 0 && second.errors.contains("what was finished is as it was kept"), "\(second.errors)")
        try place.write([
            "bar,symbol=A close=1.75 \(start + 3_600_000_000_000)",
            "bar,symbol=A close=2,open=2,high=2,low=2 \(start + 1)",
        ])
        let third = try place.run(["data", "fetch", "a.yaml", "--verify", "--from", "2020-03-01", "--to", "2020-03-31"])
        #expect(third.status == 6 && third.errors.contains("has changed on the server"), "\(third.errors)")
        let row = third.output.split(separator: "\n").first { $0.contains("A ") }.map {
            $0.split(separator: " ").suffix(3)
        }
        #expect(row.map { Array($0) } == ["1", "1", "0"], "\(third.output)")
        #expect(try place.run(["data", "fetch", "a.yaml", "--verify"]).status == 0)
    }

    @Test func barsOfTradesAreMadeInTheServerAsHere() throws {
        let place = try Place()
        let start = try Self.nanoseconds("2021-02-01")
        try place.write(
            (0..<5_000).map {
                "trade,symbol=X price=\(100 + Double($0 * 7_919 % 1_000) / 100),size=\($0 % 9 + 1)i \(start + $0 * 17_000_000_000)"
            })
        func config(_ name: String, _ more: String) throws {
            try place.config(
                name,
                "source: influxdb\ncalendar: 24/7\n"
                    + "influxdb: \(place.influx("measurement: trade, ticks: { price: price }, every: 5m, \(more)"))")
        }
        try config("server.yaml", "aggregate: auto")
        try config("here.yaml", "aggregate: here")
        #expect(try place.hashes("server.yaml", "server").hashes == place.hashes("here.yaml", "here").hashes)
        let compared = try place.run(["data", "fetch", "server.yaml", "--verify-aggregation"])
        #expect(compared.status == 0 && compared.output.contains("are those that are made here"), "\(compared.errors)")
    }

    @Test func secretsStayOut() throws {
        let place = try Place()
        try place.config(
            "a.yaml", "source: influxdb\ncalendar: 24/7\nstamp: start\ninfluxdb: \(place.influx("measurement: bar"))")
        let wrong = try place.run(["run", "a.yaml"], password: "wrong-and-secret")
        #expect(wrong.status == 4 && wrong.errors.contains("401"), "\(wrong.errors)")
        #expect(!wrong.errors.contains("wrong-and-secret") && place.holds("wrong-and-secret") == [])
        for word in ["password", "token"] {
            let plain = try place.run(["run", "a.yaml", "--set", "data.influxdb.\(word)=plain-and-secret"])
            #expect(plain.status == 3 && plain.errors.contains("'\(word)_env'"), "\(plain.errors)")
            #expect(!plain.errors.contains("plain-and-secret"))
        }
        try place.config(
            "b.yaml",
            "source: influxdb\ncalendar: 24/7\nstamp: start\n"
                + "influxdb: { url: \"http://me:plain-and-secret@127.0.0.1:1\", database: a, measurement: b }")
        let address = try place.run(["run", "b.yaml"])
        #expect(address.status == 3 && !address.errors.contains("plain-and-secret"), "\(address.errors)")
    }
}
