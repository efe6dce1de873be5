import Core
import DataSources
public import Foundation
import MarketSimulator
public import Reports
public import StrategyKit
import StylizedFacts

/// The folder that a simulated market leaves.
///
///     bars.csv          the bars of all instruments, as `data: { source: csv, layout: long }` reads them
///     trades.csv …      what happened, see `MarketTables`
///     market.json       schema backtest.market/1: counts and hashes
///     facts.json        the scorecard, where one was measured
///     report.html       the market in pictures, and the scorecard as a page
///     config.yaml       the config as resolved
///     manifest.json     what depends on clock and host
public struct MarketFolder: Sendable {
    /// Where it is.
    public let url: URL
    /// The SHA-256 of all that decides what is in it.
    public let hash: String
    private let isNumbered: Bool

    private static let schema = "backtest.market-manifest/1"

    /// The folder of a market: a given one, or `runs/<name>-market-<short hash>`.
    ///
    /// - Parameter number: The number of the run, where there are several.
    public init(
        _ configuration: SimulationConfiguration, at path: String? = nil, under base: String = "runs",
        number: Int? = nil
    ) {
        let market = configuration.market.configuration
        hash = SHA256.hexDigest(of: "\(configuration.hash) \(market.seed) \(market.days) \(Version.current)")
        let name = PlainName.of(configuration.name, or: "market").prefix(60)
        let whole = URL(fileURLWithPath: path ?? "\(base)/\(name)-market-\(hash.prefix(8))")
        isNumbered = number != nil
        url = number.map { whole.appendingPathComponent("run-\($0)") } ?? whole
    }

    /// What it is called below `runs/`: with the number of the run, where there are several.
    public var name: String {
        let last = url.lastPathComponent
        return isNumbered ? "\(url.deletingLastPathComponent().lastPathComponent)/\(last)" : last
    }

    /// Refuses a place that holds something else.
    ///
    /// What the same market left may be replaced; what another left, with `force`; anything else, never.
    ///
    /// - Throws: `FolderError` with the remedy.
    public func checkPlace(force: Bool) throws(FolderError) {
        let place = FolderPlace(url: url, kind: ("a simulated market", MarketFolder.schema), other: "another market")
        try place.check(force: force) { $0.contains(hash) }
    }

    /// Makes the market and writes all files, or none.
    ///
    /// - Parameters:
    ///   - command: The command that repeats it.
    ///   - keepsEverything: Whether trades and quotes are kept in memory though no scorecard is measured.
    ///   - card: Measures the scorecards of the market, one an instrument; `nil` for none.
    ///   - progress: Told the part of the days that is over; the market stops where it returns `false`.
    /// - Returns: The market, and its scorecards.
    /// - Throws: `SimulatedMarket.Failure`.
    public func make(
        _ configuration: SimulationConfiguration, command: String,
        keepsEverything: Bool = false, card: ((SimulatedMarket) -> [FactsReport])? = nil,
        progress: (_ done: Double) -> Bool
    ) throws(SimulatedMarket.Failure) -> (market: SimulatedMarket, cards: [FactsReport]) {
        let folder: FolderWriter
        do throws(FolderError) { folder = try FolderWriter(target: url) } catch { throw .folder(error) }
        let start = ContinuousClock.now
        let market: SimulatedMarket
        do throws(SimulatedMarket.Failure) {
            market = try SimulatedMarket.make(
                configuration.market, keeping: card == nil && !keepsEverything ? .bars : .everything, writingTo: folder,
                progress: progress)
        } catch {
            folder.discard()
            throw error
        }
        let made = ContinuousClock.now
        var cards = card?(market) ?? []
        do throws(FolderError) {
            let bars: [UInt8]
            do throws(DataError) {
                bars = try BarWriter.text(market.bars, options: BarWriteOptions(layout: .long))
            } catch { throw FolderError(path: url.appendingPathComponent("bars.csv").path, reason: "\(error)") }
            try folder.write(bars, to: "bars.csv")
            let document = market.document(name: configuration.name, config: configuration.hash)
            try folder.write(document.prettyText, to: "market.json")
            for place in cards.indices {
                cards[place].configuration = configuration.canonicalYAML
                let name =
                    market.configuration.instruments.count == 1
                    ? "" : "-\(PlainName.of(cards[place].scorecard.name, or: "\(place)"))"
                try folder.write(cards[place].jsonText, to: "facts\(name).json")
                try folder.write(cards[place].html, to: "report\(name).html")
            }
            try folder.write(configuration.canonicalYAML, to: "config.yaml")
            try folder.write(
                manifest(
                    configuration, market, command: command,
                    timings: [
                        ("market", (made - start) / .seconds(1)),
                        ("scorecard", (ContinuousClock.now - made) / .seconds(1)),
                    ]
                ).prettyText, to: "manifest.json")
            try folder.finish()
        } catch { throw .folder(error) }
        return (market, cards)
    }

    private func manifest(
        _ configuration: SimulationConfiguration, _ market: SimulatedMarket, command: String,
        timings: [(label: String, seconds: Double)]
    ) -> JSONValue {
        [
            "schema": .string(MarketFolder.schema),
            "name": .string(configuration.name),
            "version": .string(Version.current),
            "command": .string(command),
            "hashes": [
                "market": .string(hash), "config": .string(configuration.hash), "trades": .string(market.tradeHash),
            ],
            "seed": .integer(Int(truncatingIfNeeded: market.configuration.seed)),
            "host": .host(),
            "seconds": .seconds(timings),
        ]
    }
}

extension SimulatedMarket {
    /// What happened, in figures: a function of the configuration alone.
    public func document(name: String, config: String) -> JSONValue {
        let instruments = configuration.instruments.indices.map { place -> JSONValue in
            let series = bars[place]
            return [
                "symbol": .string(configuration.instruments[place].symbol),
                "bars": .integer(series.count),
                "from": series.count == 0 ? .null : .string("\(Timestamp(nanoseconds: series.start[0]))"),
                "to": series.count == 0 ? .null : .string("\(Timestamp(nanoseconds: series.end[series.count - 1]))"),
                "open": series.count == 0 ? .null : .number(series.open[0]),
                "close": series.count == 0 ? .null : .number(series.close[series.count - 1]),
                "volume": .number(series.volume.reduce(0, +)),
            ]
        }
        return [
            "schema": "backtest.market/1",
            "name": .string(name),
            "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: configuration.seed)),
            "days": .integer(configuration.days),
            "participants": .integer(configuration.groups.reduce(0) { $0 + $1.count }),
            "hashes": ["config": .string(config), "trades": .string(tradeHash)],
            "counts": [
                "messages": .integer(Int(counts.messages)), "orders": .integer(Int(counts.orders)),
                "cancellations": .integer(Int(counts.cancellations)), "rejections": .integer(Int(counts.rejections)),
                "trades": .integer(Int(counts.trades)), "lots": .integer(Int(counts.lots)),
            ],
            "instruments": .array(instruments),
            "groups": .array(groups.map(groupDocument)),
        ]
    }
    private func groupDocument(_ group: MarketGroupResult) -> JSONValue {
        let instrument = configuration.instruments[group.instrument]
        return [
            "group": .string(group.group), "agent": .string(group.kind), "symbol": .string(instrument.symbol),
            "participants": .integer(group.participants), "orders": .integer(group.orders),
            "volume": .number(instrument.units(lots: group.lots)),
            "profit": .number(Double(group.profit) * instrument.price(ticks: 1.0) * instrument.lotSize),
        ]
    }
}
