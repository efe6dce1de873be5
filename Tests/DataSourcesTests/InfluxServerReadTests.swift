import ColumnCache
import Core
import Foundation
import HTTPClient
import InfluxDB
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// Bars out of the real InfluxDB 1.x are those of the files that were written into it.
@Suite(.serialized, .enabled(if: InfluxServer.isPresent, "\(InfluxServer.absentNote)"))
struct InfluxServerReadTests {
    static let shared = Result { try InfluxServer() }

    static let trades: TickSeries = {
        let ticks = try? MarketData.loadTicks(
            CSVReadOptions(
                paths: [ShippedDataTests.path("tick/es_trades.csv.gz")], symbol: "ES", zone: "America/Chicago"))
        guard let series = ticks?.series.first else {
            return TickSeries(instrument: Instrument(symbol: "ES"), time: [], price: [], size: [])
        }
        // A database keeps one point an instant and series: trades of one instant get a nanosecond each.
        var last = Int64.min
        let times = series.time.map { time in
            last = max(time, last + 1)
            return last
        }
        return TickSeries(instrument: series.instrument, time: times, price: series.price, size: series.size)
    }()

    @Test func dailyBarsAreThoseOfTheFileToTheBit() throws {
        let server = try Self.shared.get()
        let path = ShippedDataTests.path("daily/sp500.csv")
        let rules = CSVReadOptions(paths: [path], symbol: "S&P 500, \"the\" index 📈", calendar: "XNYS")
        let file = try MarketData.load(rules)
        let series = file.panel.series[0]
        let zone = series.calendar.zone
        let tag = "S&P\\ 500\\,\\ \"the\"\\ index\\ 📈"
        // The midnight of the date, and the open of the session.
        let midnights = series.start.map {
            Timestamp(zone.localDate(at: Timestamp(nanoseconds: $0))).nanoseconds
        }
        for (name, stamps) in [("midnights", midnights), ("opens", series.start)] {
            try InfluxPlace.write(InfluxPlace.lines(series, tag: tag, stamps: stamps), server, to: name)
            var options = InfluxPlace.options(
                server, name, BarMapping(measurement: "bar"), rules: CSVReadOptions(calendar: "XNYS"))
            let place = try InfluxPlace()
            for _ in 0..<2 {
                let loaded = try MarketData.load(options, cache: place.cache, now: InfluxPlace.now)
                #expect(loaded.panel.hash() == file.panel.hash(), "\(name)")
                #expect(loaded.panel.series[0].start == series.start && loaded.panel.series[0].end == series.end)
                #expect(loaded.panel.series[0].close.map(\.bitPattern) == series.close.map(\.bitPattern))
            }
            // The period means what it means for a file, and so does the name of an instrument with all that hurts.
            options.symbols = [series.instrument.symbol]
            for keeps in [true, false] {
                var period = rules
                (period.from, period.to, period.keepsBarsBeforeFrom) = ("2008-03-01", "2010-01-04", keeps)
                options.rules = period
                let cut = try MarketData.load(options, now: InfluxPlace.now)
                let expected = try MarketData.load(period)
                #expect(cut.panel.hash() == expected.panel.hash() && cut.from == expected.from)
            }
        }
    }

