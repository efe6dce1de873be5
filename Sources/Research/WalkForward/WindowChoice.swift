import Core
import Foundation

/// What the search on a training window came to.
public struct WindowChoice: Codable, Sendable, Hashable {
    /// The hash of the search.
    public let sweep: String
    /// How many trials it had.
    public let trials: Int
    /// How many of them have no figures.
    public let failed: Int
    /// The best trial by the first objective, of equal ones the first; `nil` where none has a figure of it.
    public let trial: Int?
    /// A text for each axis of the search, as the trial has them; none without a trial.
    public let values: [String]
    /// The trial's figures of all objectives; `nil` for those that it does not have.
    public let figures: [Double?]
    /// Why there is no trial.
    public let reason: String?

    /// What a sweep came to.
    init(_ result: SweepResult) {
        sweep = result.hashes.sweep
        trials = result.trials.count
        failed = trials - result.count(.finished)
        let plan = result.plan
        guard let objective = plan.objectives.first, let place = result.ranked(by: objective, most: 1).first else {
            (trial, values, figures) = (nil, [], [])
            let most = result.failures.first
            reason =
                most.map { "\($0.count) of \(result.trials.count) trials: \($0.reason)" }
                ?? "no trial has a figure of \(plan.objectives.first?.id ?? "the objective")"
            return
        }
        let number = Int(result.trials.numbers[place])
        trial = number
        values = plan.values(of: number)
        figures = plan.objectives.map { objective in
            plan.columns.place(of: objective.id).flatMap { result.trials.figure($0, of: place) }
        }
        reason = nil
    }

    private static let file = "choice.json"

    /// What an earlier run has left in the folder of a finished search; `nil` where it left nothing that can be used.
    static func kept(in folder: SweepFolder, sweep: String) -> WindowChoice? {
        guard case .finished(sweep) = folder.content,
            let data = FileManager.default.contents(atPath: folder.url.appendingPathComponent(file).path),
            let choice = try? JSONDecoder().decode(WindowChoice.self, from: data), choice.sweep == sweep
        else { return nil }
        return choice
    }

    /// Keeps it in the folder of its search, so that the search need not be run again.
    func keep(in folder: SweepFolder) throws(SweepError) {
        let file = folder.url.appendingPathComponent(WindowChoice.file)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do { try encoder.encode(self).write(to: file, options: .atomic) } catch {
            throw .folder(FolderError(path: file.path, reason: FolderWriter.reason(error)))
        }
    }
}
