/// Between which prices a label of a decision at the end of row t runs.
public enum LabelPrices: Sendable {
    /// From the open of the row after the decision to the open after the exit is decided: prices that the fill model
    /// gives (S17, S66). The default everywhere. The close decides what happens in between.
    case nextOpen(open: [Double], close: [Double])
    /// From close to close: earns the gap after the decision, which cannot be traded.
    case close([Double])

    /// What the labels look at besides fills: closes.
    var closes: [Double] {
        switch self {
        case .nextOpen(_, let close): close
        case .close(let close): close
        }
    }

    /// The prices of fills.
    var fills: [Double] {
        switch self {
        case .nextOpen(let open, _): open
        case .close(let close): close
        }
    }

    /// How many rows after a decision the fill is.
    var delay: Int {
        switch self {
        case .nextOpen: 1
        case .close: 0
        }
    }

    /// How many rows there are.
    ///
    /// - Throws: `LearningError.shape` where opens and closes differ in number.
    func count() throws(LearningError) -> Int {
        guard fills.count == closes.count else {
            throw .shape(
                found: "\(fills.count) opens and \(closes.count) closes", needed: "as many of one as of the other")
        }
        return closes.count
    }
}
