import OrderBook
import Testing

/// Messages and events as lines that a trader can read.
///
///     A: buy #1 10 @ 100 iceberg 3        limit order; also hidden, post-only, IOC, FOK, auction
///     B: sell #2 5 market                 also IOC, FOK
///     C: sell #3 5 stop 95 [@ 94]
///     modify #1 8 @ 100 · cancel #1 · cancel all A · auction opening · uncross [100] · halt · close
///     bands 90 110 reject · no bands
///     ---- what happens, without what is merely accepted
enum BookScript {
    /// What happens when the lines are played, one line an event.
    static func play(_ text: String, _ policy: SelfTradePrevention = .none) -> [String] {
        var book = LimitOrderBook(BookConfiguration(selfTradePrevention: policy))
        var sink = BookEventList()
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let message = message(words) else {
                Issue.record("cannot read '\(line)'")
                continue
            }
            message.play(on: &book, &sink)
        }
        book.checkInvariants()
        return sink.events.compactMap(describe)
    }

    private static func number(_ words: [String], after word: String) -> Int? {
        guard let place = words.firstIndex(of: word), place + 1 < words.count else { return nil }
        return Int(words[place + 1])
    }

    private static func identifier(_ word: String) -> OrderIdentifier {
        OrderIdentifier(UInt64(word.dropFirst()) ?? 0)
    }

    private static func participant(_ word: String) -> ParticipantIdentifier {
        ParticipantIdentifier(UInt32(word.unicodeScalars.first?.value ?? 0))
    }

    private static func message(_ words: [String]) -> BookMessage? {
        switch words[0] {
        case "cancel" where words[1] == "all": return .cancelAll(participant(words[2]))
        case "cancel": return .cancel(identifier(words[1]))
        case "modify":
            guard let size = Int(words[2]), let price = number(words, after: "@") else { return nil }
            return .modify(
                identifier(words[1]), price: Ticks(price), size: Lots(size), isPostOnly: words.contains("post-only"))
        case "auction": return .beginAuction(BookAuction.allCases.first { "\($0)" == words[1] } ?? .opening)
        case "uncross": return .uncross(reference: words.count > 1 ? Int(words[1]).map { Ticks($0) } : nil)
        case "halt": return .halt
        case "close": return .close
        case "no": return .bands(nil)
        case "bands":
            guard let lowest = Int(words[1]), let highest = Int(words[2]) else { return nil }
            return .bands(
                PriceBands(
                    lowest: Ticks(lowest), highest: Ticks(highest), action: words[3] == "halt" ? .halt : .reject))
        default: return order(words).map { .submit($0) }
        }
    }

    private static func order(_ words: [String]) -> BookOrder? {
        guard words.count > 3, let size = Int(words[3]) else { return nil }
        let price = number(words, after: "@").map { Ticks($0) }
        var kind = BookOrderKind.market
        if let price { kind = .limit(price: price) }
        if let trigger = number(words, after: "stop") {
            kind = price.map { .stopLimit(trigger: Ticks(trigger), price: $0) } ?? .stop(trigger: Ticks(trigger))
        }
        var order = BookOrder(
            identifier(words[2]), of: participant(words[0]), words[1] == "buy" ? .buy : .sell, kind, size: Lots(size))
        if words.contains("IOC") { order.timeInForce = .immediateOrCancel }
        if words.contains("FOK") { order.timeInForce = .fillOrKill }
        if words.contains("auction") { order.timeInForce = .auctionOnly }
        if words.contains("hidden") { order.display = .hidden }
        if let portion = number(words, after: "iceberg") { order.display = .iceberg(portion: Lots(portion)) }
        order.isPostOnly = words.contains("post-only")
        return order
    }

    /// An event as a line; `nil` for what is merely accepted.
    private static func describe(_ event: BookEvent) -> String? {
        switch event {
        case .accepted: nil
        case .rejected(let order, of: _, let reason): "#\(order.rawValue) rejected: \(reason)"
        case .traded(let trade):
            "#\(trade.taker.rawValue) \(trade.takerSide == .buy ? "buys" : "sells") \(trade.size.rawValue)"
                + " @ \(trade.price.rawValue) from #\(trade.maker.rawValue)"
        case .cancelled(let order, of: _, let size, let reason):
            "#\(order.rawValue) cancelled \(size.rawValue): \(reason)"
        case .reduced(let order, of: _, let size, let rest):
            "#\(order.rawValue) reduced by \(size.rawValue) to \(rest.rawValue)"
        case .modified(let order, of: _, let price, let size, let kept):
            "#\(order.rawValue) now \(size.rawValue) @ \(price.rawValue)\(kept ? ", same place" : "")"
        case .refreshed(let order, of: _, let size): "#\(order.rawValue) shows \(size.rawValue)"
        case .triggered(let order, of: _): "#\(order.rawValue) triggered"
        case .uncrossed(let auction, let result):
            "\(auction) auction \(result.volume.rawValue) @ \(result.price.rawValue) surplus \(result.surplus)"
        case .phaseChanged(.auction(let auction)): "\(auction) auction begins"
        case .phaseChanged(let phase): "phase \(phase)"
        case .bandsReached(let order, of: _, let price): "#\(order.rawValue) at the bands: \(price.rawValue)"
        }
    }
}
