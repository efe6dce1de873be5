/// A parameter that calibration may change, by its path.
///
/// Paths are `activity.NAME`, `exchange.NAME`, `fundamental.NAME` (of the first instrument), and `GROUP.NAME` or
/// `GROUP.count` of a group of participants. A parameter that is a distribution is changed by a factor on its scale, 1 at
/// the start; whole numbers are rounded.
public struct CalibrationParameter: Sendable, Hashable {
    /// The path.
    public var path: String
    /// Where it is searched; `nil` for the range of its declaration.
    ///
    /// A declared range that is very wide is cut to a hundredth and a hundredfold of the start. Factors go from a tenth to
    /// ten.
    public var range: ClosedRange<Double>?

    /// A parameter of a path.
    public init(_ path: String, in range: ClosedRange<Double>? = nil) { (self.path, self.range) = (path, range) }
}
