import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries
import TrialLedger

/// All that trials with the same values of the other keys share: the config, its study and its bench.
///
/// A class, since every trial takes them.
final class TrialTerms: Sendable {
    let configuration: StudyConfiguration
    let study: Study
    let bench: TrialBench
    let universe: Universe
    let template: StrategyTemplate
    let hasher: ConfigHasher
    let ledgerStudy: TrialStudy

    /// Terms.
    ///
    /// - Parameters:
    ///   - base: The study of the sweep; its bars are shared where the config says the same of the data.
    ///   - store: The columns of the sweep's own bars.
    ///   - source: Where the config is from.
    ///   - parameters: The parameters that trials set.
    init(
        _ configuration: StudyConfiguration, base: Study, store: ColumnStore, source: StudySource,
        setting parameters: [String]
    ) throws(StudyError) {
        let isShared = configuration.data == base.configuration.data
        study = isShared ? try Study(configuration, sharing: base) : try Study(configuration)
        self.configuration = configuration
        bench = TrialBench(
            panel: study.data.panel, broker: study.configuration.broker, from: study.data.from,
            store: isShared ? store : ColumnStore(capacity: 64 << 20))
        universe = Universe(study.data.panel)
        template = source.template(of: configuration)
        hasher = ConfigHasher(configuration, setting: parameters)
        ledgerStudy = TrialStudy(study, kind: "sweep")
    }
}
