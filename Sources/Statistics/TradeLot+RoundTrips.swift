internal import Core

extension TradeLot {
    private struct RoundTripKey: Hashable {
        var instrument: InstrumentIndex
        var number: Int
    }

    /// The round trips, flat to flat, that lots add up to, in order of their exits (equals in order of their first lot).
    ///
    /// Quantity, profit, costs and risk are sums; entry is the earliest, exit the latest; prices are means weighted by
    /// quantity; the return is net profit over the sum of the lots' entry notionals; the excursions are those of the
    /// lot that went furthest; the exit's reason is that of the last lot closed. The initial risk is known where every
    /// lot's is.
    ///
    /// - Parameters:
    ///   - lots: Lots in the order in which they were closed.
    ///   - open: Lots still open: a round trip with one of them is not flat again and is left out.
    public static func roundTrips(of lots: [TradeLot], leaving open: [TradeLot] = []) -> [TradeLot] {
        let unfinished = Set(open.map { RoundTripKey(instrument: $0.instrument, number: $0.roundTrip) })
        var places: [RoundTripKey: Int] = [:]
        var members: [[Int]] = []
        for (index, lot) in lots.enumerated() {
            let key = RoundTripKey(instrument: lot.instrument, number: lot.roundTrip)
            if unfinished.contains(key) { continue }
            if let place = places[key] {
                members[place].append(index)
            } else {
                places[key] = members.count
                members.append([index])
            }
        }
        let trips = members.map { indices in merged(indices.map { lots[$0] }) }
        return trips.enumerated().sorted {
            $0.element.exitTime != $1.element.exitTime
                ? $0.element.exitTime < $1.element.exitTime : $0.offset < $1.offset
        }.map(\.element)
    }

    private static func merged(_ lots: [TradeLot]) -> TradeLot {
        var trip = lots[0]
        guard lots.count > 1 else { return trip }
        var (entryValue, exitValue, base) = (0.0, 0.0, 0.0)
        var risk: Cash? = 0
        trip.quantity = 0
        trip.grossPnl = 0
        trip.costs = 0
        for lot in lots {
            trip.quantity += lot.quantity
            trip.grossPnl += lot.grossPnl
            trip.costs += lot.costs
            entryValue += lot.entryPrice * lot.quantity
            exitValue += lot.exitPrice * lot.quantity
            // The notional behind the lot's own return, a multiplier included.
            base += lot.returnOnEntry != 0 ? lot.netPnl / lot.returnOnEntry : lot.entryPrice * lot.quantity
            if lot.entryTime < trip.entryTime { trip.entryTime = lot.entryTime }
            trip.entryBar = min(trip.entryBar, lot.entryBar)
            trip.exitBar = max(trip.exitBar, lot.exitBar)
            if lot.exitTime >= trip.exitTime { (trip.exitTime, trip.exitReason) = (lot.exitTime, lot.exitReason) }
            trip.maximumAdverseExcursion = min(trip.maximumAdverseExcursion, lot.maximumAdverseExcursion)
            trip.maximumFavourableExcursion = max(trip.maximumFavourableExcursion, lot.maximumFavourableExcursion)
            if let sum = risk, let more = lot.initialRisk { risk = sum + more } else { risk = nil }
        }
        trip.entryPrice = entryValue / trip.quantity
        trip.exitPrice = exitValue / trip.quantity
        trip.returnOnEntry = trip.netPnl / base
        trip.initialRisk = risk
        return trip
    }
}
