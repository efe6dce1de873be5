public import Core
public import Simulation

/// A model of the log returns of the bars of one instrument.
///
/// A conformer must pass `SyntheticHistoriesTests/ModelConformanceTests`: what it fills is finite, its variances are above
/// zero, the same draws give the same path, and a fit to its own path finds its parameters again.
public protocol ReturnModel: Sendable {
    /// What it hangs on.
    associatedtype Parameters: StrategyParameters

    /// A model.
    ///
    /// - Parameter yearsPerBar: The time of a bar in years, above zero.
    init(_ parameters: Parameters, yearsPerBar: Double)

    /// What it hangs on.
    var parameters: Parameters { get }

    /// The share of the variance of a bar's return that the innovation carries; the rest is the model's own (jumps, leverage).
    ///
    /// Correlations of innovations are those of returns over the root of both shares.
    var innovationShare: Double { get }

    /// Fits the parameters to log returns.
    ///
    /// - Parameters:
    ///   - returns: Log returns that vary. Shape `[n]`, n at least `HistoryGenerator.fewestBars`.
    ///   - yearsPerBar: The time of a bar in years.
    ///   - options: What the fit starts with; choices, such as that of a distribution, are kept.
    static func fit(_ returns: [Double], yearsPerBar: Double, options: Parameters) -> ReturnFit<Self>

    /// Fitted parameters by which histories grow on average as the returns did, where the fit says otherwise.
    static func centred(_ fitted: Parameters, on returns: [Double]) -> Parameters

    /// What remains of returns after their mean is taken off and they are divided by the deviation that the model expected.
    ///
    /// - Returns: Mean near 0, variance near 1. Shape `[n]`.
    func residuals(of returns: [Double]) -> [Double]

    /// Replaces innovations by log returns.
    ///
    /// - Parameters:
    ///   - path: In: standard normal innovations. Out: log returns, and the variance of each bar's inner path. Shape `[n]`.
    ///   - own: Draws of the instrument alone.
    ///   - common: Uniform draws in 0 ..< 1 that all instruments have in common, by bar; empty unless `usesCommonDraws`.
    func fill(_ path: ReturnPath, own: inout RandomStream, common: UnsafeBufferPointer<Double>)

    /// Whether its innovations are drawn from the residuals of the real returns.
    var drawsResiduals: Bool { get }

    /// Whether it takes draws that are common to all instruments.
    static var usesCommonDraws: Bool { get }

    /// What is wrong with parameters each of which is in its range; `nil` where nothing is.
    static func problem(with parameters: Parameters) -> HistoryError?
}

extension ReturnModel {
    /// All variance is the innovation's.
    public var innovationShare: Double { 1 }
    /// The fit says so.
    public static func centred(_ fitted: Parameters, on returns: [Double]) -> Parameters { fitted }
    /// They are normal.
    public var drawsResiduals: Bool { false }
    /// It takes none.
    public static var usesCommonDraws: Bool { false }
    /// Nothing is.
    public static func problem(with parameters: Parameters) -> HistoryError? { nil }
}
