import Core
import Research

/// Tells people how far a calibration is: after the first point how many there are and how long all take, then the points
/// that are done; on a terminal over the present line, else as a line from time to time.
struct CalibrationWatch {
    /// How many markets of a point follow each other, as a share of those of a point that stands alone.
    private let share: Double
    private let isQuiet: Bool
    private let begin = ContinuousClock.now
    /// When the first point began, when it was whole, and when a line was printed last.
    private var firstBegin: ContinuousClock.Instant?
    private var firstEnd: ContinuousClock.Instant?
    private var lastLine = ContinuousClock.now
    /// How far apart lines lie where nobody looks at a terminal.
    private static let pause = Duration.seconds(30)

    /// A watch of a calibration that is about to begin.
    init(replications: Int, threads: Int, isQuiet: Bool) {
        let rounds = (replications + threads - 1) / max(1, threads)
        share = Double(replications) / Double(max(1, threads)) / Double(max(1, rounds))
        self.isQuiet = isQuiet
    }

    /// Takes in how far it is, and says it where it is time to.
    mutating func tell(_ progress: CalibrationPlan.Progress) {
        let now = ContinuousClock.now
        if progress.points == 0 {
            firstBegin = now
            if !Console.errorIsTerminal, !isQuiet { Console.note("simulating the market as it is") }
            return
        }
        guard let firstEnd else {
            self.firstEnd = now
            lastLine = now
            guard !isQuiet else { return }
            Console.endProgress()
            return Console.note(plan(progress, seconds: (now - (firstBegin ?? begin)) / .seconds(1)))
        }
        let text = CalibrationWatch.text(progress, seconds: (now - firstEnd) / .seconds(1))
        Console.progress(text)
        guard !Console.errorIsTerminal, !isQuiet, now - lastLine >= CalibrationWatch.pause else { return }
        lastLine = now
        Console.note(text)
    }

    /// What is ahead, once a point has taken so many seconds.
    private func plan(_ progress: CalibrationPlan.Progress, seconds: Double) -> String {
        let one = seconds < 10 ? "\(((seconds * 10).rounded() / 10).shortestText) s" : ProgressText.duration(seconds)
        let all = ProgressText.duration(seconds * share * Double(progress.planned))
        return "at most \(progress.planned) points: \(progress.budget) of the search and "
            + "\(progress.planned - progress.budget) that measure intervals and the loss around the best; the first took "
            + "\(one), all take about \(all); fewer --replications, --budget or --days are quicker"
    }

    /// How far it is, where the points after the first have taken so many seconds.
    static func text(_ progress: CalibrationPlan.Progress, seconds: Double) -> String {
        let stage =
            switch progress.stage {
            case "search": "searching"
            case "refinement": "refining"
            case "identification": "measuring intervals"
            default: "measuring the loss around the best"
            }
        var text =
            "\(progress.points) of at most \(progress.planned) points, \(stage), best distance "
            + CalibrationSummary.number(progress.distance)
        if progress.points > 1, progress.planned > progress.points {
            let left = seconds / Double(progress.points - 1) * Double(progress.planned - progress.points)
            text += ", about \(ProgressText.duration(left)) left"
        }
        return text
    }
}
