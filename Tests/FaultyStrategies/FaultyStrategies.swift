import Commands
import StrategyKit

/// The command line with a strategy that goes wrong on purpose: a user's own package, as tests of sweeps need one.
@main
struct FaultyStrategies {
    static func main() {
        CommandLineInterface.run(adding: [
            .strategy(FaultyStrategy.self, name: "faulty", "Buys after a falling close, and goes wrong in some trials")
        ])
    }
}
