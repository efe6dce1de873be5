import ColumnCache
import Core
import Foundation
import InfluxDB
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// What changes on the real InfluxDB 1.x after it was kept: a load from the cache is the one without it.
@Suite(.serialized, .enabled(if: InfluxServer.isPresent, "\(InfluxServer.absentNote)"))
struct InfluxChangesTests {
    static let shared = Result { try InfluxServer() }

    /// A database with daily bars of some instruments.
    struct Base {
        let server: InfluxServer
        let name: String
        let place: InfluxPlace
        var options: InfluxReadOptions

        init(_ name: String, _ server: InfluxServer, mapping: BarMapping = BarMapping(measurement: "bar")) throws {
            self.server = server
            self.name = name
            place = try InfluxPlace()
            options = InfluxPlace.options(
                server, name, mapping, rules: CSVReadOptions(calendar: "24/7", barLength: Timestamp.day))
        }

        func push(_ symbol: String, _ years: ClosedRange<Int>, price: Double, more: String = "") throws {
            let first = Timestamp(CivilDate(year: years.lowerBound, month: 1, day: 1)).nanoseconds
            let end = Timestamp(CivilDate(year: years.upperBound + 1, month: 1, day: 1)).nanoseconds
            let lines = stride(from: first, to: end, by: Int(Timestamp.day)).enumerated().map { day, time in
                let close = price + Double(day % 17)
                return
                    "bar,symbol=\(symbol)\(more) open=\(price),high=\(close + 1),low=\(price - 1),close=\(close),volume=\(day)i \(time)"
            }
            try InfluxPlace.write(lines, server, to: name)
        }

        func load(_ symbols: [String] = [], cached: Bool = true) throws -> LoadedData {
            var options = options
            options.symbols = symbols
            return try MarketData.load(options, cache: cached ? place.cache : nil, now: InfluxPlace.now)
        }

        func fetch(_ symbols: [String] = []) throws -> InfluxFetchReport {
            var options = options
            options.symbols = symbols
            return try MarketData.fetch(options, cache: place.cache, now: InfluxPlace.now)
        }

        /// The symbols of a load, which is the same with the cache and without.
        func agreed(_ symbols: [String] = []) throws -> [String] {
            let loaded = try load(symbols)
            #expect(try loaded.panel.hash() == load(symbols, cached: false).panel.hash())
            return loaded.panel.series.map(\.instrument.symbol)
        }
    }

    @Test func anInstrumentThatCameLaterIsThere() throws {
        let base = try Base("later", Self.shared.get())
        try base.push("AAPL", 2004...2006, price: 100)
        #expect(try base.agreed() == ["AAPL"])
        try base.push("MSFT", 2005...2006, price: 20)
        #expect(try base.agreed() == ["AAPL", "MSFT"])
        #expect(base.place.words.count == 1 && base.place.words[0].contains("has changed on the server"))
        // Once it is kept, only the open year is asked for.
        #expect(try base.fetch().rangesFetched == 1)
    }

    @Test func barsBeforeTheFirstAndOtherPricesAreSeen() throws {
        let base = try Base("earlier", Self.shared.get())
        try base.push("A", 2004...2006, price: 100)
        let before = try base.load().panel
        try base.push("A", 2002...2007, price: 50)
        _ = try base.agreed()
        let after = try base.load().panel
        #expect(after.series[0].start[0] < before.series[0].start[0] && after.series[0].count > before.series[0].count)
        // One price, and one point that is gone.
        let time = Timestamp(CivilDate(year: 2005, month: 3, day: 1)).nanoseconds
        try InfluxPlace.write(["bar,symbol=A close=50.5 \(time)"], base.server, to: base.name)
        _ = try base.agreed()
        try InfluxPlace.delete("bar", at: time, base.server, base.name)
        _ = try base.agreed()
        let quiet = base.place.words.count
        _ = try base.agreed()
        #expect(base.place.words.count == quiet && quiet == 3)
    }

    @Test func instrumentsShareWhatIsKept() throws {
        let server = try InfluxServer()
        let base = try Base("shared", server)
        for (place, symbol) in ["A", "B", "C"].enumerated() {
            try base.push(symbol, 2004...2006, price: Double(100 * (place + 1)))
        }
        _ = try base.load(["A", "B"])
        // One more: its finished years, and the open one of all.
        let added = try base.fetch(["A", "B", "C"])
        let fetched = added.entries.filter { $0.fetched > 0 }.map(\.symbol)
        #expect(fetched == ["C"] && added.entries.map(\.kept).prefix(2).allSatisfy { $0 > 1_000 }, "\(added.entries)")
        let dropped = try base.fetch(["A", "C"])
        #expect(dropped.entries.allSatisfy { $0.fetched == 0 && $0.kept > 1_000 }, "\(dropped.entries)")
        #expect(try base.agreed(["B", "C"]) == ["B", "C"])
        server.kill()
        for symbols in [["A"], ["B"], ["A", "B", "C"]] {
            #expect(try base.load(symbols).panel.series.map(\.instrument.symbol) == symbols)
        }
        let alone = try base.load(["C"])
        #expect(alone.notes.count == 1 && alone.notes[0].contains("as they were when it was asked last, 2021-06-15"))
        // All were never asked for.
        #expect(throws: DataError.self) { try base.load() }
    }

