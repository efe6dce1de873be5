internal import LinearAlgebra

/// Newton's method for multinomial regression, on features brought to one scale.
///
/// The coefficients of all classes stand one class after the other. What all classes share is held at zero by a further
/// term, the square of the sum over the classes: at the solution it is zero and changes nothing.
struct MultinomialProgram {
    private let scaled: ScaledDesign
    private let places: [Int]
    private let weights: [Double]
    private let count: Int
    private let anchor: Double
    private var beta: [Double]
    private var probabilities: Matrix<Double>
    /// The loss without penalty.
    private(set) var loss: Double

    init(_ sample: TrainingSample, classes: [Double], penalty: Double) throws(LearningError) {
        scaled = try ScaledDesign(sample, penalty: penalty)
        let order = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        // Samples of weight zero may bear a label that no other has: their class does not matter.
        places = sample.labels.map { order[$0] ?? 0 }
        weights = sample.weights ?? [Double](repeating: 1, count: sample.count)
        count = classes.count
        anchor = sample.totalWeight / Double(classes.count * classes.count)
        beta = [Double](repeating: 0, count: scaled.matrix.columns * classes.count)
        probabilities = Matrix(rows: sample.count, columns: classes.count)
        loss = 0
        (loss, probabilities) = try evaluate(beta)
    }

    private var design: Matrix<Double> { scaled.matrix }
    private var penalties: [Double] { scaled.penalties }
    private var width: Int { design.columns }

    /// A function for each class, in the units of the features.
    var functions: [LinearFunction] {
        (0..<count).map { place in
            scaled.function(Array(beta[place * width..<(place + 1) * width]))
        }
    }

    /// One step; returns half of Newton's decrement before it.
    mutating func step() throws(LearningError) -> Double {
        let (slope, curvature) = (try slope(), try curvature())
        let direction = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Cholesky(of: curvature).solve(slope)
        }
        let before = loss + added(beta)
        var length = 1.0
        for _ in 0..<60 {
            let next = zip(beta, direction).map { $0 + length * $1 }
            let (value, chances) = try evaluate(next)
            if value + added(next) <= before * (1 + 1e-14) {
                (beta, loss, probabilities) = (next, value, chances)
                break
            }
            length /= 2
        }
        return Vectors.dot(direction, slope) / 2
    }

    /// The penalty and the term that holds what is shared.
    private func added(_ beta: [Double]) -> Double {
        var total = 0.0
        for index in 0..<width {
            var shared = 0.0
            for place in 0..<count {
                let value = beta[place * width + index]
                total += penalties[index] * value * value / 2
                shared += value
            }
            total += anchor * shared * shared / 2
        }
        return total
    }

    private func evaluate(_ beta: [Double]) throws(LearningError) -> (Double, Matrix<Double>) {
        let (design, count) = (design, count)
        let coefficients = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Matrix(rows: beta.count / count, columns: count, elements: beta)
        }
        var values = try LearningError.wrapping { () throws(LinearAlgebraError) in try design * coefficients }
        let own = places.indices.map { values[$0, places[$0]] }
        let logarithms = Softmax.normalise(&values)
        return (own.indices.reduce(0) { $0 + weights[$1] * (logarithms[$1] - own[$1]) }, values)
    }

    /// The negative slope of the objective.
    private func slope() throws(LearningError) -> [Double] {
        var pulls = probabilities
        for row in 0..<pulls.rows {
            for place in 0..<count {
                pulls[row, place] = weights[row] * ((places[row] == place ? 1 : 0) - pulls[row, place])
            }
        }
        let (design, matrix) = (design, pulls)
        var slope = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try (design.transposed * matrix).elements(.columnMajor)
        }
        for index in 0..<width {
            let shared = (0..<count).reduce(0) { $0 + beta[$1 * width + index] }
            for place in 0..<count {
                slope[place * width + index] -= penalties[index] * beta[place * width + index] + anchor * shared
            }
        }
        return slope
    }

    private func curvature() throws(LearningError) -> Matrix<Double> {
        var curvature = Matrix<Double>(rows: width * count, columns: width * count)
        for left in 0..<count {
            for right in 0...left {
                var rates = design
                for row in 0..<design.rows {
                    let chance = probabilities[row, left]
                    let factor = weights[row] * chance * ((left == right ? 1 : 0) - probabilities[row, right])
                    for column in 0..<width { rates[row, column] *= factor }
                }
                let (design, rated) = (design, rates)
                let block = try LearningError.wrapping { () throws(LinearAlgebraError) in
                    try design.transposed * rated
                }
                for row in 0..<width {
                    for column in 0..<width {
                        let shared = row == column ? anchor + (left == right ? penalties[row] : 0) : 0
                        curvature[left * width + row, right * width + column] = block[row, column] + shared
                    }
                }
            }
        }
        return curvature
    }
}
