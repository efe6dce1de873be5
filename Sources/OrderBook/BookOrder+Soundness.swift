extension BookOrder {
    /// Whether its instructions exclude one another.
    @usableFromInline
    var isContradictory: Bool {
        switch kind {
        case .limit:
            let mayNotRest = timeInForce == .immediateOrCancel || timeInForce == .fillOrKill
            return mayNotRest && (display != .full || isPostOnly) || isPostOnly && timeInForce == .auctionOnly
        case .market:
            return display != .full || isPostOnly
        case .stop, .stopLimit:
            return display != .full || isPostOnly || timeInForce != .goodTillCancelled
        }
    }
}
