/// Makes a column of features from a column of values: what the indicators do not have already.
///
/// A conformer must pass: the column is prefix-invariant (S75), the value at a row does not change when rows behind it
/// are cut off, or changed; it is NaN in the first `warmUp` rows of finite values, and where a value that it looks at
/// is not finite.
public protocol FeatureProducer: Sendable {
    /// How many rows at the start have no value.
    var warmUp: Int { get }

    /// The column. As long as `values`.
    func column(_ values: [Double]) -> [Double]
}
