import Core
import DataSources
public import StrategyKit
public import SyntheticHistories

/// The runs of a study on other histories: what makes them, and with what they are compared.
///
/// A history has the times and instruments of the study's bars, and other prices. Its runs choose nothing: they are no trials,
/// and the ledger does not count them (S72). Every draw is a function of the seed and the number of the history (S69, S74).
public struct HistoriesPlan: Sendable {
    /// The study.
    public let study: Study
    /// Which histories.
    public let settings: HistoriesConfiguration
    /// The seed of every draw.
    public let seed: UInt64
    /// How the models were fitted, by instrument.
    public var fits: [HistoryGenerator.Fit] { generator.fits }
    /// Remarks, sentences.
    public let notes: [String]
    let asItIs: StudyAsItIs
    private let generator: HistoryGenerator

    /// Runs a study as it is, and fits what makes the histories.
    ///
    /// - Parameter isWanted: Asked now and then; the planning ends where it says no.
    /// - Throws: `RobustnessError`.
    public init(
        _ study: Study, _ settings: HistoriesConfiguration, isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws(RobustnessError) {
        (self.study, self.settings) = (study, settings)
        let configuration = study.configuration
        seed = settings.seed ?? configuration.seed
        guard configuration.data.external.isEmpty else {
            throw .unsuitable(
                "the series of data.external are of their own times, and would not fit other histories; leave them out",
                at: configuration.place(of: "data.external"))
        }
        asItIs = try StudyAsItIs(study, isWanted: isWanted)
        do throws(HistoryError) {
            generator = try HistoryGenerator(
                study.data.panel, kind: settings.generator, settings: settings.parameters, seed: seed,
                places: asItIs.places)
        } catch {
            throw .unsuitable(
                "\(settings.generator.rawValue): \(error.description)", at: configuration.place(of: "histories"))
        }
        notes = generator.notes + HistoriesPlan.notes(of: study)
    }

    /// What a study has that is no part of other histories.
    private static func notes(of study: Study) -> [String] {
        var notes: [String] = []
        if study.data.panel.hasFinerBars {
            notes.append(
                "The bars of data.finer are left out of these runs: inside bars fills follow the pessimistic path.")
        }
        let hasDatedRates = study.configuration.broker.rates.entries.contains { entry in
            if case .series = entry.source { true } else { false }
        }
        if hasDatedRates || !study.configuration.broker.referenceRates.dates.isEmpty {
            notes.append("Rates of interest and currencies from files stay at their dates.")
        }
        return notes
    }

    /// The SHA-256 of all that decides the outcome: data, config, settings, seed and version.
    public var hash: String {
        SHA256.hexDigest(
            of: [
                "histories", study.dataHash, study.configuration.hash, settings.text, String(seed), Version.current,
            ].joined(separator: "\n"))
    }

    /// Makes all runs.
    ///
    /// - Parameters:
    ///   - jobs: How many threads.
    ///   - progress: Told about ten times a second; the runs stop where it returns `false`.
    /// - Throws: `RobustnessError.interrupted`.
    public func run(
        jobs: Int, progress: (RobustnessProgress) -> Bool = { _ in true }
    ) throws(RobustnessError) -> HistoriesResult {
        let numbered = NumberedRuns<RobustnessRun>(count: settings.count)
        let runs = try numbered.make(jobs: jobs, report: progress, isFailed: { $0.reason != nil }) { number, isWanted in
            self.run(number, isWanted)
        }
        return HistoriesResult(plan: self, runs: runs)
    }

    /// The study on a history; `nil` where it was stopped.
    private func run(_ number: Int, _ isWanted: @escaping () -> Bool) -> RobustnessRun? {
        guard isWanted() else { return nil }
        var run = RobustnessRun(number: number, label: "history \(number)")
        do throws(RobustnessFault) {
            (run.figures, run.curve) = try RobustnessBench.result(
                of: study, on: generator.history(number), at: asItIs.fan.dates, isWanted: isWanted)
        } catch {
            switch error {
            case .refused(let reason): run.reason = reason
            case .stopped: return nil
            }
        }
        return run
    }
}
