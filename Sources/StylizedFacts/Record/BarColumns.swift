/// Closes and volumes of bars of one width.
public struct BarColumns: Sendable, Hashable {
    /// The starts of the bars, nanoseconds since the Unix epoch, rising.
    public var starts: [Int64]
    /// The width of a bar in nanoseconds, above 0.
    public var width: Int64
    /// Closes, finite and above 0.
    public var closes: [Double]
    /// Volumes, finite and not below 0; empty where they are unknown.
    public var volumes: [Double]

    /// Bars.
    public init(starts: [Int64], width: Int64, closes: [Double], volumes: [Double] = []) {
        (self.starts, self.width, self.closes, self.volumes) = (starts, width, closes, volumes)
    }
}
