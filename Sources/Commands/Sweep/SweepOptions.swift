import ArgumentParser
import ParameterSearch
import StrategyKit

/// What the command line says of a sweep's space and method, over what the config says.
struct SweepOptions: ParsableArguments {
    @Option(
        name: .customLong("grid"), parsing: .singleValue,
        help: ArgumentHelp(
            "An axis: fast=5,10,20 or fast=5:50:5, lower:upper for any value between, lower:upper:log by ratios. Any parameter of the "
                + "strategy or dotted key of the config. May be repeated; replaces an axis of this name of the config.",
            valueName: "name=values"))
    var axes: [String] = []

    @Option(help: ArgumentHelp("Points at random, so many.", valueName: "trials"))
    var random: Int?

    @Option(help: ArgumentHelp("Points of Sobol's sequence, so many.", valueName: "trials"))
    var sobol: Int?

    @Option(help: ArgumentHelp("Points of a Latin hypercube, so many.", valueName: "trials"))
    var latin: Int?

    @Option(
        help: ArgumentHelp(
            "Any method by name, with --trials: tpe, direct, crs, esch, isres and mlsl look at results before they propose more, "
                + "halving tries many on a part of the period and few on all of it.", valueName: "name"))
    var method: String?

    @Option(help: ArgumentHelp("How many trials --method has; of halving, how many begin.", valueName: "trials"))
    var trials: Int?

    @Option(
        name: .customLong("constraint"), parsing: .singleValue,
        help: ArgumentHelp("What every point meets: \"fast < slow\". May be repeated.", valueName: "condition"))
    var constraints: [String] = []

    @Option(
        name: .customLong("objective"), parsing: .singleValue,
        help: ArgumentHelp(
            "The metric that is to be best; several for a Pareto front. See backtest list metrics.", valueName: "metric"
        ))
    var objectives: [String] = []

    @Option(help: ArgumentHelp("How long a trial may take before it is given up.", valueName: "seconds"))
    var trialSeconds: Double?

    func validate() throws {
        let names = axes.map { $0.prefix { $0 != "=" } }
        if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw ValidationError("--grid names '\(name)' twice; give all its values in one: --grid \(name)=5,10,20.")
        }
        guard [random != nil, sobol != nil, latin != nil, method != nil].filter({ $0 }).count <= 1 else {
            throw ValidationError("--random, --sobol, --latin and --method exclude each other.")
        }
        if let method, SweepConfiguration.Method(rawValue: method) == nil {
            let names = SweepConfiguration.Method.allCases.map(\.rawValue)
            throw ValidationError("--method is '\(method)'; it is \(names.joined(separator: ", ")).")
        }
        for (name, count) in [("random", random), ("sobol", sobol), ("latin", latin), ("trials", trials)] {
            if let count, count < 1 { throw ValidationError("--\(name) is \(count); it is at least 1.") }
        }
        if let trialSeconds, !(trialSeconds > 0 && trialSeconds.isFinite) {
            throw ValidationError("--trial-seconds is \(trialSeconds); it is a number above 0.")
        }
    }

    /// Lays it over what a config says.
    func apply(to sweep: inout SweepConfiguration) throws(SearchError) {
        for text in axes {
            let axis = try SearchAxis(text: text)
            sweep.axes.removeAll { $0.name == axis.name }
            sweep.axes.append(axis)
        }
        // The order of axes carries no meaning.
        sweep.axes.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        if let random { (sweep.method, sweep.trials) = (.random, random) }
        if let sobol { (sweep.method, sweep.trials) = (.sobol, sobol) }
        if let latin { (sweep.method, sweep.trials) = (.latin, latin) }
        if let method = method.flatMap({ SweepConfiguration.Method(rawValue: $0) }) { sweep.method = method }
        if let trials { sweep.trials = trials }
        sweep.constraints += constraints
        if !objectives.isEmpty { sweep.objectives = objectives }
        if let trialSeconds { sweep.trialSeconds = trialSeconds }
    }

    /// The words that say the same again.
    var words: [String] {
        var words = axes.flatMap { ["--grid", $0] }
        for (name, count) in [("--random", random), ("--sobol", sobol), ("--latin", latin), ("--trials", trials)] {
            if let count { words += [name, String(count)] }
        }
        if let method { words += ["--method", method] }
        words += constraints.flatMap { ["--constraint", $0] }
        words += objectives.flatMap { ["--objective", $0] }
        if let trialSeconds { words += ["--trial-seconds", String(trialSeconds)] }
        return words
    }
}
