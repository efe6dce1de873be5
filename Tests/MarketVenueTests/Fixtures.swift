import Core
import MarketSimulator
import MarketVenue
import OrderBook
import Simulation
import Testing
import TimeSeries

/// The instrument of tests with one.
let one = InstrumentIndex(0)

/// What a test does at a decision instant.
typealias Action = (borrowing Simulation.Market, inout Desk) -> Void

/// A strategy that acts at given steps, counted from 0.
struct Scripted: Strategy {
    var actions: [Int: Action] = [:]
    var everyStep: Action?

    init(_ parameters: NoParameters, for universe: Universe) {}

    init(_ actions: [Int: Action] = [:], everyStep: Action? = nil) {
        self.actions = actions
        self.everyStep = everyStep
    }

    mutating func decide(_ market: borrowing Simulation.Market, _ desk: inout Desk) {
        actions[market.step]?(market, &desk)
        everyStep?(market, &desk)
    }
}

enum Fixtures {
    /// A short day of a preset with a strategy's seat, bars of ten seconds.
    static func market(
        _ preset: MarketPreset = .liquid, seconds: Double = 300, days: Int = 1, seed: UInt64 = 1,
        _ change: (inout MarketConfiguration) -> Void = { _ in }
    ) -> StrategyMarket {
        var configuration = preset.configuration
        configuration.session.length = seconds
        configuration.days = days
        configuration.seed = seed
        configuration.checksInvariants = true
        configuration.scenarios.removeAll { $0.second >= seconds }
        change(&configuration)
        return StrategyMarket(configuration, broker: Broker(), barNanoseconds: 10 * Timestamp.second)
    }

    /// The log as text.
    static func text(_ run: MarketRun) -> [UInt8] {
        EventText.bytes(of: run.run.log, symbols: run.panel.instruments.map(\.symbol))
    }

    /// Cash and lots of the strategy's account against the exchange's account of its seat, to the tick × lot.
    static func expectSameAccount(
        _ run: MarketRun, in market: StrategyMarket, location: SourceLocation = #_sourceLocation
    ) {
        let instruments = market.market.instruments
        var cash = run.initialCash
        var shares = [Int64](repeating: 0, count: instruments.count)
        let listings = run.panel.instruments.map { known in instruments.firstIndex { $0.symbol == known.symbol } ?? 0 }
        for event in run.run.log {
            guard case .filled(let fill) = event.body else { continue }
            let listed = instruments[listings[fill.instrument.place]]
            let units = Int64((fill.quantity / listed.lotSize).rounded())
            let ticks = Int64((fill.price / listed.tickSize).rounded())
            let sign: Int64 = fill.side == .buy ? 1 : -1
            let fee = Int64((fill.commission / listed.tickSize / listed.lotSize).rounded())
            cash -= sign * units * ticks + fee
            shares[listings[fill.instrument.place]] += sign * units
        }
        #expect(cash == run.account.cash, sourceLocation: location)
        #expect(shares == run.account.shares, sourceLocation: location)
        for (place, listing) in listings.enumerated() {
            let held = Double(shares[listing]) * instruments[listing].lotSize
            #expect(run.run.positions[place].quantity == held, sourceLocation: location)
        }
        let money = Double(run.account.cash) * instruments[0].tickSize * instruments[0].lotSize
        #expect(abs(run.run.finalCash - money) < 1e-3, sourceLocation: location)
    }
}

extension MarketRun {
    /// The fills of the log.
    var logged: [Fill] {
        run.log.compactMap { if case .filled(let fill) = $0.body { fill } else { nil } }
    }

    /// The events of an order, by name.
    func events(of id: OrderID) -> [Event] { run.log.filter { $0.body.order == id } }
}
