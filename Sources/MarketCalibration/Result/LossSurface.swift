/// The distance around the best point.
public struct LossSurface: Sendable, Hashable {
    /// Along one parameter, the others at their best.
    public struct Profile: Sendable, Hashable {
        /// The parameter's path.
        public var path: String
        /// Its values, over its range.
        public var values: [Double]
        /// The distances there; infinite where there is no market or no moments.
        public var distances: [Double]
    }

    /// Over two parameters, the others at their best.
    public struct Slice: Sendable, Hashable {
        /// The first parameter's path.
        public var first: String
        /// The second parameter's path.
        public var second: String
        /// Values of the first, over its range.
        public var firstValues: [Double]
        /// Values of the second, over its range.
        public var secondValues: [Double]
        /// The distances: by value of the first, then of the second.
        public var distances: [[Double]]
    }

    /// One for each parameter.
    public var profiles: [Profile]
    /// The pairs whose estimates correlate most, the strongest first.
    public var slices: [Slice]
}
