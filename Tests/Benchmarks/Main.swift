import CAllocations

/// Prints the rates of the reference workloads: all of them, or those named.
///
///     swift run -c release Benchmarks
///     swift run -c release Benchmarks engine data
@main
struct Benchmarks {
    static let all: [(name: String, run: @Sendable () -> Void)] = [
        ("engine", { benchmarkEngine() }), ("allocations", { benchmarkAllocations() }),
        ("sweep", { benchmarkSweep() }), ("whole-sweep", { benchmarkWholeSweep() }),
        ("indicators", { benchmarkIndicators() }),
        ("data", { benchmarkData() }), ("csv", { benchmarkCSV() }), ("line-protocol", { benchmarkLineProtocol() }),
        ("csv-shapes", { benchmarkCSVShapes() }), ("csv-writer", { benchmarkCSVWriter() }),
        ("influx", { benchmarkInflux() }), ("push", { benchmarkPush() }), ("listen", { benchmarkListen() }),
        ("cache", { benchmarkCache() }), ("regression", { benchmarkRegression() }),
        ("walk-forward", { benchmarkWalkForwardRidge() }), ("monthly-ridge", { benchmarkMonthlyRidge() }),
        ("learning-data", { benchmarkLearningData() }), ("network", { benchmarkNetwork() }),
        ("portfolio", { benchmarkPortfolio() }), ("ledger", { benchmarkLedger() }),
        ("judgement", { benchmarkJudgement() }), ("parameter-search", { benchmarkParameterSearch() }),
        ("robustness", { benchmarkRobustness() }), ("stylized-facts", { benchmarkStylizedFacts() }),
        ("program", { benchmarkProgram() }),
        ("workers", { benchmarkWorkers() }),
        ("slurm", { benchmarkSlurm() }),
        ("order-book", { benchmarkOrderBook() }),
        ("market", { benchmarkMarket() }), ("strategy-market", { benchmarkStrategyMarket() }),
        ("histories", { benchmarkHistories() }),
    ]

    static func main() {
        let asked = CommandLine.arguments.dropFirst()
        for name in asked where !all.contains(where: { $0.name == name }) {
            print("there is no benchmark '\(name)'; there are \(all.map(\.name).joined(separator: ", "))")
        }
        // Repetitions find the memory of those before them: else whether the allocator gives the event log back between
        // them, which hangs on what else was allocated, is a fifth of a run.
        allocations_keep_memory()
        for benchmark in all where asked.isEmpty || asked.contains(benchmark.name) { benchmark.run() }
    }
}
