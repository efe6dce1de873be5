/// A matrix of `rows × columns` over an array that it may share: slices, transposes and arrays that are taken over
/// copy nothing, and the first change of a shared one copies it, as with arrays.
///
/// The elements of a row (`rowMajor`) or of a column (`columnMajor`) lie side by side, and `stride` elements lie between
/// the starts of two rows (columns).
///
/// - Verified by: `MatrixTests`, against plain loops over both orders and strides.
public struct Matrix<Element: BLASElement>: Sendable {
    @usableFromInline var storage: [Element]
    @usableFromInline let offset: Int
    /// How many rows there are.
    public let rows: Int
    /// How many columns there are.
    public let columns: Int
    /// Which elements lie beside each other.
    public let order: MatrixOrder
    /// How many elements lie between the starts of two rows (`rowMajor`) or columns (`columnMajor`).
    public let stride: Int

    @usableFromInline
    init(storage: [Element], offset: Int, rows: Int, columns: Int, order: MatrixOrder, stride: Int) {
        self.storage = storage
        self.offset = offset
        self.rows = rows
        self.columns = columns
        self.order = order
        self.stride = stride
    }

    /// A matrix of one value.
    @inlinable
    public init(rows: Int, columns: Int, order: MatrixOrder = .columnMajor, repeating value: Element = 0) {
        self.init(
            storage: [Element](repeating: value, count: rows * columns), offset: 0, rows: rows, columns: columns,
            order: order, stride: order == .rowMajor ? columns : rows)
    }

    /// The matrix whose elements lie in `elements`, which is not copied.
    ///
    /// - Throws: `LinearAlgebraError.shape` where there are not `rows × columns` of them.
    public init(
        rows: Int, columns: Int, order: MatrixOrder = .columnMajor, elements: [Element]
    ) throws(LinearAlgebraError) {
        guard rows >= 0, columns >= 0, elements.count == rows * columns else {
            throw .shape(
                operation: "matrix", found: "\(elements.count) elements", needed: "\(rows) × \(columns) of them")
        }
        self.init(
            storage: elements, offset: 0, rows: rows, columns: columns, order: order,
            stride: order == .rowMajor ? columns : rows)
    }

    /// The matrix of these columns, each of one length.
    ///
    /// - Throws: `LinearAlgebraError.shape` where the lengths differ.
    public init(columns: [[Element]]) throws(LinearAlgebraError) {
        let rows = columns.first?.count ?? 0
        for (index, column) in columns.enumerated() where column.count != rows {
            throw .shape(
                operation: "matrix", found: "column \(index) of \(column.count) rows", needed: "\(rows) rows in each")
        }
        var elements: [Element] = []
        elements.reserveCapacity(rows * columns.count)
        for column in columns { elements += column }
        self.init(storage: elements, offset: 0, rows: rows, columns: columns.count, order: .columnMajor, stride: rows)
    }

    /// The matrix with ones on the diagonal.
    public static func identity(_ size: Int) -> Matrix {
        var matrix = Matrix(rows: size, columns: size)
        for index in 0..<size { matrix[index, index] = 1 }
        return matrix
    }

    /// The element in `row` and `column`, both from zero.
    @inlinable
    public subscript(row: Int, column: Int) -> Element {
        get { storage[place(row, column)] }
        set { storage[place(row, column)] = newValue }
    }

    @inlinable
    func place(_ row: Int, _ column: Int) -> Int {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns, "no such element")
        return order == .rowMajor ? offset + row * stride + column : offset + column * stride + row
    }

    /// Whether the elements lie without gaps, from the start of the array.
    @inlinable
    public var isPacked: Bool {
        offset == 0 && stride == (order == .rowMajor ? columns : rows) && storage.count == rows * columns
    }

    /// Reads the elements by address: the first, and as far apart as `stride` says.
    ///
    /// The address is good inside of `body` only.
    @inlinable
    public func withElements<Result, Failure: Error>(
        _ body: (UnsafePointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = offset
        return try storage.withUnsafeBufferPointer { (elements) throws(Failure) in
            guard let base = elements.baseAddress else { return try body(UnsafePointer(Matrix.none)) }
            return try body(base + start)
        }
    }

    /// Changes the elements by address: the first, and as far apart as `stride` says.
    @inlinable
    public mutating func withMutableElements<Result, Failure: Error>(
        _ body: (UnsafeMutablePointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = offset
        return try storage.withUnsafeMutableBufferPointer { (elements) throws(Failure) in
            guard let base = elements.baseAddress else { return try body(Matrix.none) }
            return try body(base + start)
        }
    }

    /// An address that is not null for matrices without elements: BLAS asks for one and reads nothing.
    @usableFromInline static var none: UnsafeMutablePointer<Element> {
        UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    }
}

extension Matrix: Equatable {
    /// Whether shape and elements are the same; order and stride do not count.
    public static func == (left: Matrix, right: Matrix) -> Bool {
        guard left.rows == right.rows, left.columns == right.columns else { return false }
        for row in 0..<left.rows {
            for column in 0..<left.columns where left[row, column] != right[row, column] { return false }
        }
        return true
    }
}
