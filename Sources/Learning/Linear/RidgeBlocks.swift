internal import LinearAlgebra

/// Sums of products of features and label over blocks of rows, and over the window that moves along them.
///
/// The columns are the features, the label and a one, so that one product holds the sums as well. Of products the lower
/// triangle by rows is filled.
struct RidgeBlocks {
    private let features: Matrix<Double>
    private let labels: [Double]
    private let step: Int
    private let width: Int
    private let capacity: Int
    private var shift: [Double]
    /// The rows of a block, about the shift.
    private var rows: [Double]
    /// The products of the window's blocks, the oldest at `oldest`.
    private var blocks: [[Double]] = []
    private var oldest = 0
    private var window: [Double]
    /// Where the next block begins.
    private var next = 0
    private var sinceRenewal = 0

    init(_ features: Matrix<Double>, _ labels: [Double], window size: Int, step: Int) {
        (self.features, self.labels, self.step) = (features, labels, step)
        width = features.columns + 2
        capacity = size / step
        rows = [Double](repeating: 1, count: step * width)
        window = [Double](repeating: 0, count: width * width)
        shift = []
        for column in 0..<features.columns {
            let first = features[0, column]
            var total = 0.0
            for row in 0..<size { total += features[row, column] - first }
            shift.append(first + total / Double(size))
        }
        var total = 0.0
        for row in 0..<size { total += labels[row] - labels[0] }
        shift.append(labels[0] + total / Double(size))
    }

    /// Takes blocks in until the window ends before `row`.
    mutating func advance(to row: Int) {
        while next + step <= row {
            pack()
            next += step
            if blocks.count < capacity {
                blocks.append([Double](repeating: 0, count: width * width))
                multiply(into: blocks.count - 1)
                RidgeBlocks.add(blocks[blocks.count - 1], 1, to: &window)
                continue
            }
            RidgeBlocks.add(blocks[oldest], -1, to: &window)
            multiply(into: oldest)
            RidgeBlocks.add(blocks[oldest], 1, to: &window)
            oldest = (oldest + 1) % capacity
            sinceRenewal += 1
            guard sinceRenewal == capacity else { continue }
            sinceRenewal = 0
            for place in window.indices { window[place] = 0 }
            for block in blocks { RidgeBlocks.add(block, 1, to: &window) }
        }
    }

    /// The function of the window.
    ///
    /// - Throws: `LearningError.dependentFeatures` with the first that depends on those before it.
    func solve(penalty: Double) throws(LearningError) -> LinearFunction {
        let size = width - 2
        let count = Double(blocks.count * step)
        let totals = (0...size).map { window[(width - 1) * width + $0] }
        let means = totals.map { $0 / count }
        var system = NormalEquations(size: size)
        for row in 0..<size {
            for column in 0...row {
                system.products[row * size + column] = window[row * width + column] - totals[row] * means[column]
            }
            system.squares[row] = window[row * width + row]
            system.products[row * size + row] += penalty
            system.right[row] = window[size * width + row] - totals[row] * means[size]
        }
        let (coefficients, dependent) = system.solve()
        guard dependent.isEmpty else { throw .dependentFeatures(columns: dependent) }
        var intercept = shift[size] + means[size]
        for column in 0..<size { intercept -= coefficients[column] * (means[column] + shift[column]) }
        return LinearFunction(intercept: intercept, coefficients: coefficients)
    }

    private mutating func multiply(into place: Int) {
        let (width, step) = (width, step)
        rows.withUnsafeBufferPointer { source in
            blocks[place].withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                Double.syrk(
                    rowMajor: true, transpose: true, width, step, alpha: 1, from, width, beta: 0, to, width)
            }
        }
    }

    /// Copies the next block's rows, shifted.
    private mutating func pack() {
        let (first, count, size, width) = (next, step, width - 2, width)
        let (rowStep, columnStep) = features.order == .rowMajor ? (features.stride, 1) : (1, features.stride)
        features.withElements { source in
            shift.withUnsafeBufferPointer { shift in
                labels.withUnsafeBufferPointer { labels in
                    rows.withUnsafeMutableBufferPointer { rows in
                        for row in 0..<count {
                            let from = source + (first + row) * rowStep
                            let place = row * width
                            if columnStep == 1 {
                                for column in 0..<size { rows[place + column] = from[column] - shift[column] }
                            } else {
                                for column in 0..<size {
                                    rows[place + column] = from[column * columnStep] - shift[column]
                                }
                            }
                            rows[place + size] = labels[first + row] - shift[size]
                        }
                    }
                }
            }
        }
    }

    private static func add(_ block: [Double], _ sign: Double, to window: inout [Double]) {
        block.withUnsafeBufferPointer { source in
            window.withUnsafeMutableBufferPointer { target in
                for index in 0..<source.count { target[index] += sign * source[index] }
            }
        }
    }
}
