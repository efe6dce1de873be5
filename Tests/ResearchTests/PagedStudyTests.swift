import Core
import DataSources
import Foundation
import Reports
import Research
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Runs whose bars and accounts lie in pages of a file.
@Suite struct PagedStudyTests {
    /// A file of minutes with gaps and a few faults that policies mend, of one instrument or of three, one after the other.
    private static func file(_ random: inout RandomStream, rows: Int, isLong: Bool) -> String {
        var text = isLong ? "time,symbol,open,high,low,close,volume\n" : "time,open,high,low,close,volume\n"
        var instant = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        var prices = [100.0, 50, 20]
        for row in 0..<rows {
            let place = isLong ? row % 3 : 0
            if place == 0 { instant = instant + Timestamp.minute * Int64(random.below(50) == 0 ? 7 : 1) }
            let open = prices[place]
            let close = open * (1 + 0.004 * (random.uniform() - 0.5))
            prices[place] = close
            let high = random.below(500) == 0 ? open * 0.9 : max(open, close) * 1.0005
            text += "\(instant)," + (isLong ? ["A", "B", "C"][place] + "," : "")
            text += "\(open),\(high),\(min(open, close) * 0.9995)," + (random.below(700) == 0 ? "" : "\(close)")
            text += ",\(random.below(900))\n"
        }
        return text
    }

