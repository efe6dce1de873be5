import Core
import DataSources
import Foundation
import Reports
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Studies of hours with minutes beside them (S27).
@Suite struct FinerStudyTests {
    /// Files of hours and of the quarters that they are made of, and configs on them.
    private final class Files {
        let folder: TemporaryFolder
        /// The rows of each, without the header.
        private(set) var hours: [String] = []
        private(set) var quarters: [String] = []

        init() throws {
            folder = try TemporaryFolder()
            var random = RandomStream(seed: 5, name: "finer study")
            var price = 100.0
            let first = Timestamp(CivilDate(year: 2021, month: 3, day: 1))
            for hour in 0..<600 {
                let start = first + Int64(hour) * Timestamp.hour
                let open = price
                var (high, low) = (price, price)
                for quarter in 0..<4 {
                    let from = price
                    price *= 1 + 0.01 * (random.uniform() - 0.5)
                    let (top, bottom) = (max(from, price) * 1.001, min(from, price) * 0.999)
                    (high, low) = (max(high, top), min(low, bottom))
                    let stamp = start + Int64(quarter) * Timestamp.hour / 4
                    quarters.append("\(stamp),\(from),\(top),\(bottom),\(price),10")
                }
                hours.append("\(start),\(open),\(high),\(low),\(price),40")
            }
            try write(hours, to: "x.csv")
            try write(quarters, to: "finer/x.csv")
        }

        func write(_ rows: [String], to name: String, header: String = "timestamp,open,high,low,close,volume") throws {
            let url = folder.url.appendingPathComponent(name).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try folder.write(([header] + rows).joined(separator: "\n") + "\n", to: name)
        }

        func study(
            finer: String = "finer/x.csv", more: String = "", path: String = "finer-data", data: String = ""
        ) throws -> Study {
            let key = path == "finer-data" ? "  finer: { path: \(folder.url.path)/\(finer), stamp: start\(more) }" : ""
            return try Study(
                try StudyConfiguration(
                    yaml: """
                        data:
                          path: \(folder.url.path)/x.csv
                          calendar: 24/7
                          stamp: start
                        \(key)
                        \(data)
                        strategy:
                          rules:
                            enter_long: close < close[1]
                            enter_long_limit: close * 0.998
                            size: { units: 10 }
                            stop_loss: { percent: 0.4 }
                            take_profit: { percent: 0.4 }
                        broker: { fill: { intrabar: \(path) } }
                        """, file: "x.yaml"))
        }

        func error(_ finer: String = "finer/x.csv", more: String = "", data: String = "") -> String {
            do {
                _ = try study(finer: finer, more: more, data: data)
                return "none"
            } catch StudyError.unsuitable(let text, _) { return text } catch StudyError.data(let error) {
                return error.description
            } catch { return "\(error)" }
        }
    }

    @Test func finerBarsAreReadCountedAndHashed() throws {
        let files = try Files()
        let result = try files.study().run()
        let plain = try files.study(path: "pessimistic").run(isPlain: true)
        #expect(result.hashes.data != plain.hashes.data && result.hashes.events != plain.hashes.events)
        #expect(result.data.sources.count == 2 && plain.data.sources.count == 1)
        #expect(result.ambiguousBarCount < plain.ambiguousBarCount / 2 && plain.ambiguousBarCount > 10)
        #expect(!result.run.isFast)
        let warnings = result.reportContent(run: "x", command: "x", history: .init()).warnings
        #expect(!warnings.contains { $0.code == "bars-without-finer-data" })
        let text = result.document.prettyText
        #expect(text.contains("\"without_finer_data\": 0") && text.contains("\"intrabar\": \"finer-data\""))
        #expect(plain.document.prettyText.contains("\"without_finer_data\": null"))
    }

