import Core
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// Trades that are folded while they come in make the bars that the whole series makes.
@Suite struct TradeFoldTests {
    /// Trades of some instruments over three weeks of spring 2021, in which clocks change; some without a price.
    static func trades(_ random: inout RandomStream, symbols: [String]) -> [String: [(Int64, Double, Double)]] {
        let first = Timestamp(CivilDate(year: 2021, month: 3, day: 8)).nanoseconds
        var all: [String: [(Int64, Double, Double)]] = [:]
        for symbol in symbols {
            var time = first
            var list: [(Int64, Double, Double)] = []
            for _ in 0..<3_000 {
                // Several of one instant, and pauses of up to half an hour.
                if random.next() % 4 > 0 { time += Int64(random.next() % 1_800) * Timestamp.second }
                // Weekdays, so that the week of five days holds all.
                while Timestamp(nanoseconds: time).date.weekday > 5 { time += Timestamp.day }
                let price = random.next() % 20 == 0 ? (random.next() % 2 == 0 ? 0 : .nan) : 100 + random.uniform()
                list.append((time, price, random.next() % 30 == 0 ? .nan : Double(random.next() % 100)))
            }
            all[symbol] = list
        }
        return all
    }

    /// The same trades in answers of one day and more, as a server gives them.
    static func answers(
        _ trades: [String: [(Int64, Double, Double)]], _ random: inout RandomStream, hasSizes: Bool
    ) -> [InfluxRows] {
        let start = Timestamp(CivilDate(year: 2021, month: 3, day: 8)).nanoseconds
        var answers: [InfluxRows] = []
        var (from, end) = (start, start)
        let last = trades.values.compactMap { $0.last?.0 }.max() ?? start
        while from <= last {
            end += Int64(1 + random.next() % 5) * Timestamp.day
            var rows = InfluxRows(columns: hasSizes ? 2 : 1)
            for symbol in trades.keys.sorted(by: symbolPrecedes) {
                let part = (trades[symbol] ?? []).filter { $0.0 >= from && $0.0 < end }
                guard !part.isEmpty else { continue }
                rows.symbols.append(symbol)
                rows.counts.append(part.count)
                rows.times += part.map(\.0)
                rows.values[0] += part.map(\.1)
                if hasSizes { rows.values[1] += part.map(\.2) }
            }
            answers.append(rows)
            from = end
        }
        return answers
    }

    @Test(arguments: ["5m", "day", "week", "month"]) func barsAreThoseOfTheWholeSeries(every: String) throws {
        let seed = UInt64.random(in: 0...99_999)
        var random = RandomStream(seed: seed, name: "fold")
        let timeframe = try #require(Timeframe(every))
        let trades = Self.trades(&random, symbols: ["A b", "é 📈"])
        for (name, hasSizes) in [("24/7", true), ("24/5", true), ("XNYS", false)] {
            let calendar = try TradingCalendar.named(name)
            var context = LoadContext(CSVReadOptions(calendar: name))
            var hashes: Set<String> = []
            for _ in 0..<3 {
                var fold = TradeFold(timeframe, calendar: calendar, hashes: true)
                for rows in Self.answers(trades, &random, hasSizes: hasSizes) { fold.take(rows) }
                let folded = try fold.finish(&context).instruments
                #expect(folded.map(\.symbol) == ["A b", "é 📈"])
                for one in folded {
                    let all = trades[one.symbol] ?? []
                    let sound = all.filter { !$0.1.isNaN && $0.1 != 0 }
                    let expected = TickSeries(
                        instrument: Instrument(symbol: one.symbol), time: sound.map(\.0), price: sound.map(\.1),
                        size: hasSizes ? sound.map(\.2) : sound.map { _ in .nan }
                    ).bars(.time(WindowGrid(timeframe, calendar: calendar)), calendar: calendar).series
                    let made = BarSeries(
                        instrument: Instrument(symbol: one.symbol), calendar: calendar, bars: one.bars)
                    #expect(Panel([made]).hash() == Panel([expected]).hash(), "seed \(seed), \(name)")
                    #expect(one.rows == all.count && one.missing == all.count - sound.count)
                    #expect(one.firstMissing == all.first { $0.1.isNaN || $0.1 == 0 }?.0)
                }
                hashes.insert(fold.sha256)
            }
            #expect(hashes.count == 1, "the hash depends on where answers end; seed \(seed)")
        }
    }

    @Test func withoutACalendarTheTradesTellIt() throws {
        var random = RandomStream(seed: 8, name: "fold")
        let timeframe = try #require(Timeframe("day"))
        // The hours of a day in New York.
        let trades = Self.trades(&random, symbols: ["A", "B"]).mapValues { list in
            list.filter { (14..<20).contains($0.0 % Timestamp.day / Timestamp.hour) }
        }
        func bars(_ calendar: String?) throws -> (String, [[Bar]]) {
            var context = LoadContext(CSVReadOptions(calendar: calendar))
            var fold = TradeFold(timeframe, calendar: try calendar.map { try .named($0) }, hashes: false)
            for rows in Self.answers(trades, &random, hasSizes: true) { fold.take(rows) }
            #expect(fold.sha256 == "")
            let (found, folded) = try fold.finish(&context)
            return (found.name, folded.map(\.bars))
        }
        let (name, told) = try bars(nil)
        let (_, said) = try bars(name)
        #expect("\(told)" == "\(said)")
        #expect(told.count == 2 && told[0].count > 5)
    }
}
