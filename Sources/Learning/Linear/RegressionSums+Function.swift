extension RegressionSums {
    /// The function of the samples summed; a feature that depends on those before it gets the coefficient zero.
    ///
    /// - Parameters:
    ///   - count: How many samples there are, or the sum of their weights.
    ///   - penalty: The weight of the squared coefficients.
    func function(count: Double, penalty: Double) -> LinearFunction {
        let features = sums.count - 1
        var system = NormalEquations(size: features)
        var place = 0
        for row in 0...features {
            for column in 0...row {
                let product = products[place] - sums[row] * sums[column] / count
                if row < features {
                    system.products[row * features + column] = product
                } else if column < features {
                    system.right[column] = product
                }
                place += 1
            }
            guard row < features else { continue }
            system.squares[row] = products[place - 1]
            system.products[row * features + row] += penalty
        }
        let coefficients = system.solve().coefficients
        var intercept = shift[features] + sums[features] / count
        for column in 0..<features {
            intercept -= coefficients[column] * (shift[column] + sums[column] / count)
        }
        return LinearFunction(intercept: intercept, coefficients: coefficients)
    }
}

extension CrossProductFactor {
    /// The function of the samples held, which were taken about a shift.
    func function(shift: [Double]) -> LinearFunction {
        let solution = solution()
        let coefficients = Array(solution.dropFirst())
        var intercept = solution[0] + shift[coefficients.count]
        for column in coefficients.indices { intercept -= coefficients[column] * shift[column] }
        return LinearFunction(intercept: intercept, coefficients: coefficients)
    }
}
