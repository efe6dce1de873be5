import Core
import DataSources
import Foundation
import TestSupport
import Testing

/// Files of bars against bars in memory.
@Suite struct BarFolderTests {
    static func bar(_ symbol: String, _ minute: Int, _ price: Double) -> CompletedBar {
        let start = Timestamp(nanoseconds: Int64(minute) * Timestamp.minute)
        return CompletedBar(
            symbol: symbol, start: start, end: start + Timestamp.minute, open: price, high: price, low: price,
            close: price, volume: minute % 3 == 0 ? .nan : 1)
    }

    static func row(_ bar: CompletedBar) -> String {
        let symbol = bar.symbol.contains(",") ? "\"\(bar.symbol)\"" : bar.symbol
        let price = "\(Int(bar.open))"
        return "\(bar.start),\(symbol),\(price),\(price),\(price),\(price),\(bar.volume.isNaN ? "" : "1")\n"
    }

    @Test(arguments: 0..<30) func inAnyOrderTheRowsAreTheLastOfEachStart(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "folder")
        let folder = try TestSupport.TemporaryFolder()
        var kept = try BarFolder(folder.url.path, length: Timestamp.minute)
        var all: [String: [Int: CompletedBar]] = [:]
        var latest = 0
        for _ in 0..<60 {
            var bars: [String: CompletedBar] = [:]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let symbol = ["A", "x,y", "ö"][Int.random(in: 0..<3, using: &random)]
                latest += 1
                let minute = Bool.random(using: &random) ? latest : Int.random(in: 0...latest, using: &random)
                let bar = Self.bar(symbol, minute, Double(Int.random(in: 1...9_999, using: &random)))
                all[symbol, default: [:]][minute] = bar
                bars["\(symbol) \(minute)"] = bar
            }
            try kept.keep(bars.values.shuffled(using: &random))
            if Int.random(in: 0..<5, using: &random) == 0 {
                try kept.sync()
                kept = try BarFolder(folder.url.path, length: Timestamp.minute)
            }
        }
        for (symbol, bars) in all {
            for minute in 0...latest + 1 {
                let start = Timestamp(nanoseconds: Int64(minute) * Timestamp.minute)
                let found = try kept.bar(of: symbol, start: start)
                #expect(found?.open == bars[minute]?.open && found?.start == bars[minute]?.start, "seed \(seed)")
            }
        }
        let texts = try folder.names.filter { $0.hasSuffix(".csv") }.map { try folder.read($0) }
        let expected = all.values.map { bars in
            BarFolder.header + bars.keys.sorted().compactMap { bars[$0].map(Self.row) }.joined()
        }
        #expect(texts.sorted() == expected.sorted(), "seed \(seed)")
    }

    @Test func manyFilesAreWrittenAnewAtOnce() throws {
        let folder = try TestSupport.TemporaryFolder()
        let kept = try BarFolder(folder.url.path, length: Timestamp.minute)
        for minute in [5, 3, 4] {
            try kept.keep((0..<100).map { Self.bar("S\($0)", minute, Double(minute)) })
            try kept.sync()
        }
        #expect(kept.symbols.count == 100)
        for number in 0..<100 {
            let text = BarFolder.header + [3, 4, 5].map { Self.row(Self.bar("S\(number)", $0, Double($0))) }.joined()
            #expect(try folder.read("S\(number).csv") == text)
        }
        #expect(!folder.names.contains { $0.hasSuffix(".part") })
    }

    @Test func aRowThatIsNoneIsSaidWithItsLine() throws {
        let folder = try TestSupport.TemporaryFolder()
        let rows = (0..<9).map { Self.row(Self.bar("A", $0, 1)) }
        let damaged = rows[..<4].joined() + "by hand\n" + rows[5...].joined()
        try folder.write(BarFolder.header + damaged, to: "A.csv")
        let kept = try BarFolder(folder.url.path, length: Timestamp.minute)
        #expect(throws: IngestError.bars(path: folder.url.path + "/A.csv", line: 6, found: "by hand")) {
            try kept.keep([Self.bar("A", 4, 2)])
        }
        #expect(try folder.read("A.csv") == BarFolder.header + damaged)
        try folder.write(BarFolder.header + "by hand\n", to: "A.csv")
        #expect(throws: IngestError.bars(path: folder.url.path + "/A.csv", line: 2, found: "by hand")) {
            try BarFolder(folder.url.path, length: Timestamp.minute)
        }
    }
}
