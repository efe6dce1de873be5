import Core
import OrderBook

/// Random messages of every kind, many of them with numbers that no book takes.
struct RandomMessages {
    var mix: BookMix
    var stream: RandomStream
    var sent: UInt64 = 0

    init(_ mix: BookMix, seed: UInt64) {
        self.mix = mix
        stream = RandomStream(seed: seed, name: "book messages")
    }

    private mutating func happens(onceIn times: Int) -> Bool { times > 0 && stream.below(times) == 0 }

    private static let oddNumbers: [Int64] = [
        0, -1, .min, .max, 1, 2, 1 << 30 - 1, 1 << 30 - 2, 1 << 30, 1 << 40, 1 << 40 + 1, 1 << 32, 1_023, 1_024, 2_047,
        1 << 20, 1 << 20 - 1, 777_777_777,
    ]

    private mutating func number(_ usual: Int64) -> Int64 {
        happens(onceIn: mix.odd) ? RandomMessages.oddNumbers[stream.below(RandomMessages.oddNumbers.count)] : usual
    }

    private mutating func price() -> Ticks { Ticks(number(mix.middle - 10 + Int64(stream.below(21)))) }

    private mutating func size() -> Lots { Lots(number(Int64(stream.below(20)) + 1)) }

    /// An order that may still be in the book, seldom one that never was.
    private mutating func identifier() -> OrderIdentifier {
        OrderIdentifier(sent &- UInt64(stream.below(80)) &+ (happens(onceIn: 50) ? 1_000 : 0))
    }

    mutating func next() -> BookMessage {
        if happens(onceIn: mix.phases) {
            switch stream.below(10) {
            case 0: return .halt
            case 1: return .close
            default: return .beginAuction(BookAuction.allCases[stream.below(3)])
            }
        }
        if mix.phases > 0 && happens(onceIn: 60) {
            return .uncross(reference: happens(onceIn: 2) ? price() : nil)
        }
        if happens(onceIn: mix.bands) {
            let (lowest, highest) = (price(), price())
            let action = stream.below(2) == 0 ? PriceBands.Action.reject : .halt
            return .bands(
                stream.below(3) == 0
                    ? nil : PriceBands(lowest: min(lowest, highest), highest: max(lowest, highest), action: action))
        }
        let choice = stream.below(100)
        if choice < mix.cancellations { return .cancel(identifier()) }
        if choice < mix.cancellations + 10 {
            return .modify(identifier(), price: price(), size: size(), isPostOnly: happens(onceIn: 3))
        }
        if happens(onceIn: 200) { return .cancelAll(ParticipantIdentifier(UInt32(stream.below(6)))) }
        return .submit(order())
    }

    private mutating func order() -> BookOrder {
        if !happens(onceIn: 100) { sent += 1 }
        let side = stream.below(2) == 0 ? BookSide.buy : .sell
        var order = BookOrder(
            OrderIdentifier(sent), of: ParticipantIdentifier(UInt32(stream.below(6))), side,
            stream.below(6) == 0 ? .market : .limit(price: price()), size: size())
        let choice = stream.below(100)
        guard choice >= mix.plain else { return order }
        if choice < mix.plain + mix.stops {
            order.kind =
                stream.below(2) == 0 ? .stop(trigger: price()) : .stopLimit(trigger: price(), price: price())
        } else {
            switch stream.below(6) {
            case 0: order.display = .hidden
            case 1, 2: order.display = .iceberg(portion: Lots(number(Int64(stream.below(5)) + 1)))
            case 3: order.isPostOnly = true
            default: order.timeInForce = BookTimeInForce.allCases[stream.below(4)]
            }
        }
        // Now and then instructions that exclude one another.
        if happens(onceIn: 50) { order.timeInForce = BookTimeInForce.allCases[stream.below(4)] }
        if happens(onceIn: 50) { order.isPostOnly = true }
        return order
    }
}
