import Core
import DataSources
import Foundation
import Indicators
import Research
import Simulation
import StrategyKit
import TestSupport
import TimeSeries

/// Studies and strategies for the audit to look at.
enum AuditFixture {
    /// A study of rules on a file of the shipped data.
    static func study(
        enter: String = "crosses_above(sma(close, 10), sma(close, 30))",
        exit: String = "crosses_below(sma(close, 10), sma(close, 30))", data: String = "daily/goog.csv",
        calendar: String = "XNYS", more: String = "", changes: [String] = [],
        indicators: [IndicatorDeclaration] = IndicatorCatalogue.all
    ) throws -> Study {
        try Study(try configuration(enter, exit, data, calendar, more, changes, indicators))
    }

    private static func configuration(
        _ enter: String, _ exit: String, _ data: String, _ calendar: String, _ more: String, _ changes: [String],
        _ indicators: [IndicatorDeclaration]
    ) throws -> StudyConfiguration {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/\(data)").path
        let config = """
            name: x
            data: { source: csv, path: \(path), calendar: \(calendar)\(more) }
            strategy: { rules: { enter_long: "\(enter)", exit_long: "\(exit)" } }
            benchmark: none
            """
        return try StudyConfiguration(
            yaml: config, file: "x.yaml", overrides: try changes.map { try ConfigOverride($0) },
            indicators: indicators)
    }

    /// Rules that may use an indicator which was prepared on the whole panel.
    static func rules(_ enter: String, preparing: @escaping @Sendable (Panel) -> IndicatorDeclaration) -> Audit.Making {
        { @Sendable (panel: Panel) throws(StrategyError) -> any Strategy in
            let configuration: StudyConfiguration
            do {
                configuration = try AuditFixture.configuration(
                    enter, "close < 0", "daily/goog.csv", "XNYS", "", [],
                    IndicatorCatalogue.all + [preparing(panel)])
            } catch {
                throw StrategyError(String(describing: error))
            }
            return try configuration.plan.make(for: Universe(panel))
        }
    }

    /// A few cuts, so that a test is short.
    static func options(cuts: Int = 6, seed: UInt64 = 7) -> Audit.Options {
        var options = Audit.Options()
        options.cuts = cuts
        options.seed = seed
        return options
    }
}

/// A strategy that was told for every bar, beforehand, whether to be long, and at which stop.
struct Foretold: Strategy {
    typealias Parameters = NoParameters

    private let isLong: [Bool]
    private let stop: [Price]
    private let name: OrderReason

    init(_ parameters: NoParameters, for universe: Universe) {
        self.init(isLong: [], stop: [], "nothing")
    }

    init(isLong: [Bool], stop: [Price] = [], _ name: OrderReason) {
        self.isLong = isLong
        self.stop = stop
        self.name = name
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        let instrument = InstrumentIndex(0)
        let place = market.barCount(of: instrument) - 1
        guard isLong.indices.contains(place) else { return }
        let position = market.position(of: instrument)
        if isLong[place], position.isFlat {
            let bracket = stop.indices.contains(place) ? Bracket(stop: .price(stop[place])) : nil
            desk.submit(
                OrderRequest(.buy, .fractionOfEquity(0.5), of: instrument, bracket: bracket, reason: name))
        } else if !isLong[place] {
            desk.close(instrument, position, reason: name)
        }
    }
}

/// An average of the values before and after, looked up in what was prepared.
struct PreparedIndicator: StreamingIndicator {
    let values: [Double]
    var place = 0

    init(values: [Double]) { self.values = values }

    mutating func update(_ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>) {
        outputs[0] = place < values.count ? values[place] : .nan
        place += 1
    }

    static func declaration(_ name: String, _ values: [Double]) -> IndicatorDeclaration {
        IndicatorDeclaration(
            name: name, title: name, formula: "as prepared", source: "the test", inputs: [.series], parameters: [],
            firstDefined: { _ in 0 }, make: { _ in PreparedIndicator(values: values) },
            columns: { _, _ in [values] })
    }
}

/// Preparations that know what they must not.
enum Cheat {
    /// The mean of the closes from some bars before to as many after.
    static func centredAverage(_ close: [Price], half: Int = 10) -> [Double] {
        close.indices.map { place in
            let window = close[max(0, place - half)...min(close.count - 1, place + half)]
            return window.reduce(0, +) / Double(window.count)
        }
    }

    /// How many deviations each close lies from the mean of all closes.
    static func scaled(_ close: [Price]) -> [Double] {
        let mean = close.reduce(0, +) / Double(close.count)
        let variance = close.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(close.count)
        return close.map { ($0 - mean) / variance.squareRoot() }
    }

    /// For each bar the last close of its day.
    static func closeOfDay(_ series: BarSeries) -> [Price] {
        var last: [CivilDate: Price] = [:]
        func date(_ place: Int) -> CivilDate { Timestamp(nanoseconds: series.end[place] - 1).date }
        for place in 0..<series.count { last[date(place)] = series.close[place] }
        return (0..<series.count).map { last[date($0)] ?? .nan }
    }

    /// A price just below the lows of the next bars.
    static func stopBelowTheNext(_ count: Int, _ low: [Price]) -> [Price] {
        low.indices.map { place in
            (low[min(place + 1, low.count - 1)...min(place + count, low.count - 1)].min() ?? 0) * 0.999
        }
    }
}
