extension SearchConstraint {
    /// Whether it holds for each of many points.
    ///
    /// - Parameters:
    ///   - columns: The numbers of the points, an axis after another.
    ///   - stride: From an axis to the next.
    ///   - count: How many points.
    ///   - joining: Whether `holds` already says of earlier constraints where they hold.
    ///   - holds: 1 where it holds, else 0.
    func evaluate(
        _ columns: UnsafeBufferPointer<Double>, stride: Int, count: Int, joining: Bool, into holds: inout [Double]
    ) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: depth * count) { stack in
            func slot(_ place: Int) -> UnsafeMutableBufferPointer<Double> {
                stack.extracting(place * count..<(place + 1) * count)
            }
            var top = -1
            for instruction in instructions {
                switch instruction {
                case .constant(let value):
                    top += 1
                    slot(top).initialize(repeating: value)
                case .axis(let place):
                    top += 1
                    _ = slot(top).initialize(
                        fromContentsOf: columns.extracting(place * stride..<place * stride + count))
                case .negative:
                    let operand = slot(top)
                    for row in 0..<count { operand[row] = -operand[row] }
                case .not:
                    let operand = slot(top)
                    for row in 0..<count { operand[row] = operand[row] == 0 ? 1 : 0 }
                case .binary(let operation):
                    top -= 1
                    operation.apply(slot(top), slot(top + 1))
                }
            }
            for row in 0..<count { holds[row] = stack[row] != 0 && (!joining || holds[row] != 0) ? 1 : 0 }
        }
    }
}

extension ConstraintOperator {
    /// Replaces each left operand by the result.
    fileprivate func apply(_ left: UnsafeMutableBufferPointer<Double>, _ right: UnsafeMutableBufferPointer<Double>) {
        // One loop for each operator, without a choice inside.
        switch self {
        case .or: ConstraintOperator.apply(left, right) { ConstraintOperator.or.result($0, $1) }
        case .and: ConstraintOperator.apply(left, right) { ConstraintOperator.and.result($0, $1) }
        case .less: ConstraintOperator.apply(left, right) { ConstraintOperator.less.result($0, $1) }
        case .atMost: ConstraintOperator.apply(left, right) { ConstraintOperator.atMost.result($0, $1) }
        case .greater: ConstraintOperator.apply(left, right) { ConstraintOperator.greater.result($0, $1) }
        case .atLeast: ConstraintOperator.apply(left, right) { ConstraintOperator.atLeast.result($0, $1) }
        case .equal: ConstraintOperator.apply(left, right) { ConstraintOperator.equal.result($0, $1) }
        case .unequal: ConstraintOperator.apply(left, right) { ConstraintOperator.unequal.result($0, $1) }
        case .plus: ConstraintOperator.apply(left, right) { $0 + $1 }
        case .minus: ConstraintOperator.apply(left, right) { $0 - $1 }
        case .times: ConstraintOperator.apply(left, right) { $0 * $1 }
        case .divided: ConstraintOperator.apply(left, right) { $0 / $1 }
        case .remainder: ConstraintOperator.apply(left, right) { $0.truncatingRemainder(dividingBy: $1) }
        }
    }

    @inline(__always)
    private static func apply(
        _ left: UnsafeMutableBufferPointer<Double>, _ right: UnsafeMutableBufferPointer<Double>,
        _ body: (Double, Double) -> Double
    ) {
        for row in 0..<left.count { left[row] = body(left[row], right[row]) }
    }
}
