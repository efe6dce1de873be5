/// What becomes of features that are constant or depend on others.
public enum DependentFeatures: Sendable, Equatable {
    /// An error that names them.
    case refuse
    /// They get the coefficient zero and an error of NaN; which of a dependent set stays is the choice of the pivoting
    /// (the one with the most left to say), and the predictions are those of any choice.
    case leaveOut
}
