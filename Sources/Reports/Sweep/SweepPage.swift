import Statistics

/// What the sections of a sweep's page have in common, found once.
struct SweepPage {
    /// The fewest trials from which distributions and clouds are drawn.
    static let fewestTrials = 10
    /// The most trials whose lines are drawn.
    static let mostStrands = 200
    /// The most dots of a cloud.
    static let mostDots = 3_000

    /// What is shown.
    let report: SweepReport
    /// The first goal; `nil` where there is none.
    let goal: SweepGoal?
    /// The first goal's figure, by trial.
    ///
    /// Shape `[n]`.
    let values: [Double]
    /// The places of the best trials by the first goal, the best first.
    let best: [Int]
    /// The axes, cut into cells.
    let cells: [AxisCells]
    /// The scales of axes of numbers; `nil` for one of words, or without values.
    let scales: [PlotScale?]
    /// How the best trial stands to those around it; `nil` where there is none.
    let plateau: PlateauScore?
    /// How the best Sharpe ratio stands to luck; `nil` where fewer than two trials have one.
    let luck: SweepLuck?

    /// The page of a report.
    init(_ report: SweepReport) {
        self.report = report
        let trials = report.trials
        goal = report.goals.first
        values = goal.map { trials.values($0.column) } ?? []
        best = goal.map { trials.best(by: $0, most: SweepPage.mostStrands) } ?? []
        let ranges = max(6, min(24, Int(Double(trials.count).squareRoot() / 1.5)))
        cells = zip(report.axes, trials.settings).map { axis, settings in
            AxisCells(axis, settings, most: report.isGrid || axis.words.count > 0 ? 60 : ranges, ranges: ranges)
        }
        scales = zip(report.axes, trials.settings).map { axis, settings in
            axis.words.isEmpty ? PlotScale(holding: [settings], isLogarithmic: axis.isLogarithmic) : nil
        }
        plateau = SweepPage.plateau(report, values: values, chosen: best.first)
        luck = SweepLuck(report)
    }

    /// The best trial by the first goal.
    var chosen: Int? { best.first }

    /// The column of the first goal.
    var column: SweepColumn? { goal.map { report.trials.columns[$0.column] } }

    /// The number of a trial as the files know it.
    func number(_ place: Int) -> String { FigureText.count(Int(report.trials.numbers[place])) }

    /// What a trial set: `fast=20 slow=150`.
    func settings(of place: Int) -> String {
        zip(report.axes, report.trials.settings).map { "\($0.name)=\($0.text($1[place]))" }.joined(separator: " ")
    }

    /// Evenly picked places, at most `most` or so, and how many each stands for.
    static func picked(_ places: [Int], most: Int) -> (places: [Int], stride: Int) {
        let stride = max(1, (places.count + most - 1) / most)
        return (Swift.stride(from: 0, to: places.count, by: stride).map { places[$0] }, stride)
    }

    /// What is said of dots that were picked.
    static func pickedNote(_ stride: Int, of count: Int) -> String {
        stride == 1
            ? "All \(FigureText.count(count)) trials are drawn."
            : "One in \(FigureText.count(stride)) of \(FigureText.count(count)) trials is drawn."
    }

    private static func plateau(_ report: SweepReport, values: [Double], chosen: Int?) -> PlateauScore? {
        guard let chosen, let goal = report.goals.first, !report.axes.isEmpty else { return nil }
        let settings = report.trials.settings
        let points = (0..<report.trials.count).map { place in settings.map { $0[place] } }
        let neighbourhood: PlateauScore.Neighbourhood = report.isGrid ? .steps(1) : .nearest(20)
        return try? PlateauScore(
            points: points, objectives: values, chosen: chosen, neighbourhood: neighbourhood,
            higherIsBetter: !goal.isLower)
    }
}
