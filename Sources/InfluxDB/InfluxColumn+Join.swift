extension InfluxColumn {
    /// Adds rows, widening integers to doubles where that loses nothing.
    ///
    /// - Returns: `false` where no one type holds both; nothing is changed then.
    public mutating func append(_ next: InfluxColumn) -> Bool {
        let (before, added) = (count, next.count)
        let isMarked = !missing.isEmpty || !next.missing.isEmpty || isBlank != next.isBlank
        let wasBlank = isBlank
        let more = next.isBlank ? InfluxColumn.blanks(added, like: values) : next.values
        if isBlank { values = InfluxColumn.blanks(before, like: more) }
        guard join(more) || widen(with: next) else { return false }
        guard isMarked else { return true }
        if missing.isEmpty { missing = [Bool](repeating: wasBlank, count: before) }
        missing += next.missing.isEmpty ? [Bool](repeating: next.isBlank, count: added) : next.missing
        return true
    }

    /// Whether no row has a value.
    private var isBlank: Bool {
        if case .none = values { return true }
        return false
    }

    /// So many rows that stand for missing ones, in the type of other values.
    private static func blanks(_ count: Int, like values: Values) -> Values {
        switch values {
        case .none: .none(count)
        case .times: .times([Int64](repeating: 0, count: count))
        case .integers: .integers([Int64](repeating: 0, count: count))
        case .unsigned: .unsigned([UInt64](repeating: 0, count: count))
        case .doubles: .doubles([Double](repeating: .nan, count: count))
        case .strings: .strings([String](repeating: "", count: count))
        case .booleans: .booleans([Bool](repeating: false, count: count))
        }
    }

    /// Adds values of the same type in place.
    private mutating func join(_ more: Values) -> Bool {
        let held = values
        // One holder only, so that the storage grows instead of being copied.
        values = .none(0)
        switch (consume held, more) {
        case (.none(let rows), .none(let count)): values = .none(rows + count)
        case (.times(var list), .times(let next)):
            list += next
            values = .times(list)
        case (.integers(var list), .integers(let next)):
            list += next
            values = .integers(list)
        case (.unsigned(var list), .unsigned(let next)):
            list += next
            values = .unsigned(list)
        case (.doubles(var list), .doubles(let next)):
            list += next
            values = .doubles(list)
        case (.strings(var list), .strings(let next)):
            list += next
            values = .strings(list)
        case (.booleans(var list), .booleans(let next)):
            list += next
            values = .booleans(list)
        case (let other, _):
            values = other
            return false
        }
        return true
    }

    private mutating func widen(with next: InfluxColumn) -> Bool {
        guard var list = asDoubles, let more = next.asDoubles else { return false }
        list += more
        values = .doubles(list)
        return true
    }
}
