public import Reports
import ParameterSearch
public import Statistics
import StrategyKit

/// The trial that is judged.
public struct ChosenTrial: Sendable {
    /// Its place among the judged trials.
    public let place: Int
    /// Its sweep and its number there.
    public let trial: JudgedTrials.Trial
    /// What it was chosen by: a metric, or `--trial`.
    public let reason: String
    /// The row of its returns; `nil` where they are not kept.
    public let row: Int?
    /// The moments of its returns.
    public let figures: TrialFigures
    /// What it set, by name.
    public let settings: [(name: String, value: String)]
    /// The metric of the plateau, and whether less of it is better.
    public let objective: SweepObjective
    /// What must be known of the choice.
    public let notes: [String]

    /// Chooses the trial that is the best by the sweeps' objective, or a given one.
    ///
    /// - Throws: `unsuitable` for a given trial that cannot be judged, `trials` where none can.
    init(_ trials: JudgedTrials, given: Int?) throws(SweepJudgementError) {
        var notes: [String] = []
        let first = trials.sweeps[0]
        let objectives = Set(trials.sweeps.map { $0.plan.objectives[0] })
        var id = first.plan.objectives[0].id
        if objectives.count > 1 {
            id = "sharpe"
            notes.append("The sweeps differ in their objective: the trial with the best Sharpe ratio is judged.")
        } else if first.plan.objectives.count > 1 {
            notes.append("Of several objectives the first, \(id), chooses the trial; --trial judges another one.")
        }
        let best: Int
        if let given {
            guard let place = trials.trials.firstIndex(of: .init(sweep: 0, number: given)) else {
                let known = (0..<first.plan.count).contains(given)
                throw .unsuitable(
                    known
                        ? "--trial is \(given), which came to no figures: see trials.csv for its reason"
                        : "--trial is \(given); \(first.shownName) has trials from 0 to \(first.plan.count - 1)")
            }
            guard trials.figures[place].sharpe != nil else {
                throw .unsuitable("--trial is \(given), whose returns do not vary: did it trade?")
            }
            (best, reason) = (place, "--trial")
        } else {
            let scores = try ChosenTrial.scores(trials, of: id)
            var found: (place: Int, score: Double)?
            for (place, score) in scores.enumerated() where trials.figures[place].sharpe != nil {
                if !score.isNaN, found.map({ score > $0.score }) ?? true { found = (place, score) }
            }
            guard let found else {
                throw .trials(path: first.shownName, .noVariation(purpose: "the choice of the best trial by \(id)"))
            }
            best = found.place
            reason = id
            if zip(scores, trials.figures).contains(where: { $1.sharpe == nil && $0 > found.score }) {
                notes.append(
                    "Trials that never made or lost anything have a better \(id) and were passed over: they have no Sharpe "
                        + "ratio.")
            }
        }
        let trial = trials.trials[best]
        let plan = trials.sweeps[trial.sweep].plan
        (place, self.trial, figures) = (best, trial, trials.figures[best])
        row = trials.rows.firstIndex(of: best)
        if row == nil { notes.append("The returns of the judged trial were not kept: the stepwise test lacks it.") }
        settings = zip(plan.axes, plan.values(of: trial.number)).map { ($0.name, $1) }
        objective = plan.objectives.first { $0.id == id } ?? plan.objectives[0]
        self.notes = notes
    }

    /// The scores of all trials by a metric, so that more is better; `nan` where there is none.
    private static func scores(_ trials: JudgedTrials, of id: String) throws(SweepJudgementError) -> [Double] {
        var columns: [[Double]] = []
        for sweep in trials.sweeps { columns.append(try sweep.column(id)) }
        return trials.trials.map { trial in
            let isLower = trials.sweeps[trial.sweep].plan.objectives.contains { $0.id == id && $0.isLower }
            let figure = columns[trial.sweep][trial.number]
            return isLower ? -figure : figure
        }
    }

    /// How well its neighbours do.
    ///
    /// On a grid those next to it along every axis; elsewhere the nearest, two for each axis.
    ///
    /// - Returns: `nil` where it has no figure of the objective.
    func plateau(_ trials: JudgedTrials) throws(SweepJudgementError) -> PlateauScore? {
        let sweep = trials.sweeps[trial.sweep]
        let plan = sweep.plan
        let objectives = try sweep.column(objective.id)
        guard !objectives[trial.number].isNaN else { return nil }
        let words = plan.sweep.axes.map { axis -> [SearchValue: Double] in
            guard case .values(let values) = axis.domain else { return [:] }
            return Dictionary(values.enumerated().map { ($1, Double($0)) }, uniquingKeysWith: { first, _ in first })
        }
        let points = (0..<plan.count).map { number in
            plan.points.point(at: number).values.enumerated().map { axis, value in
                value.number ?? words[axis][value] ?? 0
            }
        }
        let isGrid = plan.sweep.method == .grid
        do throws(JudgementError) {
            return try PlateauScore(
                points: points, objectives: objectives, chosen: trial.number,
                neighbourhood: isGrid ? .steps(1) : .nearest(2 * plan.axes.count),
                higherIsBetter: !objective.isLower)
        } catch { throw .trials(path: sweep.shownName, error) }
    }

    /// What it set, as numbers and words.
    public var settingsDocument: JSONValue {
        .object(
            settings.map { setting in
                let number = Double(setting.value).map { JSONValue.number($0) }
                return .init(setting.name, Int(setting.value).map { .integer($0) } ?? number ?? .string(setting.value))
            })
    }
}
