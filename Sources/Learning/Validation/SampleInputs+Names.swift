extension SampleInputs {
    /// What a number of a packed window is called: its feature, and in windows of several rows how many rows before the
    /// last: `volume[t-3]`, `volume[t]`.
    ///
    /// - Precondition: `column` lies in a window.
    public func name(ofColumn column: Int) -> String {
        let (row, feature) = column.quotientAndRemainder(dividingBy: features.count)
        let before = window - 1 - row
        return features[feature] + (window == 1 ? "" : before == 0 ? "[t]" : "[t-\(before)]")
    }

    /// An error about columns with the names of these.
    ///
    /// - Parameter places: Where each column of the error lies in a packed window; `nil` where a column is its place.
    func naming(_ error: LearningError, places: [Int]? = nil) -> LearningError {
        guard case .dependentFeatures(let columns, _) = error else { return error }
        return .dependentFeatures(columns: columns, names: columns.map { name(ofColumn: places?[$0] ?? $0) })
    }
}
