/// A way through all data, every block of it predicted by a model that was not trained on it.
public struct CombinatorialPath: Sendable, Equatable {
    /// Which predictions a block of the path takes.
    public struct Part: Sendable, Equatable {
        /// The number of the split.
        public let split: Int
        /// The place of the block among the test blocks of that split.
        public let block: Int
    }

    /// One part for each block, in order of time.
    public let parts: [Part]
}