    @Test(arguments: [11, 12, 13] as [UInt64]) func theResultIsTheSameInPagesAsInMemory(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "pages")
        let folder = try TemporaryFolder()
        let isLong = seed % 2 == 0
        let text = PagedStudyTests.file(&random, rows: 300_000 + random.below(100_000), isLong: isLong)
        let path = try folder.write(text, to: "bars.csv")
        let fast = 5 + random.below(40)
        let configuration = try StudyConfiguration(
            yaml: """
                name: pages
                data:
                  { source: csv, path: \(path), calendar: 24/7, stamp: start, policies: { ohlc: repair, gaps: \(isLong ? "report" : "fill") } }
                strategy:
                  rules:
                    enter_long: crosses_above(sma(close, \(fast)), sma(close, \(fast * 5)))
                    exit_long: crosses_below(sma(close, \(fast)), sma(close, \(fast * 5)))
                    stop_loss: { percent: 1 }
                    take_profit: { percent: 2 }
                    size: { percent_of_equity: 20 }
                broker: { cash: 1_000_000, commission: { basis_points: 1 }, slippage: { square_root: 0.5 } }
                """, file: "x.yaml")
        let plain = try Study(configuration)
        #expect(plain.pages == nil)
        // Less than the process already has, so that pages are given back all the time.
        let pages = try PagedMemory(budget: 1 << 20, folder: folder.url.path)
        defer { pages.finish() }
        let (inMemory, inPages) = (try plain.run(), try Study(configuration, pages: pages).run())
        #expect(pages.byteCount > 20 * text.utf8.count / 60)
        #expect(inMemory.eventBytes == inPages.eventBytes && !inPages.eventBytes.isEmpty, "seed \(seed)")
        #expect(inMemory.document.prettyText == inPages.document.prettyText, "seed \(seed)")
        #expect(inMemory.metricsCSV == inPages.metricsCSV, "seed \(seed)")
        #expect(inMemory.ledger.closed.count > 20)
    }

    @Test func faultsAreFoundInPagesAsInMemoryAndNothingIsLeft() throws {
        var random = RandomStream(seed: 14, name: "pages")
        let good = PagedStudyTests.file(&random, rows: 60_000, isLong: false)
        let folder = try TemporaryFolder()
        let last = String(try #require(good.split(separator: "\n").last))
        let faults = [
            last, "2019-01-01T00:00:00Z,1,1,1,1,1", "2031-01-01T00:00:00Z,1,1,one,1,1", "2031-01-01T00:00:00Z,1,1",
            "2031-01-01,1,1,1,1,1", "2031-01-01T00:00:00Z,1,1,1,1,1,1,1",
        ]
        for (number, fault) in faults.enumerated() {
            // A file of its own each: the hash of the one before may still be under way.
            let path = try folder.write(good + fault + "\n", to: "bars\(number).csv")
            let configuration = try StudyConfiguration(
                yaml: """
                    data: { path: \(path), calendar: 24/7, stamp: start, policies: { ohlc: repair } }
                    strategy: { rules: { enter_long: close > 0 } }
                    """, file: "x.yaml")
            let pages = try PagedMemory(budget: 1 << 20, folder: folder.url.appendingPathComponent("below").path)
            defer { pages.finish() }
            let plain = try #require(throws: StudyError.self) { try Study(configuration) }
            let paged = try #require(throws: StudyError.self) { try Study(configuration, pages: pages) }
            guard case .data(let error) = paged, case .data(let other) = plain else {
                Issue.record("\(paged) and \(plain) of \(fault)")
                continue
            }
            #expect(
                error == other && error.description.contains("bars\(number).csv:60002: error:"), "\(error) of \(fault)")
            #expect(folder.names == (0...number).map { "bars\($0).csv" })
        }
    }

    @Test func arraysKeepWhatTheyHoldWhileTheirPagesAreGivenBack() throws {
        let folder = try TemporaryFolder()
        let pages = try PagedMemory(budget: 1 << 20, folder: folder.url.path)
        defer { pages.finish() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty, "the file has no name")
        var random = RandomStream(seed: 4, name: "pages")
        // Arrays come and go, beside others that are no business of the watch.
        var kept: [(array: [Int], first: Int)] = []
        var beside: [[Int]] = []
        for round in 0..<200 {
            let count = 140_000 + random.below(200_000)
            let array = PagedMemory.using(pages) {
                LongArray.make(count) { (elements: UnsafeMutableBufferPointer<Int>) -> Int in
                    for place in 0..<count { elements.initializeElement(at: place, to: round + place) }
                    return count
                }
            }
            kept.append((array, round))
            beside.append([Int](repeating: round, count: count))
            if kept.count > 6 {
                kept.remove(at: random.below(kept.count))
                beside.remove(at: random.below(beside.count))
            }
        }
        for (array, first) in kept {
            #expect(array.enumerated().allSatisfy { $0.element == first + $0.offset })
        }
        for array in beside { #expect(array.allSatisfy { $0 == array[0] }) }
        #expect(pages.byteCount > 200 * 140_000 * 8 - 200 * 8_192)
    }

    @Test func shortArraysAndArraysWithoutPagesAreOrdinary() throws {
        let folder = try TemporaryFolder()
        let pages = try PagedMemory(budget: 1 << 30, folder: folder.url.path)
        defer { pages.finish() }
        PagedMemory.using(pages) {
            #expect(LongArray.repeating(1.5, count: 100) == [Double](repeating: 1.5, count: 100))
            #expect(LongArray.map([1, 2, 3]) { $0 * 2 } == [2, 4, 6] && LongArray.copy([1, 2][1...]) == [2])
        }
        #expect(pages.byteCount == 0)
        #expect(LongArray.repeating(0, count: 1 << 20).count == 1 << 20 && pages.byteCount == 0)
    }

    @Test func pagesAreTakenWhereTheEstimateIsAboveTheLimit() throws {
        let folder = try TemporaryFolder()
        var random = RandomStream(seed: 5, name: "pages")
        let text = PagedStudyTests.file(&random, rows: 20_000, isLong: false)
        let path = try folder.write(text, to: "bars.csv")
        let estimate = try MarketData.memoryEstimate(CSVReadOptions(paths: [path]))
        // 232 bytes a row.
        #expect(abs(estimate - 20_000 * 232) < 20_000 * 10, "\(estimate)")
        #expect(try PagedMemory.needed(for: estimate, limit: estimate, folder: folder.url.path) == nil)
        #expect(try PagedMemory.needed(for: estimate, limit: nil, folder: folder.url.path) == nil)
        let pages = try PagedMemory.needed(for: estimate, limit: estimate - 1, folder: folder.url.path)
        #expect(pages?.budget == estimate - 1)
        pages?.finish()
        #expect(throws: DataError.self) {
            try PagedMemory.needed(for: 2, limit: 1, folder: path + "/below-a-file")
        }
    }
}
