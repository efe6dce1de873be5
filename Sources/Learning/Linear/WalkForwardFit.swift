/// What a regression that is refitted every so many rows gave.
public struct WalkForwardFit: Sendable {
    /// The prediction for each row from the model in force there.
    ///
    /// NaN before the first fit. Shape `[n]`.
    public internal(set) var predictions: [Double]
    /// Each fit with the first row that it predicts, in the order of time.
    public internal(set) var fits: [(row: Int, function: LinearFunction)] = []
}
