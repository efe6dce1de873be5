internal import Core
internal import Glibc

/// Draws of the gamma distribution with scale 1.
///
/// - Source: Marsaglia & Tsang (2000), "A Simple Method for Generating Gamma Variables".
/// - Verified by: `NormalDrawsTests/gammaDrawsHaveTheirMoments`.
enum GammaDraws {
    static func next(shape: Double, from stream: inout RandomStream) -> Double {
        guard shape >= 1 else {
            let uniform = 1 - stream.uniform()
            return next(shape: shape + 1, from: &stream) * pow(uniform, 1 / shape)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let z = NormalDraws.shared.next(from: &stream)
            let root = 1 + c * z
            guard root > 0 else { continue }
            let v = root * root * root
            if log(1 - stream.uniform()) < 0.5 * z * z + d - d * v + d * log(v) { return d * v }
        }
    }
}
