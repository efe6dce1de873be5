import Core
import StylizedFacts

/// The battery on a year of minutes, and on ten million trades with quotes.
func benchmarkStylizedFacts() {
    var stream = RandomStream(seed: 7, name: "benchmark.facts")
    let minute = Timestamp.minute
    // Sessions of 390 minutes whose volatility wanders.
    var bars = BarColumns(starts: [], width: minute, closes: [], volumes: [])
    var (price, level) = (100.0, 1.0)
    for place in 0..<100_256 {
        level = 0.98 * level + 0.04 * stream.uniform()
        price *= 1 + 0.002 * level * (stream.uniform() - 0.5)
        bars.starts.append(Int64(place / 390) * Timestamp.day + Int64(place % 390) * minute)
        bars.closes.append(price)
        bars.volumes.append(level + stream.uniform())
    }
    measure("year of minutes", MarketRecord(name: "minutes", bars: bars), events: bars.closes.count)

    // A month of 21 sessions of 6.5 hours, signs that persist, a spread of one cent, a quote a trade.
    let (days, perDay) = (21, 476_191)
    var trades = TradeColumns(times: [], prices: [], sizes: [], signs: [])
    var quotes = QuoteColumns(times: [], bids: [], asks: [])
    var signs: [Int8] = []
    signs.reserveCapacity(days * perDay)
    var (mid, sign, left) = (10_000, Int8(1), 0)
    for day in 0..<days {
        var time = Int64(day) * Timestamp.day
        for _ in 0..<perDay {
            if left == 0 {
                sign = stream.uniform() < 0.5 ? 1 : -1
                left = min(500, Int(1 / (1 - stream.uniform())))
            }
            left -= 1
            let step = stream.uniform()
            time += Int64(step * step * step * 200e6)
            if stream.uniform() < 0.05 { mid += stream.uniform() < 0.5 ? 1 : -1 }
            quotes.times.append(time)
            quotes.bids.append(Double(mid) / 100)
            quotes.asks.append(Double(mid + 1) / 100)
            trades.times.append(time + 1)
            trades.prices.append(Double(sign > 0 ? mid + 1 : mid) / 100)
            trades.sizes.append(1)
            signs.append(sign)
        }
    }
    trades.signs = signs
    measure(
        "ten million trades and quotes",
        MarketRecord(name: "trades", trades: trades, quotes: quotes, tickSize: 0.01), events: trades.times.count)
}

private func measure(_ name: String, _ record: MarketRecord, events: Int) {
    var (wall, processor) = (Double.infinity, Double.infinity)
    var card: Scorecard?
    for _ in 0..<3 {
        var used = Duration.zero
        wall = min(
            wall,
            ContinuousClock().measure {
                used = ProcessorTime.measure { card = try? StylizedFactsBattery().scorecard(of: record) }
            } / .seconds(1))
        processor = min(processor, used / .seconds(1))
    }
    guard let card, card.count(.passed) + card.count(.failed) > 5 else {
        print("stylised facts, \(name): the battery measured too little")
        return
    }
    let times = [wall, processor].map { "\(($0 * 1_000).rounded() / 1_000) s" }
    print(
        "stylised facts, \(name): \(events) events, 500 resamples: \(times[0]), processor \(times[1]); "
            + "\(card.count(.passed)) passed, \(card.count(.failed)) failed, "
            + "\(card.results.count - card.count(.passed) - card.count(.failed)) others")
}
