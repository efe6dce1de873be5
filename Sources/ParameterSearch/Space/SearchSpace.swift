internal import Core

/// The axes of a search and what holds between them.
///
/// - Verified by: `SearchSpaceTests`, `ConstraintTests`.
public struct SearchSpace: Sendable {
    /// The axes; the first varies slowest in a grid.
    public let axes: [SearchAxis]
    /// What every point meets.
    public let constraints: [SearchConstraint]
    /// The words of axes as numbers.
    let words: [String: Double]
    /// The axes that constraints name, ascending.
    let constrainedAxes: [Int]
    /// Of an axis with words the numbers of its values, else nothing.
    private let wordTables: [[Double]]

    /// A space.
    ///
    /// - Parameters:
    ///   - axes: At least one; no two of one name.
    ///   - constraints: Texts such as `fast < slow`; see `SearchConstraint`.
    ///   - fixed: Values of numeric parameters that are no axes, which constraints may name.
    /// - Throws: `SearchError.noAxes`, `.repeatedAxis`, or `.constraint` with the column of what is wrong.
    public init(
        axes: [SearchAxis], constraints: [String] = [], fixed: [String: Double] = [:]
    ) throws(SearchError) {
        guard !axes.isEmpty else { throw .noAxes }
        var names: Set<String> = []
        var words: [String: Double] = [:]
        for axis in axes {
            guard names.insert(axis.name).inserted else { throw .repeatedAxis(name: axis.name) }
            guard !axis.isNumeric, case .values(let values) = axis.domain else { continue }
            for value in values where words[value.unquoted] == nil { words[value.unquoted] = Double(words.count) }
        }
        self.axes = axes
        self.words = words
        var read: [SearchConstraint] = []
        for text in constraints { read.append(try SearchConstraint(text, axes: axes, words: words, fixed: fixed)) }
        self.constraints = read
        constrainedAxes = axes.indices.filter { axis in read.contains { $0.instructions.contains(.axis(axis)) } }
        wordTables = axes.map { axis in
            guard !axis.isNumeric, case .values(let values) = axis.domain else { return [] }
            return values.map { words[$0.unquoted] ?? -1 }
        }
    }

    /// How many points there are before constraints; `nil` where an axis is continuous or the number is beyond `Int`.
    public var count: Int? {
        var product = 1
        for axis in axes {
            guard let count = axis.count else { return nil }
            let (next, overflows) = product.multipliedReportingOverflow(by: count)
            if overflows { return nil }
            product = next
        }
        return product
    }

    /// Whether a point meets every constraint.
    ///
    /// - Complexity: Of the length of the constraints; no allocation on the heap up to a hundred axes.
    public func isMet(_ point: SearchPoint) -> Bool {
        if constraints.isEmpty { return true }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: axes.count) { operands in
            for axis in constrainedAxes { operands[axis] = operand(of: point.values[axis], axis: axis) }
            return isMet(UnsafeBufferPointer(operands))
        }
    }

    /// Whether the point at shares of the axes meets every constraint.
    func isMet(shares: [Double]) -> Bool {
        if constraints.isEmpty { return true }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: axes.count) { operands in
            for axis in constrainedAxes {
                if wordTables[axis].isEmpty {
                    operands[axis] = axes[axis].value(atShare: shares[axis]).number ?? .nan
                } else {
                    let table = wordTables[axis]
                    operands[axis] = table[axes[axis].place(atShare: shares[axis], of: table.count)]
                }
            }
            return isMet(UnsafeBufferPointer(operands))
        }
    }

    /// Whether the operands of a point meet every constraint.
    func isMet(_ operands: UnsafeBufferPointer<Double>) -> Bool {
        for constraint in constraints where !constraint.isMet(operands) { return false }
        return true
    }

    /// What constraints compute with: the number, or of an axis with words the word's number.
    func operand(of value: SearchValue, axis: Int) -> Double {
        if axes[axis].isNumeric, let number = value.number { return number }
        return words[value.unquoted] ?? -1
    }

    /// The error of constraints that no point was found to meet.
    func noneMeets(of points: Int, isAll: Bool) -> SearchError {
        .noPointMeets(points: points, isAll: isAll, constraints: constraints.map(\.text))
    }
}
