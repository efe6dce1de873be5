/// What becomes of samples whose window holds a NaN or infinite feature.
///
/// Rows before all features of an instrument are defined for the first time are its warm-up: no sample reaches into
/// them, whatever the policy.
public enum MissingFeatures: String, Sendable {
    /// An error that names the row and the feature.
    case refuse
    /// The sample is left out, and counted.
    case skip
}
