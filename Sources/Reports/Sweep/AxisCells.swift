import Glibc

/// An axis of a sweep cut into cells: one for each value where there are few, else ranges of equal width.
struct AxisCells: Sendable {
    /// The axis.
    let axis: SweepAxis
    /// The number of cells.
    let count: Int
    /// The values of cells of a single value, ascending; empty where cells are ranges.
    let values: [Double]
    /// The most values that have a cell each.
    let most: Int
    private let low: Double
    private let high: Double

    /// Cells for the values that trials set.
    ///
    /// - Parameters:
    ///   - most: The most values that have a cell each.
    ///   - ranges: The number of ranges where there are more.
    init(_ axis: SweepAxis, _ settings: [Double], most: Int, ranges: Int) {
        self.axis = axis
        self.most = most
        var distinct: Set<Double> = []
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in settings where value.isFinite {
            if distinct.count <= most { distinct.insert(value) }
            low = min(low, value)
            high = max(high, value)
        }
        self.low = low
        self.high = high
        if axis.words.count > 0 {
            values = axis.words.prefix(most).indices.map { Double($0) }
            count = values.count
        } else if distinct.count <= most {
            values = distinct.sorted()
            count = values.count
        } else {
            values = []
            count = ranges
        }
    }

    /// Whether the axis takes more than one value.
    var varies: Bool { count > 1 }

    /// A scale from the lowest to the highest value of an axis of numbers; `nil` for one of words or of one value.
    var rail: PlotScale? {
        axis.words.isEmpty && high > low ? PlotScale(low...high, isLogarithmic: isLogarithmic) : nil
    }

    private var isLogarithmic: Bool { axis.isLogarithmic && low > 0 }

    /// Where a value lies, in cells from the lower end; `nil` where it has no cell.
    func place(of value: Double) -> Double? {
        guard value.isFinite else { return nil }
        guard values.isEmpty else {
            var (left, right) = (0, values.count)
            while left < right {
                let middle = (left + right) / 2
                if values[middle] < value { left = middle + 1 } else { right = middle }
            }
            return left < values.count && values[left] == value ? Double(left) + 0.5 : nil
        }
        let share = isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
        return share.isFinite ? max(0, min(1, share)) * Double(count) : nil
    }

    /// The cell of a value.
    func cell(of value: Double) -> Int? { place(of: value).map { min(count - 1, Int($0)) } }

    /// The value in the middle of a cell.
    func middle(_ cell: Int) -> Double { values.isEmpty ? value(at: Double(cell) + 0.5) : values[cell] }

    private func value(at place: Double) -> Double {
        let share = place / Double(count)
        return isLogarithmic ? low * pow(high / low, share) : low + (high - low) * share
    }

    /// Labels in units of cells, at most `maximum` or so of them.
    func ticks(maximum: Int) -> [AxisTick] {
        if values.isEmpty {
            let places = (0...maximum).map { Double(count) * Double($0) / Double(maximum) }
            if isLogarithmic { return places.map { AxisTick(place: $0, label: axis.label(value(at: $0))) } }
            return AxisTick.linear(low...high, maximum: maximum, unit: .ratio).map {
                AxisTick(place: ($0.place - low) / (high - low) * Double(count), label: $0.label)
            }
        }
        let step = max(1, (count + maximum - 1) / maximum)
        return stride(from: 0, to: count, by: step).map {
            AxisTick(place: Double($0) + 0.5, label: axis.label(values[$0]))
        }
    }

    /// A scale on which cells have equal width.
    var scale: PlotScale { PlotScale(0...Double(max(1, count))) }
}
