import Core
import MarketSimulator
public import Reports
import StrategyKit
public import StylizedFacts

extension SimulatedMarket {
    /// The scorecards of its instruments.
    ///
    /// - Parameters:
    ///   - title: What the pages are called.
    ///   - beside: The scorecard of other data, measured alike; `nil` for none.
    public func scorecards(title: String, beside: Scorecard? = nil) -> [FactsReport] {
        configuration.instruments.indices.compactMap { place in
            var options = StylizedFactsBattery.Options()
            options.seed = configuration.seed
            options.expectsSeasonality = configuration.activity.profileDepth > 0
            options.mechanisms = configuration.mechanisms
            let symbol = configuration.instruments[place].symbol
            let battery = StylizedFactsBattery(options)
            let card: Scorecard
            do throws(MarketRecordError) {
                card = try battery.scorecard(of: record(of: place))
            } catch {
                guard case .empty = error else { return nil }
                card = battery.scorecard(ofNothing: symbol, because: "nobody traded and nobody quoted")
            }
            var report = FactsReport(
                title: configuration.instruments.count == 1 ? title : "\(title): \(symbol)", scorecard: card,
                beside: beside)
            report.notice = silence ?? (bars[place].count == 0 ? "nobody traded \(symbol)" : "")
            report.picture = picture(of: place)
            report.provenance = [
                LabelledText("Trades", tradeHash), LabelledText("Seed", String(configuration.seed)),
                LabelledText("Days", String(configuration.days)), LabelledText("Version", Version.current),
            ]
            return report
        }
    }
}
