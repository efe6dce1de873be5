/// Whether forecasts mean what they say: forecasts in bins of equal count, against what came true.
///
/// - Verified by: `CalibrationTests`.
public struct Calibration: Sendable, Equatable {
    /// Neighbouring forecasts.
    public struct Bin: Sendable, Equatable {
        /// How many there are.
        public let count: Int
        /// Their mean.
        public let meanForecast: Double
        /// The mean of what came true.
        public let meanLabel: Double
        /// The standard error of that mean, for labels that do not overlap; `nil` below 2 forecasts.
        public let standardError: Double?
    }

    /// From the lowest forecasts to the highest; counts differ by one at most.
    public let bins: [Bin]
    /// The mean squared difference of probability and label (Brier 1950); `nil` where forecasts do not lie between 0
    /// and 1 or labels are not 0 or 1.
    public let brierScore: Double?
    /// The mean over all forecasts of how far their bin's mean label lies from its mean forecast; `nil` likewise.
    ///
    /// - Source: Naeini et al. (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    public let expectedCalibrationError: Double?

    /// Sorts forecasts into bins; equal ones in the order they are given.
    ///
    /// - Throws: `LearningError.shape` where there are not as many forecasts as labels; `.parameter` for no bins, or
    ///   forecasts that are not finite; `.labelNotFinite`; `.tooFewSamples` below one forecast a bin.
    public init(forecasts: [Double], labels: [Double], bins count: Int = 10) throws(LearningError) {
        guard forecasts.count == labels.count else {
            throw .shape(found: "\(forecasts.count) forecasts", needed: "\(labels.count), one for each label")
        }
        guard count >= 1 else { throw .parameter(name: "bins", found: "\(count)", allowed: "1 and more") }
        guard forecasts.count >= count else {
            throw .tooFewSamples(found: forecasts.count, needed: count, purpose: "\(count) bins")
        }
        for (sample, forecast) in forecasts.enumerated() where !forecast.isFinite {
            throw .parameter(name: "forecast \(sample)", found: "\(forecast)", allowed: "a finite number")
        }
        for (sample, label) in labels.enumerated() where !label.isFinite { throw .labelNotFinite(sample: sample) }
        let order = forecasts.indices.sorted { (forecasts[$0], $0) < (forecasts[$1], $1) }
        let (each, more) = order.count.quotientAndRemainder(dividingBy: count)
        var (bins, first): ([Bin], Int) = ([], 0)
        for number in 0..<count {
            let members = order[first..<first + each + (number < more ? 1 : 0)]
            first = members.endIndex
            bins.append(Bin(members, forecasts, labels))
        }
        self.bins = bins
        guard zip(forecasts, labels).allSatisfy({ (0...1).contains($0) && ($1 == 0 || $1 == 1) }) else {
            (brierScore, expectedCalibrationError) = (nil, nil)
            return
        }
        let total = Double(order.count)
        brierScore = zip(forecasts, labels).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / total
        expectedCalibrationError = bins.reduce(0) {
            $0 + Double($1.count) / total * abs($1.meanLabel - $1.meanForecast)
        }
    }
}

extension Calibration.Bin {
    fileprivate init(_ members: ArraySlice<Int>, _ forecasts: [Double], _ labels: [Double]) {
        let total = Double(members.count)
        let mean = members.reduce(0) { $0 + labels[$1] } / total
        let squares = members.reduce(0) { $0 + (labels[$1] - mean) * (labels[$1] - mean) }
        self.init(
            count: members.count, meanForecast: members.reduce(0) { $0 + forecasts[$1] } / total, meanLabel: mean,
            standardError: members.count > 1 ? (squares / (total - 1) / total).squareRoot() : nil)
    }
}
