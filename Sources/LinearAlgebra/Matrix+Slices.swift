extension Matrix {
    /// The same elements with rows and columns exchanged, without a copy.
    @inlinable
    public var transposed: Matrix {
        Matrix(storage: storage, offset: offset, rows: columns, columns: rows, order: order.other, stride: stride)
    }

    /// Some rows, without a copy.
    @inlinable
    public func rows(_ range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "no such rows")
        return Matrix(
            storage: storage, offset: offset + range.lowerBound * (order == .rowMajor ? stride : 1), rows: range.count,
            columns: columns, order: order, stride: stride)
    }

    /// Some columns, without a copy.
    @inlinable
    public func columns(_ range: Range<Int>) -> Matrix {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "no such columns")
        return Matrix(
            storage: storage, offset: offset + range.lowerBound * (order == .rowMajor ? 1 : stride), rows: rows,
            columns: range.count, order: order, stride: stride)
    }

    /// A copy of one row.
    @inlinable
    public func row(_ row: Int) -> [Element] { (0..<columns).map { self[row, $0] } }

    /// A copy of one column.
    @inlinable
    public func column(_ column: Int) -> [Element] { (0..<rows).map { self[$0, column] } }

    /// The diagonal from the upper left.
    @inlinable
    public var diagonal: [Element] { (0..<min(rows, columns)).map { self[$0, $0] } }

    /// The elements without gaps in the asked order: the same array where they lie so already, else a copy.
    @inlinable
    public func packed(_ asked: MatrixOrder) -> Matrix {
        if isPacked, order == asked { return self }
        var copy = Matrix(rows: rows, columns: columns, order: asked)
        let (outer, inner) = asked == .rowMajor ? (rows, columns) : (columns, rows)
        let (outerStep, innerStep) = order == asked ? (stride, 1) : (1, stride)
        withElements { from in
            copy.withMutableElements { to in
                for index in 0..<outer {
                    let source = from + index * outerStep
                    let target = to + index * inner
                    for element in 0..<inner { target[element] = source[element * innerStep] }
                }
            }
        }
        return copy
    }

    /// The elements one after the other in the asked order.
    @inlinable
    public func elements(_ asked: MatrixOrder) -> [Element] { packed(asked).storage }

    /// The rows named, in that order; a copy.
    @inlinable
    public func rows(at places: [Int]) -> Matrix {
        var copy = Matrix(rows: places.count, columns: columns, order: order)
        for (index, place) in places.enumerated() {
            for column in 0..<columns { copy[index, column] = self[place, column] }
        }
        return copy
    }

    /// Throws where an element is NaN or infinite.
    ///
    /// - Throws: `LinearAlgebraError.notFinite` with the first such element, by rows of memory.
    @inlinable
    public func requireFinite() throws(LinearAlgebraError) {
        let (outer, inner) = order == .rowMajor ? (rows, columns) : (columns, rows)
        // Without gaps the whole is one line.
        let (lines, length) = stride == inner ? (1, outer * inner) : (outer, inner)
        let bad: Int? = withElements { address in
            for line in 0..<lines {
                let start = address + line * stride
                guard !Element.areFinite(start, count: length) else { continue }
                for element in 0..<length where !start[element].isFinite { return line * inner + element }
            }
            return nil
        }
        guard let bad else { return }
        throw order == .rowMajor
            ? .notFinite(row: bad / inner, column: bad % inner) : .notFinite(row: bad % inner, column: bad / inner)
    }
}
