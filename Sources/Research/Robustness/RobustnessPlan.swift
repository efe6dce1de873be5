import Core
import DataSources
import Simulation
import Statistics
public import StrategyKit
import SyntheticHistories
import TimeSeries

/// The robustness runs of a study that has been read: what applies, what is varied, and with what it is compared.
///
/// How robust a result is says how much of it survives small changes of what it hangs on. Its runs choose nothing, and no
/// choice should be made by them: they are no trials, and the ledger does not count them (S72).
///
/// Every draw is a function of the seed, the kind and the number of the run, never of the data (S69, S74).
public struct RobustnessPlan: Sendable {
    /// A kind that does not apply.
    public struct Absence: Sendable, Hashable {
        /// What would be varied.
        public var kind: RobustnessConfiguration.Kind
        /// Why it cannot be.
        public var reason: String
    }

    /// A remark on how a kind is done here.
    public struct Note: Sendable, Hashable {
        /// The kind.
        public var kind: RobustnessConfiguration.Kind
        /// The remark, a sentence.
        public var text: String
    }

    /// The study.
    public let study: Study
    /// What is varied, and by how much.
    public let settings: RobustnessConfiguration
    /// The seed of every draw.
    public let seed: UInt64
    /// The figures of the study as it is.
    public let base: RobustnessFigures
    /// The kinds that do not apply.
    public internal(set) var absent: [Absence] = []
    /// Remarks.
    public internal(set) var notes: [Note] = []
    /// The groups, in order, without their runs.
    var groups: [PlannedGroup] = []
    /// What the study leaves as it is.
    let asItIs: StudyAsItIs
    /// What each closed trade made, in the order in which they were closed; empty where trades do not apply.
    var tradeReturns: [Double] = []
    /// What draws histories of sessions.
    var bootstrap: BlockBootstrap?
    /// Noise on the bars.
    var noise: BarNoise?

    /// Plans the runs of a study: runs it once, and finds what applies.
    ///
    /// - Parameter isWanted: Asked now and then; the planning ends where it says no.
    /// - Throws: `RobustnessError`.
    public init(
        _ study: Study, _ settings: RobustnessConfiguration, isWanted: @escaping @Sendable () -> Bool = { true }
    ) throws(RobustnessError) {
        self.study = study
        self.settings = settings
        seed = settings.seed ?? study.configuration.seed
        asItIs = try StudyAsItIs(study, isWanted: isWanted)
        base = asItIs.figures
        for kind in RobustnessConfiguration.Kind.allCases where settings.kinds?.contains(kind) ?? true {
            do throws(Inapplicable) { try add(kind, isWanted: isWanted) } catch {
                guard isWanted() else { throw .interrupted(done: 0, of: 0) }
                absent.append(Absence(kind: kind, reason: error.reason))
            }
        }
        guard !groups.isEmpty else {
            throw .unsuitable(
                "nothing can be varied: "
                    + absent.map { "\($0.kind.rawValue): \($0.reason)" }.joined(separator: "; "),
                at: study.configuration.place(of: "robustness.kinds"))
        }
    }

    /// How many runs there are.
    public var runCount: Int { groups.reduce(0) { $0 + $1.tasks.count } }

    /// The SHA-256 of all that decides the outcome: data, config, settings, seed and version.
    public var hash: String {
        SHA256.hexDigest(
            of: [
                study.dataHash, study.configuration.hash, settings.text, String(seed), Version.current,
            ].joined(separator: "\n"))
    }

    /// What the study leaves as a trial.
    var outcome: TrialBench.Outcome { asItIs.outcome }
    /// The dates of the sessions of the trading period.
    var tradedDates: [CivilDate] { asItIs.tradedDates }
}

/// Why a kind does not apply.
struct Inapplicable: Error {
    var reason: String
}
