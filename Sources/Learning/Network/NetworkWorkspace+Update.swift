#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import LinearAlgebra

/// The step from a gradient to new parameters.
extension NetworkWorkspace {
    /// Clips the gradient.
    ///
    /// - Returns: The Euclidean norm of what is left, or NaN where nothing asks for it.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func clip(_ clipping: GradientClipping, measuresNorm: Bool) -> Double {
        switch clipping {
        case .none: break
        case .norm(let limit):
            let norm = gradientNorm
            let factor = limit / (norm + 1e-6)
            guard factor < 1 else { return norm }
            let scale = Element(factor)
            Elementwise.change(gradient, count: parameterCount) { $0 * scale }
            return norm * factor
        case .value(let limit):
            let bound = Element(limit)
            Elementwise.change(gradient, count: parameterCount) {
                $0 > bound ? bound : ($0 < -bound ? -bound : $0)
            }
        }
        return measuresNorm ? gradientNorm : .nan
    }

    private var gradientNorm: Double {
        Double(Vectors.dot(gradient, gradient, count: parameterCount)).squareRoot()
    }

    /// Adds the penalty to the gradient and takes the optimiser's step.
    ///
    /// - Parameters:
    ///   - optimiser: The rule.
    ///   - rate: The learning rate.
    ///   - step: The number of the step, from 1.
    ///   - penalty: What large weights cost.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func update(_ optimiser: Optimiser, rate: Double, step: Int, penalty: WeightPenalty) {
        if penalty.l1 > 0 || penalty.l2 > 0 || optimiser.weightDecay > 0 {
            if penalty.includesBiases {
                penalise(0..<parameterCount, penalty, decay: rate * optimiser.weightDecay)
            } else {
                for layer in layers { penalise(layer.place.weights, penalty, decay: rate * optimiser.weightDecay) }
            }
        }
        let eta = Element(rate)
        switch optimiser {
        case .gradientDescent:
            Elementwise.change(parameters, with: gradient, count: parameterCount) { $0 - eta * $1 }
        case .momentum(let factor):
            let momentum = Element(factor)
            Elementwise.change(firstMoments, with: gradient, count: parameterCount) { momentum * $0 + $1 }
            Elementwise.change(parameters, with: firstMoments, count: parameterCount) { $0 - eta * $1 }
        case .nesterov(let factor):
            let momentum = Element(factor)
            Elementwise.change(firstMoments, with: gradient, count: parameterCount) { momentum * $0 + $1 }
            Elementwise.change(gradient, with: firstMoments, count: parameterCount) { $0 + momentum * $1 }
            Elementwise.change(parameters, with: gradient, count: parameterCount) { $0 - eta * $1 }
        case .rmsprop(let decay, let epsilon):
            scaled(eta, decay: Element(decay), fresh: Element(1 - decay), epsilon: Element(epsilon))
        case .adagrad(let epsilon): scaled(eta, decay: 1, fresh: 1, epsilon: Element(epsilon))
        case .adam(let beta1, let beta2, let epsilon), .adamW(_, let beta1, let beta2, let epsilon):
            adam(
                Element(rate / (1 - pow(beta1, Double(step)))), Element(beta1), Element(1 - beta1), Element(beta2),
                Element(1 - beta2), root: Element(1 / (1 - pow(beta2, Double(step))).squareRoot()), Element(epsilon))
        }
    }

    @inline(__always)
    private func penalise(_ range: Range<Int>, _ penalty: WeightPenalty, decay: Double) {
        let (l1, l2) = (Element(penalty.l1), Element(penalty.l2))
        let (slope, weights) = (gradient + range.lowerBound, parameters + range.lowerBound)
        if penalty.l2 > 0 { Elementwise.change(slope, with: weights, count: range.count) { $0 + l2 * $1 } }
        if penalty.l1 > 0 {
            Elementwise.change(slope, with: weights, count: range.count) {
                $0 + ($1 > 0 ? l1 : ($1 < 0 ? -l1 : 0))
            }
        }
        guard decay > 0 else { return }
        let left = Element(1 - decay)
        Elementwise.change(weights, count: range.count) { $0 * left }
    }

    /// RMSprop and Adagrad.
    @inline(__always)
    private func scaled(_ eta: Element, decay: Element, fresh: Element, epsilon: Element) {
        Elementwise.change(secondMoments, with: gradient, count: parameterCount) { decay * $0 + fresh * ($1 * $1) }
        Elementwise.change(gradient, with: secondMoments, count: parameterCount) { $0 / ($1.squareRoot() + epsilon) }
        Elementwise.change(parameters, with: gradient, count: parameterCount) { $0 - eta * $1 }
    }

    /// Adam in one pass over the four arrays.
    @inline(__always)
    private func adam(
        _ eta: Element, _ beta1: Element, _ fresh1: Element, _ beta2: Element, _ fresh2: Element, root: Element,
        _ epsilon: Element
    ) {
        let (parameters, gradient) = (parameters, gradient)
        let (means, squares) = (firstMoments, secondMoments)
        for index in 0..<parameterCount {
            let slope = gradient[index]
            let mean = beta1 * means[index] + fresh1 * slope
            let square = beta2 * squares[index] + fresh2 * (slope * slope)
            means[index] = mean
            squares[index] = square
            parameters[index] -= eta * mean / (square.squareRoot() * root + epsilon)
        }
    }
}
