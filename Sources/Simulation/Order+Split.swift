import Core

extension Order {
    /// The order after a split: units multiplied, prices divided (S53).
    func divided(by ratio: Double) -> Order {
        var order = self
        order.remaining *= ratio
        order.filled *= ratio
        order.entryPrice /= ratio
        order.stopLevel /= ratio
        order.extreme /= ratio
        order.wakePrice /= ratio
        order.request = request.divided(by: ratio)
        return order
    }

    /// Whether a split gives the order other units or other prices, so that the log must say so.
    func changes(to order: Order) -> Bool {
        remaining != order.remaining || !stopLevel.isNaN || request.kind != order.request.kind
            || request.bracket != order.request.bracket
    }
}

extension OrderRequest {
    /// The request after a split.
    func divided(by ratio: Double) -> OrderRequest {
        var request = self
        request.kind = kind.divided(by: ratio)
        if case .units(let units) = size { request.size = .units(units * ratio) }
        if let bracket {
            request.bracket = Bracket(
                stop: bracket.stop?.divided(by: ratio), target: bracket.target?.divided(by: ratio),
                trail: bracket.trail?.divided(by: ratio))
        }
        return request
    }
}

extension Message {
    /// The message after a split: what it asks for is meant in the units of when it was sent.
    func divided(by ratio: Double) -> Message {
        guard case .replace(let kind, let units) = content else { return self }
        return Message(
            id: id, place: place, arrives: arrives,
            content: .replace(kind.divided(by: ratio), units: units.map { $0 * ratio }))
    }
}

extension OrderKind {
    /// The kind with its prices divided.
    func divided(by ratio: Double) -> OrderKind {
        switch self {
        case .market: .market
        case .limit(let limit): .limit(limit / ratio)
        case .stop(let stop): .stop(stop / ratio)
        case .stopLimit(let stop, let limit): .stopLimit(stop: stop / ratio, limit: limit / ratio)
        case .trailingStop(let trail): .trailingStop(trail.divided(by: ratio))
        }
    }
}

extension Trail {
    /// The distance after a split; a fraction stays one.
    func divided(by ratio: Double) -> Trail {
        switch self {
        case .amount(let amount): .amount(amount / ratio)
        case .fraction: self
        }
    }
}

extension ExitLevel {
    /// The level after a split; a fraction stays one.
    func divided(by ratio: Double) -> ExitLevel {
        switch self {
        case .price(let price): .price(price / ratio)
        case .amount(let amount): .amount(amount / ratio)
        case .fraction: self
        }
    }
}
