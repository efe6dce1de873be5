import Core
public import ParameterSearch
import Simulation
import Statistics
public import StrategyKit

/// All that the trials of a sweep are a function of, but for the bars.
public struct SweepPlan: Sendable {
    /// Where the configs of trials come from: the bars end where the final test period begins (S70).
    public let source: StudySource
    /// The config without any trial's values.
    public let configuration: StudyConfiguration
    /// What is tried, and how; its axes are never empty.
    public let sweep: SweepConfiguration
    /// The points, by the number of the trial; of an adaptive method those that it has proposed so far.
    public let points: any SearchPlan
    /// Begins the search of an adaptive method.
    let beginSearch: (@Sendable () throws(SearchError) -> any AdaptiveSearch)?
    /// What trials change, in the order of the axes.
    public let axes: [TrialAxis]
    /// What is to be best; the first decides which trial is called the best.
    public let objectives: [SweepObjective]
    /// The figures that are kept.
    public let columns: TrialColumns
    /// Where the final test period begins, which no trial sees; `nil` where there is none.
    public internal(set) var withheldFrom: String?

    /// Plans a sweep.
    ///
    /// - Parameters:
    ///   - source: Where its config is from.
    ///   - change: Lays what the command line says over the config's `sweep`.
    /// - Throws: All that is wrong with the config, the axes and their values, the constraints and the objectives.
    public init(
        _ source: StudySource, change: (inout SweepConfiguration) throws(SearchError) -> Void = { _ in }
    ) throws(SweepError) {
        let stated: StudyConfiguration
        do throws(ConfigError) {
            stated = try source.configuration()
            (self.source, configuration) = try SweepPlan.withholding(stated, source)
        } catch { throw .config(error) }
        withheldFrom = stated.data.testFrom.map(\.description)
        var sweep = stated.sweep
        let place = stated.place(of: "sweep")
        do throws(SearchError) {
            try change(&sweep)
            if sweep.axes.isEmpty { sweep.axes = try SweepConfiguration.axes(of: configuration, source: source) }
        } catch { throw .space(error, at: place) }
        guard !sweep.axes.isEmpty else {
            throw .unsuitable(
                "sweep: there is nothing to vary: name axes in sweep.space or as --grid fast=10,20,50, or give the "
                    + "parameters of the strategy ranges", at: place)
        }
        if let end = withheldFrom,
            let axis = sweep.axes.first(where: { ["data", "data.to", "data.test_from"].contains($0.name) })
        {
            throw .unsuitable(
                "sweep: the axis \(axis.name) would open the final test period, which is withheld from \(end) on; leave the "
                    + "axis out, or data.test_from", at: place)
        }
        guard sweep.method == .grid || sweep.trials != nil else {
            throw .unsuitable(
                "sweep: the method \(sweep.method.rawValue) needs a number of trials: sweep.trials, or --trials",
                at: place)
        }
        self.sweep = sweep
        let parameters = source.parameters(of: configuration)
        var axes = sweep.axes.map { axis in
            TrialAxis(name: axis.name, domain: parameters.first { $0.name == axis.name }?.domain)
        }
        if sweep.method == .halving {
            guard !axes.contains(where: { $0.name == "data.to" }) else {
                throw .unsuitable("sweep: the method halving sets data.to itself; leave that axis out", at: place)
            }
            axes.append(TrialAxis(name: TrialAxis.periodFraction))
        }
        guard stated.venue == .bars else {
            throw .unsuitable(
                "venue: market is run by backtest run; a sweep tries parameters on bars: set venue: bars, whose bars the same "
                    + "market makes", at: stated.place(of: "venue"))
        }
        self.axes = axes
        var objectives: [SweepObjective] = []
        for id in sweep.objectives {
            objectives.append(try SweepObjective(id, at: stated.place(of: "sweep.objective")))
        }
        self.objectives = objectives
        columns = TrialColumns(and: sweep.objectives)
        do throws(SearchError) {
            let space = try SearchSpace(
                axes: sweep.axes, constraints: sweep.constraints, fixed: SweepPlan.numbers(of: configuration.plan))
            beginSearch = try SweepPlan.search(of: sweep, space, seed: configuration.seed)
            points =
                beginSearch == nil
                ? try SweepPlan.points(of: sweep, space, seed: configuration.seed) : ProposedPoints(space)
        } catch { throw .space(error, at: place) }
        guard points.count <= Int(UInt32.max) else {
            throw .unsuitable("sweep: \(points.count) trials are more than can be numbered", at: place)
        }
        try checkValues(at: stated.place(of: "sweep.space"))
    }

    /// The parameters of what decides that are numbers, by name, at the values of the config.
    private static func numbers(of plan: StrategyPlan) -> [String: Double] {
        var numbers: [String: Double] = [:]
        for (name, value) in plan.parameters {
            switch value {
            case .integer(let whole): numbers[name] = Double(whole)
            case .number(let number): numbers[name] = number
            case .boolean, .choice, .numbers, .text: break
            }
        }
        return numbers
    }

    private static func points(
        of sweep: SweepConfiguration, _ space: SearchSpace, seed: UInt64
    ) throws(SearchError) -> any SearchPlan {
        let trials = sweep.trials ?? 0
        switch sweep.method {
        case .random: return try RandomPlan(space, count: trials, seed: seed)
        case .sobol: return try SobolPlan(space, count: trials, seed: seed)
        case .latin: return try LatinHypercubePlan(space, count: trials, seed: seed)
        default: return try GridPlan(space)
        }
    }

