import Core

extension BarRows {
    /// The median of the days between two dates; `nil` for instants, and for fewer than eight rows.
    public func usualDaysApart() -> Int? {
        guard stampKind == .dates, count >= 8 else { return nil }
        let steps = zip(stamps, stamps.dropFirst()).map { Int(($1 - $0) / Timestamp.day) }.sorted()
        return steps[steps.count / 2]
    }
}
