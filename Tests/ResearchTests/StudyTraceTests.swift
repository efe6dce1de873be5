import Core
import DataSources
import Foundation
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// `trace.csv`.
@Suite struct StudyTraceTests {
    private func table(_ trace: StudyTrace) -> [[String]] {
        var bytes: [UInt8] = []
        trace.write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            // A comma inside of quotes belongs to the name.
            var cells = [""]
            var isQuoted = false
            for character in line {
                if character == "\"" {
                    isQuoted.toggle()
                } else if character == "," && !isQuoted {
                    cells.append("")
                } else {
                    cells[cells.count - 1].append(character)
                }
            }
            return cells
        }
    }

    @Test("S78: the trace has every input and signal at every decision")
    func s78TheTraceHasEveryDecision() throws {
        let study = try AuditFixture.study(enter: "sma(close, 10) > close", exit: "close > sma(close, 10)")
        let rows = table(try study.trace())
        let series = study.data.panel.series[0]
        #expect(rows.count == series.count + 1 && rows[0].prefix(2) == ["time", "symbol"])
        func column(_ name: String) throws -> Int { try #require(rows[0].firstIndex(of: name)) }
        let (close, average) = (try column("close"), try column("sma(close, 10)"))
        let condition = try column("(sma(close, 10) > close)")
        for place in [0, 8, 9, 100, series.count - 1] {
            let row = rows[place + 1]
            #expect(row[0] == Timestamp(nanoseconds: series.end[place]).description && row[1] == "GOOG")
            #expect(Double(row[close]) == series.close[place])
            guard place >= 9 else {
                #expect(row[average].isEmpty)
                continue
            }
            let mean = series.close[place - 9...place].reduce(0, +) / 10
            #expect(agree(Double(row[average]) ?? .nan, mean))
            #expect(row[condition] == (mean > series.close[place] ? "1" : "0"))
        }
    }

    @Test func instrumentsHaveRowsOfTheirOwn() throws {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/etf_closes.csv").path
        let configuration = try StudyConfiguration(
            yaml: """
                name: x
                data: { source: csv, path: \(path), layout: wide, calendar: XNYS }
                portfolio: { allocation: equal, instruments: [SPY, TLT], schedule: month }
                benchmark: none
                """, file: "x.yaml")
        let rows = table(try Study(configuration).trace())
        #expect(rows[0] == ["time", "symbol", "target weight"])
        #expect(rows[1][0] == rows[2][0] && rows[1][1] == "SPY" && rows[2][1] == "TLT")
        #expect(rows.last?.dropFirst() == ["TLT", "0.5"])
    }
}
