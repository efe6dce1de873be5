internal import Core
#if canImport(Glibc)
    internal import Glibc
#endif

/// The values from one number to another by steps or factors, as a person writes them: `0.1:0.5:0.1` has 0.3, not
/// 0.30000000000000004.
struct StepLadder {
    let lower: Double
    let upper: Double
    let scale: SearchScale
    let step: Double

    /// How many steps lead from the lower to the upper end; a fraction where they do not fit.
    var steps: Double {
        switch scale {
        case .linear: (upper - lower) / step
        case .logarithmic: log(upper / lower) / log(step)
        }
    }

    /// Whether the steps lead to the upper end, up to a billionth of their number.
    var fits: Bool { abs(steps - steps.rounded()) <= 1e-9 * max(1, steps) }

    /// The value after so many steps.
    ///
    /// On a linear scale it is the double nearest to the decimal number where lower end and step are decimals of at most
    /// fifteen digits; else within an ulp or two. On a logarithmic scale it is within some ulps.
    func value(at place: Int) -> Double {
        if place == Int(steps.rounded()), fits { return upper }
        switch scale {
        case .linear:
            if let (first, each, divisor) = decimals {
                let sum = first + each * Double(place)
                if abs(sum) <= 0x1p53 { return sum / divisor }
            }
            return lower + step * Double(place)
        case .logarithmic: return lower * pow(step, Double(place))
        }
    }

    /// Lower end and step as whole numbers over one power of ten, where these are exact.
    private var decimals: (first: Double, each: Double, divisor: Double)? {
        guard let digits = StepLadder.fractionDigits(lower), let more = StepLadder.fractionDigits(step) else {
            return nil
        }
        var divisor = 1.0
        for _ in 0..<max(digits, more) { divisor *= 10 }
        let first = (lower * divisor).rounded()
        let each = (step * divisor).rounded()
        return abs(first) <= 0x1p53 && each <= 0x1p53 ? (first, each, divisor) : nil
    }

    /// The digits after the point of the shortest text; `nil` with an exponent or above fifteen.
    private static func fractionDigits(_ value: Double) -> Int? {
        let text = value.shortestText.utf8
        guard !text.contains(UInt8(ascii: "e")) else { return nil }
        guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        let digits = text.distance(from: point, to: text.endIndex) - 1
        return digits <= 15 ? digits : nil
    }
}
