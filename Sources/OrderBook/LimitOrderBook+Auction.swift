extension LimitOrderBook {
    /// Ends a call auction: trades all that can trade at one price, cancels market orders and orders for the auction alone,
    /// and opens continuous trading, or closes the market after a closing auction.
    ///
    /// The price is that of `AuctionPrice`. Orders trade by price, market orders before all others, and by time; at one
    /// price hidden orders after displayed ones, and icebergs with all that is left of them, what is not displayed first, so
    /// that they keep their place. Participants are not looked at. Stops that the price reaches wake in continuous trading.
    ///
    /// - Parameter reference: The price that decides between equals; without it the last trade's.
    /// - Verified by: `AuctionTests`, `NaiveBookTests`.
    @inlinable
    public mutating func uncross<Sink: BookEventSink>(reference: Ticks? = nil, into sink: inout Sink) {
        guard case .auction(let auction) = phase else {
            sink.receive(.rejected(0, of: 0, .wrongPhase))
            return
        }
        if let uncrossing = indicativeUncrossing(reference: reference) {
            sink.receive(.uncrossed(auction, uncrossing))
            lastPrice = UInt32(uncrossing.price.rawValue)
            var left = uncrossing.volume.rawValue
            while left > 0 {
                left &-= cross(front(sides[0].bestLevel), front(sides[1].bestLevel), left, into: &sink)
            }
        }
        if specialCount > 0 {
            cancelAll(.auctionEnded, into: &sink) { _, reserve in
                reserve.map { $0.isAuctionOnly || $0.kind == .market } ?? false
            }
        }
        currentPhase = auction == .closing ? .closed : .continuous
        sink.receive(.phaseChanged(to: phase))
        if phase == .closed {
            (lowestTrade, highestTrade) = (.max, 0)
        } else if lastPrice != 0 {
            (lowestTrade, highestTrade) = (min(lowestTrade, lastPrice), max(highestTrade, lastPrice))
        }
        wakeStops(into: &sink)
        updateRare()
        checkMessage(0)
    }

    /// Trades the first buy order with the first sell order at the price of the auction, at most so many lots; how many.
    @inlinable
    mutating func cross<Sink: BookEventSink>(
        _ buy: UInt32, _ sell: UInt32, _ limit: Int64, into sink: inout Sink
    ) -> Int64 {
        let (buyer, seller) = (slots[Int(buy)], slots[Int(sell)])
        let (wanted, offered) = (whole(buy), whole(sell))
        let size = min(wanted, offered, limit)
        tally.trades &+= 1
        tally.traded &+= UInt64(bitPattern: size)
        sink.receive(
            .traded(
                BookTrade(
                    price: Ticks(Int64(lastPrice)), size: Lots(size), maker: OrderIdentifier(seller.identifier),
                    taker: OrderIdentifier(buyer.identifier),
                    makerParticipant: ParticipantIdentifier(seller.participant),
                    takerParticipant: ParticipantIdentifier(buyer.participant), makerRemaining: Lots(offered &- size),
                    takerRemaining: Lots(wanted &- size), takerSide: .buy, isAuction: true)))
        for (slot, whole) in [(buy, wanted), (sell, offered)] {
            if whole == size {
                // Its lots leave by the trade: `withdraw` takes them off `resting`.
                withdraw(slot)
            } else {
                reduce(slot, by: size)
            }
        }
        return size
    }

    /// What the auction would trade if it ended now; `nil` where nothing would, and where only market orders would and there
    /// is neither a reference nor a last trade.
    ///
    /// Meant for auctions; in continuous trading nothing can uncross.
    ///
    /// - Complexity: O(levels), and O(orders) with hidden orders and icebergs in the book. Allocates.
    public func indicativeUncrossing(reference: Ticks? = nil) -> BookUncrossing? {
        var price = AuctionPrice()
        let last = lastPrice == 0 ? nil : Ticks(Int64(lastPrice))
        price.reference = [reference, last].compactMap { $0 }.first { $0 >= .least && $0 <= .greatest }
        for index in 0..<2 {
            var key = sides[index].bestKey
            while let level = sides[index].presentLevel(key) {
                let size = wholeSize(level)
                switch (index, key) {
                case (0, 0): price.marketBuys = size
                case (1, 0): price.marketSells = size
                case (0, _): price.bids.append((Int64(LimitOrderBook.price(key, 0)), size))
                default: price.asks.append((Int64(LimitOrderBook.price(key, 1)), size))
                }
                key = sides[index].firstKey(from: key + 1)
            }
        }
        return price.uncrossing()
    }

    /// All lots at a level.
    private func wholeSize(_ level: UnsafeMutablePointer<PriceLevel>) -> Int64 {
        guard specialCount > 0 else { return level.pointee.displayed }
        var size: Int64 = 0
        for head in [level.pointee.head, level.pointee.hiddenHead] {
            var slot = head
            while slot != 0 {
                size += whole(slot)
                slot = slots[Int(slot)].next
            }
        }
        return size
    }
}
