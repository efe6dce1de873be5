/// Which blocks take the steps that are over when steps do not divide evenly by blocks.
public enum BlockRemainder: String, Sendable {
    /// The first blocks take one more each (numpy's `array_split`, scikit-learn's `KFold`).
    case spread
    /// The last block takes all of them (skfolio's `CombinatorialPurgedCV`).
    case last
}
