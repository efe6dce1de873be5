import ParameterSearch
import Testing

@Suite struct ParetoFrontTests {
    @Test func theFrontHasWhatNothingBeats() {
        #expect(ParetoFront(of: [[1, 5], [2, 4], [2, 3], [3, 1], [0, 5], [2, 4]]).trials == [0, 1, 3, 5])
        #expect(ParetoFront(of: [[1], [3], [nil], [3], [2]]).trials == [1, 3])
        #expect(ParetoFront(of: [[nil, 9], [9, .nan], [1, 1]]).trials == [2])
        #expect(ParetoFront(of: [[nil, 9]]).trials.isEmpty)
        #expect(ParetoFront(of: []).trials.isEmpty)
        #expect(
            ParetoFront(of: [[.infinity, 0], [1, 1], [0, .infinity], [-.infinity, .infinity]]).trials == [0, 1, 2])
    }

    @Test func theFrontIsThatOfAllPairs() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed)
        for _ in 0..<600 {
            let objectives = Int.random(in: 1...4, using: &generator)
            let values = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
                (0..<objectives).map { _ -> Double? in
                    let value = Int.random(in: -1...6, using: &generator)
                    return value < 0 ? nil : Double(value)
                }
            }
            let full = values.indices.filter { !values[$0].contains(nil) }
            func numbers(_ trial: Int) -> [Double] { values[trial].compactMap { $0 } }
            let front = full.filter { trial in
                !full.contains { other in
                    numbers(other) != numbers(trial) && zip(numbers(other), numbers(trial)).allSatisfy(>=)
                }
            }
            #expect(ParetoFront(of: values).trials == front, "seed \(seed)")
        }
    }
}