    /// What begins the search of an adaptive method; `nil` for others.
    ///
    /// - Throws: What is wrong with the space or the settings.
    private static func search(
        of sweep: SweepConfiguration, _ space: SearchSpace, seed: UInt64
    ) throws(SearchError) -> (@Sendable () throws(SearchError) -> any AdaptiveSearch)? {
        guard sweep.method.isAdaptive else { return nil }
        let begin: @Sendable () throws(SearchError) -> any AdaptiveSearch = { () throws(SearchError) in
            switch sweep.method {
            case .halving:
                return try SuccessiveHalving(
                    space, points: sweep.trials ?? 1, lowestFraction: sweep.lowestFraction,
                    reduction: sweep.reduction, seed: seed)
            default:
                guard let method = NLoptMethod(rawValue: sweep.method.rawValue) else {
                    return try ParzenSearch(space, seed: seed)
                }
                return try NLoptSearch(space, method: method, seed: seed)
            }
        }
        _ = try begin()
        return begin
    }

    /// The config whose bars end where the final test period begins.
    private static func withholding(
        _ configuration: StudyConfiguration, _ source: StudySource
    ) throws(ConfigError) -> (StudySource, StudyConfiguration) {
        let end: ConfigMoment
        switch configuration.data.testFrom {
        case .date(let date): end = .date(date + -1)
        case .instant(let instant): end = .instant(instant)
        case nil: return (source, configuration)
        }
        var source = source
        source.overrides.append(ConfigOverride(key: "data.test_from", value: "~"))
        source.overrides.append(ConfigOverride(key: "data.to", value: end.description))
        return (source, try source.configuration())
    }

    /// Refuses values that a parameter cannot have, or a key, before anything is run.
    private func checkValues(at place: SourcePlace) throws(SweepError) {
        for (axis, searched) in zip(axes, sweep.axes) {
            for value in SweepPlan.probes(of: searched) {
                if axis.isDirect {
                    guard axis.value(value.text) == nil else { continue }
                    throw .unsuitable(
                        "sweep.space.\(axis.name) must be \(axis.domain?.allowed ?? "a value"); found \(value.text)",
                        at: place)
                }
                do throws(ConfigError) {
                    _ = try source.configuration(setting: [ConfigOverride(key: axis.name, value: value.text)])
                } catch { throw .config(error) }
            }
        }
    }

    /// The ends of a range, or all listed values.
    private static func probes(of axis: SearchAxis) -> [SearchValue] {
        if case .values(let values) = axis.domain { return values }
        return [axis.value(atShare: 0), axis.value(atShare: 1)]
    }

    /// The texts of a trial's values, in the order of the axes.
    public func values(of trial: Int) -> [String] {
        let values = points.point(at: trial).values.map(\.text)
        guard sweep.method == .halving, let points = points as? ProposedPoints else { return values }
        return values + [points.periodFraction(of: trial).shortestText]
    }

    /// Whether a trial is for the whole period, so that it can be compared with others; not before it is proposed.
    public func isWhole(_ trial: Int) -> Bool {
        (points as? ProposedPoints).map { trial < $0.count && $0.periodFraction(of: trial) >= 1 } ?? true
    }

    /// The number of trials; of an adaptive method those that it has proposed so far.
    public var count: Int { points.count }

    /// The greatest number of trials that there will be.
    public var most: Int {
        guard beginSearch != nil else { return points.count }
        // The rungs of halving have at most as many points as a geometric series.
        let trials = sweep.trials ?? 0
        return sweep.method == .halving ? 2 * trials : trials
    }

    /// How long a trial may take; `nil` for as long as it takes.
    public var trialLimit: Duration? {
        // A duration holds no more, and nobody waits for longer than a lifetime.
        sweep.trialSeconds.map { .seconds(min($0, 1e10)) }
    }

    /// Whether trials can be run in any order and place: those of adaptive methods wait for the results of others.
    public var isFixed: Bool { beginSearch == nil }

    /// The hash of all that the trials are a function of.
    ///
    /// - Parameter data: The hash of the bars.
    public func hash(data: String) -> String {
        let parts =
            ["backtest.sweep/1", Version.current, configuration.hash, String(configuration.seed), data]
            + [sweep.method.rawValue, String(sweep.trials ?? 0)]
            + (sweep.method == .halving ? [sweep.lowestFraction.shortestText, String(sweep.reduction)] : [])
            + sweep.axes.map(\.text)
            + ["constraints"] + sweep.constraints + ["objectives"] + sweep.objectives
        return SHA256.hexDigest(of: parts.joined(separator: "\n"))
    }
}

extension SearchAxis {
    /// As on the command line: reading it back gives the same axis.
    var text: String {
        switch domain {
        case .whole(let lower, let upper, let step): "\(name)=\(lower):\(upper):\(step)"
        case .number(let lower, let upper, let scale, let step):
            "\(name)=" + SearchValue.number(lower).text + ":" + SearchValue.number(upper).text
                + (scale == .logarithmic ? ":log" : "") + (step.map { ":" + SearchValue.number($0).text } ?? "")
        case .values(let values): "\(name)=" + values.map(\.text).joined(separator: ",")
        }
    }
}
