import DataSources
import Foundation
import MarketSimulator
import Reports
import Research
import StrategyKit
import StylizedFacts
import Synchronization

/// Markets that differ by their seeds alone.
struct SimulationRuns: Sendable {
    /// One market that was made.
    struct Made: Sendable {
        let market: SimulatedMarket
        let cards: [FactsReport]
        /// The folder, as it is shown.
        let folder: String
        let seconds: Double
    }

    let configuration: SimulationConfiguration
    let count: Int
    let out: String?
    let command: String
    /// Whether scorecards are measured.
    let measures: Bool
    /// The scorecard of other data.
    let beside: Scorecard?

    /// The config of a run, whose seed is so much higher than that of the first.
    private func configuration(of run: Int) -> SimulationConfiguration {
        var own = configuration
        own.market.configuration.seed &+= UInt64(run)
        return own
    }

    private func folder(of run: Int) -> MarketFolder {
        // All runs lie below the folder of the first.
        count == 1
            ? MarketFolder(configuration, at: out)
            : MarketFolder(
                configuration(of: run), at: out ?? MarketFolder(configuration).url.relativePath, number: run + 1)
    }

    /// Refuses places that hold something else.
    func checkPlaces(force: Bool) throws {
        for run in 0..<count {
            do throws(FolderError) { try folder(of: run).checkPlace(force: force) } catch {
                throw CommandFailure(.failed, error.description)
            }
        }
    }

    /// Makes all markets.
    func run(jobs: Int) throws -> [Made] {
        let parts = Mutex([Double](repeating: 0, count: count))
        let results: [Result<Made, SimulatedMarket.Failure>]
        do throws(RobustnessError) {
            results = try NumberedRuns(count: count).make(
                jobs: jobs,
                report: { progress in
                    let share = parts.withLock { $0.reduce(0, +) } / Double(count)
                    Console.progress(
                        share >= 1
                            ? "measuring"
                            : "\(Int(share * 100)) % of the market"
                                + (count > 1 ? "s, \(progress.done) of \(count)" : ""))
                    return !Interrupt.isRequested
                },
                isFailed: { (try? $0.get()) == nil },
                { run, isWanted in
                    do throws(SimulatedMarket.Failure) {
                        return .success(
                            try make(run) { part in
                                parts.withLock { $0[run] = part }
                                return isWanted()
                            })
                    } catch {
                        if case .interrupted = error { return nil }
                        return .failure(error)
                    }
                })
        } catch {
            throw count == 1
                ? SimulationRuns.failure(.interrupted)
                : CommandFailure(.interrupted, "interrupted: markets that are whole stay")
        }
        return try results.map { result in
            do throws(SimulatedMarket.Failure) { return try result.get() } catch {
                throw SimulationRuns.failure(error)
            }
        }
    }

    private func make(
        _ run: Int, progress: (Double) -> Bool
    ) throws(SimulatedMarket.Failure) -> Made {
        let configuration = configuration(of: run)
        let folder = folder(of: run)
        let start = ContinuousClock.now
        let (market, cards) = try folder.make(
            configuration, command: command,
            card: measures ? { $0.scorecards(title: configuration.name, beside: beside) } : nil, progress: progress)
        return Made(
            market: market, cards: cards, folder: folder.url.relativePath,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private static func failure(_ failure: SimulatedMarket.Failure) -> CommandFailure {
        switch failure {
        case .configuration(let error): CommandFailure(.config, "market: error: \(error)")
        case .folder(let error): CommandFailure(.failed, error.description)
        case .interrupted: CommandFailure(.interrupted, "interrupted: nothing was left of the market that was made")
        }
    }

    /// The bars of a market as text.
    static func csv(_ market: SimulatedMarket) throws -> String {
        do throws(DataError) {
            return String(decoding: try BarWriter.text(market.bars), as: UTF8.self)
        } catch { throw CommandFailure(.failed, error.description) }
    }
}
