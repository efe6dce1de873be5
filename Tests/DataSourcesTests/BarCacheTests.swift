import ColumnCache
import Core
import DataSources
import Foundation
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Bars out of the cache are those of the file.
@Suite struct BarCacheTests {
    /// What a cache said.
    final class Words: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ text: String) { list.withLock { $0.append(text) } }
    }

    /// A cache of its own that keeps every file.
    struct Place {
        let folder: TemporaryFolder
        private let said = Words()

        init() throws { folder = try TemporaryFolder() }

        var columns: ColumnCache { ColumnCache(folder: folder.url.path + "/cache") }
        var cache: DataCache { DataCache(columns, leastBytes: 0) { [said] in said.add($0) } }
        var words: [String] { said.all }
    }

    /// Everything of a load that can be seen.
    static func text(_ data: LoadedData) -> String {
        let series = data.panel.series.map { one in
            "\(one.instrument) \(one.calendar.name) \(one.calendar.sessions.count) \(one.content) "
                + "\(one.volumeKnowledge) \(one.count) \(one.actions) \(one.isFilled.count { $0 }) \(one.isFilled.count) "
                + "\(one.volume.filter(\.isNaN).count)"
        }
        return "\(data.panel.hash()) \(data.report) \(data.sources) \(String(describing: data.from)) \(series)"
    }

    /// Loads anew, into the cache, and out of it.
    private func isSame(_ options: CSVReadOptions, beside: [CSVReadOptions] = []) throws {
        let place = try Place()
        let plain = Self.text(try MarketData.load(options, beside: beside))
        #expect(Self.text(try MarketData.load(options, beside: beside, cache: place.cache)) == plain)
        let stored = place.columns.list()
        #expect(Self.text(try MarketData.load(options, beside: beside, cache: place.cache)) == plain)
        #expect(
            place.words == [] && !stored.isEmpty && place.columns.list().count == stored.count)
        #expect(stored.allSatisfy { place.columns.damage(of: $0.key) == [] })
    }

    @Test(
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"),
        arguments: SharedFilesTests.cases.filter { if case .bars = $0.outcome { true } else { false } })
    func everySharedFileIsTheSame(_ one: SharedFilesTests.Case) throws {
        var options = one.options
        options.paths = [SharedFolder.path("data/" + one.path)]
        try isSame(options)
    }

    @Test(arguments: [
        "daily/aapl.csv", "daily/goog.csv", "daily/sp500.csv", "daily/stocks_closes.csv", "minute/es.csv",
    ])
    func everyShippedFileIsTheSame(_ name: String) throws {
        let path = ShippedDataTests.path(name)
        let stamp: CSVReadOptions.Stamp? = name.hasPrefix("minute") ? .start : nil
        let calendar = name.hasPrefix("minute") ? "24/7" : "XNYS"
        try isSame(CSVReadOptions(paths: [path], stamp: stamp, calendar: calendar))
        try isSame(
            CSVReadOptions(paths: [path], stamp: stamp, calendar: calendar, policies: LoadPolicies(gaps: .fill)))
        if stamp == nil {
            try isSame(CSVReadOptions(paths: [path], from: "2008-03-01", to: "2010-01-04", keepsBarsBeforeFrom: false))
        }
    }

    @Test func filesThatShareACalendarAreTheSame() throws {
        let paths = ["daily/aapl.csv", "daily/goog.csv"].map { ShippedDataTests.path($0) }
        try isSame(CSVReadOptions(paths: paths, adjust: .total))
        try isSame(
            CSVReadOptions(paths: [paths[0]]),
            beside: [CSVReadOptions(paths: [ShippedDataTests.path("minute/es.csv")], stamp: .start, calendar: "24/7")])
    }

    private static func bars(_ rows: Int, scale: Double = 1) -> String {
        "time,open,high,low,close,volume\n"
            + (0..<rows).map { row in
                let price = (Double(row % 1_000) + 1) * scale
                return
                    "\(Timestamp(nanoseconds: Int64(row) * Timestamp.minute)),\(price),\(price + 1),\(price),\(price),\(row)\n"
            }.joined()
    }

    private static func options(_ path: String) -> CSVReadOptions {
        CSVReadOptions(paths: [path], stamp: .start, calendar: "24/7")
    }

    @Test func aChangedFileIsSeenWhateverItsTimeSays() throws {
        let place = try Place()
        let path = try place.folder.path("a.csv", Self.bars(100))
        let options = Self.options(path)
        let first = Self.text(try MarketData.load(options, cache: place.cache))
        let times = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        // Equally long, and as old as before.
        _ = try place.folder.path("a.csv", Self.bars(100).replacingOccurrences(of: "5.0,6.0,", with: "5.0,7.0,"))
        try FileManager.default.setAttributes([.modificationDate: times ?? Date()], ofItemAtPath: path)
        let second = Self.text(try MarketData.load(options, cache: place.cache))
        let anew = Self.text(try MarketData.load(options))
        #expect(first != second && second == anew)
        #expect(place.columns.list().count == 2 && place.words == [])
    }

    @Test func otherOptionsAreOtherEntriesAndOneContentIsOne() throws {
        let place = try Place()
        let paths = try ["a.csv", "b.csv"].map { try place.folder.path($0, Self.bars(100)) }
        for path in paths {
            var options = Self.options(path)
            options.symbol = "X"
            _ = try MarketData.load(options, cache: place.cache)
        }
        #expect(place.columns.list().count == 1)
        var options = Self.options(paths[0])
        options.stamp = .end
        #expect(
            Self.text(try MarketData.load(options, cache: place.cache)) == Self.text(try MarketData.load(options)))
        #expect(place.columns.list().count == 2)
    }

    @Test(arguments: ["close.npy", "start.npy", "manifest.json"], [false, true])
    func whatIsDamagedIsSaidThrownAwayAndReadAgain(_ file: String, isCut: Bool) throws {
        let place = try Place()
        let options = Self.options(try place.folder.path("a.csv", Self.bars(1_000)))
        let plain = Self.text(try MarketData.load(options, cache: place.cache))
        let key = try #require(place.columns.list().first?.key)
        let entry = "\(place.columns.folder)/entries/\(key)"
        let names = try FileManager.default.contentsOfDirectory(atPath: entry)
        let path = "\(entry)/" + (try #require(names.first { $0.hasSuffix(file) }))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        if isCut { bytes.removeLast(9) } else { bytes[bytes.count - 20] ^= 4 }
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(Self.text(try MarketData.load(options, cache: place.cache)) == plain)
        #expect(
            place.words.count == 1 && place.words[0].contains(file) && place.words[0].contains("damaged"),
            "\(place.words)")
        #expect(Self.text(try MarketData.load(options, cache: place.cache)) == plain)
        #expect(place.words.count == 1 && place.columns.damage(of: key) == [])
    }

    /// Long enough that columns are filled while they are used.
    @Test func damageInTheMiddleOfALongColumnIsReadFromTheFile() throws {
        let place = try Place()
        let options = Self.options(try place.folder.path("a.csv", Self.bars(700_000)))
        let plain = Self.text(try MarketData.load(options, cache: place.cache))
        #expect(Self.text(try MarketData.load(options, cache: place.cache)) == plain)
        let key = try #require(place.columns.list().first?.key)
        let path = "\(place.columns.folder)/entries/\(key)/1-0-close.npy"
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: 3_000_000)
        try file.write(contentsOf: Data([255]))
        try file.close()
        #expect(Self.text(try MarketData.load(options, cache: place.cache)) == plain)
        #expect(place.words.count == 1 && place.words[0].contains("block 2 of 1 MiB"), "\(place.words)")
        #expect(place.columns.list().isEmpty)
    }

    @Test func aCacheThatCannotBeUsedChangesNothing() throws {
        let place = try Place()
        let options = Self.options(try place.folder.path("a.csv", Self.bars(10)))
        let file = try place.folder.path("file", "")
        let said = Words()
        let cache = DataCache(ColumnCache(folder: file), leastBytes: 0) { said.add($0) }
        #expect(Self.text(try MarketData.load(options, cache: cache)) == Self.text(try MarketData.load(options)))
        #expect(said.all.count == 1)
    }
}
