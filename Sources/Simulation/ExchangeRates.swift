import Core
import TimeSeries

/// What other currencies are worth in the account's, at every instant (S51).
///
/// The account holds one currency. What is bought and sold is exchanged at the rate of that instant, and what is held is
/// marked at the last rate known. Without any entry every instrument counts as one of the account's currency.
public struct ExchangeRates: Hashable, Sendable {
    /// Where a rate comes from.
    public enum Source: Hashable, Sendable {
        /// The same at all times.
        case constant(Double)
        /// The closes of an instrument of the data, by symbol.
        case instrument(String)
        /// Values, each known from an instant on, nanoseconds UTC, ascending.
        case series(times: [Int64], values: [Double])
    }

    /// One currency.
    public struct Entry: Hashable, Sendable {
        /// ISO 4217 code.
        public var currency: String
        /// Where the rate comes from.
        public var source: Source
        /// Whether the source tells what one unit of the account's currency is worth in this one.
        public var isInverse: Bool

        /// The rate of a currency.
        public init(_ currency: String, _ source: Source, isInverse: Bool = false) {
            self.currency = currency
            self.source = source
            self.isInverse = isInverse
        }
    }

    /// The currencies, each once.
    public var entries: [Entry] = []

    /// No other currency.
    public init() {}
}

/// One currency's rate over time.
struct RateTrack {
    /// When values become known, ascending.
    let times: [Int64]
    let values: [Double]
    let isInverse: Bool

    /// The number of values known at an instant.
    func count(at instant: Int64) -> Int { times.firstPlace { $0 > instant } }

    /// The rates at ascending instants.
    func rates(at instants: [Int64]) -> [Double] {
        var known = 0
        return instants.map { instant in
            while known < times.count && times[known] <= instant { known += 1 }
            return rate(known)
        }
    }

    /// The rate when so many values are known: the last that is a positive number; `nan` without one.
    func rate(_ known: Int) -> Double {
        guard let value = values[..<known].last(where: { $0 > 0 && $0.isFinite }) else { return .nan }
        return isInverse ? 1 / value : value
    }

    /// The track of an instrument; `nil` where it is of the account's currency.
    static func track(of instrument: Instrument, _ broker: Broker, _ panel: Panel) -> RateTrack? {
        guard !broker.rates.entries.isEmpty, instrument.currency != broker.currency else { return nil }
        guard let entry = broker.rates.entries.first(where: { $0.currency == instrument.currency }) else {
            return RateTrack(times: [], values: [], isInverse: false)
        }
        switch entry.source {
        case .constant(let value): return RateTrack(times: [.min], values: [value], isInverse: entry.isInverse)
        case .series(let times, let values):
            return RateTrack(times: times, values: values, isInverse: entry.isInverse)
        case .instrument(let symbol):
            guard let index = panel.index(of: symbol) else {
                return RateTrack(times: [], values: [], isInverse: false)
            }
            return RateTrack(times: panel[index].end, values: panel[index].close, isInverse: entry.isInverse)
        }
    }
}
