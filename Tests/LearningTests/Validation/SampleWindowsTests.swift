import Core
import Learning
import LinearAlgebra
import Testing

@Suite struct SampleWindowsTests {
    /// Windows that lie in a sample set and the same numbers handed over are packed, transformed and forecast alike.
    @Test func windowsThatTheCallerHoldsAreForecastAsThoseOfASampleSet() throws {
        let seed: UInt64 = 21
        let (window, names) = (3, SampleFixtures.names(2))
        var fixtures = SampleFixtures(seed: seed)
        let parts = try (0..<3).map { try fixtures.part($0, rows: 60, features: 2) }
        let set = try SampleSet(features: names, window: window, parts)
        let fold = try #require(try set.folds(HoldOut(from: .fraction(0.25))).first)
        // In order of time, so that the instruments of windows alternate.
        let held = fold.test.inputs
        let values = try held.matrix().elements(.rowMajor)
        let live = try SampleInputs(features: names, window: window, instruments: held.instruments, values: values)
        #expect(live.count == held.count && live.width == held.width && live.features == names)
        #expect(live.instruments == held.instruments)
        #expect(try live.matrix().elements(.rowMajor) == values, "seed \(seed)")
        let fitted = try LeastSquares().behind(Standardisation()).fit(fold.training, in: FitContext())
        #expect(try fitted.predict(live) == fitted.predict(held), "seed \(seed)")
        for instrument in set.instruments {
            let numbers = live.numbers(of: instrument)
            #expect(numbers == held.numbers(of: instrument))
            #expect(numbers.map { live.rows[$0] } == (1...numbers.count).map { $0 * window - 1 })
        }
    }

    @Test func whatIsNoWindowIsRefused() throws {
        let spy = InstrumentIndex(4)
        func inputs(_ features: [String], _ window: Int, _ count: Int, _ values: [Double]) throws(LearningError) {
            _ = try SampleInputs(
                features: features, window: window, instruments: Array(repeating: spy, count: count), values: values)
        }
        #expect(throws: LearningError.parameter(name: "window", found: "0", allowed: "1 row or more")) {
            try inputs(["a"], 0, 1, [])
        }
        #expect(throws: LearningError.parameter(name: "the number of features", found: "0", allowed: "1 or more")) {
            try inputs([], 1, 1, [])
        }
        #expect(
            throws: LearningError.shape(found: "5 numbers", needed: "1 windows of 3 rows of 2 features")
        ) { try inputs(["a", "b"], 3, 1, [1, 2, 3, 4, 5]) }
        #expect(throws: LearningError.self) { try inputs(["a", "b"], .max, 2, [1]) }
        #expect(throws: LearningError.notFinite(sample: 1, feature: 2)) {
            try inputs(["a", "b"], 2, 2, [1, 2, 3, 4, 5, 6, .nan, 8])
        }
        try inputs(["a"], 2, 0, [])
    }
}
