import Foundation
import TestSupport
import Testing

/// Hours of real trades with the minutes that they are made of, through the program.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct FinerDataTests {
    private struct Minute {
        var time: String
        var open, high, low, close: Double
    }

    private static let minutes = SharedFolder.projectRoot.appendingPathComponent("Data/minute/es.csv")

    /// A folder with hours, and a config on them.
    private static func folder(_ finer: String = "") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let hours = try Program.run([
            "data", "resample", "--every", "1h", "--stamp", "start", "--calendar", "24/7", minutes.path,
        ])
        #expect(hours.status == 0, "\(hours.errors)")
        try folder.write(hours.output, to: "es.csv")
        try folder.write(
            """
            name: hours
            data:
              path: es.csv
              calendar: 24/7
              stamp: start
            \(finer)
            strategy:
              rules:
                enter_long: close > 0
                size: { units: 1 }
                stop_loss: { amount: 1.4 }
                take_profit: { amount: 1.4 }
            broker: { cash: 100_000, fill: { intrabar: \(finer.isEmpty ? "pessimistic" : "finer-data") } }
            benchmark: none
            """, to: "hours.yaml")
        return folder
    }

    private static func rows(_ folder: TemporaryFolder, _ name: String) throws -> [[String: String]] {
        let lines = try folder.read(name).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    @Test("S27: every stop and target of a run on hours is where a walk over the minutes has it")
    func s27exitsAreThoseOfTheMinutes() throws {
        let folder = try Self.folder("  finer: { path: \(Self.minutes.path), stamp: start }")
        let outcome = try Program.run(["run", "hours.yaml", "--out", "r"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("intrabar finer-data") && !outcome.output.contains("not covered"))
        let minutes = try String(contentsOf: Self.minutes, encoding: .utf8).split(separator: "\n").dropFirst().map {
            line in
            let fields = line.split(separator: ",")
            let prices = fields[1...4].compactMap { Double($0) }
            return Minute(
                time: String(fields[0]), open: prices[0], high: prices[1], low: prices[2], close: prices[3])
        }
        let trades = try Self.rows(folder, "r/trades.csv").filter { $0["exit_reason"] != "" }
        #expect(trades.count > 10)
        for trade in trades {
            let entry = try #require(trade["entry_time"])
            let price = try #require(trade["entry_price"].flatMap { Double($0) })
            var exit: (time: String, price: Double)?
            // Bought at the hour's open: from there on the first minute that reaches one of the two, the stop first.
            for (number, minute) in minutes.drop(while: { $0.time < entry }).enumerated() {
                let (stop, target) = (price - 1.4, price + 1.4)
                if number > 0 && (minute.open <= stop || minute.open >= target) {
                    exit = (minute.time, minute.open)
                } else if minute.low <= stop {
                    exit = (minute.time, stop)
                } else if minute.high > target {
                    exit = (minute.time, target)
                }
                if exit != nil { break }
            }
            let found = try #require(exit)
            #expect(trade["exit_price"].flatMap { Double($0) } == found.price, "\(trade)")
            // The exit carries the end of the hour in which it lies, or its start where the hour opens beyond.
            let end = try #require(trade["exit_time"])
            let last = minutes.last { $0.time < end }?.time.prefix(13)
            #expect(end == found.time || last == found.time.prefix(13), "\(trade)")
        }
        let manifest = try folder.read("r/manifest.json")
        #expect(manifest.contains("\"path\": \"\(Self.minutes.path)\"") && manifest.contains("\"path\": \"es.csv\""))

        // The hours alone decide some of them otherwise.
        let alone = try Self.folder()
        #expect(try Program.run(["run", "hours.yaml", "--out", "r"], in: alone.url).status == 0)
        #expect(try alone.read("r/trades.csv") != folder.read("r/trades.csv"))
    }

    @Test func hoursWithoutMinutesAreWarnedOf() throws {
        let folder = try Self.folder("  finer: { path: minutes.csv, symbol: ES, stamp: start }")
        let lines = try String(contentsOf: Self.minutes, encoding: .utf8).split(separator: "\n")
        try folder.write(lines.prefix(600).joined(separator: "\n") + "\n", to: "minutes.csv")
        let outcome = try Program.run(["run", "hours.yaml", "--out", "r"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.contains("bars are not covered by finer data: inside them stops come before targets"),
            "\(outcome.output)")
        #expect(try folder.read("r/report.html").contains("not covered by finer data"))
    }

    @Test func theAuditLooksAtFinerBars() throws {
        let folder = try Self.folder("  finer: { path: \(Self.minutes.path), stamp: start }")
        let outcome = try Program.run(["audit", "hours.yaml"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("the order of finer bars"))
    }

    @Test func eachWithoutTheOtherIsRefused() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(
            ["run", "hours.yaml", "--set", "broker.fill.intrabar=finer-data"], in: folder.url)
        #expect(outcome.status == 3 && outcome.errors.contains("'broker.fill.intrabar: finer-data' needs 'data.finer'"))
    }
}
