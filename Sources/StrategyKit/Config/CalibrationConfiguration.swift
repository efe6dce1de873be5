/// Which parameters of a market are fitted to real data, and how.
public struct CalibrationConfiguration: Hashable, Sendable {
    /// A parameter that is free.
    public struct Parameter: Hashable, Sendable {
        /// Its path: `fundamental.volatility`, `GROUP.count`.
        public var path: String
        /// Where it is searched from; `nil` for the end of its declaration.
        public var low: Double?
        /// Where it is searched to; `nil` for the end of its declaration.
        public var high: Double?
        /// Where it stands.
        public var place: SourcePlace

        /// A parameter.
        public init(_ path: String, from low: Double? = nil, to high: Double? = nil, at place: SourcePlace) {
            (self.path, self.low, self.high, self.place) = (path, low, high, place)
        }
    }

    /// A moment that is matched.
    public struct Moment: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Where it stands.
        public var place: SourcePlace

        /// A moment.
        public init(_ name: String, at place: SourcePlace) { (self.name, self.place) = (name, place) }
    }

    /// The parameters that are free.
    public var parameters: [Parameter] = []
    /// The moments that are matched; empty for all that the data give.
    public var moments: [Moment] = []
    /// The share of days, the last ones, that judge the fit.
    public var heldOut = 0.3
    /// Days of a simulated market; `nil` for as many as training days.
    public var days: Int?
    /// Markets that are simulated for each point.
    public var replications = 4
    /// Points that the search may evaluate.
    public var budget = 300
    /// How often the search may begin anew.
    public var restarts = 1
    /// Seed of markets, resamples and the search; `nil`: that of the market.
    public var seed: UInt64?

    /// What holds where a config says nothing.
    public init() {}

    /// The section `calibration` of a config that has been validated.
    init(_ root: ConfigValue) {
        guard let section = root["calibration"] else { return }
        parameters = (section["parameters"]?.elements ?? []).map { element in
            Parameter(
                element["path"]?.text ?? "", from: element["from"]?.number, to: element["to"]?.number, at: element.place
            )
        }
        moments = (section["moments"]?.elements ?? []).map { Moment($0.text ?? "", at: $0.place) }
        heldOut = section["held_out"]?.number ?? heldOut
        days = section["days"]?.whole
        replications = section["replications"]?.whole ?? replications
        budget = section["budget"]?.whole ?? budget
        restarts = section["restarts"]?.whole ?? restarts
        seed = (section["seed"]?.whole).map { UInt64($0) }
    }

    /// All that decides what is found beside market and data, on one line.
    public var text: String {
        func range(_ parameter: Parameter) -> String {
            guard parameter.low != nil || parameter.high != nil else { return parameter.path }
            return "\(parameter.path)=\(parameter.low?.shortestText ?? "")..\(parameter.high?.shortestText ?? "")"
        }
        return [
            "parameters \(parameters.map(range).joined(separator: ", "))",
            "moments \(moments.isEmpty ? "all" : moments.map(\.name).joined(separator: ", "))",
            "held out \(heldOut.shortestText)", "days \(days.map { String($0) } ?? "of training")",
            "replications \(replications)", "budget \(budget)", "restarts \(restarts)",
            "seed \(seed.map { String($0) } ?? "of the market")",
        ].joined(separator: "; ")
    }
}
