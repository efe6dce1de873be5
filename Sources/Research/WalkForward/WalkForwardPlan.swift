import Core
public import ParameterSearch
import Simulation
public import StrategyKit

/// All that a walk-forward test is a function of, but for the bars: what is tried in each training window, and how the
/// windows lie.
public struct WalkForwardPlan: Sendable {
    /// The search, as a sweep of the whole period would be; each window has one of its own part.
    public let sweep: SweepPlan
    /// The lengths of the windows.
    public let lengths: WalkForwardConfiguration
    private let change: @Sendable (inout SweepConfiguration) throws(SearchError) -> Void

    /// Plans a walk-forward test.
    ///
    /// - Parameters:
    ///   - source: Where its config is from.
    ///   - lengths: The lengths of what the config says of them; `nil` where they are not known.
    ///   - change: Lays what the command line says over the config's `sweep`.
    /// - Throws: All that is wrong with the config, the axes and the lengths.
    public init(
        _ source: StudySource, lengths: (WalkForwardConfiguration?) -> WalkForwardConfiguration?,
        change: @escaping @Sendable (inout SweepConfiguration) throws(SearchError) -> Void = { _ in }
    ) throws(SweepError) {
        sweep = try SweepPlan(source, change: change)
        self.change = change
        let configuration = sweep.configuration
        guard let lengths = lengths(configuration.walkForward) else {
            throw .unsuitable(
                "walk_forward: say how long parameters are chosen on and how long they then trade: walk_forward: { train: "
                    + "3y, test: 6mo }, or --train 3y --test 6mo", at: configuration.place(of: "walk_forward"))
        }
        self.lengths = lengths
        for axis in sweep.axes where !WalkForwardPlan.isOfDecision(axis) {
            throw .unsuitable(
                "walk-forward: '\(axis.name)' cannot change from window to window, which share one account and its data; "
                    + "vary parameters and keys of strategy, strategies or portfolio",
                at: configuration.place(of: "sweep"))
        }
    }

    /// Whether an axis varies what decides, and nothing of the account or the data.
    private static func isOfDecision(_ axis: TrialAxis) -> Bool {
        if axis.isDirect || axis.name == TrialAxis.periodFraction { return true }
        let parts = axis.name.split(separator: ".")
        if let first = parts.first, parts.count > 1 {
            return ["strategy", "strategies", "portfolio"].contains(String(first))
        }
        return !ConfigKeys.all.contains { $0.path == axis.name }
    }

    /// The hash of all that the result is a function of.
    ///
    /// - Parameter data: The hash of the bars.
    public func hash(data: String) -> String {
        let parts = [
            "backtest.walk-forward/1", sweep.hash(data: data), lengths.train.description, lengths.test.description,
            String(lengths.isAnchored),
        ]
        return SHA256.hexDigest(of: parts.joined(separator: "\n"))
    }

    /// The search of a window: the same, on its training period.
    func sweep(of window: WalkForwardWindow) throws(SweepError) -> SweepPlan {
        var source = sweep.source
        if let from = window.trainFrom {
            source.overrides.append(ConfigOverride(key: "data.from", value: from.description))
        }
        source.overrides.append(ConfigOverride(key: "data.to", value: window.trainThrough.description))
        return try SweepPlan(source, change: change)
    }

    /// The config of the run out of sample.
    ///
    /// - Parameter isShortened: Whether it ends before the data do.
    func configuration(
        from first: WalkForwardWindow, through last: WalkForwardWindow, isShortened: Bool
    ) throws(SweepError) -> StudyConfiguration {
        var more = [ConfigOverride(key: "data.from", value: first.testFrom.description)]
        if isShortened { more.append(ConfigOverride(key: "data.to", value: last.testThrough.description)) }
        do throws(ConfigError) { return try sweep.source.configuration(setting: more) } catch { throw .config(error) }
    }

    /// What decides with the values of a trial.
    ///
    /// - Parameter values: A text for each axis, as the trial has them.
    func decision(_ values: [String], _ configuration: StudyConfiguration) throws(SweepError) -> StrategyPlan {
        let axes = TrialAxes(sweep.axes)
        let settings: [(name: String, value: ParameterValue)]
        do throws(TrialFault) { settings = try axes.settings(values) } catch {
            throw .unsuitable("walk-forward: \(error.reason)", at: configuration.place(of: "sweep"))
        }
        let others = axes.named(axes.key(values)).filter { $0.name != TrialAxis.periodFraction }
        do throws(ConfigError) {
            let own =
                others.isEmpty
                ? configuration
                : try sweep.source.configuration(setting: others.map { ConfigOverride(key: $0.name, value: $0.text) })
            return try sweep.source.template(of: own).plan(setting: settings)
        } catch { throw .config(error) }
    }
}
