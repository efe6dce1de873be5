import Core
import DataSources
import MarketSimulator
import StrategyKit
import TimeSeries

extension Study {
    /// The bars that the market of a config makes, within the period of its data.
    ///
    /// They are made anew for each study, which takes less than reading them would, and are the same each time.
    ///
    /// - Parameter progress: Told how many thousandths of the market are made.
    /// - Throws: `StudyError.unsuitable` where the market makes no bars in the period.
    static func simulated(
        _ configuration: StudyConfiguration, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
    ) throws(StudyError) -> ReadBars {
        guard let plan = configuration.market else {
            throw .unsuitable("data.source: simulator needs the section market", at: configuration.place(of: "data"))
        }
        let market: SimulatedMarket
        do throws(SimulatedMarket.Failure) {
            market = try SimulatedMarket.make(plan, keeping: .bars) { done in
                progress?(Int(done * 1_000), 1_000)
                return true
            }
        } catch { throw .unsuitable("market: \(error)", at: configuration.place(of: "market")) }
        var read = ReadBars(bars: market.loaded, finer: nil)
        let data = configuration.data
        read = read.cut(from: data.from?.instant(isEnd: false), through: data.to?.instant(isEnd: true))
        if let empty = read.bars.panel.series.first(where: { $0.count == 0 }) {
            throw .unsuitable(
                "the market makes no bar of \(empty.instrument.symbol) in the period of data.from and data.to; its days are "
                    + "\(plan.configuration.calendar.text)", at: configuration.place(of: "data"))
        }
        return read
    }
}

extension SimulatedMarket {
    /// The bars as if they had been read.
    fileprivate var loaded: LoadedData {
        let entries = bars.map { series in
            LoadReport.Entry(
                symbol: series.instrument.symbol, path: "market", rows: series.count, bars: series.count,
                period: series.count == 0
                    ? nil
                    : Timestamp(nanoseconds: series.start[0])..<Timestamp(nanoseconds: series.end[series.count - 1]),
                barLength: series.count == 0 ? nil : series.end[0] - series.start[0],
                calendar: configuration.calendar.name, adjustment: .none, counts: RepairCounts(),
                barsOutsideSessions: 0, barsClipped: 0,
                notes: ["simulated: \(counts.trades) trades of \(counts.orders) orders, seed \(configuration.seed)"])
        }
        return LoadedData(
            panel: Panel(bars), report: LoadReport(entries: entries),
            sources: [LoadedData.Source(path: "market", sha256: tradeHash, byteCount: 0)])
    }
}

extension ConfigMoment {
    /// The instant at which a period begins or ends; of a date in UTC, the whole of which is in it.
    fileprivate func instant(isEnd: Bool) -> Timestamp {
        switch self {
        case .instant(let instant): instant
        case .date(let date):
            Timestamp(nanoseconds: (Int64(date.daysSinceEpoch) + (isEnd ? 1 : 0)) * Timestamp.day)
        }
    }
}

extension TradingCalendar {
    /// The first and the last session.
    fileprivate var text: String {
        guard let first = sessions.first, let last = sessions.last else { return "none" }
        return "\(first.date) to \(last.date)"
    }
}
