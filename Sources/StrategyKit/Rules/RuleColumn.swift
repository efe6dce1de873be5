import Core
import TimeSeries

/// The values of one slot over all bars of its clock.
enum RuleColumn {
    /// Known to a simulation only.
    case absent
    /// The same at every bar.
    case constant(Double)
    /// Numbers.
    case numbers(ColumnStore.Entry)
    /// True, false or undefined: `holds` only where `defined`.
    case condition(holds: BitColumn, defined: BitColumn)
    /// The same of what looks at the bar before, too: defined where `comparable` is at both.
    case crossing(holds: BitColumn, comparable: BitColumn)

    /// The value at a bar.
    func value(at bar: Int) -> Double {
        switch self {
        case .absent: .nan
        case .constant(let value): value
        case .numbers(let column): column.values[bar]
        case .condition(let holds, let defined): defined[bar] ? (holds[bar] ? 1 : 0) : .nan
        case .crossing(let holds, let comparable):
            bar > 0 && comparable[bar] && comparable[bar - 1] ? (holds[bar] ? 1 : 0) : .nan
        }
    }

    /// All values.
    func values(count: Int) -> [Double] {
        switch self {
        case .absent: []
        case .constant(let value): [Double](repeating: value, count: count)
        case .numbers(let column): column.values
        case .condition, .crossing: (0..<count).map { value(at: $0) }
        }
    }

    /// Where the value is true, which zero and undefined are not.
    func holds(count: Int) -> BitColumn {
        if case .crossing(let holds, _) = self { return holds }
        return condition(count: count).holds
    }

    /// Where the value is true, and where it is defined.
    func condition(count: Int) -> (holds: BitColumn, defined: BitColumn) {
        switch self {
        case .absent: return (BitColumn(count: count), BitColumn(count: count))
        case .constant(let value):
            return (
                BitColumn(repeating: value == value && value != 0, count: count),
                BitColumn(repeating: value == value, count: count)
            )
        case .numbers(let column):
            let (above, below) = BitColumn.comparing(column.values, to: 0)
            return (above | below, column.defined)
        case .condition(let holds, let defined): return (holds, defined)
        case .crossing(let holds, let comparable): return (holds, comparable & comparable.delayed())
        }
    }

    /// Where a number is above another, and where below; and where both are defined.
    static func comparing(_ a: RuleColumn, _ b: RuleColumn, count: Int) -> (
        above: BitColumn, below: BitColumn, defined: BitColumn
    ) {
        switch (a, b) {
        case (.numbers(let a), .numbers(let b)):
            let (above, below) = ColumnStore.Entry.comparing(a, b)
            return (above, below, a.defined & b.defined)
        case (.numbers(let a), .constant(let b)):
            let (above, below) = BitColumn.comparing(a.values, to: b)
            return (above, below, b.isNaN ? BitColumn(count: count) : a.defined)
        case (.constant(let a), .numbers(let b)):
            let (above, below) = BitColumn.comparing(b.values, to: a)
            return (below, above, a.isNaN ? BitColumn(count: count) : b.defined)
        default:
            let (a, b) = (a.values(count: count), b.values(count: count))
            let (above, below) = BitColumn.comparing(a, b)
            return (above, below, BitColumn.defined(a) & BitColumn.defined(b))
        }
    }
}
