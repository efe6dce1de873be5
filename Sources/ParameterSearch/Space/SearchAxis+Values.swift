#if canImport(Glibc)
    internal import Glibc
#endif

extension SearchAxis {
    /// The value at a place of a finite axis.
    ///
    /// - Precondition: the axis is finite and `place` is in `0 ..< count`.
    public func value(at place: Int) -> SearchValue {
        switch domain {
        case .whole(let lower, _, let step): .whole(lower + place * step)
        case .number(let lower, let upper, let scale, let step):
            .number(
                step.map { StepLadder(lower: lower, upper: upper, scale: scale, step: $0).value(at: place) } ?? lower)
        case .values(let values): values[place]
        }
    }

    /// The value at a share of the axis.
    ///
    /// A finite axis is cut into as many equal parts as it has values, in their order.
    ///
    /// - Parameter share: In `0...1`, on the axis's scale.
    public func value(atShare share: Double) -> SearchValue {
        if let count { return value(at: place(atShare: share, of: count)) }
        guard case .number(let lower, let upper, let scale, _) = domain else { return value(at: 0) }
        switch scale {
        case .linear: return .number(min(max(lower + (upper - lower) * share, lower), upper))
        case .logarithmic:
            return .number(min(max(exp(log(lower) + (log(upper) - log(lower)) * share), lower), upper))
        }
    }

    /// The place of a finite axis at a share of it.
    func place(atShare share: Double, of count: Int) -> Int {
        min(max(Int(share * Double(count)), 0), count - 1)
    }
}

extension SearchAxis {
    /// The share of the axis at which a value of it lies: of a finite axis, the middle of its part.
    func share(of value: SearchValue) -> Double {
        guard let count else {
            guard case .number(let lower, let upper, let scale, _) = domain, let number = value.number else {
                return 0.5
            }
            return switch scale {
            case .linear: (number - lower) / (upper - lower)
            case .logarithmic: log(number / lower) / log(upper / lower)
            }
        }
        return (Double(place(of: value)) + 0.5) / Double(count)
    }

    /// The place of a value of a finite axis.
    private func place(of value: SearchValue) -> Int {
        switch (domain, value) {
        case (.whole(let lower, _, let step), .whole(let number)): (number - lower) / step
        case (.number(let lower, _, let scale, let step?), .number(let number)):
            Int(StepLadder(lower: lower, upper: number, scale: scale, step: step).steps.rounded())
        case (.values(let values), _): values.firstIndex(of: value) ?? 0
        default: 0
        }
    }
}