    @Test func manyNamesAreAskedForAsByEquality() throws {
        let server = try Self.shared.get()
        let base = try Base("names", server)
        let names = [
            "A", "a/b", "a.b", "axb", "a b", "it's", "say \"x\"", "📈", "back\\slash", "(a|b)", "^A$", "x$/ OR 1=1", "é",
            "*", "A-B", "ends/",
        ]
        for (place, name) in names.enumerated() {
            var tag = ""
            for character in name {
                tag +=
                    ["\\", " ", ",", "="].contains(character) && character != "\\" ? "\\\(character)" : "\(character)"
            }
            try base.push(tag, 2005...2005, price: Double(100 + place))
        }
        let there = try base.load().panel.series.map(\.instrument.symbol)
        #expect(Set(there) == Set(names))
        let client = try InfluxClient(base.options.server)
        for some in [names, ["a.b", "ends/"], ["x$/ OR 1=1", "A"], ["(a|b)", "*"], ["it's", "back\\slash"]] {
            let equal = some.map { "\"symbol\" = \(QueryText.influxQLString($0))" }.joined(separator: " OR ")
            func found(_ condition: String) throws -> [InfluxTable] {
                try client.influxQLTables(
                    "SELECT close FROM bar WHERE \(condition) GROUP BY symbol", database: base.name)
            }
            let asked = try found("\"symbol\" =~ \(QueryText.influxQLPattern(anyOf: some))")
            #expect(try asked == found(equal) && asked.count == some.count, "\(some)")
            #expect(try Set(base.agreed(some)) == Set(some))
        }
    }

    @Test func oneSymbolInTwoSeriesIsAggregatedHere() throws {
        let server = try Self.shared.get()
        let start = Timestamp(CivilDate(year: 2021, month: 2, day: 1)).nanoseconds
        let lines = (0..<2_000).flatMap { place in
            ["X", "Y"].map { venue in
                let price = 100 + Double((place * 7_919 + (venue == "X" ? 0 : 500)) % 1_000) / 100
                return
                    "trade,symbol=A,venue=\(venue) price=\(price),size=1i \(start + Int64(place) * 17 * Timestamp.second)"
            }
        }
        try InfluxPlace.write(lines, server, to: "venues")
        let place = try InfluxPlace()
        var options = InfluxPlace.options(
            server, "venues", BarMapping(measurement: "trade", content: .ticks(price: "price", size: "size")),
            every: Timeframe("5m"), rules: CSVReadOptions(calendar: "24/7"))
        let served = try MarketData.load(options, cache: place.cache, now: InfluxPlace.now)
        #expect(served.notes.count == 1 && served.notes[0].contains("several series"))
        #expect(try !MarketData.makesBarsInServer(options))
        options.aggregation = .here
        #expect(try MarketData.load(options, now: InfluxPlace.now).panel.hash() == served.panel.hash())
        // A venue that is said leaves one series each.
        options.aggregation = .auto
        options.mapping.tags = ["venue": "X"]
        #expect(try MarketData.makesBarsInServer(options))
        #expect(try MarketData.checkAggregation(options, now: InfluxPlace.now).isEmpty)
    }

    @Test func strayPointsAndMisspeltNamesAreSaid() throws {
        let server = try Self.shared.get()
        var base = try Base("stray", server)
        try base.push("A", 2005...2005, price: 10)
        let time = Timestamp(CivilDate(year: 2005, month: 3, day: 1)).nanoseconds
        try InfluxPlace.write(["bar open=1,high=1,low=1,close=1 \(time)"], server, to: "stray")
        for _ in 0..<2 {
            let loaded = try base.load()
            #expect(loaded.panel.series.map(\.instrument.symbol) == ["A"])
            #expect(
                loaded.notes.contains { $0.contains("1 points without the tag 'symbol' are left out") },
                "\(loaded.notes)")
        }
        func problem(_ change: (inout InfluxReadOptions) -> Void) -> DataError.DatabaseProblem? {
            var options = base.options
            change(&options)
            do {
                _ = try MarketData.fetch(options, cache: base.place.cache, now: InfluxPlace.now)
                return nil
            } catch {
                guard case .database(_, let problem) = error else { return nil }
                return problem
            }
        }
        #expect(problem { $0.mapping.symbolTag = "smybol" } == .noTag("smybol", found: ["symbol"]))
        func fields(_ fields: BarFields) -> DataError.DatabaseProblem? {
            problem { $0.mapping.content = .bars(fields, stamp: .start) }
        }
        let there = ["close", "high", "low", "open", "volume"]
        #expect(fields(BarFields(open: "opn")) == .noField("opn", found: there))
        #expect(fields(BarFields(close: "clos")) == .noField("clos", found: there))
        #expect(problem { $0.symbols = ["A", "B"] } == .noSymbol("B", found: ["A"]))
        base.options.mapping.content = .bars(BarFields(volume: "volum"), stamp: .start)
        #expect(try base.load().notes.contains { $0.contains("field 'volum' has no value in any row") })
    }
}
