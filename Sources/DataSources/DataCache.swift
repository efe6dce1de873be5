public import ColumnCache

/// A cache as loads use it: where it lies, and who is told of what is wrong with it.
public struct DataCache: Sendable {
    /// Where bars are kept.
    public var columns: ColumnCache
    /// Told, in a sentence, of what could not be kept or was thrown away; called from any thread.
    public var tell: @Sendable (String) -> Void
    /// Files of fewer bytes are read anew: they gain nothing.
    ///
    /// A compressed file counts fourfold.
    public var leastBytes: Int

    /// 8 MB: what takes more than about a tenth of a second to read.
    public static let usualLeastBytes = 8_000_000

    /// A cache for loads.
    public init(
        _ columns: ColumnCache, leastBytes: Int = DataCache.usualLeastBytes, tell: @escaping @Sendable (String) -> Void
    ) {
        self.columns = columns
        self.leastBytes = leastBytes
        self.tell = tell
    }
}
