internal import Core

/// The trades that a path takes, drawn again for each.
struct TradeOrder {
    private(set) var trades: [Int]
    private let count: Int
    private let drawing: TradeMonteCarlo.Drawing

    init(trades count: Int, length: Int, drawing: TradeMonteCarlo.Drawing) {
        trades = [Int](repeating: 0, count: length)
        (self.count, self.drawing) = (count, drawing)
    }

    mutating func draw(from stream: inout RandomStream) {
        switch drawing {
        case .shuffled:
            // From the same start each time, so that a path does not depend on those before it.
            for place in trades.indices { trades[place] = place }
            for place in stride(from: count - 1, to: 0, by: -1) {
                trades.swapAt(place, stream.below(place + 1))
            }
        case .withReplacement(let block):
            var place = 0
            while place < trades.count {
                let start = stream.below(count)
                for step in 0..<min(block, trades.count - place) { trades[place + step] = (start + step) % count }
                place += block
            }
        }
    }
}