    @Test func whatIsFinishedIsAskedForOnceAndServesWithoutTheServer() throws {
        let server = try InfluxServer()
        let start = Timestamp(CivilDate(year: 2021, month: 3, day: 30)).nanoseconds
        let closes = (0..<200).map {
            "bar,symbol=A open=1,high=3,low=1,close=\(1.5 + Double($0) / 1_000),volume=\($0)i"
        }
        try InfluxPlace.write(
            closes.enumerated().map { "\($1) \(start + Int64($0) * Timestamp.hour)" }, server, to: "sync")
        let options = InfluxPlace.options(
            server, "sync", BarMapping(measurement: "bar"), rules: CSVReadOptions(calendar: "24/7"))
        let place = try InfluxPlace()
        let first = try MarketData.fetch(options, cache: place.cache, now: InfluxPlace.now)
        // March, then April and May with it, are finished on the fifteenth of June, June is not.
        #expect((first.rangesFetched, first.rangesKept) == (3, 0))
        #expect(first.entries.map(\.fetched) == [200] && first.entries[0].kept == 0)
        let second = try MarketData.fetch(options, cache: place.cache, now: InfluxPlace.now)
        #expect((second.rangesFetched, second.rangesKept) == (1, 2))
        #expect(second.entries.map(\.kept) == [200])
        let bars = try MarketData.load(options, cache: place.cache, now: InfluxPlace.now)
        #expect(place.words.isEmpty)
        // A late point, a corrected one and one that was taken away.
        try InfluxPlace.write(
            [
                "bar,symbol=A open=1,high=3,low=1,close=2,volume=1i \(start + 30 * Timestamp.minute)",
                "bar,symbol=A close=2.5 \(start + 7 * Timestamp.hour)",
            ], server, to: "sync")
        try InfluxPlace.delete("bar", at: start + 50 * Timestamp.hour, server, "sync")
        let all = Timestamp.distantPast..<Timestamp.distantFuture
        let found = try MarketData.fetch(options, cache: place.cache, now: InfluxPlace.now, verified: all)
        #expect(found.hasDifferences && found.rangesVerified == 2)
        #expect((found.entries[0].late, found.entries[0].changed, found.entries[0].gone) == (1, 1, 1))
        #expect(
            try !MarketData.fetch(options, cache: place.cache, now: InfluxPlace.now, verified: all).hasDifferences)
        let mended = try MarketData.load(options, cache: place.cache, now: InfluxPlace.now)
        #expect(mended.panel.hash() != bars.panel.hash())
        server.kill()
        let offline = try MarketData.load(options, cache: place.cache, now: InfluxPlace.now)
        #expect(offline.panel.hash() == mended.panel.hash())
        #expect(place.words.count == 1 && place.words[0].contains("the server does not answer"), "\(place.words)")
        // Without the cache, and for a month that nobody asked for yet, there is nothing to be had.
        for (cache, now) in [(nil, InfluxPlace.now), (place.cache, InfluxPlace.now + 40 * Timestamp.day)] {
            #expect(throws: DataError.self) { try MarketData.load(options, cache: cache, now: now) }
        }
    }

    @Test func barsOfTradesAreThoseOfTheResamplerHereAndInTheServer() throws {
        let server = try Self.shared.get()
        let trades = Self.trades
        #expect(trades.count > 10_000)
        let lines = trades.time.indices.map {
            "trade,symbol=ES price=\(trades.price[$0]),size=\(Int(trades.size[$0]))i \(trades.time[$0])"
        }
        try InfluxPlace.write(lines, server, to: "trades")
        let mapping = BarMapping(measurement: "trade", content: .ticks(price: "price", size: "size"))
        let place = try InfluxPlace()
        for (every, calendar, isServed) in [
            ("1m", "24/7", true), ("30s", "24/7", true), ("4h", "24/7", true), ("7m", "24/7", false),
            ("5m", "24/5", false), ("day", "24/5", false), ("week", "24/5", false),
        ] {
            let timeframe = try #require(Timeframe(every))
            let named = try TradingCalendar.named(calendar)
            let expected = trades.bars(.time(WindowGrid(timeframe, calendar: named)), calendar: named).series
            var options = InfluxPlace.options(
                server, "trades", mapping, every: timeframe, rules: CSVReadOptions(calendar: calendar))
            #expect((options.serverWindow != nil) == isServed, "\(every)")
            for aggregation in [InfluxReadOptions.Aggregation.auto, .here] {
                options.aggregation = aggregation
                guard expected.count > 0 else {
                    #expect(throws: DataError.self) { try MarketData.load(options, now: InfluxPlace.now) }
                    continue
                }
                let loaded = try MarketData.load(options, cache: place.cache, now: InfluxPlace.now)
                #expect(loaded.panel.hash() == Panel([expected]).hash(), "\(every) \(calendar) \(aggregation)")
            }
            guard isServed else { continue }
            options.aggregation = .auto
            #expect(try MarketData.checkAggregation(options, now: InfluxPlace.now) == [])
        }
    }

    @Test func finerBarsBecomeThoseOfTheResampler() throws {
        let server = try Self.shared.get()
        let rules = CSVReadOptions(paths: [ShippedDataTests.path("minute/es.csv")], stamp: .start, calendar: "24/7")
        let minutes = try MarketData.load(rules).panel.series[0]
        try InfluxPlace.write(InfluxPlace.lines(minutes, tag: "ES", stamps: minutes.end), server, to: "minutes")
        var given = CSVReadOptions(calendar: "24/7")
        given.policies.gaps = .keep
        for every in ["5m", "1h", "day"] {
            let timeframe = try #require(Timeframe(every))
            let made = try minutes.resampled(to: WindowGrid(timeframe, calendar: minutes.calendar)).series
            let options = InfluxPlace.options(
                server, "minutes", BarMapping(measurement: "bar", content: .bars(BarFields(), stamp: .end)),
                every: timeframe, rules: given)
            guard made.count > 0 else { continue }
            #expect(try MarketData.load(options, now: InfluxPlace.now).panel.hash() == Panel([made]).hash(), "\(every)")
        }
    }

    /// A server whose clock is ahead of ours stamps points that have not been yet.
    @Test func pointsOfTheFutureAreOpenUntilTheirTimeHasCome() throws {
        let server = try Self.shared.get()
        let now = InfluxPlace.now.nanoseconds
        // Ten hours before and ten after the present, and ten of the month after.
        let hours = (-10..<10).map { now + $0 * Timestamp.hour } + (0..<10).map { now + (480 + $0) * Timestamp.hour }
        try InfluxPlace.write(
            hours.map { "bar,symbol=A open=1,high=3,low=1,close=2,volume=1i \($0)" }, server, to: "ahead")
        let options = InfluxPlace.options(
            server, "ahead", BarMapping(measurement: "bar"), rules: CSVReadOptions(calendar: "24/7"))
        let place = try InfluxPlace()
        func count(_ now: Timestamp) throws -> Int {
            try MarketData.load(options, cache: place.cache, now: now).panel.series[0].count
        }
        // The piece of the present comes whole, and is asked for again until a day after its end.
        #expect(try count(InfluxPlace.now) == 20)
        try InfluxPlace.add(
            ["bar,symbol=A open=1,high=3,low=1,close=2,volume=1i \(now + 11 * Timestamp.hour)"], server, "ahead")
        #expect(try count(InfluxPlace.now + Timestamp.hour) == 21)
        #expect(try count(InfluxPlace.now + 25 * Timestamp.day) == 31)
        #expect(place.words.isEmpty, "\(place.words)")
    }

    @Test func aWrongPasswordIsSaidWithoutIt() throws {
        let server = try Self.shared.get()
        setenv("BACKTEST_TEST_WRONG_PASSWORD", "wrong-and-secret", 1)
        var options = InfluxPlace.options(
            server, "any", BarMapping(measurement: "bar"), rules: CSVReadOptions(calendar: "24/7"))
        options.server.credentials = .user(
            InfluxServer.user, password: .environment("BACKTEST_TEST_WRONG_PASSWORD"))
        do {
            _ = try MarketData.load(options, now: InfluxPlace.now)
            Issue.record("a wrong password was taken")
        } catch {
            #expect(error.description.contains("401") && error.description.hasPrefix("\(server.url)/any/bar: error: "))
            #expect(!error.description.contains("wrong-and-secret"))
        }
    }
}

extension InfluxPlace {
    /// Writes lines into a database that is there.
    static func add(_ lines: [String], _ server: InfluxServer, _ database: String) throws {
        let client = try InfluxClient(
            options(server, database, BarMapping(measurement: ""), rules: CSVReadOptions()).server)
        let writer = InfluxWriter(client, to: WriteTarget(database: database))
        try writer.append(Array((lines.joined(separator: "\n") + "\n").utf8))
        #expect(try writer.finish().rejected.isEmpty)
    }

    /// Takes the points of an instant away.
    static func delete(_ measurement: String, at time: Int64, _ server: InfluxServer, _ database: String) throws {
        let client = try InfluxClient(
            options(server, database, BarMapping(measurement: measurement), rules: CSVReadOptions()).server)
        try client.execute("DELETE FROM \"\(measurement)\" WHERE time = \(time)", database: database)
    }
}
