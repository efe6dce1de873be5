import Core
import TimeSeries

/// What an account has besides cash and positions: proceeds that have not settled, gains of futures, foreign rates.
struct AccountMoney {
    /// The proceeds of a sale that cannot be spent yet.
    struct Proceeds {
        /// When they settle, nanoseconds UTC.
        var settles: Int64
        var place: Int
        var amount: Cash
    }

    /// The rate of the instruments of one currency.
    struct ForeignRate {
        let track: RateTrack
        let place: Int
        /// Value of a unit per point of price, in the instrument's currency.
        let multiplier: Double
        let minimumNotional: Cash
        /// How many values of the track are known.
        var known = 0
    }

    /// Sales whose proceeds have not settled, in the order in which they will.
    var proceeds: [Proceeds] = []
    /// Units times price of each future since its last settlement, bought less sold; empty without futures.
    var carried: [Double] = []
    /// Instruments of other currencies, by index.
    var foreign: [ForeignRate] = []
    /// Whether cash earns and debt costs from now on: from the first decision.
    var earns = false

    init(_ broker: Broker, _ panel: Panel) {
        if panel.instruments.contains(where: { $0.kind == .future }) {
            carried = [Double](repeating: 0, count: panel.count)
        }
        for (place, instrument) in panel.instruments.enumerated() {
            guard let track = RateTrack.track(of: instrument, broker, panel) else { continue }
            foreign.append(
                ForeignRate(
                    track: track, place: place, multiplier: instrument.multiplier,
                    minimumNotional: instrument.minimumNotional))
        }
    }

    /// The proceeds that have not settled.
    var unsettled: Cash { proceeds.reduce(0) { $0 + $1.amount } }
}

extension Venue {
    // MARK: - Futures

    /// Equity of an account with futures: what they have gained since their last settlement counts, their value does not.
    ///
    /// - Parameter priced: An instrument at another price than its last; −1 for none.
    @inline(__always)
    func equityWithFutures(pricing priced: Int, at price: Price) -> Cash {
        Venue.equityWithFutures(
            cash + receivable, positions, lastPrice, terms, carried: money.carried, pricing: priced, at: price)
    }

    /// The same of plain numbers: a call with the venue would keep it in memory while the loop runs.
    @inline(never)
    private static func equityWithFutures(
        _ cash: Cash, _ positions: UnsafeMutablePointer<Position>, _ lastPrice: UnsafeMutablePointer<Price>,
        _ terms: UnsafeMutablePointer<TradingTerms>, carried: [Double], pricing priced: Int, at price: Price
    ) -> Cash {
        var sum = cash
        for place in carried.indices {
            if positions[place].quantity != 0 {
                let last = place == priced ? price : lastPrice[place]
                sum += positions[place].quantity * last * terms[place].multiplier
            }
            if carried[place] != 0 { sum -= carried[place] * terms[place].multiplier }
        }
        return sum
    }

    /// Pays the gain of a future since its last settlement (S76).
    mutating func settleGain(_ place: Int) {
        let value = positions[place].quantity == 0 ? 0 : positions[place].quantity * lastPrice[place]
        let gain = (value - money.carried[place]) * terms[place].multiplier
        guard gain != 0 else { return }
        money.carried[place] = value
        cash += gain
        portions?.settleGain(place)
        record(
            .settledGain(
                InstrumentIndex(place), price: lastPrice[place], rate: terms[place].rate, amount: gain, cash: cash))
    }

    /// Pays what all futures have gained, when the data are over.
    @inline(never)
    mutating func settleAllGains() {
        for place in 0..<count where terms[place].isFuture { settleGain(place) }
    }

    // MARK: - Settlement

    /// Notes the proceeds of a sale, which can be spent from the open of a later session on (S49).
    @inline(never)
    mutating func addProceeds(_ amount: Cash, _ place: Int) {
        // What trades at the close of a session belongs to it, what trades at an open to the one that opens.
        var instant = now + -1
        if case .wholeBar = wake { instant = now }
        let calendar = calendars[place]
        let session = calendar.indexOfSession(closingAfter: instant) + broker.settlementSessions
        let settles = session < calendar.sessions.count ? calendar.sessions[session].open.nanoseconds : .max
        let proceeds = AccountMoney.Proceeds(settles: settles, place: place, amount: amount)
        let slot = money.proceeds.lastIndex { $0.settles <= settles }.map { $0 + 1 } ?? 0
        money.proceeds.insert(proceeds, at: slot)
        nextAccrual = min(nextAccrual, settles)
    }

    /// Lets proceeds settle that do so by now.
    mutating func settleProceeds() {
        while let first = money.proceeds.first, first.settles <= now.nanoseconds {
            money.proceeds.removeFirst()
            record(.settled(InstrumentIndex(first.place), amount: first.amount, cash: cash))
        }
    }

    // MARK: - Interest

    /// The first decision at which orders are taken: from now on cash earns and debt costs.
    mutating func begin() -> Int {
        money.earns = true
        return Int(step)
    }

    /// Posts the interest of the nights to the next session.
    mutating func postInterest(_ interest: Interest, days: Int, date: CivilDate) {
        guard money.earns else { return }
        let reference = broker.referenceRates.rate(on: date) ?? 0
        var short: Cash = 0
        for place in 0..<count where positions[place].quantity < 0 && !terms[place].isFuture {
            short -= positions[place].quantity * lastPrice[place] * terms[place].multiplier
        }
        let balance = cash - money.unsettled - short
        var yearly = balance * (reference + (balance > 0 ? interest.cashRate : interest.debtRate))
        if let rebate = interest.shortRebate { yearly += short * (reference + rebate) }
        let amount = yearly * Double(days) / interest.dayCount.days
        guard amount != 0 else { return }
        cash += amount
        record(.interest(balance: balance, days: days, amount: amount, cash: cash))
    }

    // MARK: - Currencies

    /// Brings the rates of other currencies up to an instant.
    @inline(never)
    mutating func updateRates(through instant: Int64) {
        nextRate = .max
        for slot in money.foreign.indices {
            let (track, place) = (money.foreign[slot].track, money.foreign[slot].place)
            var known = money.foreign[slot].known
            while known < track.times.count && track.times[known] <= instant { known += 1 }
            money.foreign[slot].known = known
            let rate = track.rate(known)
            terms[place].rate = rate
            terms[place].multiplier = money.foreign[slot].multiplier * rate
            terms[place].minimumNotional = money.foreign[slot].minimumNotional * rate
            if known < track.times.count { nextRate = min(nextRate, track.times[known]) }
        }
    }
}
