import Core

/// What the robustness runs of a study vary, and by how much.
public struct RobustnessConfiguration: Hashable, Sendable {
    /// What is varied.
    public enum Kind: String, CaseIterable, Sendable {
        /// The order and the choice of trades.
        case trades
        /// The order and the choice of bars.
        case bars
        /// Noise on prices.
        case noise
        /// How late orders arrive.
        case delays
        /// What trading costs.
        case costs
        /// Parts of the period.
        case periods
        /// Which instruments there are.
        case instruments
    }

    /// What is varied, in the order of `Kind`; `nil`: everything that applies.
    public var kinds: [Kind]?
    /// How many runs a group of drawn ones has.
    public var runs = 500
    /// Seed of every draw; `nil`: that of the study.
    public var seed: UInt64?
    /// Whether a trade's result grows with the account.
    public var compoundsTrades = true
    /// How many trades in a row are drawn together.
    public var tradeBlock = 1
    /// The mean number of sessions that are drawn in a row; `nil`: the automatic one.
    public var barBlock: Double?
    /// The greatest displacements, as parts of the mean true range.
    public var noiseLevels = [0.1, 0.25, 0.5]
    /// Of how many bars the true range is the mean.
    public var noiseWindow = 14
    /// The share of bars with noise.
    public var noiseShare = 1.0
    /// By how many bars all orders are late.
    public var delayBars = [1, 2, 3]
    /// How often an order is 0, 1, 2 … bars late, in proportion.
    public var delayWeights = [0.5, 0.3, 0.2]
    /// The longest of random latencies, in nanoseconds; none where empty.
    public var latencies: [Int64] = []
    /// Factors of all costs.
    public var costFactors: [Double] = [0, 0.5, 1, 2, 3, 5]
    /// The least and the greatest factor of drawn costs.
    public var costRange = [0.5, 3.0]
    /// In how many equal parts the period is cut.
    public var parts = 4
    /// Without how many of the best sessions the result is computed.
    public var bestSessions = [1, 5, 10, 20]
    /// What is asked for; nothing where all are `nil`.
    public var thresholds = Thresholds()

    /// What is asked of the runs.
    public struct Thresholds: Hashable, Sendable {
        /// The greatest share of a group's runs that may lose.
        public var mostLosses: Double?
        /// The greatest depth, a positive fraction, of the drawdown than which one drawn run in twenty has a deeper one.
        public var mostDrawdown: Double?
        /// The least multiple of all costs at which nothing is gained any more.
        public var leastBreakEven: Double?

        /// Nothing.
        public init() {}

        /// What a section asks for.
        fileprivate init(_ section: ConfigValue) {
            mostLosses = section["most_losses"]?.number
            mostDrawdown = section["most_drawdown"]?.number
            leastBreakEven = section["least_break_even"]?.number
        }
    }

    /// What holds where a config says nothing.
    public init() {}

    /// The section `robustness` of a config; what it leaves out is as it is without it.
    init(_ root: ConfigValue) {
        guard let section = root["robustness"] else { return }
        take(section)
    }

    /// Takes what a section says.
    private mutating func take(_ section: ConfigValue) {
        kinds = RobustnessConfiguration.kinds(section)
        barBlock = section["bars.block"]?.number
        latencies = RobustnessConfiguration.latencies(section)
        if let whole = section["seed"]?.whole { seed = UInt64(whole) }
        if let flag = section["trades.compounded"]?.flag { compoundsTrades = flag }
        thresholds = Thresholds(section)
        takeCounts(section)
        takeNumbers(section)
    }

    private mutating func takeCounts(_ section: ConfigValue) {
        if let whole = section["runs"]?.whole { runs = whole }
        if let whole = section["trades.block"]?.whole { tradeBlock = whole }
        if let whole = section["noise.window"]?.whole { noiseWindow = whole }
        if let whole = section["periods.parts"]?.whole { parts = whole }
        if let wholes = section.wholes("delays.bars") { delayBars = wholes }
        if let wholes = section.wholes("periods.best_sessions") { bestSessions = wholes }
    }

    private mutating func takeNumbers(_ section: ConfigValue) {
        if let number = section["noise.share"]?.number { noiseShare = number }
        if let numbers = section.numbers("noise.levels") { noiseLevels = numbers }
        if let numbers = section.numbers("delays.weights") { delayWeights = numbers }
        if let numbers = section.numbers("costs.factors") { costFactors = numbers }
        if let numbers = section.numbers("costs.range") { costRange = numbers }
    }

    private static func kinds(_ section: ConfigValue) -> [Kind]? {
        guard let words = section["kinds"]?.elements else { return nil }
        let named = words.compactMap(\.text)
        return Kind.allCases.filter { named.contains($0.rawValue) }
    }

    private static func latencies(_ section: ConfigValue) -> [Int64] {
        var latencies: [Int64] = []
        for element in section["delays.latency"]?.elements ?? [] {
            guard let text = element.text, let latency = ConfigDuration.nanoseconds(text) else { continue }
            latencies.append(latency)
        }
        return latencies
    }

    /// All that decides what is run, on one line.
    public var text: String {
        func joined(_ values: [Double]) -> String { values.map(\.shortestText).joined(separator: ",") }
        func joined(_ values: [Int]) -> String { values.map { String($0) }.joined(separator: ",") }
        return [
            "kinds \(kinds?.map(\.rawValue).joined(separator: ",") ?? "all")", "runs \(runs)",
            "seed \(seed.map { String($0) } ?? "of the study")", "trades \(compoundsTrades) \(tradeBlock)",
            "bars \(barBlock?.shortestText ?? "auto")",
            "noise \(joined(noiseLevels)) \(noiseWindow) \(noiseShare.shortestText)",
            "delays \(joined(delayBars)) \(joined(delayWeights)) \(latencies.map { String($0) }.joined(separator: ","))",
            "costs \(joined(costFactors)) \(joined(costRange))", "periods \(parts) \(joined(bestSessions))",
        ].joined(separator: "; ")
    }

    /// A duration as configs write it: `250ms`.
    public static func text(ofLatency nanoseconds: Int64) -> String { ConfigDuration.text(nanoseconds) }
}

extension ConfigValue {
    /// The numbers of a list; `nil` where the key is absent.
    fileprivate func numbers(_ key: String) -> [Double]? { self[key]?.elements.compactMap(\.number) }

    /// The whole numbers of a list; `nil` where the key is absent.
    fileprivate func wholes(_ key: String) -> [Int]? { self[key]?.elements.compactMap(\.whole) }
}
