import Core
import Foundation
import Statistics
import TestSupport

/// The files of `oracles/overfitting`.
struct OverfittingOracle {
    let figures: [String: Any]
    let series: FigureTable

    init() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/overfitting/overfitting.json")))
        figures = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        series = try FigureTable(path: SharedFolder.path("oracles/overfitting/strategy_returns.csv"))
    }

    /// The strategies, without the benchmark.
    var names: [String] { series.names.filter { $0 != "date" && $0 != "buy_hold" } }

    /// The returns of some strategies, of the first rows.
    func returns(_ names: [String], rows: Int = .max) throws -> ReturnMatrix {
        try ReturnMatrix(names.map { Array(series.numbers($0).prefix(rows)) })
    }

    /// The rows of the stored resamples.
    func resampledRows() throws -> [[Int32]] {
        try FigureTable(path: SharedFolder.path("oracles/overfitting/bootstrap_indices.csv")).rows.map { row in
            row.compactMap { Int32($0) }
        }
    }

    /// A figure by its keys; `nan` where there is none, so that no comparison passes by mistake.
    func figure(_ keys: String...) -> Double {
        var place: Any? = figures
        for key in keys { place = (place as? [String: Any])?[key] }
        return (place as? NSNumber)?.doubleValue ?? .nan
    }

    /// A list of figures by its keys.
    func list(_ keys: String...) -> [Double] {
        var place: Any? = figures
        for key in keys { place = (place as? [String: Any])?[key] }
        return (place as? [Any] ?? []).map { ($0 as? NSNumber)?.doubleValue ?? .nan }
    }
}

/// Independent normal draws.
struct Noise {
    private var stream: RandomStream

    init(seed: UInt64, name: String = "noise", index: UInt64 = 0) {
        stream = RandomStream(seed: seed, name: name, index: index)
    }

    /// A standard normal value, by Box and Muller.
    mutating func next() -> Double {
        let (radius, angle) = (1 - stream.uniform(), stream.uniform())
        return (-2 * log(radius)).squareRoot() * cos(2 * Double.pi * angle)
    }

    /// Normal values.
    mutating func values(_ count: Int, mean: Double = 0, deviation: Double = 1) -> [Double] {
        (0..<count).map { _ in mean + deviation * next() }
    }

    /// Independent trials with daily deviation 1 % and the given daily Sharpe ratios.
    mutating func trials(_ count: Int, days: Int, sharpe: (Int) -> Double = { _ in 0 }) throws -> ReturnMatrix {
        try ReturnMatrix((0..<count).map { values(days, mean: 0.01 * sharpe($0), deviation: 0.01) })
    }
}

/// How far a share of `count` draws may be from a probability by chance: three and a half standard errors.
func binomialBand(_ probability: Double, _ count: Int) -> Double {
    3.5 * (probability * (1 - probability) / Double(count)).squareRoot()
}
