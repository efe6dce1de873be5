/// How many steps after the last label of a test block are not trained on (S66).
public enum Embargo: Sendable, Equatable {
    /// So many steps: distinct instants, or samples of one instrument.
    case steps(Int)
    /// A fraction of all steps, rounded down.
    case fraction(Double)

    /// No embargo.
    public static let none = Embargo.steps(0)

    /// The number of steps among `count`.
    ///
    /// - Throws: `LearningError.parameter` for a negative number, or a fraction outside of 0 to 1.
    func steps(of count: Int) throws(LearningError) -> Int {
        switch self {
        case .steps(let steps):
            guard steps >= 0 else { throw .parameter(name: "embargo", found: "\(steps)", allowed: "0 steps or more") }
            return steps
        case .fraction(let fraction):
            guard fraction >= 0, fraction < 1 else {
                throw .parameter(name: "embargo", found: "\(fraction)", allowed: "a fraction from 0 to below 1")
            }
            return Int(Double(count) * fraction)
        }
    }
}
