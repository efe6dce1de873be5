internal import Core
internal import OrderBook

extension Market {
    /// Lays down a day: its session events, and the first wake of everybody.
    mutating func beginDay(_ day: Int) {
        let session = configuration.session
        let open = configuration.dayStart(day)
        let begin = open - Int64(session.openingAuction * 1e9)
        let close = open + Int64(session.length * 1e9)
        let end = close + Int64(session.closingAuction * 1e9)
        core.now = begin
        core.sessionOpen = open
        core.sessionClose = close
        core.dayEnd = end
        core.activity.beginDay(begin: begin, open: open, close: close, end: end)
        timeline.removeAll(keepingCapacity: true)
        schedule(.beginOpening, at: begin)
        schedule(.open, at: open)
        if end > close { schedule(.beginClosing, at: close) }
        schedule(.close, at: end)
        for (place, scenario) in configuration.scenarios.enumerated() where scenario.day == day {
            schedule(.scenario(place), at: open + Int64(scenario.second * 1e9))
        }
        if configuration.recording.fundamentalInterval > 0 {
            schedule(.recordFundamental, at: begin)
        } else if fundamentalInterval > 0 {
            watchFundamentalLater(after: begin)
        }
        if configuration.recording.snapshotInterval > 0 { scheduleSnapshot(at: open) }
        for place in 0..<core.listings.count {
            core.listings[place].fundamental.beginDay(at: begin, isFirst: day == 0)
            core.listings[place].watchedFundamental = core.listings[place].fundamental
            core.listings[place].lotsOfDay = 0
            core.listings[place].flow.beginDay(at: begin)
            let price = core.listings[place].lastPrice
            core.listings[place].history.beginDay(at: begin, price: Double(price))
        }
        for participant in 0..<core.seats.count {
            core.seats[participant].isPresent = true
            beginDay(of: participant)
        }
    }

    /// Empties the books for the night and checks what must be conserved.
    mutating func endDay() {
        core.now = max(core.now, core.dayEnd)
        for slot in 0..<core.orders.count where core.orders[slot].position >= 0 {
            let record = core.orders[slot]
            let handle = OrderHandle(slot: UInt32(slot), generation: record.generation)
            core.listings[Int(record.instrument)].book.cancel(handle.identifier, into: &core.bookEvents)
            core.removeOrder(UInt32(slot))
        }
        core.bookEvents.removeAll()
        for place in 0..<core.listings.count {
            invariant(core.listings[place].book.count == 0, "an order outlived its day")
            if core.listings[place].refreshQuote() { core.tellEmptyBook(UInt16(place)) }
        }
        checkConservation()
    }

    /// Puts a session event into the queue.
    mutating func schedule(_ action: SessionAction, at time: Int64) {
        timeline.append(action)
        core.queue.push(
            time: time, kind: .session, tie: 0, participant: 0, payload: UInt32(timeline.count - 1))
    }

    mutating func scheduleSnapshot(at time: Int64) {
        guard time < core.dayEnd else { return }
        core.queue.push(time: time, kind: .snapshot, tie: 0, participant: 0, payload: 0)
    }

    /// Performs a session event.
    mutating func perform(_ action: SessionAction) {
        switch action {
        case .beginOpening: forEachBook { book, events in book.beginAuction(.opening, into: &events) }
        case .open:
            for place in 0..<core.listings.count { uncross(place) }
        case .beginClosing: forEachBook { book, events in book.beginAuction(.closing, into: &events) }
        case .close:
            for place in 0..<core.listings.count {
                if case .auction(.closing) = core.listings[place].book.phase { uncross(place) }
            }
            forEachBook { book, events in if book.phase != .closed { book.close(into: &events) } }
        case .scenario(let place): beginScenario(place)
        case .scenarioContinues(let place): continueScenario(place)
        case .scenarioEnds(let place): endScenario(place)
        case .collectAfterBands(let instrument): collectAfterBands(instrument)
        case .reopenAfterBands(let instrument): reopenAfterBands(instrument)
        case .recordFundamental: recordFundamental()
        case .watchFundamental: watchFundamental()
        }
    }

    /// Ends a call auction; the last price, which is the fundamental at the very beginning, decides between equals.
    mutating func uncross(_ place: Int) {
        let reference = Ticks(core.listings[place].lastPrice)
        core.listings[place].book.uncross(reference: reference, into: &core.bookEvents)
        core.handleBookEvents(UInt16(place), sender: 0, isOrder: false)
        setBands(place)
    }

    private mutating func forEachBook(
        _ body: (inout LimitOrderBook, inout BookEventList) -> Void
    ) {
        for place in 0..<core.listings.count {
            body(&core.listings[place].book, &core.bookEvents)
            core.handleBookEvents(UInt16(place), sender: 0, isOrder: false)
        }
    }

    private mutating func recordFundamental() {
        for place in 0..<core.listings.count {
            let value = core.fundamental(UInt16(place))
            core.records.fundamentals.append(
                FundamentalRecord(
                    time: core.now, value: value, activity: core.activity.level(at: core.now),
                    instrument: Int32(place)))
        }
        let next = core.now + Int64(configuration.recording.fundamentalInterval * 1e9)
        guard next < core.dayEnd else { return }
        core.queue.push(time: next, kind: .session, tie: 0, participant: 0, payload: UInt32(placeOfRecording))
    }

    /// The place of the recording of the fundamental in the timeline.
    private var placeOfRecording: Int {
        timeline.firstIndex { action in
            if case .recordFundamental = action { true } else { false }
        } ?? 0
    }

    private mutating func watchFundamental() {
        for place in 0..<core.listings.count {
            let value = core.listings[place].watchedFundamental.value(at: core.now, core.activity)
            core.records.fundamentals.append(
                FundamentalRecord(
                    time: core.now, value: value, activity: core.activity.level(at: core.now),
                    instrument: Int32(place)))
        }
        watchFundamentalLater(after: core.now)
    }

    /// Looks at the fundamental at the next whole multiple of the interval, at most at the end of the day.
    private mutating func watchFundamentalLater(after instant: Int64) {
        let next = (floorDivide(instant, fundamentalInterval) + 1) * fundamentalInterval
        if next <= core.dayEnd { schedule(.watchFundamental, at: next) }
    }

    /// Writes the best levels of every book down.
    mutating func takeSnapshot() {
        let limit = configuration.recording.snapshotLevels
        for place in 0..<core.listings.count where core.listings[place].book.phase == .continuous {
            for side in [BookSide.buy, .sell] {
                var level: Int32 = 0
                core.listings[place].book.forEachLevel(of: side) { found in
                    core.records.depth.append(
                        DepthRecord(
                            time: core.now, side: side, level: level, price: found.price.rawValue,
                            lots: found.size.rawValue, orders: Int32(found.orders), instrument: Int32(place)))
                    level += 1
                    return level < limit
                }
            }
        }
        scheduleSnapshot(at: core.now + Int64(configuration.recording.snapshotInterval * 1e9))
    }
}
