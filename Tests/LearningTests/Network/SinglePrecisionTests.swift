import Testing

@testable import Learning

/// The functions in single precision against the C library in double precision, over a grid and at the ends.
@Suite struct SinglePrecisionTests {
    static func worst(
        _ range: ClosedRange<Int>, relative: Bool, _ single: (Float) -> Float, _ double: (Double) -> Double
    ) -> Double {
        var worst = 0.0
        for step in range {
            // Steps that are no short binary fractions.
            let x = Float(Double(step) * 0.00713 + 0.0000017)
            let (found, truth) = (Double(single(x)), double(Double(x)))
            let error = relative ? abs(found / truth - 1) : abs(found - truth)
            if !(error <= worst) { worst = error }
        }
        return worst
    }

    @Test func errorsAreWithinTheirBounds() {
        let (wide, narrow) = (-12_000...12_000, -840...840)
        func hold(_ name: String, _ bound: Double, _ found: Double) {
            #expect(found < bound, "\(name): \(found), not below \(bound)")
        }
        // The exponential, by the logistic function's tail: 1 / (1 + e^−x) is e^x there.
        hold(
            "logistic", 4e-7,
            Self.worst(wide, relative: true, SinglePrecision.logistic, Activation.logistic))
        hold(
            "tanh", 4e-7,
            Self.worst(wide, relative: true, SinglePrecision.hyperbolicTangent, Activation.hyperbolicTangent))
        hold("gelu", 1e-6, Self.worst(narrow, relative: false, SinglePrecision.normalGate, Activation.normalGate))
        hold("tanh gelu", 1e-6, Self.worst(narrow, relative: false, SinglePrecision.tanhGate, Activation.tanhGate))
        hold("silu", 1e-6, Self.worst(narrow, relative: false, SinglePrecision.logisticGate, Activation.logisticGate))
        for (name, single, double) in [
            ("gelu", SinglePrecision.normalGateSlope, Activation.normalGateSlope),
            ("tanh gelu", SinglePrecision.tanhGateSlope, Activation.tanhGateSlope),
            ("silu", SinglePrecision.logisticGateSlope, Activation.logisticGateSlope),
        ] {
            hold("slope of \(name)", 2e-6, Self.worst(narrow, relative: false, single, double))
        }
    }

    @Test func theEndsAreFiniteAndNaNStays() {
        for x in [Float.infinity, 1e30, 1_000] {
            #expect(SinglePrecision.logistic(x) == 1)
            #expect(SinglePrecision.logistic(-x) < 1e-37)
            #expect(SinglePrecision.hyperbolicTangent(x) == 1)
            #expect(SinglePrecision.hyperbolicTangent(-x) == -1)
        }
        #expect(SinglePrecision.normalGate(1_000) == 1_000)
        #expect(SinglePrecision.normalGate(-1_000) == 0)
        #expect(SinglePrecision.logistic(.nan).isNaN)
        #expect(SinglePrecision.hyperbolicTangent(.nan).isNaN)
        #expect(SinglePrecision.normalGate(.nan).isNaN)
        #expect(SinglePrecision.tanhGate(.nan).isNaN)
        #expect(SinglePrecision.logisticGate(.nan).isNaN)
    }
}
