import ArgumentParser
import Foundation
public import StrategyKit

/// The command line: `backtest` itself, and any program that adds strategies and models of its own to it.
///
///     import Commands
///     import StrategyKit
///
///     @main struct Main {
///         static func main() { CommandLineInterface.run(adding: [.strategy(MyStrategy.self, name: "mine", "…")]) }
///     }
public enum CommandLineInterface {
    /// Parses the process's arguments, does what they say, and ends the process with the status that `ExitStatus` lists.
    ///
    /// - Parameters:
    ///   - strategies: Strategies that configs can name besides those shipped.
    ///   - models: Models that configs can name besides those built in.
    public static func run(adding strategies: [StrategyDeclaration] = [], models: [ModelDeclaration] = []) -> Never {
        Registered.strategies = strategies
        Registered.ownModels = models
        do {
            var command = try BacktestCommand.parseAsRoot()
            try command.run()
            exit(ExitStatus.done.rawValue)
        } catch let failure as CommandFailure {
            Console.endProgress()
            if let message = failure.message { Console.note(message) }
            exit(failure.status.rawValue)
        } catch {
            end(with: error)
        }
    }

    private static func end(with error: any Error) -> Never {
        let code = BacktestCommand.exitCode(for: error)
        let message = BacktestCommand.fullMessage(for: error)
        if code == .success {
            Console.out(message + (message.hasSuffix("\n") ? "" : "\n"))
            exit(ExitStatus.done.rawValue)
        }
        Console.note(message)
        exit((code == .validationFailure ? ExitStatus.usage : ExitStatus.failed).rawValue)
    }
}
