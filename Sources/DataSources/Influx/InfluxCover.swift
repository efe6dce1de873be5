import Core

/// Which pieces of time still lack which instruments.
struct InfluxCover {
    /// A part of time, and the instruments that are taken there; `nil` for all.
    struct Share {
        var range: Range<Timestamp>
        var symbols: Set<String>?
    }

    /// The pieces, one after the other.
    let pieces: [Range<Timestamp>]
    private let wanted: [String]
    private var isDone: [Bool]
    private var lacking: [Set<String>]

    /// All is lacking.
    ///
    /// - Parameter symbols: The instruments that are wanted; empty for all.
    init(_ pieces: [Range<Timestamp>], symbols: [String]) {
        self.pieces = pieces
        wanted = symbols
        isDone = [Bool](repeating: false, count: pieces.count)
        lacking = symbols.isEmpty ? [] : [Set<String>](repeating: Set(symbols), count: pieces.count)
    }

    /// The number of pieces that lack nothing.
    var doneCount: Int { isDone.count { $0 } }

    /// Takes what is lacking in a range of what some instruments, or all, have there.
    mutating func take(_ range: Range<Timestamp>, of symbols: [String]) -> [Share] {
        var shares: [Share] = []
        let offered = Set(symbols)
        for place in pieces.indices where !isDone[place] {
            let piece = pieces[place]
            guard range.lowerBound <= piece.lowerBound, piece.upperBound <= range.upperBound else { continue }
            var share = Share(range: piece, symbols: nil)
            if wanted.isEmpty {
                guard symbols.isEmpty else { continue }
                isDone[place] = true
            } else {
                let taken = symbols.isEmpty ? lacking[place] : lacking[place].intersection(offered)
                guard !taken.isEmpty else { continue }
                share.symbols = taken
                lacking[place].subtract(taken)
                isDone[place] = lacking[place].isEmpty
            }
            if let last = shares.last, last.range.upperBound == piece.lowerBound, last.symbols == share.symbols {
                shares[shares.count - 1].range = last.range.lowerBound..<piece.upperBound
            } else {
                shares.append(share)
            }
        }
        return shares
    }

    /// Lays back what was taken and is not there after all.
    mutating func giveBack(_ shares: [Share]) {
        for share in shares {
            for place in pieces.indices where share.range.contains(pieces[place].lowerBound) {
                isDone[place] = false
                if let symbols = share.symbols { lacking[place].formUnion(symbols) }
            }
        }
    }

    /// The next pieces to ask for together: side by side and finished, or one that is still open; and the instruments that
    /// they lack, empty for all.
    func next(
        atMost most: Int, isFinished: (Range<Timestamp>) -> Bool
    ) -> (run: [Range<Timestamp>], symbols: [String])? {
        guard let first = isDone.firstIndex(of: false) else { return nil }
        var run = [pieces[first]]
        let symbols = wanted.isEmpty ? [] : lacking[first].sorted(by: symbolPrecedes)
        guard isFinished(run[0]) else { return (run, symbols) }
        for place in pieces.indices[(first + 1)...].prefix(most - 1) {
            guard !isDone[place], isFinished(pieces[place]), wanted.isEmpty || lacking[place] == lacking[first] else {
                break
            }
            run.append(pieces[place])
        }
        return (run, symbols)
    }
}
