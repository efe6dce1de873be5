import Core
import Reports

/// A sweep's report whose figures come from a smooth hill over two axes, with noise on it.
struct SimulatedSweep {
    var seed: UInt64 = 11
    var isGrid = true
    /// Values of each of the two axes of a grid.
    var fast = 20
    var slow = 26
    /// Trials of a sweep that is no grid.
    var trials = 500
    /// The texts of a third axis; none for two axes.
    var words: [String] = []
    /// Every so many-th trial fails; 0 for none.
    var failing = 0
    var goals = [SweepGoal(column: 0, isLower: false)]

    static let columns = [
        SweepColumn(id: "sharpe", label: "Sharpe ratio", unit: .ratio),
        SweepColumn(id: "total_return", label: "Total return", unit: .fraction),
        SweepColumn(id: "max_drawdown", label: "Maximum drawdown", unit: .fraction),
        SweepColumn(id: "trades", label: "Trades", unit: .count),
        SweepColumn(id: "sessions", label: "sessions", unit: .ratio),
        SweepColumn(id: "mean", label: "mean", unit: .ratio),
        SweepColumn(id: "deviation", label: "deviation", unit: .ratio),
        SweepColumn(id: "skewness", label: "skewness", unit: .ratio),
        SweepColumn(id: "kurtosis_raw", label: "kurtosis_raw", unit: .ratio),
    ]

    func content() -> SweepReport {
        var random = RandomStream(seed: seed, name: "sweep report", index: 0)
        func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.uniform() } }
        let layers = max(1, words.count)
        let count = isGrid ? fast * slow * layers : trials
        var settings = [[Double]](repeating: [], count: words.isEmpty ? 2 : 3)
        var figures: [Double] = []
        figures.reserveCapacity(count * SimulatedSweep.columns.count)
        var halves = SweepHalves(split: "2015-01-02", places: [], first: [], second: [])
        var failed = 0
        for trial in 0..<count {
            let a = isGrid ? Double(5 + trial / layers / slow * 5) : 5 + 95 * random.uniform()
            let b = isGrid ? Double(50 + trial / layers % slow * 10) : 50 + 250 * random.uniform()
            settings[0].append(a)
            settings[1].append(b)
            if !words.isEmpty { settings[2].append(Double(trial % layers)) }
            if failing > 0, trial % failing == 0 {
                failed += 1
                figures += [Double](repeating: .nan, count: SimulatedSweep.columns.count)
                continue
            }
            let hill = 0.8 - (a - 40) * (a - 40) / 6_000 - (b - 180) * (b - 180) / 40_000
            let sharpe = hill + 0.1 * normal()
            let ratio = sharpe / 252.0.squareRoot()
            figures += [
                sharpe, sharpe * 1.5, -0.2 - 0.1 * random.uniform(), (20_000 / (a + b)).rounded(), 2_500, ratio * 0.01,
                0.01, -0.3, 6,
            ]
            halves.places.append(trial)
            halves.first.append(sharpe + 0.2 * normal())
            halves.second.append(sharpe + 0.2 * normal())
        }
        var axes = [SweepAxis(name: "fast", range: "5:100:5"), SweepAxis(name: "slow", range: "50:300:10")]
        if !words.isEmpty { axes.append(SweepAxis(name: "exit", range: words.joined(separator: ","), words: words)) }
        var report = SweepReport(
            title: "Averages", method: isGrid ? "grid" : "random", isGrid: isGrid, axes: axes, goals: goals,
            trials: SweepTrials(
                numbers: (0..<UInt32(count)).map { $0 }, settings: settings, columns: SimulatedSweep.columns,
                figures: figures))
        report.constraints = ["fast < slow"]
        (report.finished, report.failed) = (count - failed, failed)
        if failed > 0 {
            report.failures = [
                SweepFailure(reason: "no decision could be taken", count: failed, first: 0, settings: ["5", "50"])
            ]
        }
        report.period = ("2004-08-19", "2024-12-31")
        report.sessions = 5_126
        report.halves = halves
        report.provenance = [
            LabelledText("Sweep", String(repeating: "3f", count: 32)), LabelledText("Version", "0.4.0"),
        ]
        report.configuration = "name: Averages\n"
        return report
    }
}
