internal import LinearAlgebra

/// Sums of products of features and label over blocks of rows, and over the window that moves along them.
///
/// The columns are the features, the label and a one, so that one product holds the sums as well.
struct RidgeBlocks {
    private let features: Matrix<Double>
    private let labels: [Double]
    private let step: Int
    private let width: Int
    private let capacity: Int
    private var shift: [Double]
    private var rows: Matrix<Double>
    /// The products of the window's blocks, the oldest at `oldest`.
    private var blocks: [Matrix<Double>] = []
    private var oldest = 0
    private var window: Matrix<Double>
    /// Where the next block begins.
    private var next = 0
    private var sinceRenewal = 0

    init(_ features: Matrix<Double>, _ labels: [Double], window size: Int, step: Int) {
        (self.features, self.labels, self.step) = (features, labels, step)
        width = features.columns + 2
        capacity = size / step
        rows = Matrix(rows: step, columns: width, order: .rowMajor, repeating: 1)
        window = Matrix(rows: width, columns: width)
        shift = (0..<features.columns).map { column in
            let first = features[0, column]
            return first + (0..<size).reduce(0) { $0 + (features[$1, column] - first) } / Double(size)
        }
        shift.append(labels[0] + labels.prefix(size).reduce(0) { $0 + ($1 - labels[0]) } / Double(size))
    }

    /// Takes blocks in until the window ends before `row`.
    mutating func advance(to row: Int) {
        while next + step <= row {
            pack()
            let block = rows.gram()
            next += step
            if blocks.count < capacity {
                blocks.append(block)
                RidgeBlocks.add(block, 1, to: &window)
                continue
            }
            RidgeBlocks.add(blocks[oldest], -1, to: &window)
            RidgeBlocks.add(block, 1, to: &window)
            blocks[oldest] = block
            oldest = (oldest + 1) % capacity
            sinceRenewal += 1
            guard sinceRenewal == capacity else { continue }
            sinceRenewal = 0
            window = blocks[0]
            for block in blocks.dropFirst() { RidgeBlocks.add(block, 1, to: &window) }
        }
    }

    /// The function of the window.
    func solve(penalty: Double) throws(LearningError) -> LinearFunction {
        let size = width - 2
        let count = Double(blocks.count * step)
        var gram = Matrix<Double>(rows: size, columns: size)
        var right = [Double](repeating: 0, count: size)
        let means = (0...size).map { window[$0, width - 1] / count }
        for column in 0..<size {
            let total = window[column, width - 1]
            right[column] = window[column, size] - total * means[size]
            for row in column..<size { gram[row, column] = window[row, column] - total * means[row] }
            guard penalty > 0 || gram[column, column] > 1e-10 * window[column, column] else {
                throw .dependentFeatures(columns: [column])
            }
            gram[column, column] += penalty
        }
        let (matrix, vector) = (gram, right)
        do throws(LinearAlgebraError) {
            let factor = try Cholesky(of: matrix)
            for column in 0..<size {
                let pivot = factor.factor[column, column]
                guard pivot * pivot > 1e-14 * gram[column, column] else {
                    throw .notPositiveDefinite(row: column)
                }
            }
            let coefficients = try factor.solve(vector)
            var intercept = shift[size] + means[size]
            for column in 0..<size { intercept -= coefficients[column] * (means[column] + shift[column]) }
            return LinearFunction(intercept: intercept, coefficients: coefficients)
        } catch {
            guard case .notPositiveDefinite(let row) = error else { throw .algebra(error) }
            throw .dependentFeatures(columns: [row])
        }
    }

    /// Copies the next block's rows, shifted.
    private mutating func pack() {
        let (first, count, size, width) = (next, step, width - 2, width)
        let (rowStep, columnStep) = features.order == .rowMajor ? (features.stride, 1) : (1, features.stride)
        features.withElements { source in
            shift.withUnsafeBufferPointer { shift in
                rows.withMutableElements { target in
                    for row in 0..<count {
                        let from = source + (first + row) * rowStep
                        let to = target + row * width
                        if columnStep == 1 {
                            for column in 0..<size { to[column] = from[column] - shift[column] }
                        } else {
                            for column in 0..<size { to[column] = from[column * columnStep] - shift[column] }
                        }
                        to[size] = labels[first + row] - shift[size]
                    }
                }
            }
        }
    }

    private static func add(_ block: Matrix<Double>, _ sign: Double, to window: inout Matrix<Double>) {
        let count = window.rows * window.columns
        block.withElements { source in
            window.withMutableElements { target in
                for index in 0..<count { target[index] += sign * source[index] }
            }
        }
    }
}
