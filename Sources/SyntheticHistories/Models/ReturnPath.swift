/// The log returns of the bars of one history, while they are made.
public struct ReturnPath {
    /// Innovations, then log returns.
    public let returns: UnsafeMutableBufferPointer<Double>
    /// The variance of the inner path of each bar.
    public let variances: UnsafeMutableBufferPointer<Double>

    /// A path of two buffers of one length; both live longer than the path.
    public init(returns: UnsafeMutableBufferPointer<Double>, variances: UnsafeMutableBufferPointer<Double>) {
        precondition(returns.count == variances.count, "\(returns.count) returns of \(variances.count) bars")
        (self.returns, self.variances) = (returns, variances)
    }
}
