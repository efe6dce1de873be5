import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries
import TrialLedger

/// All that trials with the same values of the other keys share: the study of their config and its bench.
///
/// A class, since every trial takes them.
final class TrialTerms: Sendable {
    let study: Study
    let bench: TrialBench
    let universe: Universe
    let template: StrategyTemplate
    let hasher: ConfigHasher
    let ledgerStudy: TrialStudy

    /// Terms.
    ///
    /// - Parameters:
    ///   - study: The study of the config.
    ///   - store: Columns of its bars.
    ///   - source: Where the config is from.
    ///   - parameters: The parameters that trials set.
    init(_ study: Study, store: ColumnStore, source: StudySource, setting parameters: [String]) {
        self.study = study
        bench = TrialBench(
            panel: study.data.panel, broker: study.configuration.broker, from: study.data.from, store: store)
        universe = Universe(study.data.panel)
        template = source.template(of: study.configuration)
        hasher = ConfigHasher(study.configuration, setting: parameters)
        ledgerStudy = TrialStudy(study, kind: "sweep")
    }
}
