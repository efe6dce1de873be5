/// How a simulated market was fitted to real data, as a page.
///
/// Every text may hold anything: the page escapes it.
public struct CalibrationReport: Sendable {
    /// A parameter that was fitted.
    public struct Parameter: Sendable {
        /// Its path.
        public var name: String
        /// Its unit, or that it is a factor; empty for pure numbers.
        public var unit: String
        /// What it means.
        public var summary: String
        /// Where the search began.
        public var start: Double
        /// What was found.
        public var best: Double
        /// The 95 % interval; `nil` where it was not measured.
        public var interval: ClosedRange<Double>?
        /// Where it was searched.
        public var range: ClosedRange<Double>
        /// Whether its axis is logarithmic.
        public var isLogarithmic: Bool

        /// A parameter.
        public init(
            name: String, unit: String, summary: String, start: Double, best: Double, interval: ClosedRange<Double>?,
            range: ClosedRange<Double>, isLogarithmic: Bool
        ) {
            (self.name, self.unit, self.summary, self.start, self.best) = (name, unit, summary, start, best)
            (self.interval, self.range, self.isLogarithmic) = (interval, range, isLogarithmic)
        }
    }

    /// A moment of the real market and of the simulated one.
    public struct Moment: Sendable {
        /// What it is.
        public var name: String
        /// Its unit; empty for pure numbers.
        public var unit: String
        /// On the training days, with its standard error.
        public var real: Double
        /// The standard error of `real`.
        public var realError: Double
        /// On the held-out days.
        public var heldOut: Double
        /// The standard error of `heldOut`; NaN where it is unknown.
        public var heldOutError: Double
        /// Simulated at the start.
        public var before: Double
        /// Simulated at what was found.
        public var after: Double

        /// A moment.
        public init(
            name: String, unit: String, real: Double, realError: Double, heldOut: Double, heldOutError: Double,
            before: Double, after: Double
        ) {
            (self.name, self.unit, self.real, self.realError) = (name, unit, real, realError)
            (self.heldOut, self.heldOutError, self.before, self.after) = (heldOut, heldOutError, before, after)
        }
    }

    /// The distance along one parameter.
    public struct Profile: Sendable {
        /// The parameter.
        public var name: String
        /// Its values.
        public var values: [Double]
        /// The distances there; infinite where there is no market.
        public var distances: [Double]

        /// A profile.
        public init(name: String, values: [Double], distances: [Double]) {
            (self.name, self.values, self.distances) = (name, values, distances)
        }
    }

    /// The distance over two parameters.
    public struct Slice: Sendable {
        /// The first parameter.
        public var first: String
        /// The second parameter.
        public var second: String
        /// Values of the first.
        public var firstValues: [Double]
        /// Values of the second.
        public var secondValues: [Double]
        /// The distances: by value of the first, then of the second.
        public var distances: [[Double]]

        /// A slice.
        public init(
            first: String, second: String, firstValues: [Double], secondValues: [Double], distances: [[Double]]
        ) {
            (self.first, self.second, self.firstValues) = (first, second, firstValues)
            (self.secondValues, self.distances) = (secondValues, distances)
        }
    }

    /// The page's title.
    public var title: String
    /// What the real data are called.
    public var data: String
    /// What a reader must know, in sentences.
    public var findings: [String] = []
    /// Whether the search converged and the held-out days confirm the fit.
    public var isSound = false
    /// Distances of what is named, before and after.
    public var distances: [(name: String, before: Double, after: Double)] = []
    /// The real market's own distance between training and held-out days; NaN where none is held out.
    public var betweenDays = Double.nan
    /// Why the intervals of the parameters do not hold; `nil` where they do.
    public var intervalDoubt: String?
    /// The parameters.
    public var parameters: [Parameter] = []
    /// The moments.
    public var moments: [Moment] = []
    /// The least distance after each generation.
    public var history: [Double] = []
    /// The loss along each parameter.
    public var profiles: [Profile] = []
    /// The loss over pairs of parameters.
    public var slices: [Slice] = []
    /// Correlations of the estimates, in the order of the parameters; empty where they are unknown.
    public var correlations: [[Double]] = []
    /// What identifies it, a line each.
    public var provenance: [LabelledText] = []
    /// The config of the calibrated market; empty for none.
    public var configuration = ""

    /// A report of nothing yet.
    public init(title: String, data: String) { (self.title, self.data) = (title, data) }
}
