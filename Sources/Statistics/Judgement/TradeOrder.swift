public import Core

/// The trades that a path takes, drawn again for each.
public struct TradeOrder: Sendable {
    /// The places of the trades, in the order in which they are taken; zeros until they are drawn.
    public private(set) var trades: [Int]
    private let count: Int
    private let drawing: TradeMonteCarlo.Drawing

    /// An order of paths.
    ///
    /// - Parameters:
    ///   - count: The number of trades to draw from, at least 1.
    ///   - length: The number of trades in a path; as many as there are where they are shuffled.
    ///   - drawing: How they are drawn; a block has at most `count` trades.
    public init(trades count: Int, length: Int, drawing: TradeMonteCarlo.Drawing) {
        trades = [Int](repeating: 0, count: length)
        (self.count, self.drawing) = (count, drawing)
    }

    /// Draws a path; what was drawn before has no part in it.
    public mutating func draw(from stream: inout RandomStream) {
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
