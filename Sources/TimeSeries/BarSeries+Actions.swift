public import Core

extension BarSeries {
    /// The same bars with other corporate actions.
    public func with(_ actions: [CorporateAction]) -> BarSeries {
        var series = self
        series.actions = actions.enumerated().sorted { a, b in
            (a.element.instant, a.element.rank, a.offset) < (b.element.instant, b.element.rank, b.offset)
        }.map(\.element)
        return series
    }

    /// Whether the units change by a split.
    public var hasSplits: Bool { actions.contains { $0.splitRatio != nil } }

    /// The instant at which an action of a session takes effect: before anything of it opens (S2).
    ///
    /// It is the session's open, or the start of the first bar of its date where the data have bars before the open.
    public func instant(openingOn session: Session) -> Timestamp {
        let midnight = calendar.zone.instant(ofLocal: Timestamp(session.date))
        let bar = firstIndex(startingAtOrAfter: midnight)
        guard bar < count, start[bar] < session.open.nanoseconds else { return session.open }
        return Timestamp(nanoseconds: start[bar])
    }

    /// The first place whose bar starts at or after an instant; `count` where there is none.
    public func firstIndex(startingAtOrAfter instant: Timestamp) -> Int {
        let bar = firstIndex(endingAtOrAfter: instant + 1)
        return bar < count && start[bar] < instant.nanoseconds ? bar + 1 : bar
    }

    /// Whether an instant lies inside a bar, so that its prices come from before and after.
    public func hasBar(around instant: Timestamp) -> Bool {
        let bar = firstIndex(endingAtOrAfter: instant + 1)
        return bar < count && start[bar] < instant.nanoseconds
    }

    /// The bars in the units after the last split: prices divided, volumes multiplied, dividends per adjusted unit.
    ///
    /// No split is left among the actions. Whoever lived through these bars did not know the prices, only their ratios.
    ///
    /// - Complexity: O(`count` + actions).
    public func adjustedForSplits() -> BarSeries {
        guard hasSplits else { return self }
        // Going back in time, what is before a split is in smaller or larger units.
        var factor = 1.0
        var later = actions.count - 1
        var prices = [open, high, low, close]
        var volumes = volume
        var adjusted: [CorporateAction] = []
        func pass(_ index: Int) {
            var action = actions[index]
            switch action.kind {
            case .split(let ratio):
                factor *= ratio
                return
            case .dividend(let amount, let paid): action.kind = .dividend(amount: amount / factor, paid: paid)
            case .delisting(let price): action.kind = .delisting(price: price.map { $0 / factor })
            }
            adjusted.append(action)
        }
        for bar in stride(from: count - 1, through: 0, by: -1) {
            while later >= 0, actions[later].instant.nanoseconds > start[bar] {
                pass(later)
                later -= 1
            }
            guard factor != 1 else { continue }
            for column in prices.indices { prices[column][bar] /= factor }
            volumes[bar] *= factor
        }
        while later >= 0 {
            pass(later)
            later -= 1
        }
        return BarSeries(
            instrument: instrument, calendar: calendar, content: content, start: start, end: end, open: prices[0],
            high: prices[1], low: prices[2], close: prices[3], volume: volumes, isFilled: isFilled
        ).with(adjusted.reversed())
    }
}