    @Test func barsThatAreNotCoveredAreCountedAndFallBack() throws {
        let files = try Files()
        // The second half of the quarters is missing.
        try files.write(Array(files.quarters.prefix(1_200)), to: "half/x.csv")
        let result = try files.study(finer: "half/x.csv").run()
        let first = result.firstTradingStep
        let warning = result.reportContent(run: "x", command: "x", history: .init()).warnings.first {
            $0.code == "bars-without-finer-data"
        }
        #expect(warning?.count == 300)
        #expect(
            warning?.text
                == "300 of \(600 - first) bars are not covered by finer data: inside them stops come before targets")
        #expect(result.document.prettyText.contains("\"without_finer_data\": 300"))
        let html = result.reportContent(run: "x", command: "x", history: .init()).html(charts: nil)
        #expect(html.contains("<b>300 bars are</b> not covered by finer data"))
    }

    @Test func finerBarsThatDoNotFitAreRefused() throws {
        let files = try Files()
        try files.write(files.hours, to: "same/x.csv")
        #expect(
            files.error("same/x.csv").hasSuffix(
                "same/x.csv are 1h long, those of the data 1h; name a file of shorter bars, or leave data.finer out and "
                    + "choose another broker.fill.intrabar"))
        try files.write(files.quarters, to: "y.csv")
        #expect(
            files.error("y.csv").hasSuffix(
                "y.csv holds bars of 'Y', which the data do not have; leave them out, or name their instrument with "
                    + "data.finer.symbol; there are X"))
        #expect(files.error("y.csv", more: ", symbol: X") == "none")
        try files.write(files.quarters.reversed(), to: "back/x.csv")
        #expect(files.error("back/x.csv").contains("back/x.csv:3: error: X steps back"))
        #expect(files.error("none.csv").contains("none.csv: error: no such file"))
        try files.write(
            files.quarters.map { $0.split(separator: ",")[0] + ",100" }, to: "closes/x.csv", header: "timestamp,close")
        #expect(files.error("closes/x.csv").contains("closes/x.csv holds closes alone for X"))
    }

    @Test("S74: the audit replaces the finer future too, and finds nothing in rules") func s74theAuditIsClean() throws {
        let report = try AuditTests.report(try Files().study())
        #expect(report.isClean)
        #expect(report.fills.rows.contains { $0.assumption == "the order of finer bars" && $0.isConfigured })
    }

    @Test("S74: what is prepared on finer bars of the future is caught") func s74aLeakOfFinerBarsIsCaught() throws {
        let report = try AuditTests.report(try Files().study()) { panel in
            let series = panel.series[0]
            return Foretold(
                isLong: (0..<series.count).map { place in
                    guard let finer = series.finer else { return false }
                    let next = finer.places(from: series.end[place], to: .max)
                    return !next.isEmpty && finer.close[next.lowerBound] > series.close[place]
                }, "the next quarter rises")
        }
        #expect(!report.isClean && AuditTests.blamed(report).contains("the next quarter rises"))
    }

    @Test(arguments: AlteredFuture.allCases)
    func s74anAlteredFutureHasFinerBarsThatCoverIt(_ future: AlteredFuture) throws {
        let panel = try Files().study().data.panel
        let cut = Timestamp(nanoseconds: panel.series[0].end[299])
        var random = RandomStream(seed: 1, name: "future")
        let series = future.applied(to: panel, after: cut, &random).series[0]
        let (finer, original) = (try #require(series.finer), try #require(panel.series[0].finer))
        // A range that is not there cannot be covered.
        #expect(series.countWithoutFiner(in: 0..<series.count) == (future == .nan ? series.count - 300 : 0))
        #expect(finer.close.prefix(1_200) == original.close.prefix(1_200))
        #expect(!zip(finer.close.dropFirst(1_200), original.close.dropFirst(1_200)).contains { $0 == $1 })
        #expect(finer.count == 4 * series.count)
        // Inside an hour what has ended stays, and nothing else.
        let inside = Timestamp(nanoseconds: original.end[1_201])
        let begun = try #require(future.applied(to: panel, after: inside, &random).series[0].finer)
        #expect(begun.close.prefix(1_202) == original.close.prefix(1_202))
        #expect(begun.close[1_202] != original.close[1_202])
    }

    @Test func splitsAreMadeInFinerBarsToo() throws {
        let files = try Files()
        try files.folder.write(
            "date,instrument,kind,value,pay_date,currency\n2021-03-10,X,split,2,,\n", to: "actions.csv")
        for adjust in ["splits", "none"] {
            let data = "  actions: \(files.folder.url.path)/actions.csv\n  adjust: \(adjust)"
            let result = try files.study(data: data).run()
            #expect(result.document.prettyText.contains("\"without_finer_data\": 0"), "\(adjust)")
            #expect(result.data.sources.count == 3)
        }
    }
}
