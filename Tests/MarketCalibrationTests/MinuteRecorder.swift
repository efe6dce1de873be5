import MarketCalibration
import MarketSimulator
import StylizedFacts

/// Keeps trades and quotes of a market and gives them as ticks, the way real ones come.
struct MinuteRecorder {
    let configuration: MarketConfiguration
    var recorder: MarketRecorder

    init(_ configuration: MarketConfiguration) {
        self.configuration = configuration
        recorder = MarketRecorder(configuration)
    }

    func record() throws -> CalibrationRecord {
        let (trades, quotes) = (recorder.trades[0], recorder.quotes[0])
        let record = MarketRecord(
            name: "crowd",
            trades: .init(
                times: trades.time, prices: trades.price.map { Double($0) }, sizes: trades.lots.map { Double($0) },
                signs: trades.isBuy.map { $0 ? 1 : -1 }),
            quotes: .init(
                times: quotes.time, bids: quotes.bid.map { $0 > 0 ? Double($0) : .nan },
                asks: quotes.ask.map { $0 > 0 ? Double($0) : .nan }),
            sessions: (0..<configuration.days).map { day in
                let open = configuration.openingInstant(day: day)
                return open..<(open + Int64(configuration.session.length * 1e9))
            })
        return try CalibrationRecord(record)
    }
}
