internal import Core
internal import OrderBook

/// The orders of a market maker: levels on both sides, replaced when they should lie elsewhere.
struct QuoteLadder {
    let instrument: UInt16
    let levels: Int64
    let spacing: Int64
    let lots: Int64
    /// The position beyond which no more is bought, or below whose negative no more is sold, in lots; 0 for any.
    let positionLimit: Int64
    let fairWeight: Double
    let fairDeviation: Double
    private let flowImpact: Double
    private let flowLimit: Double
    private let flowWeights: SIMD8<Double>
    private var bid: Int64 = 0
    private var ask: Int64 = 0
    private var sent = 0

    /// The ladder of one maker.
    ///
    /// - Parameter draws: Its stream of parameters, of which the lots take their draws.
    init(_ parameters: some LadderParameters, instrument: Int, _ draws: inout RandomStream) {
        self.instrument = UInt16(instrument)
        levels = Int64(parameters.levels)
        spacing = Int64(parameters.spacing)
        lots = Int64(parameters.size.draw(in: 1...1e9, &draws).rounded())
        positionLimit = Int64(parameters.positionLimit)
        fairWeight = parameters.fairWeight
        fairDeviation = parameters.fairDeviation
        flowImpact = parameters.flowImpact
        flowLimit = parameters.flowLimit
        flowWeights = FlowMemory.weights(exponent: parameters.flowDecay)
    }

    /// Forgets the orders of the day before.
    mutating func beginDay() { (bid, ask, sent) = (0, 0, 0) }

    /// Whether it looks at the flow of trades.
    var followsFlow: Bool { flowImpact > 0 }

    /// What the maker holds for the fair price: the mid, or something between it and its view of the fundamental, which goes
    /// with the flow of trades.
    @inline(__always)
    func fairPrice(_ quote: KernelMessage, _ participant: Int, _ core: inout MarketCore) -> Double {
        let mid = quote.bid > 0 && quote.ask > 0 ? Double(quote.bid + quote.ask) / 2 : Double(quote.price)
        guard fairWeight > 0 else { return mid }
        var view = core.fundamental(instrument) + fairDeviation * core.seats[participant].stream.normal()
        if followsFlow {
            let move = flowImpact * core.listings[Int(instrument)].flow.value(at: core.now, flowWeights)
            // Nearly as it is while it is small; a crowd of one side is not believed without end.
            view += move / (1 + (move / flowLimit) * (move / flowLimit)).squareRoot()
        }
        return mid + fairWeight * (view - mid)
    }

    /// Puts the best level of each side at a price, the others behind it.
    ///
    /// A level may trade at once: makers who see the fair price move take what others left behind, and that is how news
    /// come into the price within a second.
    mutating func place(bid newBid: Int64, ask newAsk: Int64, _ participant: Int, _ core: inout MarketCore) {
        let isWhole = core.seats[participant].orders.count == sent && sent > 0
        if isWhole, newBid == bid, newAsk == ask { return }
        core.cancelAll(participant)
        (bid, ask, sent) = (newBid, newAsk, 0)
        let position = core.position(participant, instrument)
        for level in 0..<levels {
            if positionLimit == 0 || position < positionLimit, newBid - level * spacing > 0 {
                core.submit(participant, instrument, .buy, price: newBid - level * spacing, lots: lots)
                sent += 1
            }
            if positionLimit == 0 || -position < positionLimit {
                core.submit(participant, instrument, .sell, price: newAsk + level * spacing, lots: lots)
                sent += 1
            }
        }
    }
}
