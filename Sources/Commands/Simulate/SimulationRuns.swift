import DataSources
import Foundation
import LineProtocol
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
    private let sending = Sending()

    /// Why a market could not be written to a database.
    private final class Sending: Sendable {
        let failure = Mutex<CommandFailure?>(nil)
    }

    init(
        configuration: SimulationConfiguration, count: Int, out: String?, command: String, measures: Bool,
        beside: Scorecard?
    ) {
        (self.configuration, self.count, self.out) = (configuration, count, out)
        (self.command, self.measures, self.beside) = (command, measures, beside)
    }

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

    /// Where all markets are: the folder above those of several.
    var place: URL {
        let first = folder(of: 0).url
        return count == 1 ? first : first.deletingLastPathComponent()
    }

    /// Writes down what several markets have in common.
    func writeRuns(_ made: [Made]) throws -> MarketRuns {
        let runs = MarketRuns(
            made.enumerated().map { number, one in
                MarketRuns.Run(
                    folder: "run-\(number + 1)", seed: one.market.configuration.seed,
                    trades: Int(one.market.counts.trades), scorecards: one.cards.map(\.scorecard))
            })
        do throws(FolderError) { try runs.write(name: configuration.name, to: place) } catch {
            throw CommandFailure(.failed, error.description)
        }
        return runs
    }

    /// Refuses places that hold something else.
    func checkPlaces(force: Bool) throws {
        if count > 1 {
            do throws(FolderError) { try MarketRuns.checkPlace(place) } catch {
                throw CommandFailure(.failed, error.description)
            }
        }
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
        if let failure = sending.failure.withLock({ $0 }) { throw failure }
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
            keepsEverything: configuration.write != nil,
            card: measures ? { $0.scorecards(title: configuration.name, beside: beside) } : nil, progress: progress)
        if let target = configuration.write {
            // One after the other; what was not taken ends the command when all markets are made.
            sending.failure.withLock { failure in
                guard failure == nil else { return }
                do { try send(market, configuration, to: target, folder) } catch let error as CommandFailure {
                    failure = error
                } catch {
                    failure = CommandFailure(.failed, "\(configuration.writePlace): error: \(error)")
                }
            }
        }
        return Made(
            market: market.withoutTicks, cards: cards, folder: folder.url.relativePath,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// Writes a market to the database that the config names.
    private func send(
        _ market: SimulatedMarket, _ configuration: SimulationConfiguration, to target: InfluxTargetConfiguration,
        _ folder: MarketFolder
    ) throws {
        var lines = MarketLines(
            market, name: configuration.name, folder: folder.name, prefix: configuration.measurementPrefix)
        lines.tags = configuration.tags.map { Point.Tag($0.key, $0.value) }
        let points = try InfluxSend(
            target: target, measurements: MarketLines.measurements.map { configuration.measurementPrefix + $0 },
            place: configuration.writePlace, kept: "the market is whole in \(folder.url.relativePath)"
        ).send { dialect, append in try lines.write(dialect: dialect, append) }
        Console.note("write: \(points) points to \(target.database) at \(target.url), market \(folder.name)")
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
