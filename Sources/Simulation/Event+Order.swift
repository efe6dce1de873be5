extension Event.Body {
    /// The order that it is about; `nil` where it is about an instrument or the account.
    public var order: OrderID? {
        switch self {
        case .submitted(let order), .replaced(let order): order.id
        case .rejected(let id, _, _), .triggered(let id, _, _), .reduced(let id, _, _, _, _), .cancelled(let id, _, _),
            .expired(let id, _), .replacementRefused(let id, _, _), .tooLate(let id, _, _):
            id
        case .filled(let fill): fill.order == .none ? nil : fill.order
        case .ambiguous, .borrowed, .marginCall, .marginRestored, .riskStop, .ruined: nil
        case .dividend, .dividendPaid, .split, .delisted, .interest, .settled, .settledGain, .trained: nil
        }
    }
}
